"""How a job is declared, and the table of all that this process knows."""

import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from cronsim import CronSim, CronSimError
from django.utils import timezone

from keta.kernel.jobs.models import Lane
from keta.kernel.refusals import Text

JobFunction = Callable[..., object]

LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True)
class JobKind:
    """A declared job: `run(progress, **arguments)` returns what JSON can hold, or nothing.

    It is tried `attempts` times at most, with a `pause` after the first failure that grows fourfold with each
    further one.
    """

    name: str
    run: JobFunction
    label: Text
    attempts: int
    lane: Lane
    pause: timedelta
    needs: str = ""
    """A further right, such as `export`, without which nobody gets its file."""

    def pause_after(self, attempt: int) -> timedelta:
        """How long to wait after the failure of the attempt of this number (the first is 1)."""
        return min(self.pause * float(4 ** (attempt - 1)), LONGEST_WAIT)

    def check(self, arguments: Mapping[str, object]) -> None:
        """Raises TypeError for arguments that the function does not take or JSON cannot hold."""
        inspect.signature(self.run).bind(None, **arguments)
        json.dumps(arguments)


kinds: dict[str, JobKind] = {}
schedules: dict[str, str] = {}


def job(
    name: str,
    *,
    label: Text = "",
    attempts: int = 5,
    lane: Lane = Lane.SHORT,
    pause: timedelta = timedelta(seconds=5),
    needs: str = "",
) -> Callable[[JobFunction], JobKind]:
    """Declares a job under its lasting `name` (`module.verb_noun`): rows that wait across a release name it.

    The function may be stopped anywhere and called again: see `Progress` for how nothing is then done twice.
    A refusal (`Refused`) ends the job at once, any other error is tried again.
    """

    def declare(run: JobFunction) -> JobKind:
        if name in kinds:
            raise ValueError(f"Two jobs are called {name}, in {kinds[name].run.__module__} and {run.__module__}")
        kinds[name] = JobKind(name, run, label or name, attempts, lane, pause, needs)
        return kinds[name]

    return declare


def scheduled(cron: str) -> Callable[[JobKind], JobKind]:
    """Has a job (without arguments) done by the clock of the company's zone; stands above `@job`."""
    try:
        CronSim(cron, timezone.now())
    except CronSimError as error:
        raise ValueError(f"{cron!r} is no cron line: {error}") from error

    def declare(kind: JobKind) -> JobKind:
        kind.check({})
        schedules[kind.name] = cron
        return kind

    return declare
