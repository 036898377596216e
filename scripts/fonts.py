#!/usr/bin/env python3
"""Makes the fonts for printed documents, for maintainers on Debian: `.venv/bin/python scripts/fonts.py`.

Takes Noto Sans CJK SC (regular, bold; SIL OFL) from Debian's package fonts-noto-cjk and keeps every character but
those for Korean: all of GB 18030-2022 level 2 and the rare characters of names. Outlines stay as they are; hints,
which only old screens use, go. Packed with xz, because both files together would pass 12 MB otherwise.
"""

import lzma
import subprocess
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "keta" / "fonts"
FAMILY = "Noto Sans SC"
SIMPLIFIED_CHINESE = 2  # its place in the collection
KOREAN = (range(0x1100, 0x1200), range(0x3130, 0x3190), range(0xA960, 0xA980), range(0xAC00, 0xD800))
NAMES_OF_FAMILY = (1, 4, 16)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(["apt-get", "download", "fonts-noto-cjk"], cwd=folder, check=True)
        (package,) = folder.glob("*.deb")
        subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
        for weight in ("Regular", "Bold"):
            source = folder / "usr/share/fonts/opentype/noto" / f"NotoSansCJK-{weight}.ttc"
            small = folder / f"NotoSansSC-{weight}.otf"
            write_subset(source, small)
            packed = TARGET / f"{small.name}.xz"
            packed.write_bytes(lzma.compress(small.read_bytes(), preset=9 | lzma.PRESET_EXTREME))
            print(f"{packed.relative_to(ROOT)}: {packed.stat().st_size:,} bytes, from {package.name}")


def write_subset(source: Path, target: Path) -> None:
    options = subset.Options(font_number=SIMPLIFIED_CHINESE, hinting=False, layout_features=["kern"])
    font = subset.load_font(str(source), options)
    rename(font)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for code in font.getBestCmap() if not is_korean(code)])
    subsetter.subset(font)
    subset.save_font(font, str(target), options)


def rename(font: TTFont) -> None:
    """The short family name of the font's own web edition, the same on every machine."""
    for record in font["name"].names:
        if record.nameID in NAMES_OF_FAMILY:
            record.string = str(record).replace("Noto Sans CJK SC", FAMILY)


def is_korean(code: int) -> bool:
    return any(code in block for block in KOREAN)


if __name__ == "__main__":
    main()
