"""Postal addresses: in China by division, elsewhere in free lines."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from keta.kernel.china import divisions
from keta.kernel.china.addresses import parse_address
from keta.kernel.columns import DatabaseColumn
from keta.kernel.fieldtypes.base import ABSENT, FieldSpec, FieldType, Form
from keta.kernel.fieldtypes.conditions import is_yes
from keta.kernel.fieldtypes.showing import Showing
from keta.kernel.refusals import Refused, Text

DIGITS = {"province": 2, "city": 4, "district": 6}
"""How many digits of a division's code stand for each step."""


class Address(NamedTuple):
    """A postal address: in China by division code, elsewhere in free lines."""

    country: str = ""
    division: str = ""
    region: str = ""
    street: str = ""
    postal_code: str = ""


PARTS: Mapping[str, Text] = {
    "country": _("Country"),
    "division": _("Province, city, district"),
    "region": _("Region abroad"),
    "street": _("Street and number"),
    "postal_code": _("Postal code"),
}


@dataclass(frozen=True)
class AddressType(FieldType):
    """A postal address of five columns; an address without a country is Chinese where it names a division."""

    key = "address"
    widget = "address"
    is_wide = True
    operators = ("under", "contains", "empty")
    is_groupable = True
    is_custom = False
    steps = ("province", "city", "district")

    def columns(self, spec: FieldSpec) -> dict[str, DatabaseColumn]:
        sizes = {"country": 2, "division": 12, "region": 120, "street": 300, "postal_code": 20}
        return {
            f"{spec.name}_{part}": models.CharField(max_length=size, blank=True, default="")
            for part, size in sizes.items()
        }

    def paths(self, spec: FieldSpec) -> tuple[str, ...]:
        return tuple(f"{spec.name}_{part}" for part in Address._fields)

    def sort_path(self, spec: FieldSpec) -> str:
        return f"{spec.name}_division"

    def unpack(self, row: tuple[Any, ...]) -> Address:
        return Address(*row)

    def read(self, record: Any, spec: FieldSpec) -> Address:
        return Address(*(getattr(record, path) for path in self.paths(spec)))

    def assign(self, record: Any, spec: FieldSpec, value: Any) -> None:
        for path, part in zip(self.paths(spec), value or Address(), strict=True):
            setattr(record, path, part)

    def empty(self) -> Any:
        return Address()

    def is_empty(self, value: Any) -> bool:
        return not any(value or ())

    def parse(self, raw: Any, spec: FieldSpec) -> Address:
        if isinstance(raw, Address):
            return raw
        if isinstance(raw, dict):
            return _address_of({part: " ".join(str(raw.get(part) or "").split()) for part in Address._fields})
        return _read(str(raw)) if raw else Address()

    def to_json(self, value: Any) -> Any:
        return None if self.is_empty(value) else value._asdict()

    def from_json(self, stored: Any) -> Any:
        return Address(**stored) if stored else Address()

    def schema(self, spec: FieldSpec) -> dict[str, Any]:
        """Its parts; one line of text is taken apart."""
        parts = {part: {"type": ["string", "null"]} for part in Address._fields}
        return {"type": ["object", "string", "null"], "properties": parts}

    def to_text(self, value: Any, showing: Showing) -> str:
        return address_text(value)

    @property
    def parts(self) -> Mapping[str, Text]:
        return PARTS

    def file_part(self, value: Any, part: str) -> str:
        text: str = getattr(value, part)
        return divisions.full_name(text) if part == "division" else text

    def search_text(self, value: Any) -> str:
        return address_text(value)

    def group(self, spec: FieldSpec, step: str, prefix: str = "") -> tuple[Combinable, ...]:
        return (Left(f"{prefix}{spec.name}_division", DIGITS[step]),)

    def grouped(self, row: tuple[Any, ...], step: str) -> Address:
        code = row[0] or ""
        return Address(division=code.ljust(6, "0") if len(code) == DIGITS[step] else "")

    def group_text(self, value: Any, step: str, showing: Showing) -> str:
        place = divisions.division(value.division)
        return place.short_name if place else value.division

    def group_json(self, value: Any, step: str) -> str | None:
        """The code of the division."""
        return value.division if value else None

    def group_filter(self, value: Any, step: str) -> tuple[str, str]:
        """Rows without a division at this step are those that name none at all."""
        return ("under", value.division) if value.division else ("empty", "1")

    def input_facts(self, spec: FieldSpec, value: Any, showing: Showing) -> dict[str, Any]:
        address = value or Address()
        return {
            "parts": address._asdict(),
            "division_label": divisions.full_name(address.division),
            "divisions_url": "/divisions/choose",
        }

    def from_form(self, form: Form, name: str) -> Any:
        parts = {part: form[f"{name}-{part}"] for part in Address._fields if f"{name}-{part}" in form}
        return parts or (form[name] if name in form else ABSENT)

    def operand_text(self, spec: FieldSpec, operator: str, operand: Any, showing: Showing) -> str:
        return divisions.full_name(str(operand)) or str(operand)

    def condition(self, spec: FieldSpec, operator: str, operand: Any, path: str) -> Q:
        base = path.removesuffix("_division")
        if operator not in self.operators:
            raise Refused(_("This field cannot be compared in that way."), code="operator")
        if operator == "under":
            return Q(**{f"{base}_division__startswith": _branch(str(operand))})
        if operator == "contains":
            return Q(**{f"{base}_street__icontains": operand}) | Q(**{f"{base}_region__icontains": operand})
        empty = Q(**{f"{base}_{part}": "" for part in Address._fields})
        return empty if is_yes(operand) else ~empty

    def sample(self, spec: FieldSpec, chance: random.Random) -> Any:
        return {"country": "CN", "division": "140105", "street": f"平阳路{chance.randrange(1, 400)}号"}


def _branch(code: str) -> str:
    """The digits that all places of a division share: 14 of 140000."""
    return code.removesuffix("00").removesuffix("00") if len(code) == 6 else code


def address_text(address: Address | None) -> str:
    """On one line, as on an envelope: division and street without a gap in China, parts with spaces elsewhere."""
    if not address:
        return ""
    place = divisions.full_name(address.division)
    local = f"{place}{address.street}" if place else " ".join(filter(None, (address.street, address.region)))
    foreign = "" if address.country in ("", "CN") else address.country
    return " ".join(filter(None, (local, address.postal_code, foreign)))


def _read(text: str) -> Address:
    """From one line; what names no certain place in China stays as it was written."""
    text = " ".join(text.split())
    if len(text) > 300:
        raise Refused(_("At most %(limit)d characters fit here.") % {"limit": 300}, code="length")
    parsed = parse_address(text)
    if parsed.division is None:
        return Address(street=text)
    return Address(country="CN", division=parsed.division.code, street=parsed.rest)


def _address_of(parts: dict[str, str]) -> Address:
    if len(parts["country"]) not in (0, 2):
        raise Refused(_("Write the country as its two letters, such as CN."), code="country")
    for part, limit in (("region", 120), ("street", 300), ("postal_code", 20)):
        if len(parts[part]) > limit:
            raise Refused(_("At most %(limit)d characters fit here.") % {"limit": limit}, code="length")
    parts["division"] = _division_of(parts["division"])
    country = parts["country"].upper() or ("CN" if parts["division"] else "")
    return Address(**{**parts, "country": country})


def _division_of(text: str) -> str:
    """The code of a division from its code or, as files have it, its full name."""
    if not text or divisions.division(text) is not None:
        return text
    parsed = parse_address(text)
    if parsed.division is None or parsed.rest:
        raise Refused(_("There is no division of this code; choose one from the list."), code="division")
    return parsed.division.code
