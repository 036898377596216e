"""Towers, Sankey flows and decision trees on Matplotlib axes."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.patches import PathPatch, Polygon
from matplotlib.path import Path

from keta.insight.base.drawing.style import colour
from keta.insight.base.figures import Figure

GAP = 0.02
BAR = 0.03


def layers(axes: Any, figure: Figure, locale: str) -> None:
    """Equal steps of a pyramid: the words carry the numbers, for 1 % would be invisible to scale."""
    steps = figure["layers"]
    height = 1 / len(steps)
    for place, step in enumerate(steps):
        top, bottom = place * height, (place + 1) * height - 0.01
        corners = [(0.5 - top / 2, 1 - top), (0.5 + top / 2, 1 - top), (0.5 + bottom / 2, 1 - bottom)]
        axes.add_patch(Polygon([*corners, (0.5 - bottom / 2, 1 - bottom)], color=colour(place), alpha=0.85))
        words = f"{step['name'][locale]}  {step['count']:,}    {step['caption'][locale]}"
        axes.text(1.05, 1 - (top + bottom) / 2, words, va="center", fontsize=8.5)
    axes.set_xlim(0, 2.3)
    axes.set_ylim(-0.02, 1.02)
    axes.axis("off")


def flows(axes: Any, figure: Figure, locale: str) -> None:
    left = _stack(_sizes(figure["links"], "from", len(figure["left"])))
    right = _stack(_sizes(figure["links"], "to", len(figure["right"])))
    total = sum(link["size"] for link in figure["links"]) or 1
    room = 1 - GAP * max(len(figure["left"]), len(figure["right"]))
    starts, ends = [start for start, _ in left], [start for start, _ in right]
    for link in figure["links"]:
        size = room * link["size"] / total
        _ribbon(axes, starts[link["from"]], ends[link["to"]], size, colour(link["from"]))
        starts[link["from"]] -= size
        ends[link["to"]] -= size
    _names(axes, figure["left"], left, locale, -0.02, "right")
    _names(axes, figure["right"], right, locale, 1.02, "left")
    axes.set_xlim(-0.35, 1.35)
    axes.set_ylim(-0.02, 1.02)
    axes.axis("off")


def _sizes(links: list[dict[str, Any]], end: str, count: int) -> list[int]:
    return [sum(link["size"] for link in links if link[end] == place) for place in range(count)]


def _stack(sizes: list[int]) -> list[tuple[float, float]]:
    """Top edge and height of each node, the whole of them filling 0 to 1 with gaps."""
    total, room, top, edges = sum(sizes) or 1, 1 - GAP * len(sizes), 1.0, []
    for size in sizes:
        edges.append((top, room * size / total))
        top -= room * size / total + GAP
    return edges


def _ribbon(axes: Any, start: float, end: float, size: float, tint: str) -> None:
    curve, line = Path.CURVE4, Path.LINETO
    points = [(0, start), (0.5, start), (0.5, end), (1, end), (1, end - size)]
    points += [(0.5, end - size), (0.5, start - size), (0, start - size), (0, start)]
    codes = [Path.MOVETO, curve, curve, curve, line, curve, curve, curve, line]
    axes.add_patch(PathPatch(Path(points, codes), facecolor=tint, alpha=0.45, linewidth=0))


def _names(
    axes: Any, names: list[dict[str, str]], edges: list[tuple[float, float]], locale: str, x: float, side: str
) -> None:
    for name, (top, height) in zip(names, edges, strict=True):
        if height > 0:
            axes.text(x, top - height / 2, name[locale], ha=side, va="center", fontsize=8.5)


def tree(axes: Any, figure: Figure, locale: str) -> None:
    """Leaves are spread evenly; a node stands over the middle of its children."""
    leaves = iter(range(1_000_000))

    def place(node: dict[str, Any], depth: int) -> float:
        centres = [place(child, depth + 1) for child in node["children"]]
        x = float(np.mean(centres)) if centres else float(next(leaves))
        for centre in centres:
            axes.plot([x, centre], [-depth, -depth - 1], color="grey", linewidth=0.8, zorder=1)
        words = f"{node['label'][locale]}\n{node['size']:,} · {node['share']:.0%}"
        tint = _blue(node["share"])
        box = {"boxstyle": "round", "facecolor": tint, "edgecolor": "grey", "linewidth": 0.6}
        axes.text(x, -depth, words, ha="center", va="center", fontsize=6.5, bbox=box, zorder=2)
        return x

    place(figure["root"], 0)
    axes.margins(0.15)
    axes.axis("off")


def _blue(share: float) -> tuple[float, float, float]:
    """White for none, blue for all."""
    return (1 - 0.55 * share, 1 - 0.35 * share, 1.0)
