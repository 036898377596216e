"""What opens under the bell."""

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils import timezone

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
    found = list(_own(request).order_by("-at")[:MOST])
    Notice.objects.filter(pk__in=[each.pk for each in found], read_at=None).update(read_at=timezone.now())
    known = kinds()
    items = [
        {
            "title": each.title,
            "text": reason_words(each.reason, each.actor_name),
            "url": address(each.object_key, each.record_id),
            "icon": known[each.object_key].spec.icon if each.object_key in known else "file",
            "iso": each.at.isoformat(),
            "when": f"{each.at.astimezone(request.showing.zone):%Y-%m-%d %H:%M}",
            "is_new": each.read_at is None,
        }
        for each in found
    ]
    return page(
        request, "notices/list.html", {"items": items, "jobs": [_job(job) for job in jobs_of(request.actor)[:5]]}
    )


def unread(request: Request) -> int:
    return _own(request).filter(read_at__isnull=True)[:100].count()


def _own(request: Request) -> QuerySet[Notice]:
    return Notice.objects.filter(member_id__in=[request.actor.member_id] if request.actor.member_id else [])


def _job(job: Job) -> dict[str, object]:
    done, total = job.done_count, job.total_count or 0
    return {"text": job.text or job.error or job.name, "done": done, "total": total, "is_ended": job.is_ended}
