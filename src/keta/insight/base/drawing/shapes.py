"""Towers, Sankey flows and decision trees on Matplotlib axes."""

from __future__ import annotations

from itertools import count
from typing import Any

import numpy as np
from matplotlib.patches import PathPatch, Polygon, Rectangle
from matplotlib.path import Path

from keta.insight.base.drawing.style import FAINT, INK, NORMAL, SMALL, colour, tint
from keta.insight.base.figures import Figure

GAP, BAR = 0.025, 0.03
BASE_GREY = "#C9CFD6"


def layers(axes: Any, figure: Figure, locale: str) -> None:
    """Equal steps of a pyramid: the words carry the numbers, for 1 % would be invisible to scale.

    Customers who buy nothing lie under the pyramid as grey ground.
    """
    steps, active = figure["layers"], figure["active"]
    for place, step in enumerate(steps):
        top, bottom = 1 - place / active, 1 - (place + 1) / active
        is_active = place < active
        half, base = ((1 - edge) / 2 if is_active else 0.5 for edge in (top, bottom))
        tone = tint(1 - 0.72 * place / active) if is_active else BASE_GREY
        low = bottom + 0.012
        corners = [(0.5 - half, top), (0.5 + half, top), (0.5 + base, low), (0.5 - base, low)]
        axes.add_patch(Polygon(corners, facecolor=tone, linewidth=0))
        _leader(axes, 0.5 + (half + base) / 2, (top + low) / 2)
        axes.text(1.1, (top + low) / 2 + 0.004, step["name"][locale], va="bottom", fontsize=NORMAL, weight="bold")
        words = f"{step['count']:,}    {step['caption'][locale]}"
        axes.text(1.1, (top + low) / 2 - 0.012, words, va="top", fontsize=SMALL, color=FAINT)
    axes.set_xlim(0, 2.05)
    axes.set_ylim(1 - len(steps) / active, 1.01)
    axes.axis("off")


def _leader(axes: Any, start: float, height: float) -> None:
    axes.plot([start + 0.015, 1.08], [height, height], color=BASE_GREY, linewidth=0.8)


def flows(axes: Any, figure: Figure, locale: str) -> None:
    """Bars of nodes left and right, ribbons between them in the colour of where they come from."""
    sizes = [_sizes(figure["links"], end, len(figure[side])) for end, side in (("from", "left"), ("to", "right"))]
    total = sum(sizes[0]) or 1
    room = 1 - GAP * max(len(figure["left"]), len(figure["right"]))
    edges = [_stack(side, room / total) for side in sizes]
    starts, ends = (list(side) for side in edges)
    for link in figure["links"]:
        size, start, to = room * link["size"] / total, link["from"], link["to"]
        # Those who stay are the ground; those who move are the news.
        _ribbon(axes, (starts[start], ends[to]), size, colour(start), 0.22 if start == to else 0.55)
        starts[start] -= size
        ends[to] -= size
    for place, (side, names, x) in enumerate(zip(sizes, (figure["left"], figure["right"]), (-BAR, 1.0), strict=True)):
        for number, (size, top) in enumerate(zip(side, edges[place], strict=True)):
            if size:
                height, name = room * size / total, f"{names[number][locale]}  {size:,}"
                axes.add_patch(Rectangle((x, top - height), BAR, height, facecolor=colour(number), linewidth=0))
                _name(axes, name, place, top - height / 2)
    axes.set_xlim(-0.32, 1.32)
    axes.set_ylim(-0.01, 1.01)
    axes.axis("off")


def _name(axes: Any, name: str, side: int, height: float) -> None:
    x, where = (1 + BAR + 0.015, "left") if side else (-BAR - 0.015, "right")
    axes.text(x, height, name, ha=where, va="center", fontsize=SMALL)


def _sizes(links: list[dict[str, Any]], end: str, count: int) -> list[int]:
    return [sum(link["size"] for link in links if link[end] == place) for place in range(count)]


def _stack(sizes: list[int], scale: float) -> list[float]:
    """Top edge of each node, from the top of the picture downwards with gaps."""
    top, edges = 1.0, []
    for size in sizes:
        edges.append(top)
        top -= scale * size + (GAP if size else 0)
    return edges


def _ribbon(axes: Any, tops: tuple[float, float], size: float, tone: str, alpha: float) -> None:
    (start, end), curve, line = tops, Path.CURVE4, Path.LINETO
    points = [(0, start), (0.5, start), (0.5, end), (1, end), (1, end - size)]
    points += [(0.5, end - size), (0.5, start - size), (0, start - size), (0, start)]
    codes = [Path.MOVETO, curve, curve, curve, line, curve, curve, curve, line]
    axes.add_patch(PathPatch(Path(points, codes), facecolor=tone, alpha=alpha, linewidth=0))


def tree(axes: Any, figure: Figure, locale: str) -> None:
    """Leaves are spread evenly; a node stands over the middle of its children, the yes on the left."""
    leaves, deepest = count(), depth_of(figure["root"])

    def place(node: dict[str, Any], depth: int) -> float:
        centres = [place(child, depth + 1) for child in node["children"]]
        x = float(np.mean(centres)) if centres else float(next(leaves))
        for centre in centres:
            axes.plot([x, x, centre, centre], [-depth, -depth - 0.5, -depth - 0.5, -depth - 1], color=FAINT,
                      linewidth=0.8, zorder=1)  # fmt: skip
        _node(axes, node, (x, -depth), locale)
        return x

    place(figure["root"], 0)
    axes.set_xlim(-0.6, next(leaves) - 0.4)
    axes.set_ylim(-deepest - 0.4, 0.4)
    axes.axis("off")


def _node(axes: Any, node: dict[str, Any], where: tuple[float, float], locale: str) -> None:
    asked = node["label"][locale].replace(" = ", "\n= ").replace(" ≤ ", "\n≤ ").replace(" > ", "\n> ")
    words = f"{asked}\n{node['share']:.0%} · {node['size']:,}".strip()
    ink = "white" if node["share"] > 0.5 else INK
    box = {"boxstyle": "round,pad=0.45", "facecolor": tint(node["share"]), "edgecolor": FAINT, "linewidth": 0.6}
    axes.text(*where, words, ha="center", va="center", fontsize=SMALL - 1, color=ink, bbox=box, zorder=2)


def depth_of(node: dict[str, Any]) -> int:
    return 1 + max(map(depth_of, node["children"])) if node["children"] else 0


def width_of(node: dict[str, Any]) -> int:
    """Leaves under a node."""
    return sum(map(width_of, node["children"])) or 1
