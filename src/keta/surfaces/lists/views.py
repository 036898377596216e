"""The list page and its totals."""

from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from keta.kernel.access import Scope, require
from keta.kernel.objects import Kind
from keta.kernel.refusals import Refused
from keta.surfaces.addresses import address
from keta.surfaces.lists.asking import Asked, asked
from keta.surfaces.lists.boxes import boxes_of
from keta.surfaces.lists.charts import chart_of, chart_offers
from keta.surfaces.lists.filters import chips
from keta.surfaces.lists.tables import heads, page_of, table_rows
from keta.surfaces.lists.tools import tools_of
from keta.surfaces.lists.wording import Wording
from keta.surfaces.pages import page, signed_in
from keta.surfaces.reading import NamedView, Page, parameters_of, sums, totalled, views_of
from keta.surfaces.requests import Request


@signed_in
@require_GET
def show(request: Request, kind: Kind) -> HttpResponseBase:
    """The list of a kind as its address asks for it."""
    require(request.actor, kind, "read")
    wanted = asked(kind, request.GET, request.actor)
    try:
        found = page_of(wanted.question, request.actor)
    except Refused as refusal:
        wanted = Asked(wanted.question.but(), {**wanted.errors, "cursor": [refusal.message]}, wanted.more)
        found = page_of(wanted.question, request.actor)
    trail = [{"label": kind.label, "url": ""}]
    chart = _chart(request, wanted)
    tools = tools_of(wanted, request.actor)
    context = {**surroundings(request, wanted), **_table(request, wanted, found), **chart, "tools": tools}
    template = "lists/_list.html" if request.headers.get("HX-Request") else "lists/page.html"
    return page(request, template, context, breadcrumb=trail)


def surroundings(request: Request, wanted: Asked) -> dict[str, Any]:
    """What stands around rows and cards alike: tabs, search, filters, ways to other forms of the list."""
    kind, question, actor = wanted.kind, wanted.question, request.actor
    words = Wording.of(kind, question.filters.conditions(), actor, request.showing)
    views = views_of(kind, actor)
    may_create = actor.rights.scope(kind, "create") is not Scope.NONE and not kind.is_line
    return {
        "kind": kind,
        "asked": wanted,
        "question": question,
        "errors": [text for texts in wanted.errors.values() for text in texts],
        "tabs": _tabs(wanted, views),
        "chips": chips(wanted, words),
        "boxes": boxes_of(wanted),
        "hidden": [(name, text) for name, text in _kept(wanted) if name != "q"],
        "new_url": address(kind.key, None, "new") if may_create and not _is_closed(request, kind) else "",
        "may_export": actor.rights.has("export"),
        "may_import": may_create,
        "forms": _forms(wanted),
        "view": next((view for view in views if view.key == question.view), None),
    }


def _chart(request: Request, wanted: Asked) -> dict[str, Any]:
    """The chart where one is asked for; what cannot be drawn is told above the list."""
    if "by" not in wanted.more:
        return {"chart": None}
    try:
        drawn = chart_of(wanted, request.actor, request.showing)
    except Refused as refusal:
        wanted.errors.setdefault("by", []).append(refusal.message)
        return {"chart": None}
    return {"chart": drawn, "chart_offers": chart_offers(wanted, request.actor)}


@signed_in
@require_GET
def totals(request: Request, kind: Kind) -> HttpResponseBase:
    """The sums under the list over the whole result, asked for after the page has come."""
    require(request.actor, kind, "read")
    wanted = asked(kind, request.GET, request.actor)
    columns = totalled(wanted.question, request.actor)
    found = sums(wanted.question, request.actor)
    figures = [(column.name, column.spec.type.cell(request.showing)(found[column.name])) for column in columns]
    return page(request, "lists/_totals.html", {"figures": figures, "count": f"{found['']:,}"})


def _table(request: Request, wanted: Asked, found: Page) -> dict[str, Any]:
    question = wanted.question
    columns = heads(wanted, found, request.actor, request.showing)
    return {
        "heads": columns,
        "rows": table_rows(wanted.kind, found, len(question.columns), request.actor, request.showing),
        "has_totals": bool(found.rows) and any(each["total"] for each in columns),
        "totals_url": wanted.url_of("totals"),
        "total": str(found.total) if found.total else "",
        "place": _place(found),
        "pages": {
            "first": wanted.url(question.but()) if question.cursor and found.previous_cursor else "",
            "previous": wanted.url(question.but(cursor=found.previous_cursor)) if found.previous_cursor else "",
            "next": wanted.url(question.but(cursor=found.next_cursor)) if found.next_cursor else "",
        },
    }


def _place(found: Page) -> str:
    if not found.rows or found.total is None:
        return ""
    span = {
        "first": f"{found.start + 1:,}",
        "last": f"{found.start + len(found.rows):,}",
        "total": str(found.total),
    }
    return _("%(first)s–%(last)s of %(total)s") % span


def _tabs(wanted: Asked, views: list[NamedView]) -> list[dict[str, Any]]:
    kind, question = wanted.kind, wanted.question
    path = address(kind.key, None, *([wanted.place] if wanted.place else []))
    found = [{"label": _("All"), "url": path, "is_current": not question.view}]
    for view in views:
        icon = "users" if view.is_shared and not view.is_own else ""
        url = f"{path}?view={view.key}"
        found.append({"label": view.label, "url": url, "is_current": view.key == question.view, "icon": icon})
    return found


def _forms(wanted: Asked) -> list[dict[str, Any]]:
    """List and board of the same question, where the kind has a board."""
    kind, question = wanted.kind, wanted.question
    if not kind.spec.kanban or kind.spec.kanban not in kind.fields:
        return []
    board = Asked(question.but(), place="board")
    rows = Asked(question.but(), more=wanted.more)
    return [
        {"label": _("List"), "icon": "list", "url": rows.url(), "is_current": not wanted.place},
        {
            "label": _("Board"),
            "icon": "layout-kanban",
            "url": board.url(),
            "is_current": wanted.place == "board",
        },
    ]


def _kept(wanted: Asked) -> list[tuple[str, str]]:
    """What a form that changes one parameter must send along."""
    return [*parameters_of(wanted.question.but()), *wanted.more.items()]


def _is_closed(request: Request, kind: Kind) -> bool:
    return kind.spec.administered and not request.actor.rights.is_administrator
