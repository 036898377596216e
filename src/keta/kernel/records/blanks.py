"""New records for sets: what a record has before anybody fills it is worked out once, then copied."""

from collections.abc import Mapping
from copy import copy
from typing import Any

from django.db.models.base import ModelState

from keta.kernel.access import Actor
from keta.kernel.columns import new_id
from keta.kernel.objects import Kind
from keta.kernel.records.values import fill_defaults


class Blanks:
    """Blank records of one kind, with the defaults of the fields that are not given."""

    def __init__(self, kind: Kind, actor: Actor) -> None:
        self._kind = kind
        self._actor = actor
        self._patterns: dict[frozenset[str], dict[str, Any]] = {}

    def new(self, given: Mapping[str, Any]) -> Any:
        """A record that is to get the values `given`."""
        names = frozenset(given)
        if names not in self._patterns:
            pattern = self._kind.model()
            fill_defaults(self._kind, pattern, given, self._actor)
            self._patterns[names] = pattern.__dict__
        record = self._kind.model.__new__(self._kind.model)
        own = {name: copy(value) for name, value in self._patterns[names].items() if isinstance(value, (dict, list))}
        record.__dict__.update(self._patterns[names] | own)
        record._state = ModelState()
        record.id = new_id()
        return record
