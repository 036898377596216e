"""What a contract needs before it is signed."""

import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from keta.kernel.refusals import Refused
from keta.modules.sales.models import Collection, Contract


def settle_plan(contract: Contract) -> None:
    """The collection plan must add up to the contract; without one, all is due within the customer's payment term.

    The contract is in hand, with `signed_on`. Raises `Refused` with both sums.
    """
    if not contract.lines_of("collections"):
        days = datetime.timedelta(days=contract.customer.payment_days or 0)
        instalment = Collection(due_on=contract.signed_on + days)
        instalment.share = Decimal(100)
        contract.set_lines("collections", [instalment])
    contract.derive()
    if contract.planned_amount != contract.amount:
        raise Refused(
            _("The collection plan adds up to %(planned)s, the contract to %(amount)s; make them equal.")
            % {"planned": contract.planned_amount, "amount": contract.amount},
            code="collection_plan",
        )
