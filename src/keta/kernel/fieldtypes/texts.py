"""Words: one line, many lines, formatted text, JSON."""

import json
import random
from dataclasses import dataclass
from typing import Any

import nh3
from django.db import models
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from keta.kernel.columns import DatabaseColumn
from keta.kernel.fieldtypes.base import FieldSpec, FieldType
from keta.kernel.fieldtypes.conditions import is_blank
from keta.kernel.fieldtypes.showing import Showing
from keta.kernel.refusals import Refused
from keta.kernel.text.company_names import likeness, name_keys

TEXT_OPERATORS: tuple[str, ...] = ("contains", "eq", "ne", "starts", "in", "empty")
WORDS = ("客户", "设备", "山西", "Anna", "valve", "O'Neil", "王·李", "𬭎", "A-17")


@dataclass(frozen=True)
class TextType(FieldType):
    """One line of text."""

    key = "text"
    operators = TEXT_OPERATORS
    is_groupable = True
    max_length: int = 200

    def columns(self, spec: FieldSpec) -> dict[str, DatabaseColumn]:
        unique = {"unique": True, "null": True} if spec.unique else {"default": ""}
        return {spec.name: models.CharField(max_length=self.max_length, blank=True, **unique)}

    def sql_column(self) -> DatabaseColumn:
        return models.TextField()

    def empty(self) -> Any:
        return ""

    def parse(self, raw: Any, spec: FieldSpec) -> Any:
        text = "" if is_blank(raw) else self.convert(raw, spec)
        return None if spec.unique and text == "" else text

    def assign(self, record: Any, spec: FieldSpec, value: Any) -> None:
        """Nothing is NULL where a value is unique: several records may have none."""
        super().assign(record, spec, (value or None) if spec.unique else value)

    def convert(self, raw: Any, spec: FieldSpec) -> str:
        if isinstance(raw, (dict, list)):
            raise Refused(_("Enter plain text here."), code="type")
        text = " ".join(_storable(str(raw)).split())
        if len(text) > self.max_length:
            raise Refused(
                _("At most %(limit)d characters fit here; shorten it by %(over)d.")
                % {"limit": self.max_length, "over": len(text) - self.max_length},
                code="length",
            )
        return text

    def schema(self, spec: FieldSpec) -> dict[str, Any]:
        return {"type": ["string", "null"], "maxLength": self.max_length}

    def search_text(self, value: Any) -> str:
        return value or ""

    def match_keys(self, value: Any) -> tuple[str, ...]:
        return name_keys(value) if value else ()

    def likeness(self, one: Any, other: Any) -> float:
        return likeness(one, other)

    def sample(self, spec: FieldSpec, chance: random.Random) -> str:
        return f"{chance.choice(WORDS)} {chance.randrange(10 ** (12 if spec.unique else 6))}"[: self.max_length]


@dataclass(frozen=True)
class LongTextType(TextType):
    """Text of many lines."""

    key = "long_text"
    widget = "textarea"
    is_wide = True
    operators = ("contains", "empty")
    is_sortable = False
    is_groupable = False
    max_length: int = 20_000

    def columns(self, spec: FieldSpec) -> dict[str, DatabaseColumn]:
        return {spec.name: models.TextField(blank=True, default="")}

    def convert(self, raw: Any, spec: FieldSpec) -> str:
        if isinstance(raw, (dict, list)):
            raise Refused(_("Enter plain text here."), code="type")
        text = _storable(str(raw)).replace("\r\n", "\n").strip()
        if len(text) > self.max_length:
            raise Refused(_("At most %(limit)d characters fit here.") % {"limit": self.max_length}, code="length")
        return text

    def html(self, value: Any, showing: Showing) -> SafeString:
        lines = [escape(line) for line in str(value).split("\n")]
        return mark_safe("<br>".join(lines))  # noqa: S308  (every line is escaped)


@dataclass(frozen=True)
class RichTextType(LongTextType):
    """Formatted text, cleaned of everything that could run."""

    key = "rich_text"
    widget = "rich_text"

    def schema(self, spec: FieldSpec) -> dict[str, Any]:
        return {**super().schema(spec), "contentMediaType": "text/html"}

    def convert(self, raw: Any, spec: FieldSpec) -> str:
        return nh3.clean(super().convert(raw, spec))

    def html(self, value: Any, showing: Showing) -> SafeString:
        return mark_safe(nh3.clean(value))  # noqa: S308  (cleaned here and on the way in)

    def search_text(self, value: Any) -> str:
        return strip_tags(value or "")


@dataclass(frozen=True)
class JSONType(FieldType):
    """A structure that programs write and read."""

    key = "json"
    widget = "textarea"
    is_wide = True
    operators = ("empty",)
    is_sortable = False

    def columns(self, spec: FieldSpec) -> dict[str, DatabaseColumn]:
        return {spec.name: models.JSONField(null=True, blank=True)}

    def convert(self, raw: Any, spec: FieldSpec) -> Any:
        if not isinstance(raw, str):
            return raw
        try:
            return json.loads(raw)
        except ValueError as error:
            raise Refused(_("This is not valid JSON: %(reason)s") % {"reason": error}, code="json") from error

    def schema(self, spec: FieldSpec) -> dict[str, Any]:
        return {"type": ["object", "array", "null"]}

    def to_text(self, value: Any, showing: Showing) -> str:
        return "" if value is None else json.dumps(value, ensure_ascii=False)

    def sample(self, spec: FieldSpec, chance: random.Random) -> Any:
        return {"key": chance.randrange(1000)}


def _storable(text: str) -> str:
    """PostgreSQL keeps no NUL and no half of a surrogate pair: nobody types them, programs send them."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
