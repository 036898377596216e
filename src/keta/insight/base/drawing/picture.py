"""A figure as a PNG or SVG file."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.figure import Figure as Canvas

from keta.insight.base.drawing import charts, shapes
from keta.insight.base.drawing.style import font
from keta.insight.base.figures import Figure
from keta.insight.base.text import CHINESE

WIDTH, HEIGHT, DOTS = 7.2, 4.4, 110
DRAWERS = {
    "bars": charts.bars,
    "lines": charts.lines,
    "heatmap": charts.heatmap,
    "points": charts.points,
    "layers": shapes.layers,
    "flows": shapes.flows,
    "tree": shapes.tree,
}


def draw(figure: Figure, path: str | Path, locale: str = CHINESE) -> Path:
    """Writes the figure to `path` (.png or .svg) and returns the path."""
    target = Path(path)
    target.write_bytes(image(figure, locale, target.suffix.lstrip(".")))
    return target


def image(figure: Figure, locale: str, form: str) -> bytes:
    """The figure as the bytes of a PNG or SVG."""
    settings: Any = {"font.family": [font(locale), "DejaVu Sans"], "svg.fonttype": "none"}
    with matplotlib.rc_context(settings):
        canvas = Canvas(figsize=(WIDTH, HEIGHT), dpi=DOTS, layout="constrained")
        axes = canvas.add_subplot()
        axes.set_title(figure["title"][locale], fontsize=11)
        DRAWERS[figure["kind"]](axes, figure, locale)
        written = BytesIO()
        canvas.savefig(written, format=form, metadata={"Software" if form == "png" else "Date": None})
    return written.getvalue()
