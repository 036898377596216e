"""`/jobs/{id}`: long work that the caller has begun, and its end."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from keta.kernel.jobs.models import Job
from keta.kernel.jobs.queue import cancel, jobs_of
from keta.kernel.refusals import NotFound
from keta.surfaces.api.answers import answer_json
from keta.surfaces.requests import Request


def get_job(request: Request, job_id: UUID) -> HttpResponse:
    job = jobs_of(request.actor).filter(pk=job_id).first()
    if job is None:
        raise NotFound(_("There is no such job among yours."))
    return answer_json(job_json(job))


def cancel_job(request: Request, job_id: UUID) -> HttpResponse:
    """What is done already stays; 409 where the job has ended."""
    return answer_json(job_json(cancel(job_id, actor=request.actor)))


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
        "error": job.error,
        "enqueued_at": job.enqueued_at,
        "started_at": job.started_at,
        "ended_at": job.ended_at,
    }
