"""A PostgreSQL for as long as the tests run: a cluster in a temporary folder, on a free port, gone afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType

USER = "nobody"
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",
    "shared_buffers": "256MB",
    "max_connections": "100",
}


def missing_for_postgresql() -> list[str]:
    return [] if _binaries() else ["PostgreSQL's server is not installed (apt install postgresql): SQLite only."]


def _binaries() -> Path | None:
    on_path = shutil.which("initdb")
    return BINARIES[0] if BINARIES else Path(on_path).parent if on_path else None


class PostgreSQL:
    """`with PostgreSQL() as server: server.url`; the server refuses to run as root, so it runs as nobody there."""

    def __enter__(self) -> "PostgreSQL":
        self.folder = Path(tempfile.mkdtemp(prefix="keta-postgresql-"))
        if os.getuid() == 0:
            shutil.chown(self.folder, USER)
        self.port = _free_port()
        self.url = f"postgres://keta@127.0.0.1:{self.port}/postgres"
        data = self.folder / "data"
        self._run("initdb", "-D", str(data), "-U", "keta", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        options += f" -c port={self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "-D", str(data), "-w", "-l", str(self.folder / "log"), "-o", options, "start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
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
