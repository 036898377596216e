"""The page of an export: which fields, which kind of file; the file at once, or as a job where it is long."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponseBase, HttpResponseRedirect, QueryDict, StreamingHttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from keta.kernel.access import require
from keta.kernel.fieldtypes import plain_showing
from keta.kernel.fieldtypes.links import id_of
from keta.kernel.jobs.models import Job, JobState
from keta.kernel.jobs.queue import jobs_of
from keta.kernel.objects import Kind
from keta.kernel.refusals import Invalid, NotFound
from keta.surfaces.addresses import address
from keta.surfaces.exports.files import FORMATS, csv_of, write_xlsx
from keta.surfaces.exports.jobs import begin
from keta.surfaces.exports.lines import line_fields
from keta.surfaces.exports.tables import table_of
from keta.surfaces.lists.asking import Asked, asked
from keta.surfaces.pages import page, signed_in
from keta.surfaces.reading import Question, column_of, columns_of, count, parameters_of
from keta.surfaces.requests import Request

AT_ONCE = {"csv": 20_000, "xlsx": 5_000}
"""Up to so many rows are written while one waits; a workbook takes longer."""
OWN = ("format", "field", "ids", "only")
"""Parameters of this page beside those of the question."""


@signed_in
@require_GET
def export(request: Request, kind: Kind) -> HttpResponseBase:
    """The choice of fields, or with `format` the file itself."""
    actor = request.actor
    require(actor, kind, "read")
    actor.require("export")
    wanted = _asked(request, kind)
    ending = request.GET.get("format", "")
    total = count(wanted.question, actor, AT_ONCE.get(ending, AT_ONCE["csv"]) + 1)
    if ending not in FORMATS:
        return page(request, "exports/choose.html", _choice(request, wanted, str(total)), breadcrumb=_trail(kind))
    has_ids = request.GET.get("ids") == "1"
    if total.count > AT_ONCE[ending]:
        job = begin(wanted.question, ending, has_ids, actor=actor)
        return HttpResponseRedirect(address(kind.key, None, "export", "jobs", str(job.pk)))
    return _file(request, wanted.question, ending, has_ids)


@signed_in
@require_GET
def show_job(request: Request, kind: Kind, job_id: UUID) -> HttpResponseBase:
    """How far a long export is; in the end the link to its file."""
    job = _job(request, job_id)
    url = address(kind.key, None, "export", "jobs", str(job_id))
    context = {"kind": kind, "job": job, "url": url, "is_done": job.state == JobState.DONE}
    template = "exports/_job.html" if request.headers.get("HX-Request") else "exports/job.html"
    return page(request, template, context, breadcrumb=_trail(kind))


@signed_in
@require_GET
def job_file(request: Request, kind: Kind, job_id: UUID) -> HttpResponseBase:
    """The file of a long export."""
    job = _job(request, job_id)
    if not job.result_file:
        raise NotFound(_("This export has no file."))
    name = f"{kind.key}.{job.result_file.rpartition('.')[2]}"
    return FileResponse(default_storage.open(job.result_file), as_attachment=True, filename=name)


def _job(request: Request, job_id: UUID) -> Job:
    request.actor.require("export")
    job = jobs_of(request.actor).filter(pk=job_id, name="exports.write_out").first()
    if job is None:
        raise NotFound(_("There is no such export among yours; files are kept for 30 days."))
    return job


def _asked(request: Request, kind: Kind) -> Asked:
    """The question of the list, with the chosen fields for columns. A filter that is not understood is refused, or
    more would leave than was meant."""
    parameters = QueryDict(mutable=True)
    for name, texts in request.GET.lists():
        if name not in OWN:
            parameters.setlist(name, texts)
    wanted = asked(kind, parameters, request.actor)
    if wanted.errors:
        raise Invalid(wanted.errors)
    fields = tuple(dict.fromkeys(request.GET.getlist("field")))
    for name in fields:
        column_of(kind, name, request.actor)
    question = replace(wanted.question, ids=_only(request), columns=fields or wanted.question.columns)
    return replace(wanted, question=question)


def _only(request: Request) -> tuple[UUID, ...]:
    """The records that were ticked in the list."""
    return tuple(id_of(raw) for raw in request.GET.get("only", "").split(",") if raw)


def _choice(request: Request, wanted: Asked, total: str) -> dict[str, Any]:
    question = wanted.question
    own = columns_of(wanted.kind, request.actor)
    lines = line_fields(wanted.kind, request.actor)
    names = dict.fromkeys([*question.columns, *own, *lines])
    labels = {name: wanted.kind.fields[name].label for name in (*own, *lines)}
    return {
        "kind": wanted.kind,
        "total": total,
        "url": address(wanted.kind.key, None, "export"),
        "list_url": wanted.url(),
        "hidden": [
            *(pair for pair in parameters_of(replace(question, defaults=None)) if pair[0] != "fields"),
            *([("only", request.GET["only"])] if question.ids else []),
        ],
        "fields": [
            {"value": name, "label": labels.get(name, name), "is_selected": name in question.columns} for name in names
        ],
    }


def _file(request: Request, question: Question, ending: str, has_ids: bool) -> HttpResponseBase:
    language = request.showing.language
    rows = table_of(question, request.actor, plain_showing(language), has_ids=has_ids)
    name = f"{question.kind.label} {request.showing.today}.{ending}"
    if ending == "xlsx":
        kept = io.BytesIO()
        write_xlsx(rows, kept)
        kept.seek(0)
        return FileResponse(kept, as_attachment=True, filename=name, content_type=FORMATS[ending])
    response = StreamingHttpResponse(_in_language(csv_of(rows), language), content_type=FORMATS[ending])
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _in_language(parts: Iterator[str], language: str) -> Iterator[str]:
    """Streaming begins when the request, and with it the reader's language, has ended."""
    with translation.override(language):
        yield from parts


def _trail(kind: Kind) -> list[dict[str, Any]]:
    return [{"label": kind.label, "url": address(kind.key)}, {"label": _("Export"), "url": ""}]
