"""The PDF of a record, for everybody who may read it and holds the right to print."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from keta.fonts import unpacked_fonts
from keta.kernel import records
from keta.kernel.objects import Kind
from keta.surfaces.pages import signed_in
from keta.surfaces.prints.declaration import print_named
from keta.surfaces.prints.render import render
from keta.surfaces.requests import Request


@signed_in
def pdf(request: Request, kind: Kind, record_id: UUID, name: str) -> HttpResponseBase:
    """Shown in the browser under a name that can be filed."""
    request.actor.require("print")
    record = records.get(kind, record_id, actor=request.actor)
    chosen = print_named(kind, name, request.actor)
    content = render(chosen.template, chosen.compose(record, request.showing), fonts_folder())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{record.title[:100]}.pdf") or "inline"
    return response


def fonts_folder() -> Path:
    return unpacked_fonts(settings.DATA / "fonts")
