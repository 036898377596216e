"""The pages of the board: the board, more cards of a column, and what a drag does."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from keta.kernel import actions, records
from keta.kernel.access import require
from keta.kernel.objects import Kind
from keta.kernel.refusals import Invalid, NotFound, Refused
from keta.surfaces.addresses import address
from keta.surfaces.lists.asking import asked
from keta.surfaces.lists.board import (
    Column,
    action_of,
    card_views,
    cards_of,
    columns_for,
    figures_json,
    is_movable,
)
from keta.surfaces.lists.views import surroundings
from keta.surfaces.pages import page, plain_reason, signed_in
from keta.surfaces.reading import Question, to_query_string
from keta.surfaces.requests import Request


@signed_in
@require_GET
def show(request: Request, kind: Kind) -> HttpResponseBase:
    """The board: all columns, the first cards of each."""
    require(request.actor, kind, "read")
    wanted = asked(kind, request.GET, request.actor, place="board")
    question = wanted.question.but()
    columns = columns_for(question, request.actor, request.showing)
    context = {
        **surroundings(request, wanted),
        "board": [_column(request, question, column) for column in columns],
    }
    trail = [
        {"label": kind.label, "url": address(kind.key)},
        {"label": kind.fields[kind.spec.kanban].label, "url": ""},
    ]
    return page(request, "lists/board.html", context, breadcrumb=trail)


@signed_in
@require_GET
def more(request: Request, kind: Kind) -> HttpResponseBase:
    """Further cards of one column (`column`, `cursor`), as list items."""
    require(request.actor, kind, "read")
    question = asked(kind, request.GET, request.actor, place="board").question
    key = request.GET.get("column", "")
    for column in columns_for(question.but(), request.actor, request.showing):
        if column.key == key:
            return page(request, "lists/_cards.html", {"column": _column(request, question, column), "kind": kind})
    raise NotFound(_("There is no such column on this board."))


@signed_in
@require_POST
def move(request: Request, kind: Kind, record_id: UUID) -> HttpResponseBase:
    """A card dropped in a column: runs the board's action or changes the field; answers with the new
    figures."""
    question = asked(kind, request.GET, request.actor, place="board").question.but()
    target = request.POST.get("column", "")
    name = kind.spec.kanban
    try:
        if action := action_of(kind):
            actions.run(kind, actions.action_named(kind, action), record_id, {name: target}, actor=request.actor)
        else:
            records.update(kind, record_id, {name: target}, actor=request.actor, cause="move")
    except Invalid as refusal:
        if action and refusal.errors.keys() & _inputs(kind, action) - {name}:
            return JsonResponse({"dialog": f"{address(kind.key, record_id, 'actions', action)}?{name}={target}"})
        return JsonResponse({"detail": plain_reason(refusal)}, status=refusal.status)
    except Refused as refusal:
        return JsonResponse({"detail": plain_reason(refusal)}, status=refusal.status)
    return JsonResponse({"columns": figures_json(columns_for(question, request.actor, request.showing))})


def _inputs(kind: Kind, action: str) -> set[str]:
    return {spec.name for spec in actions.action_named(kind, action).takes}


def _column(request: Request, question: Question, column: Column) -> dict[str, Any]:
    found = cards_of(question, column, request.actor)
    query = to_query_string(question.but())
    cards = card_views(question, found, request.actor, request.showing)
    path = address(question.kind.key)
    for card in cards:
        card["url"] = f"{path}/{card['key']}"
        card["move_url"] = f"{path}/{card['key']}/move?{query}" if card["is_movable"] else ""
    following = to_query_string(question.but(cursor=found.next_cursor), column=column.key) if found.next_cursor else ""
    return {
        "key": column.key,
        "label": column.label,
        "count": f"{column.count:,}",
        "sum": column.sum,
        "cards": cards,
        "more_url": f"{path}/board/cards?{following}" if following else "",
        "is_locked": not is_movable(question.kind, request.actor),
    }
