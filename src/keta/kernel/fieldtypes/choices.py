"""Values out of a short list: fixed choices, states, the company's own pick lists, tags."""

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from keta.kernel.columns import DatabaseColumn
from keta.kernel.fieldtypes.base import FieldSpec, FieldType, Form
from keta.kernel.fieldtypes.conditions import is_yes, operands
from keta.kernel.fieldtypes.options import Option, options_of
from keta.kernel.fieldtypes.showing import Showing
from keta.kernel.refusals import Refused, Text, listed

STATE_COLOURS = {"draft": "neutral", "open": "accent", "active": "good", "won": "good", "done": "good", "lost": "bad"}

MARKS = {"accent": " badge-information", "good": " badge-good", "warning": " badge-warning", "bad": " badge-danger"}
"""How each colour of an option is marked on pages."""


@dataclass(frozen=True)
class ChoiceType(FieldType):
    """One of a fixed set that the code knows."""

    key = "choice"
    widget = "select"
    grid_width = 110
    is_groupable = True
    is_custom = False
    options: Mapping[str, Text] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)

    def columns(self, spec: FieldSpec) -> dict[str, DatabaseColumn]:
        return {spec.name: models.CharField(max_length=60, blank=True, default=spec.default or "")}

    def sql_column(self) -> DatabaseColumn:
        return models.TextField()

    def empty(self) -> Any:
        return ""

    def parse(self, raw: Any, spec: FieldSpec) -> Any:
        return super().parse(raw, spec) or ""

    def current(self) -> Mapping[str, Option]:
        return {
            code: Option(code=code, label=label, colour=self.colours.get(code, "neutral"))
            for code, label in self.options.items()
        }

    def convert(self, raw: Any, spec: FieldSpec) -> str:
        text = str(raw).strip()
        current = self.current()
        if text in current:
            return text
        for code, option in current.items():
            if text.casefold() in spellings(option.label):
                return code
        known = listed(option.label for option in list(current.values())[:12] if not option.is_retired)
        raise Refused(
            _("“%(text)s” is not in the list. Possible: %(known)s.") % {"text": text[:60], "known": known},
            code="choice",
        )

    def to_text(self, value: Any, showing: Showing) -> str:
        option = self.current().get(value)
        return str(option.label) if option else (value or "")

    def html(self, value: Any, showing: Showing) -> SafeString:
        option = self.current().get(value)
        mark = MARKS.get(option.colour, "") if option else ""
        return format_html(
            '<span class="badge{}"><span class="badge-dot"></span>{}</span>', mark, self.to_text(value, showing)
        )

    def group_rank(self, value: Any) -> float | None:
        return list(self.current()).index(value) if value in self.current() else None

    def cell(self, showing: Showing) -> Callable[[Any], SafeString]:
        """Each option is written once for a whole column."""
        written: dict[Any, SafeString] = {}
        write = super().cell(showing)

        def cell(value: Any) -> SafeString:
            if value not in written:
                written[value] = write(value)
            return written[value]

        return cell

    def choices(self, spec: FieldSpec) -> list[tuple[str, Text]]:
        return [(code, option.label) for code, option in self.current().items() if not option.is_retired]

    def input_facts(self, spec: FieldSpec, value: Any, showing: Showing) -> dict[str, Any]:
        options = [{"value": code, "label": label} for code, label in self.choices(spec)]
        if value and value not in dict(self.choices(spec)):
            options.append({"value": value, "label": self.to_text(value, showing)})
        return {"value": value or "", "options": options}

    def schema(self, spec: FieldSpec) -> dict[str, Any]:
        """Retired options are read, and may be sent back."""
        return {"type": ["string", "null"], "enum": [*self.current(), "", None]}

    def sample(self, spec: FieldSpec, chance: random.Random) -> Any:
        codes = [code for code, __ in self.choices(spec)]
        return chance.choice(codes) if codes else None


@dataclass(frozen=True)
class StateType(ChoiceType):
    """Where a document stands; only actions move it. The first option is where it begins."""

    key = "state"
    is_written = False

    def columns(self, spec: FieldSpec) -> dict[str, DatabaseColumn]:
        first = next(iter(self.options))
        return {spec.name: models.CharField(max_length=60, default=first, db_index=True)}

    def current(self) -> Mapping[str, Option]:
        return {
            code: Option(code=code, label=label, colour=self.colours.get(code) or STATE_COLOURS.get(code, "neutral"))
            for code, label in self.options.items()
        }


@dataclass(frozen=True)
class PickType(ChoiceType):
    """One of the company's own options: delivered ones may be renamed, coloured, ordered, retired, and others added."""

    key = "pick"
    is_custom = True
    list: str = ""

    def current(self) -> Mapping[str, Option]:
        return options_of(self.list, self.options, self.colours)


def join_tags(tags: Iterable[str]) -> str:
    """Tags as their column keeps them: a line break around each, so that one condition finds a tag."""
    kept = list(tags)
    return "\n".join(("", *kept, "")) if kept else ""


def split_tags(column: str | None) -> tuple[str, ...]:
    return tuple(tag for tag in (column or "").split("\n") if tag)


@dataclass(frozen=True)
class TagsType(FieldType):
    """Free words on a record."""

    key = "tags"
    widget = "tags"
    operators = ("contains", "in", "empty")
    is_sortable = False
    limit: int = 30

    def columns(self, spec: FieldSpec) -> dict[str, DatabaseColumn]:
        return {spec.name: models.TextField(blank=True, default="")}

    def empty(self) -> Any:
        return ()

    def is_empty(self, value: Any) -> bool:
        return not value

    def read(self, record: Any, spec: FieldSpec) -> Any:
        return self.unpack((record.extra.get(spec.name) if spec.is_custom else getattr(record, spec.name),))

    def assign(self, record: Any, spec: FieldSpec, value: Any) -> None:
        joined = join_tags(value or ())
        if spec.is_custom:
            record.extra = {**record.extra, spec.name: joined}
        else:
            setattr(record, spec.name, joined)

    def unpack(self, row: tuple[Any, ...]) -> tuple[str, ...]:
        return split_tags(row[0])

    def parse(self, raw: Any, spec: FieldSpec) -> tuple[str, ...]:
        parts: Iterable[Any] = raw if isinstance(raw, (list, tuple)) else str(raw or "").replace(",", ",").split(",")
        tags = tuple(dict.fromkeys(tag for tag in (" ".join(str(part).split()) for part in parts) if tag))
        if len(tags) > self.limit or any(len(tag) > 60 for tag in tags):
            raise Refused(_("At most %(limit)d tags of 60 characters fit here.") % {"limit": self.limit}, code="length")
        return tags

    def to_json(self, value: Any) -> Any:
        return list(value or ())

    def from_json(self, stored: Any) -> Any:
        return tuple(stored or ()) if isinstance(stored, (list, tuple)) else self.unpack((stored,))

    def schema(self, spec: FieldSpec) -> dict[str, Any]:
        return {"type": ["array", "null"], "items": {"type": "string"}}

    def to_text(self, value: Any, showing: Showing) -> str:
        return ", ".join(value or ())

    def html(self, value: Any, showing: Showing) -> SafeString:
        return format_html_join(" ", '<span class="badge">{}</span>', ((tag,) for tag in value))

    def search_text(self, value: Any) -> str:
        return " ".join(value or ())

    def input_facts(self, spec: FieldSpec, value: Any, showing: Showing) -> dict[str, Any]:
        return {"may_add": True, "selected": [{"value": tag, "label": tag} for tag in value or ()]}

    def from_form(self, form: Form, name: str) -> Any:
        return form.getlist(name)

    def condition(self, spec: FieldSpec, operator: str, operand: Any, path: str) -> Q:
        if operator == "empty":
            nothing = Q(**{path: ""}) | Q(**{f"{path}__isnull": True})
            return nothing if is_yes(operand) else ~nothing
        if operator not in self.operators:
            raise Refused(_("This field cannot be compared in that way."), code="operator")
        found = Q()
        for tag in operands(operand):
            found |= Q(**{f"{path}__contains": f"\n{tag}\n"})
        return found

    def sample(self, spec: FieldSpec, chance: random.Random) -> list[str]:
        return chance.sample(["重点", "展会", "VIP", "new"], 2)


@cache
def _in_language(label: Text, language: str) -> str:
    with translation.override(language):
        return str(label).strip().casefold()


def spelled(label: Text) -> list[str]:
    """A label in each language of the house, folded."""
    if isinstance(label, str):
        return [label.strip().casefold()] * len(settings.LANGUAGES)
    return [_in_language(label, code) for code, __ in settings.LANGUAGES]


def spellings(label: Text) -> set[str]:
    """A label in all languages of the house, folded, so that a file may write any of them."""
    return set(spelled(label))
