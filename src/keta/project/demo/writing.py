"""How the demo company is written: in sets, along the path of imports, as the house itself."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from keta.kernel.access import Actor, system
from keta.kernel.columns import new_id
from keta.kernel.objects import kind_of
from keta.kernel.records.rows import Row, write_rows
from keta.kernel.refusals import Invalid

ROWS_AT_ONCE = 500


@dataclass
class Company:
    """The company in the making: its chance, its day, and what has been made so far."""

    chance: random.Random
    today: date = field(default_factory=timezone.localdate)
    actor: Actor = field(default_factory=lambda: system("demo").through("import", new_id()))
    made: dict[str, list[Any]] = field(default_factory=dict)

    def write(self, key: str, rows: Iterable[Mapping[str, Any]], states: Iterable[Mapping[str, Any]] = ()) -> list[Any]:
        """Creates records of one kind and keeps them; `states` go beside the rows. Raises `Invalid`."""
        kind = kind_of(key)
        values = list(rows)
        beside = list(states) or [{}] * len(values)
        written: list[Any] = []
        for start in range(0, len(values), ROWS_AT_ONCE):
            part = [
                Row(each, states=state)
                for each, state in zip(values[start : start + ROWS_AT_ONCE], beside[start:], strict=False)
            ]
            for result in write_rows(kind, part, actor=self.actor, cause="create"):
                if result.errors:
                    raise Invalid(result.errors)
                written.append(result.record)
        self.made.setdefault(key, []).extend(written)
        return written

    def days_ago(self, most: int, least: int = 0) -> date:
        return self.today - timedelta(days=self.chance.randint(least, most))

    def uneven(self, size: int) -> int:
        """A place in a list of `size`, the first ones far likelier: a few customers buy most."""
        return min(int(self.chance.paretovariate(1.1) - 1), size - 1)
