"""Pages of figures that are no lists of records, such as a balance or an ageing: asked by a few fields, one table."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from keta.kernel.refusals import Refused, Text
from keta.surfaces.pages import page
from keta.surfaces.requests import Request


@dataclass(frozen=True)
class Sheet:
    """What such a page shows; columns and rows as `design/tables.html` takes them."""

    title: Text
    columns: Sequence[Mapping[str, Any]]
    rows: Sequence[Mapping[str, Any]]
    empty_text: Text
    fields: Sequence[Mapping[str, Any]] = ()
    figures: Sequence[Mapping[str, Any]] = ()
    links: Sequence[Mapping[str, Any]] = ()
    trail: Sequence[Mapping[str, Any]] = ()
    """The pages above it, as label and url."""
    note: Text = ""
    note_meaning: str = "information"


def show_sheet(request: Request, sheet: Sheet) -> HttpResponse:
    trail = [*map(dict, sheet.trail), {"label": sheet.title, "url": ""}]
    return page(request, "sheets/sheet.html", {"sheet": sheet}, breadcrumb=trail)


def column(key: str, label: Text, *, is_figure: bool = False, total: Text = "") -> dict[str, Any]:
    """A column; figures stand right, and a total makes the foot."""
    return {"key": key, "label": label, "align": "end" if is_figure else "start", "total": total}


def row(key: object, cells: Sequence[Any], url: str = "") -> dict[str, Any]:
    """A row; `url` is where its first cell leads."""
    return {"key": str(key), "url": url, "label": str(cells[0]), "cells": list(cells)}


@dataclass(frozen=True)
class Period:
    """From a first to a last day, both included, as the address asks for it (`?from=2026-01-01&to=2026-01-31`)."""

    first: datetime.date
    last: datetime.date
    fields: Sequence[Mapping[str, Any]] = field(default=(), compare=False)
    """Its inputs, for a sheet."""


def period_of(request: Request) -> Period:
    """By default the present month up to today; raises `Refused` for what is no day."""
    today = request.showing.today
    first = _day(request.GET.get("from"), today.replace(day=1))
    last = _day(request.GET.get("to"), max(today, first))
    if last < first:
        raise Refused(_("The last day lies before the first; choose a later one."), code="period")
    return Period(first, last, (_input("from", _("From"), first), _input("to", _("To"), last)))


def _day(text: str | None, default: datetime.date) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text) if text else default
    except ValueError as error:
        raise Refused(_("“%(text)s” is no day; write it as 2026-01-31.") % {"text": text}, code="day") from error


def _input(name: str, label: Text, day: datetime.date) -> dict[str, Any]:
    return {"name": name, "label": label, "input": "date", "value": day.isoformat()}
