"""Ctrl-K: the few best hits of every kind."""

from django.http import HttpResponseBase, JsonResponse

from keta.kernel.objects import kind_of
from keta.surfaces.addresses import address
from keta.surfaces.pages import signed_in
from keta.surfaces.requests import Request
from keta.surfaces.search.finding import find

EACH = 5


@signed_in
def suggest_page(request: Request) -> HttpResponseBase:
    """`{groups: [{label, items: [{label, detail, url, icon}]}]}` for what was typed."""
    groups = []
    for key, rows in find(request.GET.get("q", ""), request.actor, EACH).items():
        kind = kind_of(key)
        items = [
            {"label": row.title, "detail": "", "url": address(key, row.record_id), "icon": kind.spec.icon}
            for row in rows
        ]
        groups.append({"label": str(kind.label), "items": items})
    return JsonResponse({"groups": groups})
