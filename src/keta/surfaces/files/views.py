"""`/files`: upload a file for a record that is to hold it; download one within one's rights."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from keta.kernel.fieldtypes.files import Held
from keta.kernel.files.keeping import file_for, keep
from keta.kernel.files.sniffing import SHOWN
from keta.kernel.refusals import Refused
from keta.surfaces.pages import signed_in
from keta.surfaces.requests import Request


@signed_in
@require_POST
def upload(request: Request) -> HttpResponseBase:
    """Answers with the id under which a record takes the file; `as=picture` has it made anew as one."""
    file = request.FILES.get("file")
    try:
        if file is None:
            raise Refused(_("Choose a file."), code="empty")
        is_picture = request.POST.get("as") == "picture"
        stored = keep(file.read(), file.name or "", actor=request.actor, is_picture=is_picture)
    except Refused as refusal:
        return JsonResponse({"detail": str(refusal.message)}, status=422)
    held = Held(stored.pk, stored.name, stored.size)
    return JsonResponse({"id": str(held.id), "name": held.name, "size": held.size, "url": held.url}, status=201)


@signed_in
@require_GET
def download(request: Request, file_id: UUID, name: str) -> HttpResponseBase:
    """Shown where that is harmless, else to be saved; never guessed at by the browser, never kept by a proxy."""
    file = file_for(file_id, request.actor)
    is_shown = file.content_type in SHOWN
    response = FileResponse(
        default_storage.open(file.place),
        as_attachment=not is_shown,
        filename=file.name,
        content_type=file.content_type if is_shown else "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response
