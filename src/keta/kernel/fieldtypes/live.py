"""A number that other records say, read whenever it is looked at: nothing of it is kept with the record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from keta.kernel.columns import DatabaseColumn
from keta.kernel.fieldtypes.base import FieldSpec
from keta.kernel.fieldtypes.numbers import DecimalType


def _nothing(_ids: frozenset[UUID]) -> Mapping[UUID, Decimal]:
    return {}


@dataclass(frozen=True)
class LiveType(DecimalType):
    """`by` gives the numbers of stored records by their ids; on a record that is being typed `gather` sets them."""

    key = "live"
    operators: ClassVar[tuple[str, ...]] = ()
    is_written = False
    is_stored = False
    is_sortable = False
    is_measure = False
    is_custom = False
    by: Callable[[frozenset[UUID]], Mapping[UUID, Decimal]] = _nothing

    def columns(self, spec: FieldSpec) -> dict[str, DatabaseColumn]:
        return {}

    def paths(self, spec: FieldSpec) -> tuple[str, ...]:
        return ("pk",)

    def unpack(self, row: tuple[Any, ...]) -> Decimal | None:
        return None

    def read(self, record: Any, spec: FieldSpec) -> Decimal | None:
        told: Decimal | None = record.__dict__.get(spec.name)
        return told

    def is_fetched(self, spec: FieldSpec) -> bool:
        return True

    def fetch(self, model: Any, spec: FieldSpec, values: Mapping[UUID, Any]) -> Mapping[UUID, Any]:
        found = self.by(frozenset(values))
        return {key: found.get(key) for key in values}
