"""Rules of baskets against counting by brute force, and offers that nobody has yet."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pyarrow as pa
import pytest

from keta.insight.base import BadInput
from keta.insight.mining import RulePlan, association_rules, cross_sell
from keta.insight.mining.baskets import frequent_item_sets

BASKETS = pa.table(
    {
        "basket": [1, 1, 1, 2, 2, 3, 3, 4, 4, 4],
        "item": list("abc") + list("ab") + list("bc") + ["a", "b", "b"],
    }
)


def test_fp_growth_finds_exactly_what_counting_finds() -> None:
    random = np.random.default_rng(6)
    baskets = [set(np.flatnonzero(random.random(9) < 0.4).tolist()) for _ in range(120)]
    expected = {
        items: count
        for size in range(1, 10)
        for items in combinations(range(9), size)
        if (count := sum(set(items) <= basket for basket in baskets)) >= 8
    }
    assert dict(frequent_item_sets(baskets, 8, 10)) == expected


@pytest.mark.feature("MIN-16")
def test_a_rule_has_support_confidence_and_lift_as_defined() -> None:
    rules = association_rules(BASKETS, plan=RulePlan(0.5, 0.7))
    found = {(row["if_items"], row["then_item"]): row for row in rules.table.to_pylist()}
    rule = found["a", "b"]
    assert (rule["baskets"], rule["support"], rule["confidence"], rule["lift"]) == (3, 0.75, 1.0, 1.0)
    assert found["b", "a"]["confidence"] == 0.75
    assert "buys a also buys b" in rules.explain("en")
    assert rules.figure()["kind"] == "points"


def test_an_item_twice_in_a_basket_counts_once() -> None:
    assert association_rules(BASKETS, plan=RulePlan(0.5, 0.7)).baskets == 4


def test_offers_leave_out_what_the_customer_has() -> None:
    rules = association_rules(BASKETS, plan=RulePlan(0.25, 0.5))
    offers = cross_sell(BASKETS, rules, "basket")
    owned = {
        ("1", "a"),
        ("1", "b"),
        ("1", "c"),
        ("2", "a"),
        ("2", "b"),
        ("3", "b"),
        ("3", "c"),
        ("4", "a"),
        ("4", "b"),
    }
    pairs = set(zip(offers.table["owner"].to_pylist(), offers.table["item"].to_pylist(), strict=True))
    assert ("3", "a") in pairs
    assert not pairs & owned
    assert offers.figure()["kind"] == "bars"


def test_no_rule_at_all_is_an_answer() -> None:
    rules = association_rules(BASKETS, plan=RulePlan(1.0, 1.0))
    assert rules.table.num_rows == 0
    assert cross_sell(BASKETS, rules, "basket").table.num_rows == 0


@pytest.mark.parametrize("plan", [RulePlan(0.0), RulePlan(2.0), RulePlan(0.1, float("nan"))])
def test_it_refuses_shares_that_are_none(plan: RulePlan) -> None:
    with pytest.raises(BadInput, match="share"):
        association_rules(BASKETS, plan=plan)


def test_it_refuses_missing_items_and_an_empty_table() -> None:
    with pytest.raises(BadInput) as refusal:
        association_rules(pa.table({"basket": [1, 1], "item": ["a", None]}))
    assert refusal.value.column == "item"
    with pytest.raises(BadInput, match="no rows"):
        association_rules(BASKETS.slice(0, 0))
