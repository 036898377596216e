"""Bars, curves, grids and clouds of points on Matplotlib axes."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.cm import ScalarMappable
from matplotlib.colors import ListedColormap, Normalize
from matplotlib.patches import Rectangle

from keta.insight.base.drawing.style import FAINT, INK, SMALL, colour, is_percent, readable, ticks, tint
from keta.insight.base.figures import Figure

GROUP_WIDTH = 0.78
LONG_NAME, WRITTEN_BARS, WRITTEN_CELLS = 9, 12, 400
NAMED_POINTS = 3
REFERENCE: dict[str, Any] = {"linestyle": "--", "color": FAINT, "linewidth": 1.4}
LEGEND: dict[str, Any] = {"fontsize": SMALL, "frameon": False, "loc": "lower left", "bbox_to_anchor": (0, 1.0),
                          "ncols": 4, "borderaxespad": 0.2, "handlelength": 1.4, "columnspacing": 1.4}  # fmt: skip


def bars(axes: Any, figure: Figure, locale: str) -> None:
    """Upright for short names (bins, answers), lying for long ones."""
    if is_lying(figure, locale):
        _lying_bars(axes, figure, locale)
    else:
        _upright_bars(axes, figure, locale)
    _legend(axes, figure["series"], locale)


def is_lying(figure: Figure, locale: str) -> bool:
    return any(len(name[locale]) > LONG_NAME for name in figure["categories"])


def _upright_bars(axes: Any, figure: Figure, locale: str) -> None:
    percent, names = is_percent(figure, "y"), [name[locale] for name in figure["categories"]]
    for series, places, width, tone in _groups(figure, locale):
        drawn = axes.bar(places, series["values"], width, label=series["name"][locale], color=tone)
        _write_bars(axes, figure, drawn, percent)
    every = -(-len(names) // 16)
    axes.set_xticks(range(0, len(names), every), names[::every], fontsize=SMALL)
    axes.set_ylabel(figure["unit"][locale])
    axes.yaxis.set_major_formatter(ticks(percent))
    axes.grid(axis="y")
    axes.set_axisbelow(True)
    axes.margins(y=0.12)
    axes.axhline(0, color=FAINT, linewidth=0.8)


def _lying_bars(axes: Any, figure: Figure, locale: str) -> None:
    percent = is_percent(figure, "y")
    for series, places, width, tone in _groups(figure, locale):
        drawn = axes.barh(places, series["values"], width, label=series["name"][locale], color=tone)
        _write_bars(axes, figure, drawn, percent)
    axes.set_yticks(range(len(figure["categories"])), [name[locale] for name in figure["categories"]], fontsize=SMALL)
    axes.invert_yaxis()
    axes.set_xlabel(figure["unit"][locale])
    axes.xaxis.set_major_formatter(ticks(percent))
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    axes.margins(x=0.14)
    axes.axvline(0, color=FAINT, linewidth=0.8)


def _groups(figure: Figure, locale: str) -> list[tuple[dict[str, Any], Any, float, str]]:
    """Each series with no gap read as nothing, its places, its width, its colour."""
    places, count = np.arange(len(figure["categories"])), len(figure["series"])
    width, groups = GROUP_WIDTH / count, []
    for number, series in enumerate(figure["series"]):
        values = [value or 0 for value in series["values"]]
        offset = (number - (count - 1) / 2) * width
        groups.append(({**series, "values": values}, places + offset, width * 0.94, colour(number)))
    return groups


def _write_bars(axes: Any, figure: Figure, drawn: Any, percent: bool) -> None:
    if len(figure["categories"]) * len(figure["series"]) <= WRITTEN_BARS:
        axes.bar_label(drawn, fmt=lambda value: readable(value, percent), padding=3, fontsize=SMALL, color=INK)


def lines(axes: Any, figure: Figure, locale: str) -> None:
    for number, band in enumerate(figure.get("bands", ())):
        low, high = (_gaps(band[side]) for side in ("low", "high"))
        shade = {"color": colour(1), "alpha": 0.18 + 0.14 * number, "linewidth": 0}
        axes.fill_between(figure["x"], low, high, label=band["name"][locale], **shade)
    for number, series in enumerate(figure["series"]):
        style = REFERENCE if series.get("is_reference") else {"color": colour(number), "linewidth": 2.0}
        marker = "o" if len(figure["x"]) <= 2 * WRITTEN_BARS else None
        values, name = _gaps(series["values"]), series["name"][locale]
        axes.plot(figure["x"], values, label=name, marker=marker, markersize=3.5, **style)
    axes.grid()
    _axes(axes, figure, locale)
    _legend(axes, [*figure["series"], *figure.get("bands", ())], locale)


def _gaps(values: list[Any]) -> list[float]:
    return [np.nan if value is None else value for value in values]


def _axes(axes: Any, figure: Figure, locale: str) -> None:
    axes.set_xlabel(figure["x_label"][locale])
    axes.set_ylabel(figure["y_label"][locale])
    axes.yaxis.set_major_formatter(ticks(is_percent(figure, "y")))
    if not any(isinstance(value, str) for value in figure.get("x", ())):
        axes.xaxis.set_major_formatter(ticks(is_percent(figure, "x")))


def heatmap(axes: Any, figure: Figure, locale: str) -> None:
    """Darker is more; an empty cell stays white. Each cell holds its number where there is room."""
    cells, percent = np.array(figure["values"], dtype=float), is_percent(figure, "y")
    low, high = min(0.0, np.nanmin(cells)), _top(cells)
    for (row, column), value in np.ndenumerate(cells):
        if not np.isnan(value):
            part = min((value - low) / (high - low or 1.0), 1.0)
            axes.add_patch(_square(column, row, tint(part)))
            if cells.size <= WRITTEN_CELLS:
                ink, words = "white" if part > 0.5 else INK, readable(value, percent)
                axes.text(column, row, words, ha="center", va="center", fontsize=SMALL - 1, color=ink)
    axes.set_xlim(-0.5, cells.shape[1] - 0.5)
    axes.set_ylim(cells.shape[0] - 0.5, -0.5)
    axes.set_xticks(range(cells.shape[1]), [name[locale] for name in figure["columns"]], fontsize=SMALL)
    axes.set_yticks(range(cells.shape[0]), [name[locale] for name in figure["rows"]], fontsize=SMALL)
    axes.tick_params(length=0)
    axes.set_xlabel(figure["x_label"][locale] or figure["unit"][locale])
    axes.set_ylabel(figure["y_label"][locale])
    axes.spines[:].set_visible(False)
    if cells.size > WRITTEN_CELLS:
        _scale(axes, figure["unit"][locale], low, high, percent)


def _scale(axes: Any, unit: str, low: float, high: float, percent: bool) -> None:
    """What the colours mean, where the cells have no room for numbers."""
    shades = ListedColormap([tint(step / 100) for step in range(101)])
    shown = ScalarMappable(Normalize(low, high), shades)
    axes.figure.colorbar(shown, ax=axes, label=unit, format=ticks(percent), shrink=0.8)


def _top(cells: Any) -> float:
    """The value drawn darkest: the greatest but for the first column where that is all alike (100 % of a cohort)."""
    inner = cells[:, 1:]
    is_start = np.nanmin(cells[:, 0]) == np.nanmax(cells) and not np.all(np.isnan(inner))
    return float(np.nanmax(inner) if is_start else np.nanmax(cells))


def _square(column: int, row: int, tone: Any) -> Any:
    from_left, from_top, side = column - 0.48, row - 0.47, 0.96
    return Rectangle((from_left, from_top), side, 0.94, facecolor=tone, linewidth=0)


def points(axes: Any, figure: Figure, locale: str) -> None:
    """Clouds in one colour each; where every group is one point its name stands beside it."""
    singles = len(figure["groups"]) > NAMED_POINTS and all(len(group["x"]) <= 1 for group in figure["groups"])
    for number, group in enumerate(figure["groups"]):
        size, name = (46, None) if singles else (14, group["name"][locale])
        axes.scatter(group["x"], group["y"], s=size, alpha=0.65, label=name, linewidth=0,
                     color=colour(0 if singles else number))  # fmt: skip
        if singles and group["x"]:
            axes.annotate(group["name"][locale], (group["x"][0], group["y"][0]), xytext=(6, 4),
                          textcoords="offset points", fontsize=SMALL)  # fmt: skip
    for line, border in ((axes.axvline, figure["x_border"]), (axes.axhline, figure["y_border"])):
        if border is not None:
            line(border, color=FAINT, linewidth=1, linestyle="--")
    axes.grid()
    axes.set_axisbelow(True)
    if singles:
        axes.margins(0.14)
    _axes(axes, figure, locale)
    if not singles:
        _legend(axes, figure["groups"], locale)


def _legend(axes: Any, entries: list[dict[str, Any]], locale: str) -> None:
    if len([entry for entry in entries if entry["name"][locale]]) > 1:
        axes.legend(**LEGEND)
