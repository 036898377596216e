"""Renders a print template to PDF with typst. What users typed reaches it as data, never as source."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

import orjson
from typst import Compiler, Fonts

from keta.surfaces.prints.document import PrintedDocument

TEMPLATES = Path(__file__).with_name("templates")


def render(template_name: str, content: PrintedDocument, fonts: Path) -> bytes:
    """The PDF of a document; `fonts` is the folder that holds Noto Sans SC.

    Raises FileNotFoundError for an unknown template, typst.TypstError for content it cannot read.
    """
    (pdf,) = _pages(template_name, content, fonts, "pdf")
    return pdf


def render_pictures(template_name: str, content: PrintedDocument, fonts: Path) -> list[bytes]:
    """The same as one PNG a page, to be shown before it is sent."""
    return _pages(template_name, content, fonts, "png")


def _pages(
    template_name: str, content: PrintedDocument, fonts: Path, kind: Literal["pdf", "png"]
) -> list[bytes]:
    template = TEMPLATES / f"{template_name}.typ"
    if not template.is_file():
        raise FileNotFoundError(f"There is no print template {template_name}")
    compiler = Compiler(
        template,
        root=TEMPLATES,
        font_paths=_loaded(fonts),
        sys_inputs={"content": orjson.dumps(content).decode()},
    )
    made = compiler.compile(format=kind)
    return made if isinstance(made, list) else [made or b""]


@lru_cache(maxsize=2)
def _loaded(fonts: Path) -> Fonts:
    """System fonts stand in for scripts that Noto Sans SC lacks, such as Thai."""
    return Fonts(include_system_fonts=True, font_paths=[fonts])
