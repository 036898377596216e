"""What choosers offer: a few records with what tells them apart; the ones touched last where nothing is typed."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from keta.kernel.access import Actor, records_for
from keta.kernel.fieldtypes import plain_showing
from keta.kernel.objects import Kind
from keta.surfaces.search.finding import find, narrowed

TELLING = 2


def suggest(kind: Kind, text: str, *, actor: Actor, limit: int = 20) -> list[dict[str, Any]]:
    """`{value, label, detail}` for each; the detail holds city, owner, number or what else the list shows."""
    if text.strip():
        order = _named_like(kind, text, actor, limit)
    else:
        order = list(records_for(actor, kind).order_by("-changed_at").values_list("pk", flat=True)[:limit])
    return _described(kind, order, actor)


def _named_like(kind: Kind, text: str, actor: Actor, limit: int) -> list[UUID]:
    """The best hits of the index; of a kind that no index holds, titles with the text."""
    if kind.spec.is_searched:
        return [row.record_id for row in find(text, actor, limit, among=[kind]).get(kind.key, [])]
    rows = narrowed(records_for(actor, kind), kind, text, actor).order_by("title", "pk")
    return list(rows.values_list("pk", flat=True)[:limit])


def _described(kind: Kind, order: Iterable[UUID], actor: Actor) -> list[dict[str, Any]]:
    keys = list(order)
    readable = actor.rights.readable(kind)
    telling = [spec for name, spec in readable.items() if spec.listed and f"{{{name}}}" not in kind.spec.title]
    chosen = [spec for spec in telling if not spec.is_custom and spec.type.paths(spec)][:TELLING]
    paths = [path for spec in chosen for path in spec.type.paths(spec)]
    rows = records_for(actor, kind).filter(pk__in=keys).values_list("pk", "title", *paths)
    showing = plain_showing()
    told = {}
    for pk, title, *values in rows:
        details = []
        for spec in chosen:
            width = len(spec.type.paths(spec))
            details.append(spec.type.to_text(spec.type.unpack(tuple(values[:width])), showing))
            values = values[width:]
        told[pk] = {"value": str(pk), "label": title, "detail": " · ".join(filter(None, details))}
    return [told[key] for key in keys if key in told]
