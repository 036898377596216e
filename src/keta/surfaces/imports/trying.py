"""What the batches of a dry run would have written: each batch is taken back, and the next one has to know of it."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import Kind
from keta.kernel.records.values import Errors
from keta.kernel.refusals import Text
from keta.surfaces.duplicates.keys import keys_of, values_of

EARLIER = _("A row before this one has the value “%(value)s” already; choose another one.")


@dataclass
class Tried:
    """The rows that would be records by now."""

    keys: set[Hashable] = field(default_factory=set)
    """By what rows find their records."""
    values: set[tuple[str, Hashable]] = field(default_factory=set)
    """The values that only one record may have."""
    titles: dict[str, str] = field(default_factory=dict)
    """Under each key that is enough to be taken for the same, what the first one is called."""

    def add(self, kind: Kind, record: Any) -> tuple[Errors, Text]:
        """Takes a row for written; says what is wrong with that, and whom of the earlier ones it looks like."""
        unique = [(name, getattr(record, name)) for name, spec in kind.written.items() if _is_unique(spec)]
        given = [each for each in unique if each[1] not in (None, "")]
        errors: Errors = {name: [EARLIER % {"value": value}] for name, value in given if (name, value) in self.values}
        if errors:
            return errors, ""
        self.values.update(given)
        sure = [key.key for key in keys_of(kind, values_of(kind, record)) if key.is_sure]
        twin = next((self.titles[key] for key in sure if key in self.titles), "")
        for key in sure:
            self.titles.setdefault(key, record.title)
        return {}, twin


def _is_unique(spec: Any) -> bool:
    return bool(spec.unique and not spec.is_custom)
