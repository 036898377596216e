"""Several values out of one short list: fixed ones, or the company's own."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from keta.kernel.fieldtypes.base import FieldSpec
from keta.kernel.fieldtypes.choices import ChoiceType, PickType, TagsType
from keta.kernel.fieldtypes.conditions import operands
from keta.kernel.fieldtypes.showing import Showing
from keta.kernel.refusals import Text


@dataclass(frozen=True)
class ChoicesType(TagsType):
    """Some of a fixed set that the code knows; kept as tags of their codes."""

    key = "choices"
    is_custom = False
    options: Mapping[str, Text] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)

    def one(self) -> ChoiceType:
        """The type of a single one of them."""
        return ChoiceType(options=self.options, colours=self.colours)

    def parse(self, raw: Any, spec: FieldSpec) -> tuple[str, ...]:
        one = self.one()
        return tuple(dict.fromkeys(one.convert(tag, spec) for tag in super().parse(raw, spec)))

    def schema(self, spec: FieldSpec) -> dict[str, Any]:
        return {"type": ["array", "null"], "items": {"type": "string", "enum": list(self.one().current())}}

    def to_text(self, value: Any, showing: Showing) -> str:
        one = self.one()
        return ", ".join(one.to_text(code, showing) for code in value or ())

    def html(self, value: Any, showing: Showing) -> SafeString:
        one = self.one()
        return format_html_join(" ", "{}", ((one.html(code, showing),) for code in value))

    def input_facts(self, spec: FieldSpec, value: Any, showing: Showing) -> dict[str, Any]:
        one, chosen = self.one(), tuple(value or ())
        selected = [{"value": code, "label": one.to_text(code, showing)} for code in chosen]
        others = [{"value": code, "label": label} for code, label in self.choices(spec) if code not in chosen]
        return {"selected": selected, "options": others}

    def search_text(self, value: Any) -> str:
        return ""

    def choices(self, spec: FieldSpec) -> list[tuple[str, Text]]:
        return self.one().choices(spec)

    def condition(self, spec: FieldSpec, operator: str, operand: Any, path: str) -> Q:
        if operator != "empty":
            operand = [self.one().convert(tag, spec) for tag in operands(operand)]
        return super().condition(spec, operator, operand, path)

    def sample(self, spec: FieldSpec, chance: random.Random) -> list[str]:
        codes = [code for code, __ in self.choices(spec)]
        return chance.sample(codes, min(2, len(codes)))


@dataclass(frozen=True)
class PicksType(ChoicesType):
    """Some of the company's own options."""

    key = "picks"
    is_custom = True
    list: str = ""

    def one(self) -> ChoiceType:
        return PickType(options=self.options, colours=self.colours, list=self.list)
