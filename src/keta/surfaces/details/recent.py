"""The records that somebody opened last: kept by the browser as ids, read again within his rights."""

import re
from uuid import UUID

from django.http import HttpResponse

from keta.kernel.access import records_for
from keta.kernel.objects import Kind, kinds
from keta.surfaces.addresses import address
from keta.surfaces.requests import Request

COOKIE = "keta_recent"
MOST = 8
KEPT_FOR = 30 * 24 * 3600
MARK = re.compile(r"[a-z_.]+:[0-9a-f]{32}")


def remember(request: Request, response: HttpResponse, kind: Kind, record_id: UUID) -> None:
    """Puts a record first; pages that the browser only fetches ahead are not opened."""
    if "prefetch" in request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", ""):
        return
    opened = dict.fromkeys([f"{kind.key}:{record_id.hex}", *_marks(request)])
    marks = "|".join(list(opened)[:MOST])
    response.set_cookie(COOKIE, marks, max_age=KEPT_FOR, httponly=True, samesite="Lax", secure=request.is_secure())


def recently_opened(request: Request) -> list[dict[str, object]]:
    """The latest first; what is out of sight by now is left out."""
    known = kinds()
    marks = [(known[key], id_) for mark in _marks(request) for key, __, id_ in [mark.partition(":")] if key in known]
    wanted: dict[Kind, list[str]] = {}
    for kind, id_ in marks:
        wanted.setdefault(kind, []).append(id_)
    titles: dict[str, str] = {}
    for kind, ids in wanted.items():
        rows = records_for(request.actor, kind).filter(pk__in=[UUID(id_) for id_ in ids])
        titles |= {key.hex: title for key, title in rows.values_list("pk", "title")}
    return [
        {"title": titles[id_], "icon": kind.spec.icon, "label": kind.label, "url": address(kind.key, UUID(id_))}
        for kind, id_ in marks
        if id_ in titles
    ]


def _marks(request: Request) -> list[str]:
    return [mark for mark in request.COOKIES.get(COOKIE, "").split("|") if MARK.fullmatch(mark)][:MOST]
