"""The board of a list: a column for each value of one field, counted and added up by the server, with cards
of three
lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor, records_for
from keta.kernel.actions import actions_of
from keta.kernel.fieldtypes import FieldSpec, Linked, Showing
from keta.kernel.objects import Kind, kind_of
from keta.kernel.refusals import NotFound
from keta.surfaces.lists.tables import BESIDES, card_places, changing
from keta.surfaces.reading import (
    Axis,
    Condition,
    Page,
    Question,
    SortKey,
    aggregate,
    answer,
    axis_of,
    column_of,
    columns_of,
)

CARDS = 20
MOST_COLUMNS = 24


@dataclass(frozen=True)
class Column:
    """One value of the board's field; `key` stands for it in addresses, "" for records without one."""

    key: str
    label: str
    value: Any
    condition: Condition
    count: int = 0
    sum: str = ""


def axis_for(kind: Kind, actor: Actor) -> Axis:
    """What the columns of the board are; raises `NotFound` for a kind that has no board."""
    if not kind.spec.kanban or kind.spec.kanban not in kind.fields:
        raise NotFound(_("“%(object)s” has no board; look at its list.") % {"object": kind.label})
    return axis_of(kind, kind.spec.kanban, None, actor)


def is_movable(kind: Kind, actor: Actor) -> bool:
    """Whether cards may be moved at all: by an action of the object, or by changing the field."""
    return bool(action_of(kind)) or kind.fields[kind.spec.kanban].is_written


def action_of(kind: Kind) -> str:
    """The action that a drag runs; it takes the target under the name of the field."""
    name = kind.spec.kanban_action
    return name if name in actions_of(kind) else ""


def columns_for(question: Question, actor: Actor, showing: Showing) -> list[Column]:
    """All columns in their order, with the number of their cards and the sum of the board's measure."""
    axis = axis_for(question.kind, actor)
    measure = measure_for(question, actor)
    found = aggregate(question, [(axis.name, None)], ["count", *([f"sum:{measure}"] if measure else [])], actor)
    figures = {_key(axis, bucket.values[0]): bucket.figures for bucket in found.buckets}
    values = {_key(axis, value): value for value in _values(axis, actor)}
    values |= {_key(axis, bucket.values[0]): bucket.values[0] for bucket in found.buckets}
    if len(values) > MOST_COLUMNS:
        values = {key: value for key, value in values.items() if key in figures}
    cell = column_of(question.kind, measure, actor).spec.type.cell(showing) if measure else None
    columns = []
    for key, value in list(values.items())[:MOST_COLUMNS]:
        count, *sums = figures.get(key, (0,))
        text = str(cell(sums[0])) if cell and sums else ""
        columns.append(Column(key, axis.text(value, showing), value, axis.condition(value), count, text))
    return columns


def measure_for(question: Question, actor: Actor) -> str:
    """The first figure that is totalled in the list: shown columns before others."""
    readable = columns_of(question.kind, actor)
    names = [*(name for name in question.columns if name in readable), *readable]
    return next((name for name in names if readable[name].spec.totalled and readable[name].is_measure), "")


def cards_of(question: Question, column: Column, actor: Actor) -> Page:
    """The next cards of a column, newest first where the list has no order of its own."""
    readable = columns_of(question.kind, actor)
    names = (*question.columns, *(name for name in BESIDES if name in readable))
    order = question.order or (SortKey("changed_at", is_descending=True),)
    asked = question.narrowed(column.condition).but(columns=names, order=order, limit=CARDS, total="none")
    return answer(asked.but(cursor=question.cursor), actor)


def card_views(question: Question, page: Page, actor: Actor, showing: Showing) -> list[dict[str, Any]]:
    """What each card says: title, figure, a line or two, whose it is, a date."""
    kind = question.kind
    places = {column.name: place for place, column in enumerate(page.columns)}
    shown = tuple(
        each for each in page.columns[: len(question.columns)] if each.name not in (kind.spec.kanban, "owner")
    )
    told = {name: place for name, place in card_places(shown).items() if name not in BESIDES}
    movable = is_movable(kind, actor)
    views = []
    may_change = changing(kind, places, actor)
    for row in page.rows:
        texts: dict[str, list[Any]] = {}
        for name, place in told.items():
            cell = page.columns[places[name]].spec.type.cell(showing)
            texts.setdefault(place, []).append(cell(row.values[places[name]]))
        owner = row.values[places["owner"]] if "owner" in places else None
        views.append(
            {
                "key": str(row.id),
                "title": row.values[places["title"]] if "title" in places else str(row.id),
                "figure": next(iter(texts.get("figure", [])), ""),
                "lines": [text for text in texts.get("line", []) if text],
                "marks": next(iter(texts.get("mark", [])), ""),
                "owner": owner.title if isinstance(owner, Linked) else "",
                "note": next(iter(texts.get("last", [])), ""),
                "is_movable": movable and may_change(row),
            }
        )
    return views


def figures_json(columns: list[Column]) -> Mapping[str, Mapping[str, Any]]:
    """Counts and sums as the board's element takes them after a move."""
    return {column.key: {"count": f"{column.count:,}", "sum": column.sum} for column in columns}


def _values(axis: Axis, actor: Actor) -> list[Any]:
    """Every value that a record could have: the choices, or the linked records in the order of their own
    list."""
    spec: FieldSpec = axis.column.spec
    if not spec.type.points_to:
        return [code for code, __ in spec.type.choices(spec)]
    far = kind_of(spec.type.points_to)
    order = [part.strip() for part in far.spec.order.split(",")]
    rows = records_for(actor, far).order_by(*order, "pk").values_list("pk", "title")
    return [Linked(key, title) for key, title in rows[: MOST_COLUMNS + 1]]


def _key(axis: Axis, value: Any) -> str:
    condition = axis.condition(value)
    return str(condition.operand) if condition.operator == "eq" else ""
