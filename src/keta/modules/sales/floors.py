"""The price check of a quotation: what lies below its floor, and who may offer it all the same."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel import gates
from keta.kernel.access import Actor
from keta.kernel.objects import kind_of
from keta.kernel.records.completing import derive
from keta.kernel.refusals import Invalid, Refused, clauses

ISSUE = "sales.quotation.issue_quotation"
RIGHT = "sales.sell_below_floor"


def refuse_below_floor(quotation: Any, reason: str, actor: Actor) -> None:
    """Checks the lines against the price lists of today.

    Below a floor it needs a reason, and either the right to sell so or an approval that stands before the action. The
    approval counts only where the quotation said before it was asked that it lies below.
    """
    was_below = quotation.is_below_floor
    below = _below(quotation, actor)
    if not below:
        return
    named = clauses(f"{line.product.name} {line.unit_price:.2f} < {line.floor_price:.2f}" for line in below)
    if not reason:
        text = _("Say why it is offered below the floor price: %(lines)s.") % {"lines": named}
        raise Invalid({"price_reason": [text]})
    if actor.rights.has(RIGHT) or (was_below and gates.guards(ISSUE, quotation)):
        return
    raise Refused(
        _("This lies below the floor price: %(lines)s. Raise the price, or let somebody issue it who may sell below.")
        % {"lines": named},
        code="below_floor",
    )


def _below(quotation: Any, actor: Actor) -> list[Any]:
    """The lines below the floor, after looking the floors up again."""
    lines = quotation.lines_of("lines")
    derive(kind_of(quotation), [quotation], actor)
    return [line for line in lines if line.is_below_floor]
