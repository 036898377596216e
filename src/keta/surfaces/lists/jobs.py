"""Bulk edits of more records than one waits for: a job with progress, that goes on where it stopped."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.jobs.declaration import job
from keta.kernel.jobs.models import Job, Lane
from keta.kernel.jobs.pace import Pace
from keta.kernel.jobs.progress import Progress
from keta.kernel.jobs.queue import enqueue
from keta.kernel.objects import kind_of
from keta.surfaces.lists.asking import asked
from keta.surfaces.lists.bulk import WORKS, Report
from keta.surfaces.lists.selection import Selection


@job("lists.work_through", label=_("Bulk edit"), lane=Lane.LONG)
def work_through_later(
    progress: Progress, object_key: str, query: str, ids: list[str], work: str, values: dict[str, Any]
) -> dict[str, Any]:
    """Does in short transactions what `bulk.work_through` does at once, with the rights its member has
    now."""
    actor = progress.actor.through(progress.actor.door, progress.job_id)
    kind = kind_of(object_key)
    selection = Selection(asked(kind, QueryDict(query), actor).question, tuple(UUID(key) for key in ids))
    progress.expect(selection.rows(actor).count())
    kept = progress.reached() or {}
    report = Report(progress.job_id, kept.get("done_count", 0), kept.get("refused_count", 0), kept.get("refused", []))
    after = UUID(kept["after"]) if kept else None
    pace = Pace()
    while keys := next(selection.batches(actor, pace.size, after), None):
        progress.raise_if_cancelled()
        after = keys[-1]
        with pace.timed(), transaction.atomic():
            report.add(WORKS[work](kind, keys, values, actor))
            progress.advance(len(keys))
            progress.checkpoint({**report.as_json(), "after": str(after)})
    return report.as_json()


def enqueue_work(selection: Selection, work: str, values: dict[str, Any], actor: Actor) -> Job:
    """Puts the work into the queue; its entries in history have the job's id as their batch."""
    return enqueue(
        work_through_later,
        actor=actor,
        object_key=selection.kind.key,
        query=selection.query,
        ids=[str(key) for key in selection.ids],
        work=work,
        values=values,
    )
