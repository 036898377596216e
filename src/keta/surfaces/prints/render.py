"""Renders a print template to PDF with typst. What users typed reaches it as data, never as source."""

from functools import lru_cache
from pathlib import Path
from typing import cast

import orjson
from typst import Compiler, Fonts

from keta.surfaces.prints.document import PrintedDocument

TEMPLATES = Path(__file__).with_name("templates")


def render(template_name: str, content: PrintedDocument, fonts: Path) -> bytes:
    """The PDF of a document; `fonts` is the folder that holds Noto Sans SC.

    Raises FileNotFoundError for an unknown template, typst.TypstError for content it cannot read.
    """
    template = TEMPLATES / f"{template_name}.typ"
    if not template.is_file():
        raise FileNotFoundError(f"There is no print template {template_name}")
    compiler = Compiler(
        template,
        root=TEMPLATES,
        font_paths=_loaded(fonts),
        sys_inputs={"content": orjson.dumps(content).decode()},
    )
    return cast(bytes, compiler.compile(format="pdf"))  # lists come back for pictures only


@lru_cache(maxsize=2)
def _loaded(fonts: Path) -> Fonts:
    """System fonts stand in for scripts that Noto Sans SC lacks, such as Thai."""
    return Fonts(include_system_fonts=True, font_paths=[fonts])
