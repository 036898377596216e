"""Enqueues scheduled jobs when their time has come: once each, however many workers look at the clock."""

from datetime import datetime

from cronsim import CronSim
from django.db import transaction
from django.utils import timezone

from keta.kernel.access import system
from keta.kernel.jobs.declaration import kinds, schedules
from keta.kernel.jobs.models import ENDED_STATES, Job, ScheduleRow
from keta.kernel.jobs.queue import enqueue


def set_clock() -> None:
    """Writes down when each declared schedule is due next, where it is new or its cron line has changed."""
    known = dict(ScheduleRow.objects.values_list("name", "cron"))
    for name, cron in schedules.items():
        hand = {"cron": cron, "next_at": next_time(cron)}
        # Another worker may start at the same time: what it has set, and what has come due since, stays.
        if name not in known:
            ScheduleRow.objects.get_or_create(name=name, defaults=hand)
        elif known[name] != cron:
            ScheduleRow.objects.filter(name=name, cron=known[name]).update(**hand)


def enqueue_scheduled() -> None:
    """Enqueues what is due: once for all times missed meanwhile, not at all while the last run goes on."""
    due = ScheduleRow.objects.filter(next_at__lte=timezone.now(), name__in=schedules)
    for row in due:
        with transaction.atomic():
            # Whoever moves the hand of the clock has the run; any other finds it moved already.
            hand = ScheduleRow.objects.filter(pk=row.pk, next_at=row.next_at)
            if hand.update(next_at=next_time(row.cron)) and not _is_under_way(row.name):
                enqueue(kinds[row.name], actor=system("schedule"))


def next_time(cron: str) -> datetime:
    """The next moment of a cron line, read in the company's zone."""
    return next(CronSim(cron, timezone.localtime()))


def _is_under_way(name: str) -> bool:
    return Job.objects.filter(name=name, actor_id__isnull=True).exclude(state__in=ENDED_STATES).exists()
