"""Numbers: whole, decimal, money, percent. Decimals are kept as integers of fixed places, see `columns.MoneyColumn`."""

import random
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, ClassVar

from django.db import models
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Round
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from keta.kernel.columns import DatabaseColumn, MoneyColumn
from keta.kernel.fieldtypes.base import FieldSpec, FieldType
from keta.kernel.fieldtypes.showing import Showing
from keta.kernel.refusals import Refused

NUMBER_OPERATORS = ("eq", "ne", "lt", "lte", "gt", "gte", "between", "in", "empty")
NOISE = re.compile(r"[\s,,_¥¥$€£]|CNY|RMB|USD|EUR|元")
LARGEST = 2**63 - 1


def decimal_of(raw: Any) -> Decimal:
    """The exact decimal of a number or of text as people write it (`¥1,234.50`, `12万`)."""
    if isinstance(raw, bool):
        raise Refused(_("Enter a number."), code="number")
    text = NOISE.sub("", str(raw))
    factor = Decimal(1)
    for sign, size in (("万", 10_000), ("亿", 100_000_000)):
        if text.endswith(sign):
            text, factor = text[:-1], Decimal(size)
    try:
        number = Decimal(text) * factor
    except InvalidOperation as error:
        raise Refused(_("“%(text)s” is not a number.") % {"text": str(raw)[:40]}, code="number") from error
    if not number.is_finite():
        raise Refused(_("“%(text)s” is not a number.") % {"text": str(raw)[:40]}, code="number")
    return number


@dataclass(frozen=True)
class NumberType(FieldType):
    """What all numbers share: bounds, right alignment, sums."""

    align = "end"
    widget = "number"
    grid_width = 110
    operators: ClassVar[tuple[str, ...]] = NUMBER_OPERATORS
    is_measure = True
    least: int | None = None
    most: int | None = None

    def check(self, number: Decimal, places: int) -> None:
        if self.least is not None and number < self.least:
            raise Refused(_("Must be at least %(bound)s.") % {"bound": self.least}, code="range")
        if self.most is not None and number > self.most:
            raise Refused(_("Must be at most %(bound)s.") % {"bound": self.most}, code="range")
        if abs(number).scaleb(places) > LARGEST:
            raise Refused(_("This number is too large."), code="range")

    def bounds(self, largest: int) -> dict[str, Any]:
        """The range as JSON Schema, within what the column holds."""
        least = -largest if self.least is None else self.least
        return {"minimum": least, "maximum": largest if self.most is None else self.most}

    def html(self, value: Any, showing: Showing) -> SafeString:
        text = self.shown(value, showing)
        return format_html('<span class="negative">{}</span>', text) if value < 0 else format_html("{}", text)


@dataclass(frozen=True)
class IntegerType(NumberType):
    """A whole number."""

    key = "integer"
    widget = "whole_number"

    def columns(self, spec: FieldSpec) -> dict[str, DatabaseColumn]:
        return {spec.name: models.BigIntegerField(null=True, blank=True)}

    def convert(self, raw: Any, spec: FieldSpec) -> int:
        number = decimal_of(raw)
        if number != number.to_integral_value():
            raise Refused(_("Enter a whole number."), code="number")
        self.check(number, 0)
        return int(number)

    def schema(self, spec: FieldSpec) -> dict[str, Any]:
        return {"type": ["integer", "null"], **self.bounds(LARGEST)}

    def shown(self, value: Any, showing: Showing) -> str:
        return f"{value:,}"

    def sample(self, spec: FieldSpec, chance: random.Random) -> int:
        return chance.randint(self.least or 0, self.most if self.most is not None else 999)


@dataclass(frozen=True)
class DecimalType(NumberType):
    """A decimal with a fixed number of places: quantities, prices, costs."""

    key = "decimal"
    places: int = 6

    def columns(self, spec: FieldSpec) -> dict[str, DatabaseColumn]:
        return {spec.name: MoneyColumn(places=self.places, null=True, blank=True)}

    def convert(self, raw: Any, spec: FieldSpec) -> Decimal:
        number = decimal_of(raw)
        self.check(number, self.places)
        return number.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)

    def typed(self, text: Combinable) -> Combinable:
        """JSON holds "12.50", the column 1250: made equal, so that both are compared and added alike."""
        number = Cast(text, models.DecimalField(max_digits=30, decimal_places=self.places))
        return Cast(Round(number * 10**self.places), self.sql_column())

    def to_json(self, value: Any) -> Any:
        """In the places that the column keeps, so that an equal value reads the same before and after."""
        return None if value is None else f"{value.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP):f}"

    def from_json(self, stored: Any) -> Any:
        return None if stored is None else Decimal(stored)

    def schema(self, spec: FieldSpec) -> dict[str, Any]:
        """Told as text, so that no digit is lost; a number is taken too."""
        return {"type": ["string", "number", "null"], "format": "decimal", **self.bounds(LARGEST // 10**self.places)}

    def to_text(self, value: Any, showing: Showing) -> str:
        if value is None:
            return ""
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text

    def shown(self, value: Any, showing: Showing) -> str:
        whole, point, rest = f"{value:,.{self.places}f}".partition(".")
        rest = rest.rstrip("0")
        return f"{whole}{point}{rest}" if rest else whole

    def sample(self, spec: FieldSpec, chance: random.Random) -> str:
        least = self.least or 0
        return str(least + Decimal(chance.randrange(1, 9000)) / 100) if self.most is None else str(self.most)


@dataclass(frozen=True)
class MoneyType(DecimalType):
    """An amount of money in the currency of its document, to the smallest unit."""

    key = "money"
    widget = "money"
    places: int = 2

    def to_text(self, value: Any, showing: Showing) -> str:
        return "" if value is None else f"{value:.{self.places}f}"

    def shown(self, value: Any, showing: Showing) -> str:
        return showing.money(value, self.places)

    def input_facts(self, spec: FieldSpec, value: Any, showing: Showing) -> dict[str, Any]:
        return {**super().input_facts(spec, value, showing), "currency": showing.symbol}


@dataclass(frozen=True)
class PercentType(DecimalType):
    """A share in per cent: 12.5 means 12.5 %."""

    key = "percent"
    widget = "percent"
    is_measure = False
    places: int = 2

    def convert(self, raw: Any, spec: FieldSpec) -> Decimal:
        text = str(raw).strip()
        return super().convert(text[:-1] if text.endswith(("%", "%")) else text, spec)

    def shown(self, value: Any, showing: Showing) -> str:
        return super().shown(value, showing) + " %"
