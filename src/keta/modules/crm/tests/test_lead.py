"""A lead that leads nowhere."""

import pytest
from tests.company import create, press

from keta.kernel.access import Actor
from keta.kernel.refusals import Conflict, Invalid


def test_a_lead_is_dropped_with_a_reason_and_only_once(anna: Actor) -> None:
    lead = create("crm.lead", anna, name="展会名片", company_name="某公司")
    with pytest.raises(Invalid):
        press(lead, "drop_lead", anna)

    dropped = press(lead, "drop_lead", anna, reason="no_need").record

    assert (dropped.state, dropped.dropped_because) == ("dropped", "no_need")
    with pytest.raises(Conflict):
        press(lead, "drop_lead", anna, reason="no_need")
