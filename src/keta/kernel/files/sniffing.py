"""What a file is by its first bytes, and whether its name says the same."""

from pathlib import PurePosixPath

from django.utils.translation import gettext_lazy as _

from keta.kernel.refusals import Refused

UNKNOWN = "application/octet-stream"
ZIP, COMPOUND, TEXT = "application/zip", "application/x-ole-storage", "text/plain"
PROGRAM, PAGE, DRAWING = "application/x-executable", "text/html", "image/svg+xml"
MARKS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF8", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"PK\x03\x04", ZIP),
    (0, b"PK\x05\x06", ZIP),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", COMPOUND),
    (0, b"MZ", PROGRAM),
    (0, b"\x7fELF", PROGRAM),
    (0, b"#!", PROGRAM),
    (4, b"ftyp", "video/mp4"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"Rar!", "application/vnd.rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
)
OFFICE = "application/vnd.openxmlformats-officedocument."
ENDINGS: dict[str, tuple[str, str]] = {
    ".pdf": ("application/pdf", "application/pdf"),
    ".png": ("image/png", "image/png"),
    ".jpg": ("image/jpeg", "image/jpeg"),
    ".jpeg": ("image/jpeg", "image/jpeg"),
    ".gif": ("image/gif", "image/gif"),
    ".webp": ("image/webp", "image/webp"),
    ".zip": (ZIP, ZIP),
    ".docx": (ZIP, f"{OFFICE}wordprocessingml.document"),
    ".xlsx": (ZIP, f"{OFFICE}spreadsheetml.sheet"),
    ".pptx": (ZIP, f"{OFFICE}presentationml.presentation"),
    ".doc": (COMPOUND, "application/msword"),
    ".xls": (COMPOUND, "application/vnd.ms-excel"),
    ".ppt": (COMPOUND, "application/vnd.ms-powerpoint"),
    ".wps": (COMPOUND, "application/vnd.ms-works"),
    ".txt": (TEXT, TEXT),
    ".csv": (TEXT, "text/csv"),
    ".mp4": ("video/mp4", "video/mp4"),
    ".rar": ("application/vnd.rar", "application/vnd.rar"),
    ".7z": ("application/x-7z-compressed", "application/x-7z-compressed"),
}
"""What files of an ending hold by their first bytes, and what that is called."""
SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", TEXT})
"""What a browser may show; everything else it has to save."""
HEAD = 1024


def content_type(head: bytes, name: str) -> str:
    """The type by content, named by the ending where both agree; raises `Refused` where they contradict."""
    found = _by_content(head[:HEAD])
    wanted, called = ENDINGS.get(PurePosixPath(name.lower()).suffix, (found, found))
    if found != wanted:
        raise Refused(
            _("The name “%(name)s” says one thing, the content of the file is another; give it its true ending.")
            % {"name": name[:80]},
            code="file_kind",
        )
    return called


def _by_content(head: bytes) -> str:
    for place, mark, kind in MARKS:
        if head[place : place + len(mark)] == mark:
            return kind
    return _by_text(head)


def _by_text(head: bytes) -> str:
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return UNKNOWN
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in start[:300]:
        return DRAWING
    if start.startswith((b"<!doctype html", b"<html", b"<script", b"<body", b"<iframe")):
        return PAGE
    return TEXT
