"""Who takes a contract over takes over its money."""

from typing import Any

import pytest
from tests.company import HOUSE

from keta.kernel import records
from keta.kernel.access import Actor, records_for
from keta.kernel.objects import kind_of
from keta.modules.billing.operations import draft_invoice


@pytest.mark.feature("FIN-19")
def test_the_money_of_a_contract_is_handed_over_with_it(contract: Any, anna: Actor, ben: Actor) -> None:
    draft_invoice(contract, actor=HOUSE)

    def seen(actor: Actor) -> list[int]:
        return [records_for(actor, kind_of(key)).count() for key in ("billing.receivable", "billing.invoice")]

    assert (seen(anna), seen(ben)) == ([4, 1], [0, 0])
    records.update(kind_of("sales.contract"), contract.pk, {"owner": ben.member_id}, actor=HOUSE)
    assert (seen(anna), seen(ben)) == ([0, 0], [4, 1])
