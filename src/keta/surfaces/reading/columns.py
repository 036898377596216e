"""Columns of a kind under their names: its own fields, or those one link away (`customer.grade`), within
field rights."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.db.models import Case, Q, When
from django.db.models.expressions import Combinable
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, Scope, records_for
from keta.kernel.access.rights import FieldAccess
from keta.kernel.fieldtypes import FieldSpec
from keta.kernel.objects import Kind, kind_of
from keta.kernel.refusals import NotFound, Text


@dataclass(frozen=True, eq=False)
class Column:
    """A field to be shown, compared, ordered or added up; `link` is the field one goes over, to the kind
    `far`."""

    name: str
    spec: FieldSpec
    link: FieldSpec | None = None
    far: Kind | None = None

    @cached_property
    def prefix(self) -> str:
        return f"{self.link.name}__" if self.link else ""

    @cached_property
    def label(self) -> Text:
        return format_lazy("{} · {}", self.link.label, self.spec.label) if self.link else self.spec.label

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The look-up paths that its values are made from."""
        if self.spec.is_custom:
            return (f"{self.prefix}extra",)
        return tuple(self.prefix + path for path in self.spec.type.paths(self.spec))

    @property
    def expression(self) -> Combinable:
        return self.spec.type.expression(self.spec, self.prefix)

    @property
    def is_measure(self) -> bool:
        return self.spec.type.is_measure

    @property
    def is_sortable(self) -> bool:
        return self.spec.type.is_sortable and self.spec.type.is_column

    @property
    def is_fetched(self) -> bool:
        """Whether its values take a query of their own for a page."""
        return self.spec.type.is_fetched(self.spec)


@lru_cache(maxsize=4096)
def _column(kind: Kind, name: str) -> Column:
    near, dot, rest = name.partition(".")
    spec = kind.fields.get(near)
    if spec is not None and not dot:
        return Column(name, spec)
    target = spec.type.leads_to(spec) if spec is not None else ""
    far = kind_of(target) if target else None
    if far is None or rest not in far.fields or far.fields[rest].type.is_many:
        raise NotFound(_no_field(name), code="field")
    return Column(name, far.fields[rest], spec, far)


def column_of(kind: Kind, name: str, actor: Actor) -> Column:
    """The column under a name; a field that the actor may not read is none at all."""
    column = _column(kind, name)
    if not _may_read(column, kind, actor):
        raise NotFound(_no_field(name), code="field")
    return column


def columns_of(kind: Kind, actor: Actor) -> dict[str, Column]:
    """The kind's own columns, within the actor's rights."""
    specs: Mapping[str, FieldSpec] = actor.rights.readable(kind)
    return {name: _column(kind, name) for name, spec in specs.items() if spec.type.is_column}


def shown_by_default(kind: Kind, actor: Actor) -> tuple[str, ...]:
    """The columns of the list as delivered: those of the spec, else the fields marked `listed`, the title's
    first."""
    listed = [name for name, spec in kind.fields.items() if spec.listed]
    names = kind.spec.columns or tuple(sorted(listed, key=lambda name: f"{{{name}}}" not in kind.spec.title))
    readable = columns_of(kind, actor)
    return tuple(name for name in names or ("title",) if name in readable) or tuple(readable)[:1]


def sight_of(column: Column, actor: Actor) -> Q | None:
    """The condition under which the actor sees the record behind the link; None where he sees all of them."""
    if column.link is None or column.far is None:
        return None
    if actor.rights.scope(column.far, "read") is Scope.EVERYONE:
        return None
    return Q(**{f"{column.link.name}__in": records_for(actor, column.far).values("pk")})


def within_sight(column: Column, expression: Combinable, actor: Actor) -> Combinable:
    """The expression where the record behind the link is seen, else nothing."""
    sight = sight_of(column, actor)
    return expression if sight is None else Case(When(sight, then=expression))


def _may_read(column: Column, kind: Kind, actor: Actor) -> bool:
    hidden = FieldAccess.HIDDEN
    if column.link is None or column.far is None:
        return actor.rights.field_access(kind, column.name) > hidden
    near = actor.rights.field_access(kind, column.link.name) > hidden
    return near and actor.rights.field_access(column.far, column.spec.name) > hidden


def _no_field(name: str) -> Text:
    return _("There is no field “%(name)s” here.") % {"name": name[:60]}
