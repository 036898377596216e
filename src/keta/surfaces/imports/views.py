"""The pages of an import: bring a file, say what its columns mean, see every problem, write, report, take back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from keta.kernel.access import require
from keta.kernel.jobs.models import Job
from keta.kernel.jobs.queue import cancel as cancel_job
from keta.kernel.jobs.queue import jobs_of
from keta.kernel.objects import Kind
from keta.kernel.refusals import NotFound, Refused
from keta.surfaces.addresses import address
from keta.surfaces.imports.choosing import chosen_map, column_rows, existing_choices, match_choices
from keta.surfaces.imports.jobs import begin, begin_taking_back
from keta.surfaces.imports.models import Upload
from keta.surfaces.imports.previewing import preview
from keta.surfaces.imports.refused import refused_file
from keta.surfaces.imports.report import Report, label_at
from keta.surfaces.imports.tables import Table
from keta.surfaces.imports.uploads import importing_of, keep, set_map, table_of, upload_of, uploads_of
from keta.surfaces.pages import page, signed_in
from keta.surfaces.requests import Request

RECENT = 10


@signed_in
@require_http_methods(["GET", "POST"])
def start(request: Request, kind: Kind) -> HttpResponseBase:
    """Choose a file or paste rows; below it what one has imported lately."""
    require(request.actor, kind, "create")
    error = ""
    if request.method == "POST":
        try:
            return HttpResponseRedirect(_address(keep(kind, *_brought(request), actor=request.actor)))
        except Refused as refusal:
            error = str(refusal.message)
    recent = [
        {"name": each.name, "url": _address(each), "rows": each.row_count, "at": each.uploaded_at}
        for each in uploads_of(request.actor).filter(object_key=kind.key)[:RECENT]
    ]
    context = {"kind": kind, "error": error, "pasted": request.POST.get("pasted", ""), "recent": recent}
    return page(request, "imports/start.html", context, breadcrumb=_trail(kind), status=422 if error else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def show(request: Request, kind: Kind, upload_id: UUID) -> HttpResponseBase:
    """What the columns mean, with a preview; while it works and afterwards the report."""
    upload = upload_of(kind, upload_id, request.actor)
    table = table_of(upload)
    if request.method == "POST" and not upload.is_written:
        set_map(upload, table.headings, chosen_map(kind, table.headings, request.POST), actor=request.actor)
        if request.POST.get("step") in ("check", "write"):
            return _begin(request, upload, table)
        return HttpResponseRedirect(_address(upload))
    job = _job(request, upload)
    context: dict[str, Any] = {"kind": kind, "upload": upload, "url": _address(upload), "job": job}
    context["label_at"] = label_at
    if not upload.is_written and (job is None or job.is_ended):
        context |= _mapping(request, kind, upload, table)
    context |= _outcome(upload, job)
    return page(request, "imports/show.html", context, breadcrumb=_trail(kind, upload.name))


@signed_in
@require_GET
def progress(request: Request, kind: Kind, upload_id: UUID) -> HttpResponseBase:
    """How far the work is; the answer asks again by itself until it has ended, then has the page come anew."""
    upload = upload_of(kind, upload_id, request.actor)
    job = _job(request, upload)
    context = {"kind": kind, "upload": upload, "url": _address(upload), "job": job}
    response = page(request, "imports/_progress.html", context)
    if job is None or job.is_ended:
        response["HX-Refresh"] = "true"
    return response


@signed_in
@require_GET
def refused_rows(request: Request, kind: Kind, upload_id: UUID) -> HttpResponseBase:
    """The refused rows as they were, with the reason in a last column, to be corrected and imported again."""
    upload = upload_of(kind, upload_id, request.actor)
    table = table_of(upload)
    reasons = dict(upload.refused_rows.values_list("line", "reason"))
    response = StreamingHttpResponse(refused_file(table, reasons), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind.key}-refused.csv"'
    return response


@signed_in
@require_POST
def cancel(request: Request, kind: Kind, upload_id: UUID) -> HttpResponseBase:
    """Ends the work at its next safe point; what is written stays and can be taken back."""
    upload = upload_of(kind, upload_id, request.actor)
    if upload.job_id:
        cancel_job(upload.job_id, actor=request.actor)
    return HttpResponseRedirect(_address(upload))


@signed_in
@require_POST
def undo(request: Request, kind: Kind, upload_id: UUID) -> HttpResponseBase:
    """Takes the import back."""
    upload = upload_of(kind, upload_id, request.actor)
    begin_taking_back(upload, actor=request.actor)
    return HttpResponseRedirect(_address(upload))


def _brought(request: Request) -> tuple[bytes, str]:
    file = request.FILES.get("file")
    if file is not None:
        return file.read(), file.name or ""
    pasted = request.POST.get("pasted", "").strip()
    if not pasted:
        raise Refused(_("Choose a file, or paste rows with their headings."), code="empty")
    return pasted.encode(), _("Pasted rows")


def _begin(request: Request, upload: Upload, table: Table) -> HttpResponse:
    importing_of(upload, request.actor, table).check()
    begin(upload, actor=request.actor, is_dry=request.POST["step"] == "check")
    return HttpResponseRedirect(_address(upload))


def _mapping(request: Request, kind: Kind, upload: Upload, table: Table) -> dict[str, Any]:
    importing = importing_of(upload, request.actor, table)
    return {
        "columns": column_rows(importing),
        "matches": match_choices(importing),
        "existing": existing_choices(importing.map.existing),
        "preview": preview(importing),
    }


def _outcome(upload: Upload, job: Job | None) -> dict[str, Any]:
    """The report of the last work, once it has ended."""
    if job is None or not job.is_ended:
        return {"report": None, "undone": None}
    is_undone = job.name == "imports.take_back"
    return {
        "report": Report.from_json(upload.report) if upload.report and not is_undone else None,
        "undone": job.result if is_undone else None,
        "failure": job.error,
        "was_cancelled": job.state == "cancelled",
    }


def _job(request: Request, upload: Upload) -> Job | None:
    if upload.job_id is None:
        return None
    job = jobs_of(request.actor).filter(pk=upload.job_id).first()
    if job is None:
        raise NotFound(_("There is no such job among yours."))
    return job


def _address(upload: Upload) -> str:
    return address(upload.object_key, None, "import", str(upload.pk))


def _trail(kind: Kind, name: str = "") -> list[dict[str, Any]]:
    start_url = address(kind.key, None, "import") if name else ""
    trail: list[dict[str, Any]] = [
        {"label": kind.label, "url": address(kind.key)},
        {"label": _("Import"), "url": start_url},
    ]
    if name:
        trail.append({"label": name, "url": ""})
    return trail
