"""The panels of the home page: the first rows of views that objects declare for it, each leading to its whole list."""

from dataclasses import replace
from typing import Any

from django.http import QueryDict

from keta.kernel.access import Scope
from keta.kernel.objects import Kind, Panel, View, kinds
from keta.surfaces.addresses import address
from keta.surfaces.lists.asking import asked
from keta.surfaces.reading import answer, columns_of
from keta.surfaces.requests import Request

ROWS = 6


def panels(request: Request) -> list[dict[str, Any]]:
    """In their order, as far as the actor may read the object and the first column."""
    rights = request.actor.rights
    declared = [
        (view.panel.position, kind, view, view.panel)
        for kind in kinds().values()
        for view in kind.spec.views
        if view.panel and kind.key == kind.base and rights.scope(kind, "read") is not Scope.NONE
    ]
    declared.sort(key=lambda each: each[0])
    return [_panel(request, kind, view, panel) for __, kind, view, panel in declared]


def _panel(request: Request, kind: Kind, view: View, panel: Panel) -> dict[str, Any]:
    readable = columns_of(kind, request.actor)
    question = asked(kind, QueryDict(f"view={view.key}"), request.actor).question
    columns = tuple(name for name in panel.columns if name in readable)
    page = answer(replace(question, columns=columns, limit=ROWS), request.actor)
    cells = [column.spec.type.cell(request.showing) for column in page.columns]
    return {
        "label": panel.label or view.label,
        "icon": kind.spec.icon,
        "count": str(page.total),
        "url": f"{address(kind.key)}?view={view.key}",
        "columns": [
            {"key": each.name, "label": each.label, "align": each.spec.type.align, "card": card}
            for each, card in zip(page.columns, ("", "line", "mark", "last"), strict=False)
        ],
        "rows": [
            {
                "key": str(row.id),
                "url": address(kind.key, row.id),
                "cells": [cell(value) for cell, value in zip(cells, row.values, strict=True)],
            }
            for row in page.rows
        ],
    }
