"""`@action`: the domain's only decorator, and the register that buttons, API, rights and approvals read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel.fieldtypes import FieldSpec
from keta.kernel.objects import Kind
from keta.kernel.objects.field import Declared
from keta.kernel.refusals import NotFound, Text

Condition = Callable[[Any], Text | None]


@dataclass(frozen=True)
class Action:
    """A verb on one record of an object."""

    object: str
    name: str
    run: Callable[..., Any]
    label: Text
    from_: tuple[str, ...] = ()
    to: str = ""
    needs: str = "update"
    """An operation (`update`) or a further right (`sales.confirm`)."""
    takes: tuple[FieldSpec, ...] = ()
    when: Condition | None = None
    """Gives the reason why the record does not allow it, from the record alone."""
    holds: tuple[str, ...] = ()
    """Links to documents that stand over the record: locked before it, so that two chains never wait for each other."""
    icon: str = ""
    is_main: bool = False
    is_danger: bool = False
    help: Text = ""

    @property
    def key(self) -> str:
        return f"{self.object}.{self.name}"


_actions: dict[str, dict[str, Action]] = {}


def action(
    object: str,  # noqa: A002  (the word of the house)
    *,
    label: Text,
    from_: Sequence[str] = (),
    to: str = "",
    takes: Mapping[str, Declared] | None = None,
    **facts: Any,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declares the decorated function `verb_noun(record, *, actor, **inputs)` as an action of an object.

    Called directly it runs as part of another operation; pressed by a user it runs through `actions.run`, which opens
    the transaction, locks, asks rights, state and gate, moves the state from `from_` to `to`, and saves the record.
    """
    fields = tuple(FieldSpec(name=name, type=each.kind, **each.facts) for name, each in (takes or {}).items())

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        declared = Action(
            object=object,
            name=function.__name__,
            run=function,
            label=label,
            from_=tuple(from_),
            to=to,
            takes=fields,
            **facts,
        )
        _actions.setdefault(object, {})[declared.name] = declared
        return function

    return register


def actions_of(kind: Kind) -> dict[str, Action]:
    """The actions of an object in order of declaration; a window has those of its base."""
    return _actions.get(kind.base, {})


def action_named(kind: Kind, name: str) -> Action:
    try:
        return actions_of(kind)[name]
    except KeyError:
        raise NotFound(_("There is no action “%(name)s” here.") % {"name": name[:60]}, code="action") from None
