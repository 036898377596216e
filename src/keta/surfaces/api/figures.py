"""`/{object}/aggregate`: counts and figures by group, the surface of reports."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, require
from keta.kernel.objects import Kind
from keta.kernel.refusals import Invalid, Refused, Text
from keta.surfaces.api.answers import answer_json
from keta.surfaces.api.collection import asked
from keta.surfaces.reading import Aggregation, aggregate, axis_of, measure_of
from keta.surfaces.requests import Request

MOST = 5


def aggregate_records(request: Request, kind: Kind) -> HttpResponse:
    """`?group=owner,signed_on:month&measure=sum:amount,count`, with the filters of the list."""
    require(request.actor, kind, "read")
    question = asked(kind, request, request.actor, "group", "measure")
    groups = [_pair(word) for word in _words(request, "group")]
    measures = _words(request, "measure") or ["count"]
    _check(kind, groups, measures, request.actor)
    return answer_json(_told(aggregate(question, groups, measures, request.actor)))


def _check(kind: Kind, groups: list[tuple[str, str | None]], measures: list[str], actor: Actor) -> None:
    """Raises `Invalid` with every reason at its parameter."""
    errors: dict[str, list[Text]] = {}
    for name, step in groups:
        try:
            axis_of(kind, name, step, actor)
        except Refused as refusal:
            errors.setdefault("group", []).append(refusal.message)
    for name in measures:
        try:
            measure_of(kind, name, actor)
        except Refused as refusal:
            errors.setdefault("measure", []).append(refusal.message)
    for path, words in (("group", groups), ("measure", measures)):
        if len(words) > MOST:
            errors.setdefault(path, []).append(_("At most %(most)d at once.") % {"most": MOST})
    if errors:
        raise Invalid(errors)


def _told(found: Aggregation) -> dict[str, Any]:
    groups = [
        {
            "values": {
                axis.name: None if value is None else axis.column.spec.type.group_json(value, axis.step)
                for axis, value in zip(found.axes, bucket.values, strict=True)
            },
            "figures": {each.name: figure for each, figure in zip(found.measures, bucket.figures, strict=True)},
        }
        for bucket in found.buckets
    ]
    return {"groups": groups, "is_cut": found.is_cut}


def _words(request: Request, name: str) -> list[str]:
    return list(dict.fromkeys(word.strip() for word in request.GET.get(name, "").split(",") if word.strip()))


def _pair(word: str) -> tuple[str, str | None]:
    name, __, step = word.partition(":")
    return name, step or None
