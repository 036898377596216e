"""Filters as conditions in SQL. A filter over a link asks the far records through the read path of their
own."""

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, records_for
from keta.kernel.fieldtypes.conditions import is_blank, is_yes
from keta.kernel.objects import Kind
from keta.kernel.refusals import Refused
from keta.surfaces.reading.columns import Column, column_of
from keta.surfaces.reading.question import Condition, Group


def narrowed(rows: QuerySet[Any], kind: Kind, group: Group, actor: Actor) -> QuerySet[Any]:
    """The rows for which the group holds; raises `Refused` where field, operator or operand do not fit."""
    aliases: dict[str, Combinable] = {}
    condition = _of_group(kind, group, actor, aliases)
    return rows.alias(**aliases).filter(condition) if condition else rows


def check(kind: Kind, condition: Condition, actor: Actor) -> None:
    """Raises `Refused` where a condition cannot be asked; asks no database."""
    _of_condition(kind, condition, actor, {})


def _of_group(kind: Kind, group: Group, actor: Actor, aliases: dict[str, Combinable]) -> Q:
    whole = Q(_connector=Q.OR if group.is_any else Q.AND)
    for part in group.parts:
        if isinstance(part, Group):
            whole.add(_of_group(kind, part, actor, aliases), whole.connector)
        else:
            whole.add(_of_condition(kind, part, actor, aliases), whole.connector)
    return whole


def _of_condition(kind: Kind, condition: Condition, actor: Actor, aliases: dict[str, Combinable]) -> Q:
    column = column_of(kind, condition.field, actor)
    if column.link is not None and column.far is not None:
        near = Condition(column.spec.name, condition.operator, condition.operand)
        seen = records_for(actor, column.far)
        return Q(**{f"{column.link.name}__in": narrowed(seen, column.far, Group((near,)), actor).values("pk")})
    found = _compared(column, condition, actor, aliases)
    if column.spec.type.is_many:
        return Q(pk__in=kind.model._default_manager.filter(found).values("pk"))
    return found


def _compared(column: Column, condition: Condition, actor: Actor, aliases: dict[str, Combinable]) -> Q:
    spec, operator, operand = column.spec, condition.operator, condition.operand
    if operator not in spec.type.operators:
        possible = ", ".join(spec.type.operators)
        raise Refused(
            _("“%(label)s” cannot be compared by “%(operator)s”; possible: %(possible)s.")
            % {"label": spec.label, "operator": str(operator)[:20], "possible": possible},
            code="operator",
        )
    if operator in ("me", "empty") and is_blank(operand):
        operand = "1"
    if operator == "me":
        return _mine(_path(column, aliases), operand, actor)
    if is_blank(operand):
        if operator not in ("eq", "ne"):
            raise Refused(_("Give a value to compare “%(label)s” with.") % {"label": spec.label}, code="operand")
        operator, operand = "empty", "1" if operator == "eq" else "0"
    return spec.type.condition(spec, operator, operand, _path(column, aliases))


def _path(column: Column, aliases: dict[str, Combinable]) -> str:
    """A user-made field is asked under an alias of its expression."""
    if not column.spec.is_custom:
        return column.spec.type.sort_path(column.spec)
    alias = f"asked_{column.name}"
    aliases[alias] = column.expression
    return alias


def _mine(path: str, operand: Any, actor: Actor) -> Q:
    """The actor himself; the house is nobody."""
    field = path.removesuffix("__title")
    mine = Q(**{field: actor.member_id}) if actor.member_id else Q(pk__in=())
    return mine if is_yes(operand) else ~mine
