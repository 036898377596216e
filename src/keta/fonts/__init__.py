"""The font of printed documents, Noto Sans SC regular and bold (SIL OFL, see OFL.txt), for whoever prints."""

import lzma
import os
from pathlib import Path

FAMILY = "Noto Sans SC"


def unpacked_fonts(folder: Path) -> Path:
    """Returns `folder` with the font files in it, as typst wants them; unpacks them the first time (a second).

    Several processes may do so at once: a file appears whole or not at all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for packed in Path(__file__).parent.glob("*.otf.xz"):
        font = folder / packed.stem
        if not font.exists():
            unfinished = font.with_suffix(f".{os.getpid()}")
            unfinished.write_bytes(lzma.decompress(packed.read_bytes()))
            unfinished.replace(font)
    return folder
