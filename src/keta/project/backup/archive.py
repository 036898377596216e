"""What a backup is: a ZIP of the database's copy and the data folder, with a list of all that is in it."""

import hashlib
import json
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

FORMAT = 1
CONTENTS = "contents.json"
DATABASE = "database"
FOLDER = "data/"
"""What lies below was in the data folder."""
PART = 1024 * 1024


class Broken(Exception):
    """A backup that cannot be made or cannot be trusted; says why and what to do."""


@dataclass
class Contents:
    """What an archive holds: sizes and SHA-256 under each name, and from what kind of database."""

    vendor: str
    made_at: str
    release: str
    format: int = FORMAT
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)


class Writing:
    """An archive on its way; what goes in is measured as it goes."""

    def __init__(self, archive: zipfile.ZipFile, contents: Contents) -> None:
        self.archive = archive
        self.contents = contents

    def put(self, name: str, path: Path) -> None:
        entry = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
        entry.compress_type = zipfile.ZIP_DEFLATED
        with path.open("rb") as source, self.archive.open(entry, "w", force_zip64=True) as target:
            self.contents.parts[name] = _measured(_passed_on(source, target))
        if sys.stderr.isatty():
            print(f"\r{len(self.contents.parts):,} files", end="", file=sys.stderr)

    def finish(self) -> None:
        self.archive.writestr(CONTENTS, json.dumps(asdict(self.contents)))


def contents_of(archive: zipfile.ZipFile) -> Contents:
    try:
        told = json.loads(archive.read(CONTENTS))
    except (KeyError, ValueError) as error:
        raise Broken("This is no backup of Keta: it has no list of contents.") from error
    if told.get("format") != FORMAT:
        raise Broken(f"This backup has the format {told.get('format')}, which this release does not read.")
    return Contents(**told)


def verify(path: Path) -> Contents:
    """Reads the whole archive again; raises `Broken` where a single byte differs from what went in."""
    try:
        with zipfile.ZipFile(path) as archive:
            contents = contents_of(archive)
            for name, expected in contents.parts.items():
                with archive.open(name) as source:
                    if _measured(_parts(source)) != expected:
                        raise Broken(f"“{name}” is damaged in {path}; take another backup.")
    except (zipfile.BadZipFile, KeyError, EOFError, OSError) as error:
        raise Broken(f"{path} cannot be read as a backup: {error}.") from error
    return contents


def take_out(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as source, target.open("xb") as file:
        for part in _parts(source):
            file.write(part)


def _parts(source: IO[bytes]) -> Iterator[bytes]:
    while part := source.read(PART):
        yield part


def _passed_on(source: IO[bytes], target: IO[bytes]) -> Iterator[bytes]:
    for part in _parts(source):
        target.write(part)
        yield part


def _measured(parts: Iterator[bytes]) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    for part in parts:
        digest.update(part)
        size += len(part)
    return {"size": size, "sha256": digest.hexdigest()}
