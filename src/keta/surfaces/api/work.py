"""`/jobs/{id}`: long work that the caller has begun, and its end."""

from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from keta.kernel.jobs.declaration import kinds
from keta.kernel.jobs.models import Job
from keta.kernel.jobs.queue import cancel, jobs_of
from keta.kernel.refusals import NotFound
from keta.surfaces.api.answers import ROOT, answer_json
from keta.surfaces.requests import Request


def get_job(request: Request, job_id: UUID) -> HttpResponse:
    return answer_json(job_json(_own(request, job_id)))


def get_file(request: Request, job_id: UUID) -> HttpResponseBase:
    """What a job has made to be downloaded: an export, the refused rows of an import."""
    job = _own(request, job_id)
    if job.name in kinds and (needed := kinds[job.name].needs):
        request.actor.require(needed)
    if not job.result_file:
        raise NotFound(_("This job has made no file."))
    name = job.result_file.rpartition("/")[2]
    return FileResponse(default_storage.open(job.result_file), as_attachment=True, filename=name)


def cancel_job(request: Request, job_id: UUID) -> HttpResponse:
    """What is done already stays; 409 where the job has ended."""
    return answer_json(job_json(cancel(job_id, actor=request.actor)))


def _own(request: Request, job_id: UUID) -> Job:
    job = jobs_of(request.actor).filter(pk=job_id).first()
    if job is None:
        raise NotFound(_("There is no such job among yours."))
    return job


def job_json(job: Job) -> dict[str, Any]:
    """How far a job is; `total` is null where nobody knows, `result` what it gave in the end."""
    return {
        "id": job.pk,
        "name": job.name,
        "state": job.state,
        "done": job.done_count,
        "total": job.total_count,
        "text": job.text,
        "result": job.result,
        "file": f"{ROOT}/jobs/{job.pk}/file" if job.result_file else None,
        "error": job.error,
        "enqueued_at": job.enqueued_at,
        "started_at": job.started_at,
        "ended_at": job.ended_at,
    }
