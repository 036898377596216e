"""A pointer to a record of any kind: what an activity is about, what a posting comes from."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from keta.kernel.columns import DatabaseColumn, UUIDColumn
from keta.kernel.fieldtypes.base import FieldSpec, FieldType
from keta.kernel.fieldtypes.conditions import is_yes
from keta.kernel.fieldtypes.links import id_of, titles_of
from keta.kernel.fieldtypes.showing import Showing
from keta.kernel.refusals import Refused


class Source(NamedTuple):
    """A record of any kind; the title only where a page has fetched it."""

    object: str
    id: uuid.UUID
    title: str = ""


@dataclass(frozen=True)
class SourceType(FieldType):
    """Object key and id, in two columns; `{name}_id` joins like that of a link. Written as `crm.opportunity:<id>`."""

    key = "source"
    widget = "source"
    operators = ("eq", "empty")
    is_sortable = False
    is_custom = False

    def columns(self, spec: FieldSpec) -> dict[str, DatabaseColumn]:
        return {
            f"{spec.name}_object": models.CharField(max_length=100, blank=True, default=""),
            f"{spec.name}_id": UUIDColumn(null=True, blank=True, db_index=True),
        }

    def paths(self, spec: FieldSpec) -> tuple[str, ...]:
        return (f"{spec.name}_object", f"{spec.name}_id")

    def sort_path(self, spec: FieldSpec) -> str:
        return f"{spec.name}_id"

    def unpack(self, row: tuple[Any, ...]) -> Source | None:
        return None if row[1] is None else Source(row[0], row[1])

    def is_fetched(self, spec: FieldSpec) -> bool:
        return True

    def fetch(self, model: Any, spec: FieldSpec, values: Mapping[uuid.UUID, Any]) -> Mapping[uuid.UUID, Any]:
        wanted: dict[str, set[uuid.UUID]] = {}
        for value in values.values():
            if value is not None:
                wanted.setdefault(value.object, set()).add(value.id)
        titles = {
            key: linked.title for target, keys in wanted.items() for key, linked in titles_of(target, keys).items()
        }
        return {
            record: None if value is None else value._replace(title=titles.get(value.id, ""))
            for record, value in values.items()
        }

    def pointers(self, value: Any) -> tuple[tuple[str, uuid.UUID], ...]:
        return () if value is None else ((value.object, value.id),)

    def titled(self, value: Any, titles: Mapping[uuid.UUID, Any]) -> Any:
        return value._replace(title=titles[value.id].title) if value and value.id in titles else value

    def read(self, record: Any, spec: FieldSpec) -> Source | None:
        return self.unpack(tuple(getattr(record, path) for path in self.paths(spec)))

    def assign(self, record: Any, spec: FieldSpec, value: Any) -> None:
        setattr(record, f"{spec.name}_object", value.object if value else "")
        setattr(record, f"{spec.name}_id", value.id if value else None)

    def convert(self, raw: Any, spec: FieldSpec) -> Source:
        if isinstance(raw, Source):
            return raw
        if isinstance(raw, Mapping):
            target, key = raw.get("object"), raw.get("id")
        else:
            target, __, key = str(raw).partition(":")
        if not target or not key:
            raise Refused(_("Name a record as its object and id, such as crm.opportunity:<id>."), code="source")
        return Source(str(target)[:100], id_of(key))

    def to_json(self, value: Any) -> Any:
        if value is None:
            return None
        told = {"object": value.object, "id": str(value.id)}
        return {**told, "title": value.title} if value.title else told

    def from_json(self, stored: Any) -> Any:
        return None if not stored else Source(stored["object"], id_of(stored["id"]))

    def schema(self, spec: FieldSpec) -> dict[str, Any]:
        words = {name: {"type": "string"} for name in Source._fields}
        return {"type": ["object", "string", "null"], "properties": words, "required": ["object", "id"]}

    def to_text(self, value: Any, showing: Showing) -> str:
        return "" if value is None else f"{value.object}:{value.id}"

    def input_facts(self, spec: FieldSpec, value: Any, showing: Showing) -> dict[str, Any]:
        return {"value": self.to_text(value, showing), "shown": value.title if value else ""}

    def html(self, value: Any, showing: Showing) -> SafeString:
        words = value.title or self.to_text(value, showing)
        if showing.address is None:
            return format_html("{}", words)
        return format_html('<a href="{}">{}</a>', showing.address(value.object, value.id), words)

    def search_text(self, value: Any) -> str:
        return "" if value is None else value.title

    def condition(self, spec: FieldSpec, operator: str, operand: Any, path: str) -> Q:
        if operator == "empty":
            return Q(**{f"{path}__isnull": is_yes(operand)})
        if operator != "eq":
            raise Refused(_("This field cannot be compared in that way."), code="operator")
        return Q(**{path: self.convert(operand, spec).id})
