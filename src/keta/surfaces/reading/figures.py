"""Figures over a whole result: sums of the totalled columns, and counts and sums by group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from keta.kernel.access import Actor
from keta.surfaces.reading.columns import Column, column_of
from keta.surfaces.reading.groups import Axis, Measure, axis_of, measure_of
from keta.surfaces.reading.plan import rows_of
from keta.surfaces.reading.question import Question

MOST_GROUPS = 2000


class Bucket(NamedTuple):
    """One group: its value on each axis, its figure for each measure."""

    values: tuple[Any, ...]
    figures: tuple[Any, ...]


@dataclass(frozen=True)
class Aggregation:
    """The groups of a question, in the order of its axes (of their figures, where an axis has no order)."""

    axes: tuple[Axis, ...]
    measures: tuple[Measure, ...]
    buckets: tuple[Bucket, ...]
    is_cut: bool = False
    """Whether there were more groups than are told: the smallest are missing."""


def totalled(question: Question, actor: Actor) -> list[Column]:
    """The shown columns that are added up under a list."""
    columns = (column_of(question.kind, name, actor) for name in question.columns)
    return [column for column in columns if column.spec.totalled and column.is_measure and column.link is None]


def sums(question: Question, actor: Actor, names: Sequence[str] | None = None) -> dict[str, Any]:
    """The sums of columns (by default the totalled ones shown) over all rows, and under "" the number of
    rows."""
    columns = totalled(question, actor) if names is None else [column_of(question.kind, name, actor) for name in names]
    measures = {
        f"sum_{place}": measure_of(question.kind, f"sum:{each.name}", actor) for place, each in enumerate(columns)
    }
    wanted = {alias: measure.expression(actor) for alias, measure in measures.items()}
    found = rows_of(question, actor).order_by().aggregate(number=Count("pk"), **wanted)
    figures = {each.name: found[alias] for alias, each in zip(measures, columns, strict=True)}
    return {"": found["number"], **figures}


def aggregate(
    question: Question, groups: Sequence[tuple[str, str | None]], measures: Sequence[str], actor: Actor
) -> Aggregation:
    """Counts and figures by group, in one query; raises `Refused` for what the actor may not group or add up.

    `groups` are pairs of field and step, such as `("signed_on", "month")`; None takes the type's usual step.
    """
    axes = tuple(axis_of(question.kind, name, step, actor) for name, step in groups)
    asked = tuple(measure_of(question.kind, name, actor) for name in measures)
    expressions = [axis.expressions(actor) for axis in axes]
    names = {f"group_{place}": each for place, each in enumerate(chain.from_iterable(expressions))}
    figures = {f"figure_{place}": measure.expression(actor) for place, measure in enumerate(asked)}
    rows = rows_of(question, actor).order_by()
    if not names:
        found = rows.aggregate(**figures)
        return Aggregation(axes, asked, (_bucket((), tuple(found.values()), axes, asked, [0]),))
    raw = list(_grouped(rows, names, figures)[: MOST_GROUPS + 1])
    ends = list(accumulate((len(made) for made in expressions), initial=0))
    buckets = [_bucket(row[: ends[-1]], row[ends[-1] :], axes, asked, ends) for row in raw[:MOST_GROUPS]]
    ordered = _in_order(axes, _named(axes, buckets, question))
    return Aggregation(axes, asked, ordered, len(raw) > MOST_GROUPS)


def _grouped(rows: QuerySet[Any], names: Mapping[str, Any], figures: Mapping[str, Any]) -> QuerySet[Any, Any]:
    grouped: QuerySet[Any, Any] = rows.annotate(**names).values(*names).annotate(**figures)
    return grouped.values_list(*names, *figures).order_by(*(f"-{name}" for name in list(figures)[:1]), *names)


def _bucket(
    keys: tuple[Any, ...],
    raw: tuple[Any, ...],
    axes: Sequence[Axis],
    measures: Sequence[Measure],
    ends: Sequence[int],
) -> Bucket:
    values = tuple(axis.value(keys[ends[place] : ends[place + 1]]) for place, axis in enumerate(axes))
    return Bucket(values, tuple(measure.figure(each) for measure, each in zip(measures, raw, strict=True)))


def _named(axes: Sequence[Axis], buckets: list[Bucket], question: Question) -> list[Bucket]:
    """Completes values that a group does not hold by itself: one query for each axis of that sort."""
    for place, axis in enumerate(axes):
        column = axis.column
        if column.is_fetched:
            model = (column.far or question.kind).model
            found = column.spec.type.fetch(
                model, column.spec, {each.values[place]: each.values[place] for each in buckets}
            )
            buckets = [
                Bucket((*values[:place], found.get(values[place]), *values[place + 1 :]), figures)
                for values, figures in buckets
            ]
    return buckets


def _in_order(axes: Sequence[Axis], buckets: list[Bucket]) -> tuple[Bucket, ...]:
    def place(bucket: Bucket) -> tuple[Any, ...]:
        ranks = [axis.column.spec.type.group_rank(value) for axis, value in zip(axes, bucket.values, strict=True)]
        first = -(bucket.figures[0] or 0) if bucket.figures else 0
        return (
            *((value is None, rank is None, rank or 0) for value, rank in zip(bucket.values, ranks, strict=True)),
            first,
        )

    return tuple(sorted(buckets, key=place))
