"""What a field is: its spec (the facts of one field) and its type (how such a value is kept, read, shown, compared)."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol
from uuid import UUID

from django.db.models import F, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, NullIf
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from keta.kernel.columns import DatabaseColumn
from keta.kernel.fieldtypes.conditions import CONDITIONS, is_blank
from keta.kernel.fieldtypes.showing import Showing
from keta.kernel.refusals import Refused, Text


class Form(Protocol):
    """What a browser posted: names, each with one value or several (Django's QueryDict)."""

    def __getitem__(self, name: str) -> Any: ...

    def __contains__(self, name: object) -> bool: ...

    def getlist(self, name: str) -> Any: ...


ABSENT = object()
"""A field that the form did not have, which is not the same as one left empty."""

REGISTER: dict[str, type["FieldType"]] = {}
"""Every field type under its key; what user-made fields may name."""


@dataclass(frozen=True)
class FieldType:
    """One kind of value. It answers every surface, so that nothing else branches on a type.

    A *value* is what domain code works with; a *stored* value is what the column (or the key of `extra`) holds.
    """

    key: ClassVar[str]
    widget: ClassVar[str] = "text"
    align: ClassVar[str] = "start"
    operators: ClassVar[tuple[str, ...]] = ("eq", "ne", "in", "empty")
    is_written: ClassVar[bool] = True
    """False for values that the house computes (numbers, states): input for them is refused."""
    is_wide: ClassVar[bool] = False
    """Whether its input takes the whole width of a form."""
    grid_width: ClassVar[int] = 160
    """Pixels of its column in a line grid."""
    is_stored: ClassVar[bool] = True
    """False for values that follow from another column whenever they are read: no column, no history."""
    is_sortable: ClassVar[bool] = True
    is_reversed: ClassVar[bool] = False
    """Whether its order runs against that of its sort path."""
    is_groupable: ClassVar[bool] = False
    is_measure: ClassVar[bool] = False
    is_column: ClassVar[bool] = True
    """Whether a list may show it."""
    is_many: ClassVar[bool] = False
    """Whether conditions on it reach over several rows of another table."""
    steps: ClassVar[tuple[str, ...]] = ()
    """How coarsely values may be grouped, the usual one first; none where they are grouped as they are."""
    is_custom: ClassVar[bool] = True
    """Whether user-made fields may have this type."""
    is_attached: ClassVar[bool] = False
    """Whether a press on the page of a record may add to its value: files."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "key" in cls.__dict__:
            REGISTER[cls.key] = cls

    # -- storage --------------------------------------------------------------------------------------------------
    def columns(self, spec: "FieldSpec") -> dict[str, DatabaseColumn]:
        """The database columns, under the attribute names they get on the model."""
        raise NotImplementedError(self.key)

    def sql_column(self) -> DatabaseColumn:
        """The column that types the expression of a user-made field."""
        (column,) = self.columns(FieldSpec(name="value", type=self)).values()
        return column

    def paths(self, spec: "FieldSpec") -> tuple[str, ...]:
        """The look-up paths from which `unpack` makes the value in a list of rows."""
        return (spec.name,)

    def unpack(self, row: tuple[Any, ...]) -> Any:
        """The value from the columns that `paths` named."""
        return row[0]

    @property
    def points_to(self) -> str:
        """The object whose records are its values (of which there may be many); "" for plain values."""
        return ""

    def leads_to(self, spec: "FieldSpec") -> str:
        """The object that a join reaches over this field; "" where there is none."""
        return ""

    def is_fetched(self, spec: "FieldSpec") -> bool:
        """Whether the row alone does not give the value: `fetch` completes it."""
        return False

    def fetch(self, model: Any, spec: "FieldSpec", values: Mapping[UUID, Any]) -> Mapping[UUID, Any]:
        """Completes the values of a page of records (by their id) with one query."""
        return values

    def pointers(self, value: Any) -> tuple[tuple[str, UUID], ...]:
        """(object, id) of the records that a value names; for values whose titles are read by themselves."""
        return ()

    def titled(self, value: Any, titles: Mapping[UUID, Any]) -> Any:
        """The value with the titles of those records, as far as they still exist."""
        return value

    def read(self, record: Any, spec: "FieldSpec") -> Any:
        if spec.is_custom:
            return self.from_json(record.extra.get(spec.name))
        return getattr(record, spec.name)

    def assign(self, record: Any, spec: "FieldSpec", value: Any) -> None:
        if spec.is_custom:
            # Nothing is kept for nothing: SQLite reads a JSON null as the text "null".
            stored = self.to_json(value)
            others = {name: each for name, each in record.extra.items() if name != spec.name}
            record.extra = others if stored is None else {**others, spec.name: stored}
        else:
            setattr(record, spec.name, value)

    # -- values ---------------------------------------------------------------------------------------------------
    def parse(self, raw: Any, spec: "FieldSpec") -> Any:
        """The value from what a form, a file or a program gave; raises `Refused` with what to do. Blank is None."""
        return None if is_blank(raw) else self.convert(raw, spec)

    def convert(self, raw: Any, spec: "FieldSpec") -> Any:
        return raw

    def empty(self) -> Any:
        """The value of a field that nobody has filled."""
        return None

    def is_empty(self, value: Any) -> bool:
        return value is None or value == ""

    def to_json(self, value: Any) -> Any:
        return value

    def from_json(self, stored: Any) -> Any:
        return self.empty() if stored is None else stored

    def schema(self, spec: "FieldSpec") -> dict[str, Any]:
        """The value in JSON, as JSON Schema: what programs read and may write. Null is an empty value."""
        return {"type": ["string", "null"]}

    def to_text(self, value: Any, showing: Showing) -> str:
        """Plain text for exports, titles, prints; what it writes, `parse` reads back."""
        return "" if self.is_empty(value) else str(value)

    @property
    def parts(self) -> Mapping[str, Text]:
        """What a value is made of, where files have a column for each part."""
        return {}

    def file_part(self, value: Any, part: str) -> str:
        return str(getattr(value, part))

    def file_text(self, value: Any, showing: Showing) -> str:
        """What a file says of a value, in full: `parse` makes the same value of it."""
        return self.to_text(value, showing)

    def search_text(self, value: Any) -> str:
        return ""

    def match_keys(self, value: Any) -> tuple[str, ...]:
        """Keys that likely duplicates share: the first is sure, hints follow, which `likeness` confirms."""
        return ()

    def likeness(self, one: Any, other: Any) -> float:
        """How much two values that share a hint look like one, from 0 to 1."""
        return 1.0

    def sample(self, spec: "FieldSpec", chance: random.Random) -> Any:
        """A raw value such as a person might type; None where only the caller can know one (links)."""
        return None

    # -- showing --------------------------------------------------------------------------------------------------
    def shown(self, value: Any, showing: Showing) -> str:
        """Plain text for the eye, such as a number with its thousands apart."""
        return self.to_text(value, showing)

    def html(self, value: Any, showing: Showing) -> SafeString:
        return escape(self.to_text(value, showing))

    def cell(self, showing: Showing) -> Callable[[Any], SafeString]:
        """A formatter made once per column of a list."""
        blank = mark_safe("")
        return lambda value: blank if self.is_empty(value) else self.html(value, showing)

    def choices(self, spec: "FieldSpec") -> list[tuple[str, Text]]:
        """What may be chosen, where that is a short list."""
        return []

    # -- forms ----------------------------------------------------------------------------------------------------
    def input_facts(self, spec: "FieldSpec", value: Any, showing: Showing) -> dict[str, Any]:
        """What the input of a form needs beside name, label and error: the value as it is typed, options, addresses."""
        return {"value": self.to_text(value, showing)}

    def from_form(self, form: "Form", name: str) -> Any:
        """The raw value among what a form posted; `ABSENT` where the form had no such field."""
        return form[name] if name in form else ABSENT

    # -- asking ---------------------------------------------------------------------------------------------------
    def expression(self, spec: "FieldSpec", prefix: str = "") -> Combinable:
        """What the value is in SQL: the column, or the typed key of `extra`; `prefix` leads over a link (`owner__`)."""
        if not spec.is_custom:
            return F(prefix + self.sort_path(spec))
        return self.typed(KeyTextTransform(spec.name, f"{prefix}extra"))

    def typed(self, text: Combinable) -> Combinable:
        """The value in SQL from its JSON as text."""
        return Cast(text, self.sql_column())

    def sort_path(self, spec: "FieldSpec") -> str:
        return self.paths(spec)[0]

    def group(self, spec: "FieldSpec", step: str, prefix: str = "") -> tuple[Combinable, ...]:
        """What rows are grouped by, in `step` where the type has steps; `grouped` makes the value of it."""
        if self.empty() == "":
            return (NullIf(self.expression(spec, prefix), Value(""), output_field=self.sql_column()),)
        if spec.is_custom:
            return (self.expression(spec, prefix),)
        return tuple(F(prefix + path) for path in self.paths(spec))

    def grouped(self, row: tuple[Any, ...], step: str) -> Any:
        return self.unpack(row)

    def group_text(self, value: Any, step: str, showing: Showing) -> str:
        """What a group is called."""
        return self.to_text(value, showing)

    def group_json(self, value: Any, step: str) -> Any:
        """The value of a group for programs."""
        return self.to_json(value)

    def group_rank(self, value: Any) -> float | None:
        """Where a group stands among the others; None where its figures decide."""
        return None

    def group_filter(self, value: Any, step: str) -> tuple[str, str]:
        """The filter (operator, operand) that finds the rows of a group."""
        return ("empty", "1") if self.is_empty(value) else ("eq", str(self.to_json(value)))

    def operand_text(self, spec: "FieldSpec", operator: str, operand: Any, showing: Showing) -> str:
        """What one operand of a filter is called; raises `Refused` where it does not fit."""
        return self.shown(self.parse(operand, spec), showing)

    def condition(self, spec: "FieldSpec", operator: str, operand: Any, path: str) -> Q:
        """The condition of one filter on `path`; raises `Refused` where operator or operand do not fit."""
        from_operator = CONDITIONS.get(operator)
        if operator not in self.operators or from_operator is None:
            raise Refused(_("This field cannot be compared in that way."), code="operator")
        return from_operator(self, spec, operand, path)


@dataclass(frozen=True)
class FieldSpec:
    """The facts of one field, as declared (or as a user made it): the source of every surface."""

    name: str
    type: FieldType
    label: Text = ""
    help: Text = ""
    required: bool = False
    unique: bool = False
    computed: bool = False
    """Filled by `derive()` or by operations; input for it is refused."""
    default: Any = None
    """A value, or a function of the actor."""
    listed: bool = False
    filtered: bool = False
    totalled: bool = False
    searched: bool = False
    importable: bool = False
    """A state that an import may set."""
    is_custom: bool = False
    needs: str = ""
    """The further right without which the field is hidden, such as `see_costs`."""

    @property
    def is_written(self) -> bool:
        return self.type.is_written and not self.computed
