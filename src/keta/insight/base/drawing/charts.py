"""Bars, curves, grids and clouds of points on Matplotlib axes."""

from __future__ import annotations

from typing import Any

import numpy as np

from keta.insight.base.drawing.style import colour
from keta.insight.base.figures import Figure

GROUP_WIDTH = 0.8
LONG_AXIS = 8
WRITTEN_CELLS = 200


def bars(axes: Any, figure: Figure, locale: str) -> None:
    places = np.arange(len(figure["categories"]))
    width = GROUP_WIDTH / len(figure["series"])
    for number, series in enumerate(figure["series"]):
        heights = [value or 0 for value in series["values"]]
        offset = (number - (len(figure["series"]) - 1) / 2) * width
        axes.bar(places + offset, heights, width, label=series["name"][locale], color=colour(number))
    rotation = 45 if len(places) > LONG_AXIS else 0
    axes.set_xticks(places, [name[locale] for name in figure["categories"]], rotation=rotation, fontsize=8)
    axes.set_ylabel(figure["unit"][locale])
    _legend(axes, figure["series"], locale)


def lines(axes: Any, figure: Figure, locale: str) -> None:
    for number, series in enumerate(figure["series"]):
        values = [np.nan if value is None else value for value in series["values"]]
        axes.plot(figure["x"], values, label=series["name"][locale], color=colour(number), linewidth=1.8)
    axes.set_xlabel(figure["x_label"][locale])
    axes.set_ylabel(figure["y_label"][locale])
    axes.grid(alpha=0.3)
    _legend(axes, figure["series"], locale)


def heatmap(axes: Any, figure: Figure, locale: str) -> None:
    cells = np.array(figure["values"], dtype=float)
    shown = axes.imshow(cells, aspect="auto", cmap="Blues")
    axes.set_xticks(range(cells.shape[1]), [name[locale] for name in figure["columns"]], fontsize=8)
    axes.set_yticks(range(cells.shape[0]), [name[locale] for name in figure["rows"]], fontsize=8)
    axes.figure.colorbar(shown, ax=axes, label=figure["unit"][locale])
    if cells.size <= WRITTEN_CELLS:
        _write_cells(axes, cells)


def _write_cells(axes: Any, cells: Any) -> None:
    dark = np.nanmin(cells) + 0.6 * (np.nanmax(cells) - np.nanmin(cells))
    for (row, column), value in np.ndenumerate(cells):
        if not np.isnan(value):
            tint = "white" if value > dark else "black"
            axes.text(column, row, f"{value:,.4g}", ha="center", va="center", fontsize=7, color=tint)


def points(axes: Any, figure: Figure, locale: str) -> None:
    for number, group in enumerate(figure["groups"]):
        axes.scatter(group["x"], group["y"], s=10, alpha=0.6, label=group["name"][locale], color=colour(number))
    if figure["x_border"] is not None:
        axes.axvline(figure["x_border"], color="grey", linewidth=1, linestyle="--")
    if figure["y_border"] is not None:
        axes.axhline(figure["y_border"], color="grey", linewidth=1, linestyle="--")
    axes.set_xlabel(figure["x_label"][locale])
    axes.set_ylabel(figure["y_label"][locale])
    _legend(axes, figure["groups"], locale)


def _legend(axes: Any, entries: list[dict[str, Any]], locale: str) -> None:
    if any(entry["name"][locale] for entry in entries):
        axes.legend(fontsize=8, frameon=False)
