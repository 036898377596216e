"""All kinds of records under their keys: built-in ones, windows on them, user-made ones."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from keta.kernel.fieldtypes import FieldSpec, LinesType, NumberSequenceType
from keta.kernel.objects.model import Line, declared_fields
from keta.kernel.objects.spec import ObjectSpec
from keta.kernel.refusals import NotFound, Text
from keta.kernel.versions import version

CAPITALS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of record, compiled from its declaration: what surfaces and rights work with. Frozen."""

    key: str
    model: Any
    spec: ObjectSpec
    fields: Mapping[str, FieldSpec]
    base: str = ""
    """The key of the object that holds the records; for windows another one than `key`."""
    where: Mapping[str, Any] = field(default_factory=dict)
    """The condition of a window, by column."""
    sets: Mapping[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> Text:
        return self.spec.label

    @cached_property
    def name(self) -> str:
        return self.key.partition(".")[2]

    @cached_property
    def is_owned(self) -> bool:
        return "owner" in self.fields

    @cached_property
    def is_line(self) -> bool:
        return issubclass(self.model, Line)

    @cached_property
    def written(self) -> dict[str, FieldSpec]:
        """The fields that people and programs may fill."""
        return {name: spec for name, spec in self.fields.items() if spec.is_written}

    @cached_property
    def number(self) -> FieldSpec | None:
        numbers = [spec for spec in self.fields.values() if isinstance(spec.type, NumberSequenceType)]
        return numbers[0] if numbers else None

    @cached_property
    def children(self) -> dict[str, FieldSpec]:
        """The fields that hold lines."""
        return {name: spec for name, spec in self.fields.items() if isinstance(spec.type, LinesType)}

    @cached_property
    def state(self) -> FieldSpec | None:
        states = [spec for spec in self.fields.values() if spec.type.key == "state"]
        return states[0] if states else None

    def field(self, name: str) -> FieldSpec:
        try:
            return self.fields[name]
        except KeyError:
            raise NotFound(_("There is no field “%(name)s” here.") % {"name": name[:60]}, code="field") from None

    def rows(self) -> models.QuerySet[Any]:
        """All records of the kind, whoever asks: the ground on which the read path puts its conditions."""
        rows: models.QuerySet[Any] = self.model._default_manager.filter(**self.where)
        return rows


def key_of(model: type[models.Model]) -> str:
    return f"{model._meta.app_label}.{CAPITALS.sub('_', model.__name__).lower()}"


Extension = Callable[[], tuple[Mapping[str, tuple[FieldSpec, ...]], Iterable[Kind]]]
_extensions: list[Extension] = []
_compiled: dict[str, Kind] = {}
_extended: dict[str, dict[str, Kind]] = {}


def extend_with(extension: Extension) -> None:
    """Names the giver of user-made fields (by object key) and kinds; asked again when definitions change."""
    _extensions[:] = [extension]
    _extended.clear()


def built_in() -> dict[str, Kind]:
    """The kinds that the code declares, without user-made fields."""
    if not _compiled:
        _compiled.update(_compile())
    return _compiled


def kinds() -> dict[str, Kind]:
    """Every kind as it is now; user-made ones included."""
    built_in()
    if not _extensions:
        return _compiled
    now = version.current()
    if now not in _extended:
        extended = _extend(*_extensions[0]())
        _extended.clear()
        _extended[now] = extended
    return _extended[now]


def kind_of(key: "str | type[models.Model] | models.Model") -> Kind:
    """The kind under a key, or of a model or record; raises `NotFound`."""
    if isinstance(key, models.Model):
        key = str(getattr(key, "kind_key", "")) or key_of(type(key))
    name = key if isinstance(key, str) else key_of(key)
    try:
        return kinds()[name]
    except KeyError:
        raise NotFound(_("There is no object “%(name)s”.") % {"name": name[:60]}, code="object") from None


def _compile() -> dict[str, Kind]:
    found: dict[str, Kind] = {}
    for model in apps.get_models():
        spec = model.__dict__.get("spec")
        if not isinstance(spec, ObjectSpec):
            continue
        kind = Kind(key=key_of(model), model=model, spec=spec, fields=declared_fields(model), base=key_of(model))
        found[kind.key] = kind
        for window in spec.windows:
            found[window.key] = _window(kind, window)
    return found


def _window(kind: Kind, window: Any) -> Kind:
    facts = {"label": window.label, "menu": window.menu, "icon": window.icon or kind.spec.icon}
    facts |= {"position": window.position, "columns": window.columns or kind.spec.columns, "windows": ()}
    facts |= {"sections": window.sections or kind.spec.sections}
    return replace(
        kind, key=window.key, spec=replace(kind.spec, **facts), where=window.where, sets=window.sets, base=kind.key
    )


def _extend(extra_fields: Mapping[str, tuple[FieldSpec, ...]], made: Iterable[Kind]) -> dict[str, Kind]:
    extended = dict(_compiled)
    for key, kind in _compiled.items():
        if specs := extra_fields.get(kind.base):
            extended[key] = replace(kind, fields={**kind.fields, **{spec.name: spec for spec in specs}})
    extended.update({kind.key: kind for kind in made})
    return extended
