"""Finds records that look like the same thing: for one form while it is filled, for a batch of an import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, records_for
from keta.kernel.objects import Kind, kind_of
from keta.kernel.refusals import Refused, Text
from keta.kernel.text.company_names import ALIKE_FROM
from keta.surfaces.duplicates.keys import Key, keys_of, values_of
from keta.surfaces.duplicates.models import MatchKey

MOST_COMPARED = 200
MOST_SHOWN = 5
KEYS_AT_ONCE = 1000
ELSEWHERE = _("A record outside your range")


@dataclass(frozen=True)
class Likely:
    """A record that may be the same. Out of sight it has no id and no title: only whom to ask."""

    id: UUID | None
    title: Text
    owner: str
    because: tuple[Text, ...]
    """The labels of the fields that agree."""


def likely(kind: Kind, values: Mapping[str, Any], actor: Actor, but: UUID | None = None) -> list[Likely]:
    """Records of the same object that look like one with these raw values, those that agree in most fields first."""
    base = kind_of(kind.base)
    read = _parsed(base, values)
    keys = {key.key: key for key in keys_of(base, read)}
    if not keys:
        return []
    rows = MatchKey.objects.filter(object_key=base.key, key__in=list(keys))
    if but is not None:
        rows = rows.exclude(record_id=but)
    shared: dict[UUID, list[Key]] = {}
    # The sure ones first: a common beginning of names must not push them out.
    for record, key in rows.order_by("-is_sure", "-key").values_list("record_id", "key")[:MOST_COMPARED]:
        shared.setdefault(record, []).append(keys[key])
    records = base.rows().filter(pk__in=list(shared)).select_related("owner" if base.is_owned else None)
    found = {record: agreed for record in records if (agreed := _agreed(base, record, shared[record.pk], read))}
    return _shown(base, found, actor)


def _parsed(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """What can be understood of what was typed so far."""
    read = {}
    for name in kind.spec.duplicates:
        spec = kind.fields[name]
        try:
            read[name] = spec.type.parse(values.get(name), spec)
        except Refused:
            continue
    return read


def _agreed(kind: Kind, record: Any, shared: Sequence[Key], read: Mapping[str, Any]) -> list[str]:
    """The fields in which a record agrees: by a sure key, or by a hint that the values bear out."""
    fields = [key.field for key in shared if key.is_sure]
    for key in shared:
        if not key.is_sure and key.field not in fields and _bears_out(kind, record, read[key.field], key.field):
            fields.append(key.field)
    return list(dict.fromkeys(fields))


def _bears_out(kind: Kind, record: Any, value: Any, name: str) -> bool:
    kind_of_value = kind.fields[name].type
    others = [
        other for each, other in values_of(kind, record).items() if kind.fields[each].type.key == kind_of_value.key
    ]
    return any(kind_of_value.likeness(value, other) >= ALIKE_FROM for other in others if other)


def _shown(kind: Kind, found: Mapping[Any, Sequence[str]], actor: Actor) -> list[Likely]:
    seen = set(records_for(actor, kind).filter(pk__in=[record.pk for record in found]).values_list("pk", flat=True))
    ranked = sorted(found.items(), key=lambda each: (-len(each[1]), each[0].title))
    readable = actor.rights.readable(kind)
    return [
        Likely(
            id=record.pk if record.pk in seen else None,
            title=record.title if record.pk in seen else ELSEWHERE,
            owner=str(record.owner or "") if kind.is_owned else "",
            because=tuple(kind.fields[name].label for name in fields if name in readable),
        )
        for record, fields in ranked[:MOST_SHOWN]
    ]


def likely_in_set(kind: Kind, record_ids: Sequence[UUID], actor: Actor) -> dict[UUID, tuple[UUID | None, Text]]:
    """For records just written: those that share a sure key with another record, with (id, title) of one of them;
    a few questions for the whole set."""
    if not kind.spec.duplicates or not record_ids:
        return {}
    new = {record: place for place, record in enumerate(record_ids)}
    own = MatchKey.objects.filter(is_any_of("record_id", record_ids), is_sure=True)
    by_key = _holders(kind.base, list(set(own.values_list("key", flat=True))))
    twins: dict[UUID, UUID] = {}
    for records in by_key.values():
        # Of the set the first one counts as the original; what was there before, in any case.
        original = min(records, key=lambda record: new.get(record, -1))
        twins.update({record: original for record in records if record in new and record != original})
    base = kind_of(kind.base)
    titles = dict(records_for(actor, base).filter(pk__in=set(twins.values())).values_list("pk", "title"))
    return {
        record: (original, titles[original]) if original in titles else (None, ELSEWHERE)
        for record, original in twins.items()
    }


def is_any_of(column: str, values: Sequence[Any]) -> Q:
    """A condition on the keys that takes a thousand values for one: each place of an IN costs as much as a row."""
    if connection.vendor != "postgresql":
        return Q(**{f"{column}__in": values})
    name = f"{MatchKey._meta.db_table}.{column}"
    return Q(RawSQL(f"{name} = ANY(%s)", [list(values)], output_field=BooleanField()))  # noqa: S611  (names of our own)


def _holders(object_key: str, keys: Sequence[str]) -> dict[str, list[UUID]]:
    """The records under each key. Asked with the keys themselves: a join on a table that grows during the import, and
    of which the planner knows nothing yet, took seconds a batch."""
    found: dict[str, list[UUID]] = {}
    for start in range(0, len(keys), KEYS_AT_ONCE):
        part = keys[start : start + KEYS_AT_ONCE]
        rows = MatchKey.objects.filter(is_any_of("key", part), object_key=object_key, is_sure=True)
        for key, record in rows.values_list("key", "record_id"):
            found.setdefault(key, []).append(record)
    return found
