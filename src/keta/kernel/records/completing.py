"""Makes records whole before they are written: owner's department, number, derived fields, title; then checks them."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.fieldtypes import FieldSpec, plain_showing
from keta.kernel.numbering.numbers import next_numbers
from keta.kernel.objects import Kind, Line, kind_of, standing
from keta.kernel.organisation.models import Member
from keta.kernel.refusals import Invalid, Text


def complete(kind: Kind, records: Sequence[Any], actor: Actor, now: datetime.datetime) -> None:
    """Fills what the house fills; raises `Invalid` with everything that is wrong."""
    for record in records:
        record.changed_at = now
        if record._state.adding:
            record.created_at = now
            record.created_by_id = actor.member_id
    if kind.is_owned:
        _follow_owner(records, actor)
    derive(kind, records, actor)
    _check(kind, records)
    _give_numbers(kind, records)
    _compose_titles(kind, records)


def derive(kind: Kind, records: Sequence[Any], actor: Actor) -> None:
    """Fills the computed fields of records and their lines."""
    _fetch_sources(kind, records)
    kind.model.gather(records, actor)
    for record in records:
        _derive_lines(kind, record)
        record.derive()


def _follow_owner(records: Sequence[Any], actor: Actor) -> None:
    """The department follows the owner; the booked one stays as it was when the record was made."""
    moved = [each for each in records if each._state.adding or each.owner_id != each.loaded("owner_id")]
    owners = {each.owner_id for each in moved} - {None}
    homes = {actor.member_id: actor.department_id}
    if owners - set(homes):
        homes |= dict(Member.objects.filter(pk__in=owners).values_list("pk", "department_id"))
    for each in moved:
        each.department_id = homes.get(each.owner_id) if each.owner_id else None
        if each.booked_department_id is None:
            each.booked_department_id = each.department_id


def _fetch_sources(kind: Kind, records: Sequence[Any]) -> None:
    """Reads what `derive` looks at, once for the whole set."""
    for name in kind.spec.derives_from:
        keys = {getattr(record, f"{name}_id") for record in records} - {None}
        missing = keys - {record._state.fields_cache[name].pk for record in records if _has_cached(record, name)}
        if not missing:
            continue
        found = standing.fetch(kind.fields[name].type.target, missing)  # type: ignore[attr-defined]
        for record in records:
            if source := found.get(getattr(record, f"{name}_id")):
                setattr(record, name, source)


def _has_cached(record: Any, name: str) -> bool:
    cached = record._state.fields_cache.get(name)
    return cached is not None and cached.pk == getattr(record, f"{name}_id")


def _derive_lines(kind: Kind, record: Any) -> None:
    for name in kind.children:
        if record._state.adding or name in record.__dict__.get("_lines", {}):
            for position, line in enumerate(record.lines_of(name), start=1):
                line.position = position
                setattr(line, line.parent_name, record)
                line.derive()


def _give_numbers(kind: Kind, records: Sequence[Any]) -> None:
    if kind.number is None:
        return
    name = kind.number.name
    bare = [record for record in records if not getattr(record, name)]
    if bare:
        day = timezone.localdate()
        numbers = next_numbers(kind.base, kind.number.type.pattern, day, len(bare))  # type: ignore[attr-defined]
        for record, number in zip(bare, numbers, strict=True):
            setattr(record, name, number)


def _compose_titles(kind: Kind, records: Sequence[Any]) -> None:
    showing = plain_showing(settings.LANGUAGE_CODE)
    named = {name: spec for name, spec in kind.fields.items() if f"{{{name}}}" in kind.spec.title}
    for record in records:
        words = {name: spec.type.to_text(spec.type.read(record, spec), showing) for name, spec in named.items()}
        record.title = record.compose_title(words)


def _check(kind: Kind, records: Sequence[Any]) -> None:
    errors: dict[str, list[Text]] = {}
    for index, record in enumerate(records):
        prefix = f"{index}." if len(records) > 1 else ""
        for path, text in _problems(kind, record):
            errors.setdefault(prefix + path, []).append(text)
    if errors:
        raise Invalid(errors)


def _problems(kind: Kind, record: Any) -> list[tuple[str, Text]]:
    found = missing(kind, record, "")
    found += list(record.problems().items())
    for name in kind.children:
        for index, line in enumerate(record.__dict__.get("_lines", {}).get(name, ())):
            prefix = f"{name}.{index}."
            found += missing(kind_of(line), line, prefix)
            found += [(prefix + path, text) for path, text in line.problems().items()]
    return found


def missing(kind: Kind, record: Any | Line, prefix: str = "") -> list[tuple[str, Text]]:
    """Required fields that nobody has filled."""
    return [
        (prefix + name, _("Fill in “%(label)s”.") % {"label": spec.label})
        for name, spec in kind.fields.items()
        if spec.required and spec.type.is_empty(spec.type.read(record, spec)) and not _is_older(record, spec)
    ]


def _is_older(record: Any | Line, spec: FieldSpec) -> bool:
    """Whether the record stood empty before users made the field a required one: it may wait for its value."""
    return spec.is_custom and not record._state.adding and spec.name not in (record.loaded("extra") or {})
