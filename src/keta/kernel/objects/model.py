"""The base classes of every business object: columns that all share, and the hooks a declaration may fill."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from keta.kernel.columns import UUIDColumn, new_id
from keta.kernel.fieldtypes import FieldSpec, LinesType
from keta.kernel.fieldtypes.links import model_label
from keta.kernel.objects import field
from keta.kernel.objects.spec import ObjectSpec
from keta.kernel.refusals import Text as Words


class Declaring(models.Model):
    """What objects and lines share: a key, the extra values of user-made fields, the values as they were loaded."""

    id = UUIDColumn(primary_key=True, default=new_id, editable=False)
    extra = models.JSONField(default=dict, blank=True)

    declared: ClassVar[dict[str, FieldSpec]]

    if TYPE_CHECKING:
        # The columns come from the declared fields, out of sight of type checkers.
        def __getattr__(self, name: str) -> Any: ...
        def __setattr__(self, name: str, value: Any) -> None: ...

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **options: Any) -> Self:
        record = super().from_db(db, field_names, values, **options)
        record.remember()
        return record

    def remember(self) -> None:
        """Takes the present values as those of the database; what differs later has been changed."""
        self._loaded = {name: value for name, value in self.__dict__.items() if not name.startswith("_")}

    def changed_columns(self) -> set[str]:
        """Attribute names of the columns that differ from the database; all of them on a new record."""
        names = {column.attname for column in self._meta.concrete_fields}
        loaded = getattr(self, "_loaded", None)
        if loaded is None or self._state.adding:
            return names
        return {name for name in names if name in self.__dict__ and self.__dict__[name] != loaded.get(name)}

    def loaded(self, name: str) -> Any:
        """The value of a column as the database has it; None on a new record."""
        return getattr(self, "_loaded", {}).get(name)

    def derive(self) -> None:
        """Fills computed fields from this record and its lines; pure, called before every write.

        `changed_at` is the moment of the write.
        """

    def problems(self) -> dict[str, Words]:
        """What is wrong with the record as a whole: reasons under field names; pure, asked after `derive`."""
        return {}

    def __str__(self) -> str:
        return getattr(self, "title", "") or str(self.pk)


class BusinessObject(Declaring):
    """A record of the business. Declared once; lists, forms, rights, API, history and search follow from it."""

    title = field.Text(_("Title"), computed=True, max_length=300)
    created_at = field.Moment(_("Created at"), computed=True, filtered=True)
    created_by = field.Member(_("Created by"), computed=True)
    changed_at = field.Moment(_("Changed at"), computed=True, filtered=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    spec: ClassVar[ObjectSpec]

    class Meta:
        abstract = True

    def fetched(self, name: str) -> Any:
        """The record that a link of `derives_from` points to; None where there is none."""
        target = self._state.fields_cache.get(name)
        return target if target is not None and target.pk == getattr(self, f"{name}_id") else None

    @classmethod
    def gather(cls, records: "Sequence[Self]", actor: Any) -> None:
        """Reads what `derive` needs beyond the links of `derives_from`, once for a whole set, right before it."""

    def compose_title(self, words: dict[str, str]) -> str:
        """What the record is called everywhere, from the pattern of its spec."""
        return " ".join(self.spec.title.format(**words).split())[:300]

    def lines_of(self, name: str) -> list["Line"]:
        """The lines in order, read once; changes to them are written with the record."""
        kept: dict[str, list[Line]] = self.__dict__.setdefault("_lines", {})
        if name not in kept:
            kept[name] = []
            if not self._state.adding:
                load_lines([self], name)
        return kept[name]

    def lines_in_hand(self, name: str) -> list["Line"] | None:
        """The lines where they have been read or given; None where the database alone knows them, unchanged."""
        return self.lines_of(name) if self._state.adding else self.__dict__.get("_lines", {}).get(name)

    def set_lines(self, name: str, lines: Sequence["Line"]) -> None:
        self.lines_of(name)
        self.__dict__["_lines"][name] = list(lines)


class OwnedObject(BusinessObject):
    """A record that belongs to a member; rights follow the owner's department, reports the booked one."""

    owner = field.Member(_("Owner"), listed=True, filtered=True)
    department = field.Department(_("Department"), computed=True, filtered=True)
    booked_department = field.Department(_("Booked department"), computed=True, filtered=True)

    class Meta:
        abstract = True


class Line(Declaring):
    """A line of a document: lives and dies with it, has no rights of its own."""

    position = models.PositiveIntegerField(default=0)

    parent_name: ClassVar[str]
    spec: ClassVar[ObjectSpec]

    class Meta:
        abstract = True


def declared_fields(model: type[models.Model]) -> dict[str, FieldSpec]:
    """Own fields first, in order of declaration, then those of the base classes."""
    found: dict[str, FieldSpec] = {}
    for ancestor in model.__mro__:
        for name, spec in ancestor.__dict__.get("declared", {}).items():
            found.setdefault(name, spec)
    return found


def load_lines(records: Sequence[BusinessObject], name: str) -> None:
    """Reads the lines of stored records of one model, in order, with one query."""
    model = line_model(type(records[0]), name)
    by_id = {record.pk: record for record in records}
    for record in records:
        record.__dict__.setdefault("_lines", {})[name] = []
    parent = f"{model.parent_name}_id"
    for line in model._default_manager.filter(**{f"{parent}__in": list(by_id)}).order_by("position"):
        record = by_id[getattr(line, parent)]
        setattr(line, model.parent_name, record)
        record.__dict__["_lines"][name].append(line)
    for record in records:
        record.__dict__.setdefault("_old_lines", {})[name] = list(record.__dict__["_lines"][name])


def line_model(document: type[models.Model], name: str) -> type[Line]:
    """The model of the lines that the field `name` of a document holds."""
    kind = declared_fields(document)[name].type
    if not isinstance(kind, LinesType):
        raise TypeError(f"{document.__name__}.{name} holds no lines")
    return apps.get_model(model_label(kind.target))
