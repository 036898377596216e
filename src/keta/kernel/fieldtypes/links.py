"""Pointers to other records: one, many, a parent in a tree, a member, a department."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from keta.kernel.columns import DatabaseColumn
from keta.kernel.fieldtypes.base import FieldSpec, FieldType
from keta.kernel.fieldtypes.showing import Showing
from keta.kernel.refusals import Refused


class Linked(NamedTuple):
    """A linked record as lists and pages know it."""

    id: uuid.UUID
    title: str


@dataclass(frozen=True)
class LinkType(FieldType):
    """One other record. Written as its id; shown by its title."""

    key = "link"
    widget = "chooser"
    grid_width = 200
    is_groupable = True
    target: str = ""
    window: str = ""
    """The object whose pages and choosers stand for the target, such as `parties.customer` over `parties.party`."""

    def columns(self, spec: FieldSpec) -> dict[str, DatabaseColumn]:
        return {
            spec.name: models.ForeignKey(
                model_label(self.target),
                models.PROTECT,
                null=not spec.required,
                blank=not spec.required,
                related_name="+",
            )
        }

    def sql_column(self) -> DatabaseColumn:
        return models.TextField()

    @property
    def operators(self) -> tuple[str, ...]:  # type: ignore[override]  # which ones there are depends on the target
        return ("eq", "ne", "in", "under", "empty") if _is_tree(self.target) else ("eq", "ne", "in", "empty")

    @property
    def page(self) -> str:
        return self.window or self.target

    def paths(self, spec: FieldSpec) -> tuple[str, ...]:
        return (f"{spec.name}_id", f"{spec.name}__title")

    def sort_path(self, spec: FieldSpec) -> str:
        return f"{spec.name}__title"

    def unpack(self, row: tuple[Any, ...]) -> Linked | None:
        return None if row[0] is None else Linked(row[0], row[1] or "")

    @property
    def points_to(self) -> str:
        return self.target

    def leads_to(self, spec: FieldSpec) -> str:
        return "" if spec.is_custom else self.target

    def is_fetched(self, spec: FieldSpec) -> bool:
        return spec.is_custom

    def fetch(self, model: Any, spec: FieldSpec, values: Mapping[uuid.UUID, Any]) -> Mapping[uuid.UUID, Any]:
        titles = titles_of(self.target, {id_of(value) for value in values.values() if value})
        return {record: titles.get(id_of(value)) if value else None for record, value in values.items()}

    def pointers(self, value: Any) -> tuple[tuple[str, uuid.UUID], ...]:
        return ((self.target, id_of(value)),) if value else ()

    def titled(self, value: Any, titles: Mapping[uuid.UUID, Linked]) -> Any:
        return titles.get(id_of(value), value) if value else None

    def read(self, record: Any, spec: FieldSpec) -> Any:
        if spec.is_custom:
            return self.from_json(record.extra.get(spec.name))
        return getattr(record, f"{spec.name}_id")

    def assign(self, record: Any, spec: FieldSpec, value: Any) -> None:
        if spec.is_custom:
            super().assign(record, spec, value)
        else:
            setattr(record, f"{spec.name}_id", value)

    def convert(self, raw: Any, spec: FieldSpec) -> uuid.UUID:
        return id_of(raw)

    def to_json(self, value: Any) -> Any:
        if isinstance(value, Linked):
            return {"id": str(value.id), "title": value.title}
        return None if value is None else str(value)

    def from_json(self, stored: Any) -> Any:
        return None if not stored else id_of(stored)

    def schema(self, spec: FieldSpec) -> dict[str, Any]:
        """Read with its title; written so, or as the id alone."""
        words = {"id": {"type": "string", "format": "uuid"}, "title": {"type": "string"}}
        return {"type": ["object", "string", "null"], "format": "uuid", "properties": words, "required": ["id"]}

    def to_text(self, value: Any, showing: Showing) -> str:
        return value.title if isinstance(value, Linked) else str(value or "")

    def html(self, value: Any, showing: Showing) -> SafeString:
        if showing.address is None or not isinstance(value, Linked):
            return format_html("{}", self.to_text(value, showing))
        return format_html('<a href="{}">{}</a>', showing.address(self.page, value.id), value.title)

    def cell(self, showing: Showing) -> Callable[[Any], SafeString]:
        """Most rows of a list point at few others: each is written once for a whole column."""
        return cache(super().cell(showing))

    def search_text(self, value: Any) -> str:
        return value.title if isinstance(value, Linked) else ""

    def input_facts(self, spec: FieldSpec, value: Any, showing: Showing) -> dict[str, Any]:
        return chooser_facts(self.page, [value] if value else [], showing)

    def grouped(self, row: tuple[Any, ...], step: str) -> Any:
        """The id alone in a user-made field, whose title `fetch` adds."""
        return self.unpack(row) if len(row) > 1 else self.from_json(row[0])

    def group_filter(self, value: Any, step: str) -> tuple[str, str]:
        return ("empty", "1") if value is None else ("eq", str(id_of(value)))

    def condition(self, spec: FieldSpec, operator: str, operand: Any, path: str) -> Q:
        path = path.removesuffix("__title")
        if operator == "under":
            branch = _below(self.target, id_of(operand))
            return Q(**{f"{path}__in": [str(key) for (key,) in branch.values_list("pk")] if spec.is_custom else branch})
        return super().condition(spec, operator, operand, path)


@dataclass(frozen=True)
class TreeType(LinkType):
    """The parent of a record among its own kind; the kernel keeps `tree_left` and `tree_right` so that a whole branch
    is one interval."""

    key = "tree"
    is_custom = False

    def columns(self, spec: FieldSpec) -> dict[str, DatabaseColumn]:
        bounds = {name: models.IntegerField(default=0, editable=False) for name in ("tree_left", "tree_right")}
        return {**super().columns(spec), **bounds}


@dataclass(frozen=True)
class MemberType(LinkType):
    """A person of our own company."""

    key = "member"
    operators = ("me", "eq", "ne", "in", "empty")
    target: str = "organisation.member"


@dataclass(frozen=True)
class DepartmentType(LinkType):
    """A department of our own company."""

    key = "department"
    target: str = "organisation.department"


def chooser_facts(page: str, chosen: Sequence[Any], showing: Showing) -> dict[str, Any]:
    """What the chooser of a link needs: where to search, where to create, what is chosen."""
    base = showing.address(page, None) if showing.address else ""
    selected = [{"value": str(id_of(each)), "label": getattr(each, "title", str(each))} for each in chosen]
    return {"url": f"{base}/choose", "create_url": f"{base}/new?dialog=1", "selected": selected}


def through_columns(model: type[models.Model], name: str) -> tuple[str, str]:
    """The attribute names of the two keys in the table between `model` and the target of its field `name`."""
    relation: Any = model._meta.get_field(name)
    return f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id"


def model_label(key: str) -> str:
    """Django's name of the model under an object key (`sales.quotation_line` is `sales.quotationline`)."""
    return key.replace("_", "")


_own_records: list[type[models.Model]] = []


def keep_own_records_in(model: type[models.Model]) -> None:
    """Names the model that holds the records of all user-made objects (wiring, once, at start)."""
    _own_records[:] = [model]


def model_of(key: str) -> Any:
    """The model that holds the records of an object."""
    try:
        return apps.get_model(model_label(key))
    except LookupError:
        if not _own_records:
            raise
        return _own_records[0]


def id_of(raw: Any) -> uuid.UUID:
    """The key in a record, a `Linked`, a `{"id": …}` or text."""
    if isinstance(raw, uuid.UUID):
        return raw
    if isinstance(raw, dict):
        raw = raw.get("id")
    raw = getattr(raw, "pk", None) or getattr(raw, "id", None) or raw
    try:
        return raw if isinstance(raw, uuid.UUID) else uuid.UUID(str(raw).strip())
    except ValueError as error:
        raise Refused(
            _("“%(text)s” is not a known record; choose one from the list.") % {"text": str(raw)[:60]}, code="link"
        ) from error


def titles_of(target: str, keys: set[uuid.UUID]) -> dict[uuid.UUID, Linked]:
    """Records of the object `target` as lists know them."""
    model = model_of(target)
    found = model._default_manager.filter(pk__in=keys).values_list("pk", "title")
    return {key: Linked(key, title) for key, title in found}


def all_titles_of(pointers: Iterable[tuple[str, uuid.UUID]]) -> dict[uuid.UUID, Linked]:
    """Records of any objects as lists know them, in one question."""
    wanted: dict[str, set[uuid.UUID]] = {}
    for target, key in pointers:
        wanted.setdefault(target, set()).add(key)
    parts = [
        model_of(target)._default_manager.filter(pk__in=keys).order_by().values_list("pk", "title")
        for target, keys in wanted.items()
    ]
    return {key: Linked(key, title) for key, title in parts[0].union(*parts[1:], all=True)} if parts else {}


def _is_tree(target: str) -> bool:
    return hasattr(model_of(target), "tree_left")


def _below(target: str, top: uuid.UUID) -> Any:
    """The branch of a tree under a record, itself included, as a sub-query on its interval."""
    model = model_of(target)
    root = model._default_manager.filter(pk=top)
    interval = {"tree_left__gte": root.values("tree_left"), "tree_right__lte": root.values("tree_right")}
    return model._default_manager.filter(**interval).values("pk")
