"""The keys of an installation, kept apart from its backup: who finds one of the two has not found the other."""

import os
import zipfile
from pathlib import Path

KEYS = ("secret.key", "keta.env")
DATABASE_LINE = "KETA_DATABASE"


def keys_beside(backup: Path) -> Path:
    return backup.with_name(f"{backup.name}.keys")


def keep_keys(folder: Path, target: Path) -> bool:
    """Writes the keys of a data folder into a file that only its owner can read; False where there are none."""
    found = [folder / name for name in KEYS if (folder / name).is_file()]
    if not found:
        return False
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in found:
            archive.write(path, path.name)
    return True


def put_keys_back(source: Path, folder: Path) -> None:
    """Into a new data folder. Where the old database was is left out: the restored one is another."""
    with zipfile.ZipFile(source) as archive:
        for name in KEYS:
            if name in archive.namelist():
                _write(folder / name, archive.read(name).decode())


def _write(path: Path, text: str) -> None:
    kept = [line for line in text.splitlines(keepends=True) if not _names_database(line)]
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.writelines(kept)


def _names_database(line: str) -> bool:
    name, equals, __ = line.removeprefix("export ").partition("=")
    return bool(equals) and name.strip() == DATABASE_LINE
