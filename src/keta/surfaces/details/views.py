"""The page of one record, its history, and its related lists as they are opened."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from keta.kernel import records
from keta.kernel.access import require
from keta.kernel.actions import Action, actions_of, allowed
from keta.kernel.history.past import entries_of
from keta.kernel.objects import Kind
from keta.kernel.refusals import Text
from keta.surfaces.addresses import address
from keta.surfaces.details.entries import entry_views
from keta.surfaces.details.quick import attaching_url, quick_entries
from keta.surfaces.details.recent import remember
from keta.surfaces.details.related import Related, may_change, related_to, table, tally
from keta.surfaces.details.sharing import sharing_url
from keta.surfaces.details.steps import state_beside_steps, steps_of
from keta.surfaces.details.timeline import timeline
from keta.surfaces.details.values import line_tables, own_figures, sections, values_of
from keta.surfaces.lists.asking import asked
from keta.surfaces.pages import page, signed_in
from keta.surfaces.prints.declaration import prints_of
from keta.surfaces.reading import neighbours
from keta.surfaces.requests import Request

FEW_FIGURES = 4


@signed_in
def show(request: Request, kind: Kind, record_id: UUID) -> HttpResponseBase:
    """The page of a record; `tab` names one of its related lists, for htmx that part of the page alone."""
    record = records.get(kind, record_id, actor=request.actor)
    shown = related_to(kind, request.actor)
    count, cards = tally(kind, record_id, request)
    values = values_of(kind, record_id, request.actor)
    part = _part(request, kind, record, shown, count, values)
    if request.headers.get("HX-Request"):
        return page(request, "details/_part.html", part)
    buttons = _buttons(request, kind, record)
    context = {
        "kind": kind,
        "record": record,
        "subtitle": _subtitle(kind, record),
        "state": state_beside_steps(kind, values, request.showing),
        "neighbours_url": address(kind.key, record_id, "neighbours"),
        "quick": quick_entries(request, kind, record, shown),
        "steps": steps_of(kind, record, request.actor, buttons),
        "buttons": buttons,
        **_changing(request, kind, record),
        "sharing_url": sharing_url(request.actor, kind, record),
        "prints": [
            {"label": each.label, "url": address(kind.key, record_id, "prints", each.name)}
            for each in prints_of(kind, request.actor).values()
        ],
        "history_url": address(kind.key, record_id, "history"),
        "figures": _telling([*own_figures(kind, values, request.showing), *cards]),
        **part,
        "timeline": timeline(request, kind, record_id, [each for each in shown if count[each.key]], ""),
    }
    trail = [{"label": kind.label, "url": address(kind.key)}, {"label": record.title, "url": ""}]
    response = page(request, "details/page.html", context, breadcrumb=trail)
    remember(request, response, kind, record_id)
    return response


def _telling(figures: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The figures that say something, in their order; among the first few also those that are nought."""
    zeros = [figure for figure in figures if figure["is_zero"]]
    missing = max(0, FEW_FIGURES - (len(figures) - len(zeros)))
    kept = zeros[:missing]
    return [figure for figure in figures if not figure["is_zero"] or figure in kept]


def _part(
    request: Request, kind: Kind, record: Any, shown: Sequence[Related], count: dict[str, int], values: dict[str, Any]
) -> dict[str, Any]:
    """The tabs and what the chosen one shows: the fields of the record, or one related list."""
    chosen = next((each for each in shown if each.key == request.GET.get("tab")), None)
    tabs = _tabs(kind, record.pk, shown, count, chosen)
    if chosen is not None:
        return {"tabs": tabs, "related": table(request, chosen, kind, record), "sections": [], "lines": []}
    return {
        "tabs": tabs,
        "related": None,
        "sections": sections(request, kind, record, values),
        "lines": line_tables(request, kind, record),
    }


@signed_in
def dealings(request: Request, kind: Kind, record_id: UUID) -> HttpResponseBase:
    """The timeline, all of it or one group, as a fragment."""
    records.get(kind, record_id, actor=request.actor)
    shown = related_to(kind, request.actor)
    count, __ = tally(kind, record_id, request)
    filled = [each for each in shown if count[each.key]]
    told = timeline(request, kind, record_id, filled, request.GET.get("only", ""))
    return page(request, "details/_timeline.html", {"timeline": told})


@signed_in
def beside(request: Request, kind: Kind, record_id: UUID) -> HttpResponseBase:
    """The ways to the records before and after this one in the list whose address the parameters are."""
    require(request.actor, kind, "read")
    found = neighbours(asked(kind, request.GET, request.actor).question, record_id, request.actor)
    previous, following = (address(kind.key, key) if key else "" for key in found)
    return page(request, "details/_neighbours.html", {"previous": previous, "next": following})


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


def _buttons(request: Request, kind: Kind, record: Any) -> list[dict[str, Any]]:
    """The actions of the record: the possible ones first, the others with the reason why not."""
    reasons = allowed(kind, record, request.actor)
    found = [_button(kind, record, action, reasons[name]) for name, action in actions_of(kind).items()]
    return sorted(found, key=lambda button: (bool(button["reason"]), not button["is_main"]))


def _button(kind: Kind, record: Any, action: Action, reason: Text | None) -> dict[str, Any]:
    return {
        "name": action.name,
        "label": action.label,
        "icon": action.icon,
        "reason": reason or "",
        "is_main": action.is_main,
        "is_danger": action.is_danger,
        "url": address(kind.key, record.pk, "actions", action.name),
        "takes": bool(action.takes) or action.is_danger,
    }


def _changing(request: Request, kind: Kind, record: Any) -> dict[str, str]:
    """Where the record is changed, and where files are added to it; nothing where it may not be."""
    if not may_change(request.actor, kind, record):
        return {"edit_url": "", "attach_url": ""}
    return {
        "edit_url": address(kind.key, record.pk, "edit"),
        "attach_url": attaching_url(request, kind, record),
    }


def _tabs(
    kind: Kind, record_id: UUID, shown: Sequence[Related], count: dict[str, int], chosen: Related | None
) -> list[dict[str, Any]]:
    """The record itself, then its related lists, those that hold something first."""
    path = address(kind.key, record_id)
    facts = {"label": pgettext("tab", "Facts"), "url": path, "is_current": chosen is None}
    lists = [
        {
            "label": each.label,
            "url": f"{path}?tab={each.key}",
            "count": count[each.key],
            "is_current": each is chosen,
        }
        for each in sorted(shown, key=lambda each: not count[each.key])
    ]
    return [facts, *lists] if lists else []
