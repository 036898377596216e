"""Long work on uploaded files: the dry run, the import, taking it back, clearing away."""

from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.jobs.declaration import job, scheduled
from keta.kernel.jobs.models import Job, Lane
from keta.kernel.jobs.pace import Pace
from keta.kernel.jobs.progress import Progress
from keta.kernel.jobs.queue import enqueue
from keta.kernel.refusals import Conflict
from keta.surfaces.imports.models import RefusedRow, Upload
from keta.surfaces.imports.refused import refused_file
from keta.surfaces.imports.report import Report, reasons_by_row
from keta.surfaces.imports.undoing import Undone, undo_record, written_by
from keta.surfaces.imports.uploads import clear_old, importing_of

PACE = {"postgresql": partial(Pace, 200, 0.5, least=100), "sqlite": partial(Pace, 100, 0.1, least=50)}
"""On PostgreSQL an import holds up nobody but those who ask for the same numbers; on SQLite whoever writes."""


@job("imports.take_in", label=_("Import"), lane=Lane.LONG)
def take_in(progress: Progress, upload_id: str, is_dry: bool) -> dict[str, Any]:
    """Writes (or only tries) all rows. A batch, its report and the checkpoint stand in one transaction, so that after
    a kill nothing comes twice and nothing is left out."""
    upload = Upload.objects.get(pk=UUID(upload_id))
    importing = importing_of(upload, progress.actor)
    ignored = importing.check()
    is_begun = progress.reached() is not None
    report = Report.from_json(upload.report) if is_begun and upload.report else Report(ignored=ignored)
    if not is_begun:
        RefusedRow.objects.filter(upload=upload).delete()
    rows = importing.table.numbered()
    progress.expect(len(rows))

    def write(batch: list[tuple[int, list[str]]]) -> None:
        done = importing.write(batch, is_dry=is_dry)
        reasons = reasons_by_row(done.refusals, importing.kind).items()
        RefusedRow.objects.bulk_create(RefusedRow(upload=upload, line=line, reason=reason) for line, reason in reasons)
        report.add(done)
        upload.report = report.as_json()
        upload.save(update_fields=["report"])

    progress.in_batches(rows, write, pace=PACE[connection.vendor]())
    if reasons := dict(upload.refused_rows.values_list("line", "reason")):
        with progress.result_file("refused.csv") as stream:
            stream.writelines(part.encode() for part in refused_file(importing.table, reasons))
    if not is_dry and not report.created and not report.updated:
        # Nothing came of it: the columns may be told anew, and the file taken in once more.
        upload.is_written = False
        upload.save(update_fields=["is_written"])
    return report.as_json()


def begin(upload: Upload, *, actor: Actor, is_dry: bool = False) -> Job:
    """Puts the work into the queue; raises `Conflict` where the file was imported already."""
    if upload.is_written:
        raise Conflict(_("This file was imported already; upload it again to import it once more."))
    job_ = enqueue(take_in, actor=actor.through("import"), upload_id=str(upload.pk), is_dry=is_dry)
    upload.job_id, upload.is_dry, upload.is_written, upload.report = job_.pk, is_dry, not is_dry, None
    upload.save(update_fields=["job_id", "is_dry", "is_written", "report"])
    return job_


@job("imports.take_back", label=_("Taking an import back"), lane=Lane.LONG)
def take_back(progress: Progress, upload_id: str) -> dict[str, Any]:
    """Goes back through everything that an import wrote, with the rights its member has now."""
    written = written_by(UUID(upload_id))
    actor = progress.actor.through("import")
    told = Undone(**(progress.reached("told") or {}))
    progress.expect(len(written))

    def undo(batch: list[Any]) -> None:
        for wrote in batch:
            undo_record(wrote, actor, told)
        progress.checkpoint(told.as_json(), "told")

    progress.in_batches(written, undo)
    return told.as_json()


def begin_taking_back(upload: Upload, *, actor: Actor) -> Job:
    job_ = enqueue(take_back, actor=actor, upload_id=str(upload.pk))
    upload.job_id = job_.pk
    upload.save(update_fields=["job_id"])
    return job_


@scheduled("50 3 * * *")
@job("imports.clear_old", label=_("Clear away old import files"))
def clear_old_uploads(progress: Progress) -> None:
    """Ninety days after they came."""
    clear_old()
