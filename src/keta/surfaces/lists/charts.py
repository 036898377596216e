"""A chart of the list: grouped by one axis or two, one measure, each part leading to its rows, a table behind
it."""

from typing import Any

from keta.kernel.access import Actor
from keta.kernel.fieldtypes import Showing
from keta.kernel.objects import Kind
from keta.kernel.refusals import Text
from keta.surfaces.lists.asking import Asked
from keta.surfaces.reading import Aggregation, Axis, Measure, aggregate, columns_of
from keta.surfaces.reading.groups import MEASURE_LABELS, STEP_LABELS

MOST_CATEGORIES = 40
MOST_SERIES = 6
PICTURES = ("bar", "line", "share", "stacked")
MOST_SLICES = 5


def chart_offers(wanted: Asked, actor: Actor) -> dict[str, list[dict[str, Any]]]:
    """The axes and measures one may choose, with the address that does it."""
    columns = columns_of(wanted.kind, actor).values()
    axes = [(each.name, each.label) for each in columns if each.spec.type.is_groupable and is_axis(each)]
    measures: list[tuple[str, Text]] = [("count", MEASURE_LABELS["count"])]
    measures += [
        (f"sum:{each.name}", str(MEASURE_LABELS["sum"]) % {"field": each.label}) for each in columns if each.is_measure
    ]
    by, measure = wanted.more.get("by", ""), wanted.more.get("measure", "count")
    return {
        "axes": [_offer(wanted, "by", name, label, by.partition(":")[0] == name) for name, label in axes],
        "then": [_offer(wanted, "then", name, label, wanted.more.get("then") == name) for name, label in axes],
        "steps": _steps(wanted, wanted.kind, by),
        "measures": [_offer(wanted, "measure", name, label, measure == name) for name, label in measures],
    }


def chart_of(wanted: Asked, actor: Actor, showing: Showing) -> dict[str, Any] | None:
    """The chart that the address asks for; None where it asks for none. Raises `Refused`."""
    if "by" not in wanted.more:
        return None
    asked_axes = [wanted.more["by"], *([wanted.more["then"]] if "then" in wanted.more else [])]
    groups = [(name, step or None) for name, __, step in (each.partition(":") for each in asked_axes)]
    measure = wanted.more.get("measure", "count")
    found = aggregate(wanted.question.but(), groups, [measure], actor)
    (told,) = found.measures
    categories = list(dict.fromkeys(bucket.values[0] for bucket in found.buckets))[:MOST_CATEGORIES]
    series = _series(found, categories)
    axis = found.axes[0]
    texts = [axis.text(value, showing) for value in categories]
    return {
        "title": " · ".join([str(told.label), *(str(each.label) for each in found.axes)]),
        "picture": {
            "kind": _picture(wanted, found, len(categories)),
            "categories": texts,
            "series": [_drawn(found, name, figures, told, showing) for name, figures in series],
            "urls": [_rows_url(wanted, axis, value) for value in categories],
        },
        "headings": [axis.label, *(_series_name(found, name, told, showing) for name, __ in series)],
        "rows": [
            [text, *(told.text(figures[place], showing) for __, figures in series)] for place, text in enumerate(texts)
        ],
        "is_cut": found.is_cut or len(categories) == MOST_CATEGORIES,
    }


def _series(found: Aggregation, categories: list[Any]) -> list[tuple[Any, list[Any]]]:
    """Figures of each series in the order of the categories; the largest series, without a second axis the
    only one."""
    if len(found.axes) == 1:
        figures = {bucket.values[0]: bucket.figures[0] for bucket in found.buckets}
        return [(None, [figures[value] for value in categories])]
    by_series: dict[Any, dict[Any, Any]] = {}
    for bucket in found.buckets:
        by_series.setdefault(bucket.values[1], {})[bucket.values[0]] = bucket.figures[0]
    largest = sorted(by_series, key=lambda name: -sum(each or 0 for each in by_series[name].values()))[:MOST_SERIES]
    return [(name, [by_series[name].get(value) for value in categories]) for name in by_series if name in largest]


def _drawn(found: Aggregation, name: Any, figures: list[Any], measure: Measure, showing: Showing) -> dict[str, Any]:
    return {
        "name": _series_name(found, name, measure, showing),
        "values": [float(figure or 0) for figure in figures],
        "texts": [measure.text(figure, showing) for figure in figures],
    }


def _series_name(found: Aggregation, name: Any, measure: Measure, showing: Showing) -> str:
    return found.axes[1].text(name, showing) if len(found.axes) > 1 else str(measure.label)


def _rows_url(wanted: Asked, axis: Axis, value: Any) -> str:
    return wanted.url(wanted.question.narrowed(axis.condition(value)), by="", then="", measure="", picture="")


def _picture(wanted: Asked, found: Aggregation, count: int) -> str:
    chosen = wanted.more.get("picture", "")
    if chosen == "share" and (count > MOST_SLICES or len(found.axes) > 1):
        chosen = ""
    if chosen in PICTURES:
        return chosen
    return "stacked" if len(found.axes) > 1 else "bar"


def _steps(wanted: Asked, kind: Kind, by: str) -> list[dict[str, Any]]:
    name, __, step = by.partition(":")
    spec = kind.fields.get(name)
    steps = spec.type.steps if spec else ()
    return [_offer(wanted, "by", f"{name}:{each}", STEP_LABELS[each], each == (step or steps[0])) for each in steps]


def is_axis(column: Any) -> bool:
    """Free text makes as many groups as rows."""
    kind = column.spec.type
    return bool(kind.points_to or kind.steps or kind.choices(column.spec) or kind.operators == ("eq",))


def _offer(wanted: Asked, parameter: str, name: str, label: Text, is_current: bool) -> dict[str, Any]:
    return {
        "label": label,
        "url": wanted.url(wanted.question.but(), **{parameter: name}),
        "is_current": is_current,
    }
