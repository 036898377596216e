"""What only documents have: a number of their own, and lines."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from keta.kernel.columns import DatabaseColumn
from keta.kernel.fieldtypes.base import FieldSpec, FieldType
from keta.kernel.fieldtypes.texts import TextType


@dataclass(frozen=True)
class NumberSequenceType(TextType):
    """The number that people see, such as `HT202611-0042`: unique, given on creation, gaps allowed."""

    key = "number_sequence"
    is_written = False
    is_custom = False
    is_groupable = False
    max_length: int = 60
    pattern: str = "{sequence}"

    def columns(self, spec: FieldSpec) -> dict[str, DatabaseColumn]:
        return {spec.name: models.CharField(max_length=self.max_length, unique=True, null=True, blank=True)}


@dataclass(frozen=True)
class LinesType(FieldType):
    """The lines of a document: records of their own kind that live and die with it, edited on its page."""

    key = "lines"
    widget = "lines"
    operators = ()
    is_sortable = False
    is_column = False
    is_custom = False
    target: str = ""

    def columns(self, spec: FieldSpec) -> dict[str, DatabaseColumn]:
        return {}

    def paths(self, spec: FieldSpec) -> tuple[str, ...]:
        return ()

    def empty(self) -> Any:
        return []

    def is_empty(self, value: Any) -> bool:
        return not value

    def unpack(self, row: tuple[Any, ...]) -> Any:
        return []

    def read(self, record: Any, spec: FieldSpec) -> Any:
        return record.lines_of(spec.name)

    def assign(self, record: Any, spec: FieldSpec, value: Any) -> None:
        record.set_lines(spec.name, value)

    def schema(self, spec: FieldSpec) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "object"}}

    def to_json(self, value: Any) -> Any:
        return [line.as_json() for line in value or []]
