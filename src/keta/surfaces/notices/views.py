"""What opens under the bell."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils import timezone

from keta.kernel.access.statements import Statement, kept
from keta.kernel.jobs.models import Job
from keta.kernel.jobs.queue import jobs_of
from keta.kernel.objects import kinds
from keta.surfaces.addresses import address
from keta.surfaces.notices.models import Notice
from keta.surfaces.notices.reasons import reason_words
from keta.surfaces.pages import page, signed_in
from keta.surfaces.requests import Request

MOST = 20


@signed_in
def notices(request: Request) -> HttpResponseBase:
    """The latest notices and long work of the member; opening the list marks it as read."""
    found = list(_own(request.actor.member_id).order_by("-at")[:MOST])
    Notice.objects.filter(pk__in=[each.pk for each in found], read_at=None).update(read_at=timezone.now())
    items = [_item(request, each) for each in found]
    return page(
        request, "notices/list.html", {"items": items, "jobs": [_job(job) for job in jobs_of(request.actor)[:5]]}
    )


def latest(request: Request, most: int) -> list[dict[str, object]]:
    """The latest notices for a page that only shows them: they stay unread."""
    return [_item(request, each) for each in _own(request.actor.member_id).order_by("-at")[:most]]


def _item(request: Request, notice: Notice) -> dict[str, object]:
    known = kinds()
    return {
        "title": notice.title,
        "text": reason_words(notice.reason, notice.actor_name),
        "url": address(notice.object_key, notice.record_id),
        "icon": known[notice.object_key].spec.icon if notice.object_key in known else "file",
        "iso": notice.at.isoformat(),
        "when": f"{notice.at.astimezone(request.showing.zone):%Y-%m-%d %H:%M}",
        "is_new": notice.read_at is None,
    }


def unread(request: Request) -> int:
    return _counting(request.actor.member_id).count()


@kept
def _counting(member_id: UUID | None) -> Statement:
    return Statement.of(_own(member_id).filter(read_at__isnull=True).values_list("pk")[:100]).counted()


def _own(member_id: UUID | None) -> QuerySet[Notice]:
    return Notice.objects.filter(member_id__in=[member_id] if member_id else [])


def _job(job: Job) -> dict[str, object]:
    done, total = job.done_count, job.total_count or 0
    return {"text": job.text or job.error or job.name, "done": done, "total": total, "is_ended": job.is_ended}
