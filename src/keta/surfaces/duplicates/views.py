"""What a form shows while it is filled: records that look like the one being entered."""

from django.http import HttpResponseBase
from django.views.decorators.http import require_POST

from keta.kernel.access import require
from keta.kernel.objects import Kind
from keta.surfaces.addresses import address
from keta.surfaces.duplicates.finding import likely
from keta.surfaces.forms.posted import raw_values
from keta.surfaces.pages import page, signed_in
from keta.surfaces.requests import Request


@signed_in
@require_POST
def show_likely(request: Request, kind: Kind) -> HttpResponseBase:
    """A fragment, empty where nothing looks alike."""
    require(request.actor, kind, "create")
    found = [
        {
            "title": each.title,
            "url": address(kind.base, each.id) if each.id else "",
            "owner": each.owner,
            "because": each.because,
        }
        for each in likely(kind, raw_values(kind, request.POST, request.actor), request.actor)
    ]
    return page(request, "duplicates/_likely.html", {"found": found})
