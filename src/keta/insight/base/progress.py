"""How a long calculation tells how far it is, and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable

from keta.insight.base.text import Text

# Called with the done part (0 to 1) and the step under way; raises `Cancelled` to stop the calculation.
Progress = Callable[[float, Text], None]


def silent(part: float, step: Text) -> None:
    """The progress of a caller who does not ask."""


def span(progress: Progress, start: float, end: float) -> Progress:
    """A progress whose 0 to 1 is the part from `start` to `end` of `progress`: for one step of several."""

    def inner(part: float, step: Text) -> None:
        progress(start + (end - start) * part, step)

    return inner
