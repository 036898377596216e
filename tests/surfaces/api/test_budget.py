"""What a write costs: the statements of one call, to which no further field and no further index may add unseen."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.company import create

BUDGET = {"postgresql": 6, "sqlite": 10}
"""Version, begin, the customer (seen, and what is derived from it), number, end; all that is inserted stands in one
statement on PostgreSQL, in five on SQLite."""
ALSO_ONCE_MORE = 1
"""The test runs within a transaction, so that begin and commit are a savepoint and its release."""


@pytest.mark.feature("INF-34")
def test_creating_an_opportunity_takes_few_statements(company: Any, program: Any) -> None:
    customer = create("parties.customer", name="太原煤矿机械有限公司")
    values = {"name": "支架改造", "customer": str(customer.pk), "amount": "120000"}
    assert program.post("/crm.opportunity", values).status_code == 201
    with CaptureQueriesContext(connection) as asked:
        made = program.post("/crm.opportunity", values)
    assert made.status_code == 201
    assert len(asked) <= BUDGET[connection.vendor] + ALSO_ONCE_MORE, [each["sql"][:90] for each in asked]
