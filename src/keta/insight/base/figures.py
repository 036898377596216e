"""Charts as plain data: dictionaries of JSON values that a picture, a page or a program can draw.

Every figure has `kind`, `title` and labels as `{"zh-Hans": ..., "zh-Hant": ..., "en": ...}`; numbers in the unit said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from keta.insight.base.text import Text, same

Figure = dict[str, Any]
Label = Text | str
Numbers = Sequence[float | int | None]


def label(words: Label) -> dict[str, str]:
    return (words if isinstance(words, Text) else same(words)).everywhere()


def _series(series: Mapping[Label, Numbers] | Sequence[tuple[Label, Numbers]]) -> list[dict[str, Any]]:
    pairs = series.items() if isinstance(series, Mapping) else series
    return [{"name": label(name), "values": list(values)} for name, values in pairs]


def bars(
    title: Label, categories: Sequence[Label], series: Sequence[tuple[Label, Numbers]], unit: Label = ""
) -> Figure:
    """Groups of bars: one group a category, one bar a series."""
    return {
        "kind": "bars",
        "title": label(title),
        "categories": [label(category) for category in categories],
        "series": _series(series),
        "unit": label(unit),
    }


def lines(
    title: Label,
    x: Sequence[Any],
    series: Sequence[tuple[Label, Numbers]],
    x_label: Label = "",
    y_label: Label = "",
) -> Figure:
    """Curves over a common `x`; a value may be None (a gap)."""
    return {
        "kind": "lines",
        "title": label(title),
        "x": list(x),
        "series": _series(series),
        "x_label": label(x_label),
        "y_label": label(y_label),
    }


def in_percent(figure: Figure, *axes: str) -> Figure:
    """The figure, its numbers along "x", "y" (or in its cells: "y") told in percent, for they are shares of one."""
    return {**figure, "percent": list(axes)}


def with_references(figure: Figure, *places: int) -> Figure:
    """The `lines`, the named ones drawn as what the others are measured by."""
    series = [{**one, "is_reference": place in places} for place, one in enumerate(figure["series"])]
    return {**figure, "series": series}


def with_band(figure: Figure, name: Label, low: Numbers, high: Numbers) -> Figure:
    """The `lines` with one more interval between two curves, shaded."""
    band = {"name": label(name), "low": list(low), "high": list(high)}
    return {**figure, "bands": [*figure.get("bands", ()), band]}


def layers(
    title: Label, names: Sequence[Label], counts: Sequence[int], captions: Sequence[Label], active: int | None = None
) -> Figure:
    """A tower, first name on top; the captions say what each layer brings; below `active` layers nobody buys."""
    return {
        "kind": "layers",
        "title": label(title),
        "active": len(names) if active is None else active,
        "layers": [
            {"name": label(name), "count": int(count), "caption": label(caption)}
            for name, count, caption in zip(names, counts, captions, strict=True)
        ],
    }


def flows(title: Label, left: Sequence[Label], right: Sequence[Label], links: Sequence[tuple[int, int, int]]) -> Figure:
    """A Sankey picture: each link is (index in left, index in right, size)."""
    return {
        "kind": "flows",
        "title": label(title),
        "left": [label(name) for name in left],
        "right": [label(name) for name in right],
        "links": [{"from": start, "to": end, "size": size} for start, end, size in links],
    }


def heatmap(
    title: Label,
    rows: Sequence[Label],
    columns: Sequence[Label],
    values: Sequence[Numbers],
    unit: Label = "",
    axes: tuple[Label, Label] = ("", ""),
) -> Figure:
    """A coloured grid; None is an empty cell; `axes` say what columns and rows are."""
    return {
        "kind": "heatmap",
        "title": label(title),
        "rows": [label(name) for name in rows],
        "columns": [label(name) for name in columns],
        "values": [list(row) for row in values],
        "unit": label(unit),
        "x_label": label(axes[0]),
        "y_label": label(axes[1]),
    }


def points(
    title: Label,
    groups: Sequence[tuple[Label, Numbers, Numbers]],
    axes: tuple[Label, Label],
    borders: tuple[float | None, float | None] = (None, None),
) -> Figure:
    """Clouds of points: (name, x values, y values) each; `borders` are the lines that part quadrants."""
    return {
        "kind": "points",
        "title": label(title),
        "groups": [{"name": label(name), "x": list(x), "y": list(y)} for name, x, y in groups],
        "x_label": label(axes[0]),
        "y_label": label(axes[1]),
        "x_border": borders[0],
        "y_border": borders[1],
    }


def branch(words: Label, size: int, share: float, children: Sequence[Figure] = ()) -> Figure:
    """One node of a `tree`: what it asks or says, how many rows it holds, the share of the told class."""
    return {"label": label(words), "size": int(size), "share": float(share), "children": list(children)}


def tree(title: Label, root: Figure) -> Figure:
    """A decision tree of `branch` nodes; a node's first child is the yes of its question."""
    return {"kind": "tree", "title": label(title), "root": root}
