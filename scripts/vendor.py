#!/usr/bin/env python3
"""Fetches the browser libraries that Keta ships, at exact versions, for maintainers: `python scripts/vendor.py`.

Writes src/keta/static/vendor (and tests/browser/vendor for what only tests need). To take a newer release: change
its version and integrity in vendor.json (`npm view NAME@VERSION dist.integrity`), run, look at the pages, commit.
Needs npm; nothing here runs on a user's machine.
"""

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "src" / "keta" / "static" / "vendor"
PACKAGES = ROOT / "scripts" / "vendor.json"
ICONS = ROOT / "scripts" / "icons.txt"
ICON_PACKAGE = "@tabler/icons"
# Stroke attributes of the outline set; 1.75 instead of 2 looks calmer beside 14 px text.
STROKE = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    licence: str
    integrity: str
    into: str
    files: dict[str, str]


def main() -> None:
    rows = []
    for entry in json.loads(PACKAGES.read_text()):
        package = Package(**entry)
        with tempfile.TemporaryDirectory() as folder:
            content = unpack(package, Path(folder))
            rows += [describe(package, path) for path in copy_files(package, content)]
            if package.name == ICON_PACKAGE:
                sprite = SHIPPED / "icons" / "icons.svg"
                sprite.write_text(make_sprite(content / "icons"))
                rows.append(describe(package, sprite))
    (SHIPPED / "VERSIONS.md").write_text(versions_page(rows))


def unpack(package: Package, folder: Path) -> Path:
    command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (archive,) = folder.glob("*.tgz")
    digest = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != package.integrity:
        sys.exit(f"{package.name} {package.version} is not the file that vendor.json names: {digest}")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / "package"


def copy_files(package: Package, content: Path) -> list[Path]:
    folder = ROOT / package.into
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "LICENSE").write_text((content / "LICENSE").read_text(encoding="utf-8"), encoding="utf-8")
    copied = []
    for source, target in package.files.items():
        text = (content / source).read_text(encoding="utf-8")
        path = folder / target
        # A source map is not shipped; a browser's tools and the static file storage would look for it in vain.
        path.write_text(re.sub(r"\n?(//|/\*)# sourceMappingURL=.*", "", text).rstrip() + "\n", encoding="utf-8")
        copied.append(path)
    return copied


def make_sprite(icons: Path) -> str:
    symbols = [symbol(icons, name) for name in sorted(set(ICONS.read_text().split()))]
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def symbol(icons: Path, name: str) -> str:
    """One icon; a name that ends in `-filled` comes from the filled set."""
    outline = icons / "outline" / f"{name}.svg"
    filled = icons / "filled" / f"{name.removesuffix('-filled')}.svg"
    is_outline = outline.is_file()
    text = (outline if is_outline else filled).read_text()
    shapes = re.sub(r"\s*\n\s*", "", text[text.index(">", text.index("<svg")) + 1 : text.rindex("</svg>")])
    shapes = shapes.replace('<path stroke="none" d="M0 0h24v24H0z" fill="none" />', "").replace(" />", "/>")
    paint = STROKE if is_outline else 'fill="currentColor"'
    return f'<symbol id="{name}" viewBox="0 0 24 24" {paint}>{shapes}</symbol>'


def describe(package: Package, path: Path) -> str:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"| {package.name} | {package.version} | {package.licence} | {path.relative_to(ROOT)} | {digest} |"


def versions_page(rows: list[str]) -> str:
    heading = (
        "# Browser libraries in this repository\n\n"
        "Written by `scripts/vendor.py` from `scripts/vendor.json`; do not edit these files by hand. "
        "Each folder holds its licence.\n\n"
        "| package | version | licence | file | sha256 |\n| --- | --- | --- | --- | --- |\n"
    )
    return heading + "\n".join(rows) + "\n"


if __name__ == "__main__":
    main()
