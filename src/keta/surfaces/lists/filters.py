"""What stands above a list: the chips of the filters that hold, the description for the filter builder, the
columns to
choose from."""

from collections.abc import Iterator
from typing import Any

from keta.kernel.access import Actor
from keta.kernel.fieldtypes import Showing
from keta.kernel.fieldtypes.periods import PERIODS
from keta.surfaces.addresses import address
from keta.surfaces.lists.asking import Asked
from keta.surfaces.lists.wording import OPERATORS, Wording
from keta.surfaces.reading import Column, Condition, Group, Question, columns_of
from keta.surfaces.reading.trees import written_tree

YES_NO = ("1", "0")


def chips(asked: Asked, wording: Wording) -> list[dict[str, Any]]:
    """The filters, each with the address of the list without it; those of the view first."""
    found = []
    for part, question in _without_each(asked.question):
        label, value = wording.chip(part)
        found.append({"label": label, "value": value, "remove_url": asked.url(question)})
    return found


def builder(question: Question, wording: Wording, actor: Actor, showing: Showing) -> dict[str, Any]:
    """The description and the tree that the filter builder reads; the fields that are filtered most come
    first."""
    columns = [column for column in columns_of(question.kind, actor).values() if column.spec.type.operators]
    columns.sort(key=lambda column: not column.spec.filtered)
    fields = [_field(column, showing, wording) for column in columns]
    return {
        "description": {"fields": fields, "labels": dict(wording.titles)},
        "tree": written_tree(question.where) if question.where.parts else {"all": []},
    }


def column_choice(question: Question, actor: Actor) -> list[dict[str, Any]]:
    """The shown columns in their order, then the others."""
    readable = columns_of(question.kind, actor)
    names = [*question.columns, *(name for name in readable if name not in question.columns)]
    known = {**readable}
    return [
        {"key": name, "label": known[name].label, "is_shown": name in question.columns, "is_fixed": False}
        for name in names
        if name in known
    ]


def _without_each(question: Question) -> Iterator[tuple[Condition | Group, Question]]:
    for part in question.base.parts:
        rest = question.base.without(part)
        yield part, question.but(view="", base=Group(), where=rest.also(*question.where.parts))
    for part in question.where.parts:
        yield part, question.but(where=question.where.without(part))


def _field(column: Column, showing: Showing, wording: Wording) -> dict[str, Any]:
    kind = column.spec.type
    facts = kind.input_facts(column.spec, kind.empty(), showing)
    found: dict[str, Any] = {
        "name": column.name,
        "label": str(column.label),
        "operators": [_operator(name, wording) for name in kind.operators if name in OPERATORS],
        "input": "number" if kind.align == "end" else kind.widget,
    }
    if kind.operators == ("eq",):
        found["options"] = _yes_no(column, showing)
    elif "options" in facts:
        found["options"] = [{"value": each["value"], "label": str(each["label"])} for each in facts["options"]]
    elif kind.points_to:
        found["url"] = address(getattr(kind, "page", kind.points_to), None, "choose")
    elif "divisions_url" in facts:
        found["url"] = facts["divisions_url"]
    return found


def _operator(name: str, wording: Wording) -> dict[str, Any]:
    label, takes = OPERATORS[name]
    found: dict[str, Any] = {"name": name, "label": str(label), "takes": takes}
    if name == "within":
        found["options"] = [{"value": value, "label": str(label)} for value, label in PERIODS.items()]
    if name == "empty":
        found["options"] = [{"value": value, "label": text} for value, text in zip(YES_NO, wording.yes_no, strict=True)]
    return found


def _yes_no(column: Column, showing: Showing) -> list[dict[str, str]]:
    return [{"value": value, "label": column.spec.type.to_text(value == "1", showing)} for value in YES_NO]
