"""Questions as they stand in the address bar and in API calls, and back; every mistake is refused at its
parameter.

filter[name][contains]=valve   filter[owner][me]=1   filter[amount]=500   (all of them must hold)
where={"any": [{"field": "grade", "operator": "eq", "value": "key"}, {"all": [...]}]}
order=-amount,name   fields=number,customer.grade   limit=50   cursor=...   q=words   view=mine   total=exact
"""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from keta.kernel.access import Actor
from keta.kernel.objects import Kind
from keta.kernel.refusals import Invalid, Refused, Text
from keta.surfaces.reading.columns import column_of, shown_by_default
from keta.surfaces.reading.conditions import check
from keta.surfaces.reading.question import LARGEST_LIMIT, Condition, Group, Question, SortKey
from keta.surfaces.reading.trees import tree_of, written_tree
from keta.surfaces.reading.views import Parameters, order_of, plain, view_named

FILTER = re.compile(r"^filter\[([a-z][a-z0-9_.]*)\](?:\[([a-z]+)\])?$")
NAMES = frozenset({"where", "order", "fields", "limit", "cursor", "q", "view", "total"})
TOTALS = ("exact", "about", "none")
MOST_SORT_KEYS = 5
MOST_COLUMNS = 60


class Reader:
    """Reads one set of parameters, gathering what is wrong with them."""

    def __init__(self, kind: Kind, parameters: Parameters, actor: Actor) -> None:
        self.kind, self.actor = kind, actor
        self.parameters = {name: [_storable(text) for text in texts] for name, texts in parameters.items()}
        self.errors: dict[str, list[Text]] = {}

    def last(self, name: str) -> str:
        texts = self.parameters.get(name) or [""]
        return texts[-1]

    def refuse(self, name: str, text: Text) -> None:
        self.errors.setdefault(name, []).append(text)

    def where(self) -> Group:
        """`filter[...]` and `where` together."""
        parts: list[Condition | Group] = []
        for name, condition in self._filters():
            if self._may_ask(name, condition):
                parts.append(condition)
        text = self.last("where")
        try:
            tree = tree_of(text) if text else Group()
        except Refused as refusal:
            self.refuse("where", refusal.message)
            return Group(tuple(parts))
        refused = [condition for condition in tree.conditions() if not self._may_ask("where", condition)]
        if not refused and tree.parts:
            parts += [tree] if tree.is_any else tree.parts
        return Group(tuple(parts))

    def _filters(self) -> Iterator[tuple[str, Condition]]:
        for name, texts in self.parameters.items():
            if not name.startswith("filter"):
                continue
            found = FILTER.match(name)
            if found is None:
                self.refuse(name, _("Write filters as filter[field][operator]=value."))
                continue
            for text in texts:
                yield name, Condition(found[1], found[2] or "eq", text)

    def _may_ask(self, name: str, condition: Condition) -> bool:
        try:
            check(self.kind, condition, self.actor)
        except Refused as refusal:
            self.refuse(name, refusal.message)
            return False
        return True

    def order(self, default: tuple[SortKey, ...]) -> tuple[SortKey, ...]:
        keys = order_of(self.last("order"))[:MOST_SORT_KEYS]
        return tuple(key for key in keys if self._may_sort(key.field)) or default

    def _may_sort(self, name: str) -> bool:
        try:
            column = column_of(self.kind, name, self.actor)
        except Refused as refusal:
            self.refuse("order", refusal.message)
            return False
        if not column.is_sortable:
            self.refuse("order", _("Rows cannot be put in order by “%(label)s”.") % {"label": column.label})
        return column.is_sortable

    def columns(self, default: tuple[str, ...]) -> tuple[str, ...]:
        names = dict.fromkeys(part.strip() for part in self.last("fields").split(",") if part.strip())
        return tuple(name for name in list(names)[:MOST_COLUMNS] if self._may_show(name)) or default

    def _may_show(self, name: str) -> bool:
        try:
            column = column_of(self.kind, name, self.actor)
        except Refused as refusal:
            self.refuse("fields", refusal.message)
            return False
        if not column.spec.type.is_column:
            self.refuse("fields", _("“%(label)s” cannot be a column.") % {"label": column.label})
        return column.spec.type.is_column

    def limit(self, default: int) -> int:
        text = self.last("limit")
        if not text:
            return default
        if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= LARGEST_LIMIT:
            self.refuse("limit", _("Give a whole number from 1 to %(most)d.") % {"most": LARGEST_LIMIT})
            return default
        return int(text)

    def total(self, default: str) -> str:
        text = self.last("total") or default
        if text not in TOTALS:
            self.refuse("total", _("Possible: %(known)s.") % {"known": ", ".join(TOTALS)})
            return default
        return text

    def unknown(self, allowed: Collection[str]) -> None:
        for name in self.parameters.keys() - NAMES - set(allowed):
            if not name.startswith("filter"):
                self.refuse(name, _("There is no parameter “%(name)s” here.") % {"name": name[:60]})


def question_of(
    kind: Kind,
    parameters: Parameters,
    *,
    actor: Actor,
    defaults: Question | None = None,
    allowed: Collection[str] | None = None,
) -> Question:
    """The question that parameters ask; raises `Invalid` with the reasons under their parameters.

    `defaults` says what holds where they are silent; with `allowed` (further names) unknown ones are refused.
    """
    question, errors = read_question(kind, parameters, actor=actor, defaults=defaults, allowed=allowed)
    if errors:
        raise Invalid(errors)
    return question


def read_question(
    kind: Kind,
    parameters: Parameters,
    *,
    actor: Actor,
    defaults: Question | None = None,
    allowed: Collection[str] | None = None,
) -> tuple[Question, dict[str, list[Text]]]:
    """The question as far as it can be understood, and what was wrong; for pages that show both."""
    reader = Reader(kind, parameters, actor)
    base = _base(reader, defaults or usual(kind, actor))
    if allowed is not None:
        reader.unknown(allowed)
    question = replace(
        base,
        columns=reader.columns(base.columns),
        where=reader.where(),
        order=reader.order(base.order),
        limit=reader.limit(base.limit),
        total=reader.total(base.total),
        q=" ".join(reader.last("q").split())[:200],
        cursor=reader.last("cursor"),
        defaults=base,
    )
    return question, reader.errors


def usual(kind: Kind, actor: Actor) -> Question:
    """The list as delivered, without what the actor may not read."""
    delivered = plain(kind, shown_by_default(kind, actor))
    reader = Reader(kind, {"order": [kind.spec.order]}, actor)
    return replace(delivered, order=reader.order(()))


def parameters_of(question: Question) -> list[tuple[str, str]]:
    """The parameters that ask the same again; what holds anyway is left out."""
    usual = question.defaults or Question(question.kind)
    found = [("view", question.view), ("q", question.q), *_written(question.where)]
    if question.order != usual.order:
        found.append(("order", ",".join(str(key) for key in question.order)))
    if question.columns != usual.columns:
        found.append(("fields", ",".join(question.columns)))
    if question.limit != usual.limit:
        found.append(("limit", str(question.limit)))
    if question.total != usual.total:
        found.append(("total", question.total))
    return [(name, text) for name, text in [*found, ("cursor", question.cursor)] if text]


def to_query_string(question: Question, **more: str) -> str:
    """The same as the query of an address, without the question mark."""
    return urlencode([*parameters_of(question), *((name, text) for name, text in more.items() if text)], safe="[],:")


def _base(reader: Reader, defaults: Question) -> Question:
    key = reader.last("view")
    if not key:
        return defaults
    try:
        view = view_named(reader.kind, key, reader.actor)
    except Refused as refusal:
        reader.refuse("view", refusal.message)
        return defaults
    # A view stays of use when a right has been withdrawn: what is refused in it is passed over.
    kept = Reader(reader.kind, view.parameters, reader.actor)
    return replace(
        defaults,
        view=view.key,
        base=kept.where(),
        order=kept.order(defaults.order),
        columns=kept.columns(defaults.columns),
    )


def _written(where: Group) -> list[tuple[str, str]]:
    flat = [part for part in where.parts if isinstance(part, Condition) and isinstance(part.operand, str)]
    if where.is_any or len(flat) != len(where.parts):
        return [("where", json.dumps(written_tree(where), ensure_ascii=False, separators=(",", ":")))]
    return [(f"filter[{each.field}][{each.operator}]", each.operand) for each in flat]


def _storable(text: Any) -> str:
    """Programs send what no database keeps: NUL, and halves of surrogate pairs."""
    return str(text).replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
