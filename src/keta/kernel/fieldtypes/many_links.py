"""Pointers to any number of other records."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from keta.kernel.columns import DatabaseColumn
from keta.kernel.fieldtypes.base import FieldSpec, FieldType, Form
from keta.kernel.fieldtypes.conditions import operands
from keta.kernel.fieldtypes.links import Linked, LinkType, chooser_facts, id_of, model_label, through_columns
from keta.kernel.fieldtypes.showing import Showing


@dataclass(frozen=True)
class LinksType(FieldType):
    """Any number of other records."""

    key = "links"
    widget = "chooser"
    operators = ("eq", "in", "empty")
    is_sortable = False
    is_many = True
    is_custom = False
    target: str = ""
    window: str = ""
    opens: str = ""
    """What the members named here may do with the record beside their own range: read, or update."""

    @property
    def page(self) -> str:
        return self.window or self.target

    def columns(self, spec: FieldSpec) -> dict[str, DatabaseColumn]:
        return {spec.name: models.ManyToManyField(model_label(self.target), blank=True, related_name="+")}

    def paths(self, spec: FieldSpec) -> tuple[str, ...]:
        return ()

    def sort_path(self, spec: FieldSpec) -> str:
        return spec.name

    def empty(self) -> Any:
        return []

    def is_empty(self, value: Any) -> bool:
        return not value

    def unpack(self, row: tuple[Any, ...]) -> Any:
        return []

    @property
    def points_to(self) -> str:
        return self.target

    def is_fetched(self, spec: FieldSpec) -> bool:
        return True

    def fetch(self, model: Any, spec: FieldSpec, values: Mapping[uuid.UUID, Any]) -> Mapping[uuid.UUID, Any]:
        near, far = through_columns(model, spec.name)
        title = f"{far.removesuffix('_id')}__title"
        pairs = getattr(model, spec.name).through.objects.filter(**{f"{near}__in": list(values)})
        found: dict[uuid.UUID, list[Linked]] = {record: [] for record in values}
        for record, target, words in pairs.order_by(title, far).values_list(near, far, title):
            found[record].append(Linked(target, words))
        return found

    def pointers(self, value: Any) -> tuple[tuple[str, uuid.UUID], ...]:
        return tuple((self.target, id_of(one)) for one in value or ())

    def titled(self, value: Any, titles: Mapping[uuid.UUID, Linked]) -> Any:
        return sorted((titles.get(id_of(one), one) for one in value or ()), key=lambda one: getattr(one, "title", ""))

    def read(self, record: Any, spec: FieldSpec) -> Any:
        for known in ("_links", "_stored_links"):
            if (links := record.__dict__.get(known, {}).get(spec.name)) is not None:
                return links
        if record._state.adding:
            return []
        through = getattr(type(record), spec.name).through
        near, far = through_columns(type(record), spec.name)
        return sorted(through.objects.filter(**{near: record.pk}).values_list(far, flat=True))

    def assign(self, record: Any, spec: FieldSpec, value: Any) -> None:
        record._links = {**getattr(record, "_links", {}), spec.name: sorted(value or [])}

    def parse(self, raw: Any, spec: FieldSpec) -> list[uuid.UUID]:
        parts = raw.split(",") if isinstance(raw, str) else (raw or [])
        return list(dict.fromkeys(id_of(part) for part in parts if part))

    def condition(self, spec: FieldSpec, operator: str, operand: Any, path: str) -> Q:
        """Points at one of the operands; a row is found once for each, so the caller asks in a sub-query."""
        if operator in ("eq", "in"):
            return Q(**{f"{path}__in": self.parse(operands(operand), spec)})
        return super().condition(spec, operator, operand, path)

    def to_json(self, value: Any) -> Any:
        return [LinkType(target=self.target).to_json(one) for one in value or []]

    def from_json(self, stored: Any) -> Any:
        return [id_of(one) for one in stored or []]

    def schema(self, spec: FieldSpec) -> dict[str, Any]:
        one = LinkType(target=self.target).schema(spec)
        return {"type": ["array", "null"], "items": {**one, "type": ["object", "string"]}}

    def to_text(self, value: Any, showing: Showing) -> str:
        return ", ".join(one.title if isinstance(one, Linked) else str(one) for one in value or [])

    def html(self, value: Any, showing: Showing) -> SafeString:
        one = LinkType(target=self.target, window=self.window)
        return format_html_join(", ", "{}", ((one.html(each, showing),) for each in value))

    def input_facts(self, spec: FieldSpec, value: Any, showing: Showing) -> dict[str, Any]:
        return {**chooser_facts(self.page, value or [], showing), "is_multiple": True}

    def from_form(self, form: Form, name: str) -> Any:
        return [key for key in form.getlist(name) if key]
