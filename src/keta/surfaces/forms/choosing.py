"""What choosers ask while one types: records of an object, divisions of China."""

from django.http import HttpResponseBase, JsonResponse

from keta.kernel.access import require
from keta.kernel.china import divisions
from keta.kernel.objects import Kind
from keta.surfaces.pages import signed_in
from keta.surfaces.requests import Request
from keta.surfaces.search.choosing import suggest

MOST = 20


@signed_in
def choose(request: Request, kind: Kind) -> HttpResponseBase:
    """Up to twenty records for what was typed; for nothing typed the ones used last."""
    require(request.actor, kind, "read")
    items = suggest(kind, request.GET.get("q", ""), actor=request.actor, limit=MOST)
    return JsonResponse({"items": items})


@signed_in
def divisions_page(request: Request) -> HttpResponseBase:
    """Provinces, cities and districts by any part of their name."""
    text = request.GET.get("q", "").strip()
    found = divisions.children() if not text else _named_like(text)
    items = [{"value": place.code, "label": divisions.full_name(place.code)} for place in found[:MOST]]
    return JsonResponse({"items": items})


def _named_like(text: str) -> list[divisions.Division]:
    """Names that begin with the text before those that only hold it; higher levels first."""
    found = [place for place in divisions.divisions().values() if text in place.name and not place.is_nominal]
    return sorted(found, key=lambda place: (not place.name.startswith(text), place.level, place.code))
