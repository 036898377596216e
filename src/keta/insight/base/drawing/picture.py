"""A figure as a PNG or SVG file."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.figure import Figure as Canvas
from matplotlib.layout_engine import ConstrainedLayoutEngine

from keta.insight.base.drawing import charts, shapes
from keta.insight.base.drawing.style import FAINT, SMALL, TITLE, settings
from keta.insight.base.errors import BadInput
from keta.insight.base.figures import Figure
from keta.insight.base.text import CHINESE, Text, told

DOTS = 150
WIDTH, HEIGHT = 7.6, 4.6
FORMS = ("png", "svg")
DRAWERS = {
    "bars": charts.bars,
    "lines": charts.lines,
    "heatmap": charts.heatmap,
    "points": charts.points,
    "layers": shapes.layers,
    "flows": shapes.flows,
    "tree": shapes.tree,
}
UNKNOWN_FORM = Text(
    "{path}: pictures are .png or .svg, pages .html; choose one of these.",
    "{path}：图片须为 .png 或 .svg，页面须为 .html；请选择其一。",
)


def draw(figure: Figure, path: str | Path, locale: str = CHINESE, note: Text | str = "") -> Path:
    """Writes the figure to `path` (.png or .svg), `note` small under it, and returns the path."""
    target = Path(path)
    form = target.suffix.lstrip(".").lower()
    if form not in FORMS:
        raise BadInput(UNKNOWN_FORM(path=target))
    target.write_bytes(image(figure, locale, form, note))
    return target


def image(figure: Figure, locale: str, form: str, note: Text | str = "") -> bytes:
    """The figure as the bytes of a PNG or SVG."""
    with matplotlib.rc_context(settings(locale)):
        layout = ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.1)
        canvas = Canvas(figsize=_size(figure, locale), dpi=DOTS, layout=layout)
        canvas.suptitle(figure["title"][locale], x=0.012, ha="left", fontsize=TITLE, weight="bold")
        DRAWERS[figure["kind"]](canvas.add_subplot(), figure, locale)
        if note:
            canvas.supxlabel(told(note, locale), x=0.012, ha="left", fontsize=SMALL - 1, color=FAINT)
        written = BytesIO()
        canvas.savefig(written, format=form, metadata={"Software" if form == "png" else "Date": None})
    return written.getvalue()


def _size(figure: Figure, locale: str) -> tuple[float, float]:
    """Inches: wide as a page, and as high as its rows need."""
    kind: Any = figure["kind"]
    if kind == "tree":
        root = figure["root"]
        return max(WIDTH, 1.12 * shapes.width_of(root)), 1.1 + 0.95 * (shapes.depth_of(root) + 1)
    if kind == "heatmap":
        return max(WIDTH, 0.42 * len(figure["columns"]) + 1.6), max(HEIGHT, 0.3 * len(figure["rows"]) + 1.4)
    if kind == "bars" and charts.is_lying(figure, locale):
        lines = len(figure["categories"]) * (1 + 0.5 * (len(figure["series"]) - 1))
        return WIDTH, max(0.6 * HEIGHT, 0.34 * lines + 1.5)
    return WIDTH, HEIGHT
