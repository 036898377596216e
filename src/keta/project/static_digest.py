"""The digest of all static files, which stands in their addresses: they may be kept for ever, and a new release is seen
at once. It is one for all, so that scripts and styles go on naming one another by their relative addresses."""

import hashlib
from importlib.metadata import version
from pathlib import Path

FOREIGN = "django-allauth"
"""Its pages bring files of their own, which change with its version."""


def digest_of(folder: Path) -> str:
    """Ten characters; it takes some milliseconds."""
    told = hashlib.sha256(version(FOREIGN).encode())
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        told.update(path.relative_to(folder).as_posix().encode())
        told.update(path.read_bytes())
    return told.hexdigest()[:10]
