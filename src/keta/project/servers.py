"""A PostgreSQL of our own on a free port: for tests in a temporary folder and gone afterwards, for the bench kept."""

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType

USER = "nobody"
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
FOR_TESTS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",
    "shared_buffers": "256MB",
    "max_connections": "100",
}
FOR_MEASURING = {
    "shared_buffers": "2GB",
    "effective_cache_size": "8GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "4GB",
    "max_connections": "200",
    "jit": "off",
    "random_page_cost": "1.1",
}
"""Safe against a crash, and what the rivals' database is given too."""


def missing_for_postgresql() -> list[str]:
    return [] if _binaries() else ["PostgreSQL's server is not installed (apt install postgresql): SQLite only."]


def _binaries() -> Path | None:
    on_path = shutil.which("initdb")
    return BINARIES[0] if BINARIES else Path(on_path).parent if on_path else None


class PostgreSQL:
    """`with PostgreSQL() as server: server.url`; the server refuses to run as root, so it runs as nobody there."""

    def __init__(self, kept_in: Path | None = None) -> None:
        """`kept_in` is a folder that outlives it, with a database that is measured and not one that is tested on."""
        self.kept_in = kept_in

    def __enter__(self) -> "PostgreSQL":
        self.folder = self.kept_in or Path(tempfile.mkdtemp(prefix="keta-postgresql-"))
        self.folder.mkdir(parents=True, exist_ok=True)
        if os.getuid() == 0:
            shutil.chown(self.folder, USER)
        self.port = _free_port()
        self.url = self.url_of("postgres")
        data = self.folder / "data"
        if not data.is_dir():
            self._run("initdb", "-D", str(data), "-U", "keta", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        elif (data / "postmaster.pid").exists():
            # A run that was killed has left it running.
            with suppress(subprocess.CalledProcessError):
                self._run("pg_ctl", "-D", str(data), "-m", "fast", "stop")
        settings = FOR_MEASURING if self.kept_in else FOR_TESTS
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        options += f" -c port={self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "-D", str(data), "-w", "-l", str(self.folder / "log"), "-o", options, "start")
        return self

    def url_of(self, database: str) -> str:
        return f"postgres://keta@127.0.0.1:{self.port}/{database}"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        mode = "fast" if self.kept_in else "immediate"
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", mode, "stop")
        if not self.kept_in:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        folder = _binaries()
        if folder is None:
            raise RuntimeError("PostgreSQL's server is not installed")
        user = USER if os.getuid() == 0 else None
        subprocess.run(
            [str(folder / program), *arguments],
            check=True,
            user=user,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
