"""How many calls a token may make in a minute.

Each process counts for itself and adds to the common count in the token's row, in one statement, with the first call of
a minute and then after every twentieth part of the limit. So a call costs nothing as a rule, and several processes
together let through at most (processes - 1) / 20 more than the limit.
"""

import time
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from django.conf import settings
from django.db.models import Case, F, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.surfaces.api.models import Token
from keta.surfaces.api.problems import Unanswerable

MOST_KEPT = 5000


@dataclass
class Usage:
    """The calls of one token in the present minute, as far as this process knows."""

    minute: int
    total: int = 0
    unwritten: int = 0


@dataclass(frozen=True)
class Allowance:
    """What is left of the minute."""

    limit: int
    used: int
    seconds_left: int

    @property
    def headers(self) -> dict[str, str]:
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(max(0, self.limit - self.used)),
            "RateLimit-Reset": str(self.seconds_left),
        }

    def check(self) -> None:
        """Raises with 429 where nothing is left."""
        if self.used > self.limit:
            raise Unanswerable(
                _("This token has made its %(limit)d calls of this minute; try again in %(seconds)d seconds.")
                % {"limit": self.limit, "seconds": self.seconds_left},
                status=429,
                code="rate_limit",
                headers={"Retry-After": str(self.seconds_left)},
            )


_usages: dict[UUID, Usage] = {}
_lock = Lock()


def spend(token_id: UUID) -> Allowance:
    """Counts one call."""
    limit = settings.API_CALLS_PER_MINUTE
    minute, second = divmod(int(time.time()), 60)
    with _lock:
        usage = _usage(token_id, minute)
        usage.total += 1
        usage.unwritten += 1
        is_due = usage.total == 1 or usage.unwritten >= max(1, limit // 20)
        due = usage.unwritten if is_due else 0
        usage.unwritten -= due
    if due and usage.total <= limit + due:
        total = _write(token_id, minute, due)
        with _lock:
            usage.total = max(usage.total, total + usage.unwritten)
    return Allowance(limit, usage.total, 60 - second)


def _usage(token_id: UUID, minute: int) -> Usage:
    usage = _usages.get(token_id)
    if usage is None or usage.minute != minute:
        if len(_usages) > MOST_KEPT:
            _usages.clear()
        usage = _usages[token_id] = Usage(minute)
    return usage


def _write(token_id: UUID, minute: int, calls: int) -> int:
    """Adds to the common count; gives the count of all processes."""
    rows = Token.objects.filter(pk=token_id)
    added = Case(When(minute=minute, then=F("minute_count") + calls), default=Value(calls))
    rows.update(minute_count=added, minute=minute, last_used_at=timezone.now())
    return rows.values_list("minute_count", flat=True).first() or 0
