"""Exports of more rows than one waits for: a job with a file to download."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.fieldtypes import plain_showing
from keta.kernel.jobs.declaration import job
from keta.kernel.jobs.models import Job, Lane
from keta.kernel.jobs.progress import Progress
from keta.kernel.jobs.queue import enqueue
from keta.kernel.objects import kind_of
from keta.surfaces.exports.files import Rows, csv_of, write_xlsx
from keta.surfaces.exports.tables import table_of
from keta.surfaces.lists.asking import asked
from keta.surfaces.reading import Question, count, to_query_string


@job("exports.write_out", label=_("Export"), lane=Lane.LONG, needs="export")
def write_out(
    progress: Progress, object_key: str, query: str, columns: list[str], ending: str, has_ids: bool
) -> dict[str, Any]:
    """Writes all rows of a question into a file, with the rights its member has now."""
    actor = progress.actor
    actor.require("export")
    question = replace(asked(kind_of(object_key), QueryDict(query), actor).question, columns=tuple(columns))
    total = count(question, actor).count
    progress.expect(total)
    rows = _told(table_of(question, actor, plain_showing(), has_ids=has_ids), progress)
    with progress.result_file(f"{object_key}.{ending}") as stream:
        if ending == "xlsx":
            write_xlsx(rows, stream)
        else:
            stream.writelines(part.encode() for part in csv_of(rows))
    return {"rows": total}


def _told(rows: Rows, progress: Progress) -> Iterator[list[list[str]]]:
    """The same rows; the headings count for nothing."""
    for number, batch in enumerate(rows):
        progress.raise_if_cancelled()
        yield batch
        progress.advance(len(batch) if number else 0)


def begin(question: Question, ending: str, has_ids: bool, *, actor: Actor) -> Job:
    return enqueue(
        write_out,
        actor=actor,
        object_key=question.kind.key,
        query=to_query_string(question.but()),
        columns=list(question.columns),
        ending=ending,
        has_ids=has_ids,
    )
