"""The contact list beside greedy and exact: never worse than greedy, never over budget, near the proven
best.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from keta.insight.base import BadInput
from keta.insight.mining import Campaign, best_contacts


def offers(customers: int, seed: int) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    rows = []
    for customer in range(customers):
        for channel, cost in (("mail", 100), ("call", 900), ("visit", 6000)):
            price = int(cost * random.uniform(0.8, 1.2))
            rows.append((customer, channel, price, int(random.gamma(2.0, cost)) - cost // 3))
    return pd.DataFrame(rows, columns=["customer", "channel", "cost", "profit"])


@pytest.mark.feature("MIN-03")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_genetic_list_lies_between_greedy_and_exact(seed: int) -> None:
    table = offers(40, seed)
    found = best_contacts(table, Campaign(30_000, rounds=60, population=40))
    assert found.exact_profit is not None
    assert found.greedy_profit <= found.profit <= found.exact_profit
    assert found.profit >= 0.98 * found.exact_profit
    assert found.cost <= 30_000
    customers = found.table["customer"].to_pylist()
    assert len(customers) == len(set(customers))
    assert found.cost == sum(found.table["cost"].to_pylist())
    assert found.profit == sum(found.table["profit"].to_pylist())
    assert "最优" in found.explain("zh-Hans")


def test_it_beats_greedy_where_greedy_is_trapped() -> None:
    trap = pd.DataFrame({"customer": [1, 2], "channel": ["mail", "visit"], "cost": [10, 1000], "profit": [100, 5000]})
    found = best_contacts(trap, Campaign(1000, rounds=30, population=20))
    assert (found.greedy_profit, found.profit, found.exact_profit) == (100, 5000, 5000)


def test_the_same_seed_gives_the_same_list() -> None:
    campaign = Campaign(20_000, rounds=10, population=20)
    assert best_contacts(offers(30, 5), campaign).table.equals(best_contacts(offers(30, 5), campaign).table)


def test_contacts_that_cost_more_than_they_bring_are_not_made() -> None:
    losses = pd.DataFrame({"customer": [1], "channel": ["mail"], "cost": [10], "profit": [-1]})
    assert best_contacts(losses, Campaign(100, rounds=5, population=10)).table.num_rows == 0


@pytest.mark.parametrize(
    ("change", "budget", "reason"),
    [
        ({"cost": 0}, 100, "cost nothing"),
        ({"customer": 1, "channel": "mail"}, 100, "twice"),
        ({}, 0, "budget"),
    ],
)
def test_it_refuses_free_contacts_repeats_and_no_budget(change: dict[str, object], budget: int, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        best_contacts(offers(3, 1).assign(**change), Campaign(budget))
