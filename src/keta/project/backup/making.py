"""`keta backup`: everything into one file, while the house is at work."""

import argparse
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from keta.project.backup.archive import DATABASE, FOLDER, Broken, Contents, Writing, verify
from keta.project.backup.databases import copy_database
from keta.project.backup.keys import KEYS, keep_keys, keys_beside

TRACES = ("-wal", "-shm", "-journal")
"""Files that SQLite keeps beside a database."""
DERIVED = ("fonts",)
"""Folders that fill themselves again."""


def command(chosen: argparse.Namespace) -> int:
    try:
        told = back_up(Path(chosen.file))
    except Broken as reason:
        print(reason, file=sys.stderr)
        return 1
    print(told)
    return 0


def back_up(target: Path) -> str:
    """Writes the backup and its keys, reads the backup again; what was done, in words."""
    keys = keys_beside(target)
    for path in (target, keys):
        if path.exists():
            raise Broken(f"{path} exists already; a backup never overwrites another one. Choose another name.")
    if not target.parent.is_dir():
        raise Broken(f"There is no folder {target.parent}; create it first.")
    draft = target.with_name(f"{target.name}.part")
    try:
        _write(draft)
        contents = verify(draft)
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    size = target.stat().st_size / 1024 / 1024
    words = f"{target}: database and {len(contents.parts) - 1:,} files, {size:,.1f} MiB, checked."
    if keep_keys(settings.DATA, keys):
        return f"{words}\nThe keys lie apart in {keys}: keep them in another place than the backup."
    return f"{words}\nThere is no key in the data folder (KETA_SECRET_KEY is set): keep that one yourself."


def _write(draft: Path) -> None:
    contents = Contents(vendor="", made_at=timezone.now().isoformat(), release=_release())
    with zipfile.ZipFile(draft, "w", allowZip64=True) as archive, tempfile.TemporaryDirectory() as scratch:
        writing = Writing(archive, contents)
        # The database first: a file that a record holds is never deleted, so all that the copy names are still there.
        copy = Path(scratch) / DATABASE
        contents.vendor = copy_database(copy)
        writing.put(DATABASE, copy)
        for path in _kept(settings.DATA):
            try:
                writing.put(f"{FOLDER}{path.relative_to(settings.DATA).as_posix()}", path)
            except FileNotFoundError:  # cleared away meanwhile, as files are that no record holds
                continue
        writing.finish()


def _kept(folder: Path) -> Iterator[Path]:
    """Every file of the data folder but keys, database and what can be made anew."""
    database = str(settings.DATABASES["default"]["NAME"])
    others = {database, *(f"{database}{trace}" for trace in TRACES), *(str(folder / name) for name in KEYS)}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and str(path) not in others and path.relative_to(folder).parts[0] not in DERIVED:
            yield path


def _release() -> str:
    try:
        return version("keta-crm")
    except PackageNotFoundError:
        return ""
