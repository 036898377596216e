"""The question of a list page: the address, over the view it names, over the columns the member prefers."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings

from keta.kernel.access import Actor
from keta.kernel.objects import Kind
from keta.kernel.refusals import Text
from keta.surfaces.addresses import address
from keta.surfaces.lists.preferred import preferred_columns
from keta.surfaces.reading import Question, columns_of, read_question, to_query_string
from keta.surfaces.reading.grammar import usual
from keta.surfaces.reading.views import Parameters

PAGE_PARAMETERS = ("by", "then", "measure", "picture")
"""What the page itself reads beside the question: the chart."""


@dataclass(frozen=True)
class Asked:
    """A question as it stands in the address of a list, and what of it could not be understood."""

    question: Question
    errors: dict[str, list[Text]] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)
    place: str = ""
    """The last part of the address: nothing for the list, `board` for the board."""

    @property
    def kind(self) -> Kind:
        return self.question.kind

    def url(self, question: Question | None = None, **changes: str) -> str:
        """The page of another question, the chart kept; `changes` of "" drop what they name."""
        query = to_query_string(question or self.question, **{**self.more, **changes})
        path = address(self.kind.key, None, *([self.place] if self.place else []))
        return f"{path}?{query}" if query else path

    def url_of(self, *parts: str, **more: str) -> str:
        """An address below the list for the same question, such as `totals`."""
        query = to_query_string(self.question.but(), **more)
        path = address(self.kind.key, None, *parts)
        return f"{path}?{query}" if query else path


def asked(kind: Kind, parameters: Any, actor: Actor, place: str = "") -> Asked:
    """Reads the address of a list; `parameters` are those of a request (a QueryDict)."""
    given: Parameters = dict(parameters.lists())
    defaults = replace(usual(kind, actor), limit=settings.PAGE_ROWS)
    if chosen := _preferred(kind, actor):
        defaults = replace(defaults, columns=chosen)
    question, errors = read_question(kind, given, actor=actor, defaults=defaults)
    more = {name: parameters[name] for name in PAGE_PARAMETERS if parameters.get(name)}
    return Asked(question, errors, more, place)


def _preferred(kind: Kind, actor: Actor) -> tuple[str, ...]:
    readable = columns_of(kind, actor)
    return tuple(name for name in preferred_columns(kind, actor) if name in readable)
