"""Fonts, colours and the look of all pictures."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib import font_manager
from matplotlib.ticker import FuncFormatter

from keta.fonts import FAMILY, unpacked_fonts
from keta.insight.base.text import TRADITIONAL

# Told apart by people with colour-blindness (Okabe and Ito 2008); the pale yellow, thin on white, comes last.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#7F7F7F", "#F0E442")
INK, FAINT, GRID = "#1F2933", "#66717D", "#DFE3E8"
SMALL, NORMAL, TITLE = 8.5, 9.5, 12
# Readers in Taiwan and Hong Kong know other shapes of the same characters; the shipped font writes all of them.
TRADITIONAL_FONTS = ("Noto Sans CJK TC", "Noto Sans TC", "Microsoft JhengHei", "PingFang TC")
MILLION, HUNDRED, READABLE = 1_000_000, 100, 1e-3


@cache
def _shipped() -> str:
    """The family that Keta ships, known to Matplotlib from now on."""
    folder = unpacked_fonts(Path(matplotlib.get_cachedir()) / "keta-fonts")
    for path in sorted(folder.glob("*.otf")):
        font_manager.fontManager.addfont(path)
    return FAMILY


def fonts(locale: str) -> list[str]:
    """Families that write `locale`, best first; every picture may hold Chinese names, whatever its language."""
    shipped = _shipped()
    if locale != TRADITIONAL:
        return [shipped]
    installed = set(font_manager.get_font_names())
    return [*(name for name in TRADITIONAL_FONTS if name in installed), shipped]


def settings(locale: str) -> Any:
    """What Matplotlib is told while it draws (its own type lists every key): quiet, grey, text as text in SVG."""
    quiet = {f"axes.spines.{side}": False for side in ("top", "right")}
    greys = dict.fromkeys(("axes.edgecolor", "xtick.color", "ytick.color"), FAINT)
    words = {"axes.labelcolor": INK, "text.color": INK, "font.size": NORMAL, "axes.unicode_minus": False}
    return {"font.family": fonts(locale), "svg.fonttype": "none", "grid.color": GRID, **quiet, **greys, **words}


def colour(place: int) -> str:
    return COLOURS[place % len(COLOURS)]


def tint(part: float) -> tuple[float, float, float]:
    """Nearly white for 0, deep blue for 1: one hue, dark means much."""
    low, high = (0.94, 0.965, 0.985), (0.0, 0.33, 0.56)
    return tuple(start + (end - start) * part for start, end in zip(low, high, strict=True))  # type: ignore[return-value]  # three in, three out


def readable(value: float, percent: bool = False) -> str:
    """A number as people write it: 12.5 %, 1,234, 0.0123."""
    if percent:
        return f"{value * HUNDRED:.3g}%" if abs(value) < 1 / HUNDRED else f"{value * HUNDRED:.0f}%"
    if value == int(value) and abs(value) < MILLION * MILLION:
        return f"{int(value):,}"
    return f"{value:,.0f}" if abs(value) >= HUNDRED else f"{value:.3g}"


def ticks(percent: bool) -> FuncFormatter:
    return FuncFormatter(lambda value, _: readable(round(value, 10), percent))


def is_percent(figure: dict[str, Any], axis: str) -> bool:
    """Whether the numbers along `axis` are shares of one, to be told in percent."""
    return axis in figure.get("percent", ())
