"""`/{object}`: a page of records, and a new one."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse

from keta.kernel import records
from keta.kernel.access import Actor, require
from keta.kernel.objects import Kind
from keta.surfaces.api.answers import answer_json, answer_record
from keta.surfaces.api.bodies import read_object
from keta.surfaces.api.rows import items
from keta.surfaces.api.shapes import check_values
from keta.surfaces.api.written import written_json
from keta.surfaces.reading import Question, Total, answer, columns_of, question_of
from keta.surfaces.reading.grammar import usual
from keta.surfaces.requests import Request


def list_records(request: Request, kind: Kind) -> HttpResponse:
    """A page of rows; `next` is the cursor of the page that follows, or null."""
    require(request.actor, kind, "read")
    page = answer(asked(kind, request, request.actor), request.actor)
    told: dict[str, Any] = {"items": items(page.rows, page.columns), "next": page.next_cursor or None}
    if page.total is not None:
        told["total"] = total_json(page.total)
    return answer_json(told)


def create_record(request: Request, kind: Kind) -> HttpResponse:
    values = read_object(request)
    check_values(kind, values, request.actor)
    record = records.create(kind, values, actor=request.actor)
    return answer_record(written_json(kind, record, request.actor, values), status=201)


def asked(kind: Kind, request: Request, actor: Actor, *further: str) -> Question:
    """The question in the parameters; they may name `further` ones besides. `fields=*` means every field."""
    parameters = dict(request.GET.lists())
    defaults = replace(usual(kind, actor), total="none")
    if parameters.get("fields") == ["*"]:
        del parameters["fields"]
        defaults = replace(defaults, columns=tuple(columns_of(kind, actor)))
    return question_of(kind, parameters, actor=actor, defaults=defaults, allowed=further)


def total_json(total: Total) -> dict[str, Any]:
    """Where it is not exact there are at least so many."""
    return {"count": total.count if total.is_exact else total.count - 1, "is_exact": total.is_exact}
