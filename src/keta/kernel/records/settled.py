"""Documents that have taken effect: people change and delete them no more, actions take them back."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import Kind
from keta.kernel.refusals import Conflict, Text


def settled(kind: Kind, record: Any) -> Text | None:
    """Why people may not change or delete the record as it stands; None where they may."""
    open_in, state = kind.spec.open_in, kind.state
    if not open_in or state is None or record.loaded(state.name) in open_in:
        return None
    label = state.type.to_text(record.loaded(state.name), None)  # type: ignore[arg-type]  # a state needs no reader
    return _("In the state “%(state)s” it stays as it is; take it back by its own button and enter it anew.") % {
        "state": label
    }


def refuse_settled(kind: Kind, record: Any) -> None:
    """Raises `Conflict` where the record has taken effect."""
    if reason := settled(kind, record):
        raise Conflict(reason, code="state")
