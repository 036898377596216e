"""One attempt at one job: run it, and write down how it ended."""

import json
import logging
import traceback
from threading import Event

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from keta.kernel.jobs.declaration import JobKind, kinds
from keta.kernel.jobs.models import Job, JobState
from keta.kernel.jobs.progress import Cancelled, ClaimLost, Interrupted, Progress
from keta.kernel.refusals import Refused
from keta.kernel.versions import version

log = logging.getLogger(__name__)


def run_attempt(job: Job, stop: Event) -> None:
    """Runs a claimed job in the language of whoever asked for it; whatever it raises ends in its row."""
    progress = Progress(job, stop)
    with translation.override(job.language or None):
        try:
            _run(kinds[job.name], job, progress)
        except Cancelled:
            progress.end(JobState.CANCELLED)
        except Interrupted:
            progress.end(JobState.WAITING, due_at=timezone.now(), attempts=job.attempts - 1)
        except ClaimLost:
            log.warning("job %s was given up for dead while it ran; its last transaction is undone", job)


def _run(kind: JobKind, job: Job, progress: Progress) -> None:
    version.refresh()
    try:
        result = kind.run(progress, **job.arguments)
        json.dumps(result)  # raises TypeError for what the row could not hold
        progress.end(JobState.DONE, result=result, error="", trace="")
    except Refused as refusal:
        progress.end(JobState.FAILED, error=_storable(str(refusal)))
    except Exception:  # a job may raise anything; the row has to say so, and the worker has to live on
        log.exception("job %s failed, attempt %d of %d", job, job.attempts, job.attempts_allowed)
        _lay_down_failed(kind, job, progress, _storable(traceback.format_exc()))


def _lay_down_failed(kind: JobKind, job: Job, progress: Progress, trace: str) -> None:
    if job.attempts >= job.attempts_allowed:
        progress.end(JobState.FAILED, error=given_up(job), trace=trace)
        return
    due_at = timezone.now() + kind.pause_after(job.attempts)
    error = gettext("An error inside Keta stopped the work. It goes on by itself at %(time)s.") % {
        "time": date_format(timezone.localtime(due_at), "H:i:s")
    }
    progress.end(JobState.WAITING, due_at=due_at, error=error, trace=trace)


def given_up(job: Job) -> str:
    """The words for a job that used up its attempts."""
    return gettext(
        "The work was given up after %(count)d attempts, because of an error inside Keta. "
        "Tell whoever looks after Keta the number %(number)s; what was finished before stays."
    ) % {"count": job.attempts, "number": job.id}


def _storable(text: str) -> str:
    # PostgreSQL has no room for the character NUL, and an error may quote what somebody sent.
    return text.replace("\0", "�")
