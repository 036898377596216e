"""The page of one record, its history, and its related lists as they are opened."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from keta.kernel import records
from keta.kernel.actions import Action, actions_of, allowed
from keta.kernel.history.past import entries_of
from keta.kernel.objects import Kind
from keta.kernel.refusals import NotFound, Text
from keta.surfaces.addresses import address
from keta.surfaces.details.entries import entry_views
from keta.surfaces.details.related import may_change, related_to, table, tally
from keta.surfaces.details.timeline import timeline
from keta.surfaces.details.values import line_tables, sections, values_of
from keta.surfaces.pages import page, signed_in
from keta.surfaces.prints.declaration import prints_of
from keta.surfaces.requests import Request

DEAD_ENDS = frozenset({"lost", "cancelled", "rejected", "replaced", "left", "dropped"})
"""States in which a document ends without having reached its aim."""


@signed_in
def show(request: Request, kind: Kind, record_id: UUID) -> HttpResponseBase:
    """The page of a record; its lists open one by one, so that the first screen is quick."""
    record = records.get(kind, record_id, actor=request.actor)
    values = values_of(kind, record_id, request.actor)
    shown = related_to(kind, request.actor)
    count, cards = tally(kind, shown, record_id, request)
    chosen = request.GET.get("tab") or next((each.key for each in shown if count[each.key]), "")
    context = {
        "kind": kind,
        "record": record,
        "subtitle": _subtitle(kind, record),
        "steps": _steps(kind, record),
        "buttons": _buttons(request, kind, record),
        "edit_url": address(kind.key, record_id, "edit") if may_change(request.actor, kind, record) else "",
        "prints": [
            {"label": each.label, "url": address(kind.key, record_id, "prints", each.name)}
            for each in prints_of(kind).values()
            if request.actor.rights.has("print")
        ],
        "history_url": address(kind.key, record_id, "history"),
        "figures": cards,
        "sections": sections(request, kind, record, values),
        "lines": line_tables(request, kind, record),
        "tabs": [_tab(kind, record_id, each, count[each.key], chosen) for each in shown],
        "related": next((table(request, each, record_id) for each in shown if each.key == chosen), None),
        "timeline": timeline(kind, record_id, shown, request.actor, request.showing),
    }
    trail = [{"label": kind.label, "url": address(kind.key)}, {"label": record.title, "url": ""}]
    return page(request, "details/page.html", context, breadcrumb=trail)


@signed_in
def related(request: Request, kind: Kind, record_id: UUID, key: str) -> HttpResponseBase:
    """One related list as a fragment."""
    records.get(kind, record_id, actor=request.actor)
    for each in related_to(kind, request.actor):
        if each.key == key:
            return page(request, "details/_related.html", {"related": table(request, each, record_id)})
    raise NotFound(_("There is no such list here."))


@signed_in
def history(request: Request, kind: Kind, record_id: UUID) -> HttpResponseBase:
    """Every change of the record, with who made it and through which door."""
    record = records.get(kind, record_id, actor=request.actor)
    entries = entry_views(kind, entries_of(kind, record_id)[:500], request.actor.rights, request.showing)
    trail = [
        {"label": kind.label, "url": address(kind.key)},
        {"label": record.title, "url": address(kind.key, record_id)},
        {"label": _("History"), "url": ""},
    ]
    context = {"kind": kind, "record": record, "entries": entries}
    return page(request, "details/history.html", context, breadcrumb=trail)


def _subtitle(kind: Kind, record: Any) -> Text:
    number = getattr(record, kind.number.name, "") if kind.number else ""
    return number if number and number not in record.title else ""


def _steps(kind: Kind, record: Any) -> list[dict[str, Any]]:
    """The states in order, the present one marked."""
    if kind.state is None:
        return []
    now = getattr(record, kind.state.name)
    codes = [code for code, __ in kind.state.type.choices(kind.state)]
    reached = codes.index(now) if now in codes else -1
    return [
        {"label": label, "status": _status(code, now, position < reached)}
        for position, (code, label) in enumerate(kind.state.type.choices(kind.state))
    ]


def _status(code: str, now: str, is_passed: bool) -> str:
    if code == now:
        return "lost" if code in DEAD_ENDS else "current"
    return "done" if is_passed and now not in DEAD_ENDS and code not in DEAD_ENDS else "open"


def _buttons(request: Request, kind: Kind, record: Any) -> list[dict[str, Any]]:
    """The actions of the record: the possible ones first, the others with the reason why not."""
    reasons = allowed(kind, record, request.actor)
    found = [_button(kind, record, action, reasons[name]) for name, action in actions_of(kind).items()]
    return sorted(found, key=lambda button: (bool(button["reason"]), not button["is_main"]))


def _button(kind: Kind, record: Any, action: Action, reason: Text | None) -> dict[str, Any]:
    return {
        "label": action.label,
        "icon": action.icon,
        "reason": reason or "",
        "is_main": action.is_main,
        "is_danger": action.is_danger,
        "url": address(kind.key, record.pk, "actions", action.name),
        "takes": bool(action.takes) or action.is_danger,
    }


def _tab(kind: Kind, record_id: UUID, each: Any, count: int, chosen: str) -> dict[str, Any]:
    url = address(kind.key, record_id, "related", each.key)
    return {
        "label": each.label,
        "url": f"{address(kind.key, record_id)}?tab={each.key}",
        "count": count,
        "icon": each.kind.spec.icon,
        "is_current": each.key == chosen,
        "attributes": {"hx-get": url, "hx-target": "#related", "hx-swap": "innerHTML"},
    }
