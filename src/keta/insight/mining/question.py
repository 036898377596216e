"""What is to be predicted, and what the table offers for it; for `learn`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """Which outcome (`positive` value of `target`) is to be told before it happens.

    `negative` names the other outcome where the column has more than two values; other rows are left out.
    `time` is
    the moment of decision: the test is then on the latest rows. `group` keeps rows that belong together (a
    customer's)
    on one side. Columns of `known_before` are never taken for leaks; those of `leave_out` are not looked at.
    """

    target: str
    positive: str = ""
    negative: str = ""
    time: str = ""
    group: str = ""
    identifier: str = ""
    known_before: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        """Columns of the table that are no features."""
        given = (self.target, self.time, self.group, self.identifier, *self.leave_out)
        return tuple(name for name in given if name)
