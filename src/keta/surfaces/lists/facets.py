"""The values that the rows of a list have, counted, each leading to its rows: drilling down by clicking."""

from typing import Any

from keta.kernel.access import Actor
from keta.kernel.fieldtypes import Showing
from keta.surfaces.lists.asking import Asked
from keta.surfaces.lists.charts import is_axis
from keta.surfaces.reading import Column, aggregate, columns_of

MOST_FIELDS = 8
MOST_VALUES = 8


def facets_of(wanted: Asked, actor: Actor, showing: Showing) -> list[dict[str, Any]]:
    """Up to eight fields, each with its values in the rows that fit the filters; one query a field."""
    found = [_facet(wanted, column, actor, showing) for column in _fields(wanted, actor)]
    return [facet for facet in found if facet["values"]]


def _fields(wanted: Asked, actor: Actor) -> list[Column]:
    """Fields with few values that are filtered by; those shown in the list come first."""
    question = wanted.question
    columns = [
        column
        for column in columns_of(question.kind, actor).values()
        if column.spec.filtered and column.spec.type.is_groupable and is_axis(column)
    ]
    return sorted(columns, key=lambda column: column.name not in question.columns)[:MOST_FIELDS]


def _facet(wanted: Asked, column: Column, actor: Actor, showing: Showing) -> dict[str, Any]:
    question = wanted.question.but()
    groups = aggregate(question, [(column.name, None)], ["count"], actor)
    (axis,) = groups.axes
    largest = sorted(groups.buckets, key=lambda bucket: -bucket.figures[0])[:MOST_VALUES]
    shown = [bucket for bucket in groups.buckets if bucket in largest] if len(groups.buckets) > 1 else []
    return {
        "label": column.label,
        "values": [
            {
                "label": axis.text(bucket.values[0], showing),
                "count": f"{bucket.figures[0]:,}",
                "url": wanted.url(question.narrowed(axis.condition(bucket.values[0]))),
            }
            for bucket in shown
        ],
    }
