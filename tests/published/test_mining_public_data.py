"""What the public data sets are known to give: groceries rules, honest AUCs, leaks, the Hillstrom test, fpp2
series.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from keta.insight.mining import (
    CampaignTest,
    ForecastPlan,
    Learned,
    Question,
    RulePlan,
    association_rules,
    forecast,
    learn,
    uplift,
)


@pytest.mark.feature("MIN-16")
@pytest.mark.parametrize(("support", "confidence", "rules"), [(0.001, 0.5, 5668), (0.006, 0.25, 463)])
def test_groceries_give_as_many_rules_as_arules(data: Path, support: float, confidence: float, rules: int) -> None:
    """Hahsler, Grün, Hornik (2005), the R package arules."""
    plan = RulePlan(support, confidence)
    found = association_rules(data / "baskets/groceries_long.csv", "transaction", "item", plan)
    assert (found.baskets, found.item_count) == (9835, 169)
    assert found.table.num_rows == rules
    if rules == 5668:
        assert sum(share >= 0.8 for share in found.table["confidence"].to_pylist()) == 410


@pytest.fixture(scope="module")
def telco(data: Path) -> Learned:
    return learn(
        data / "churn/telco_customer_churn.csv",
        Question("Churn", "Yes", identifier="customerID"),
        ("tree", "boosted"),
    )


@pytest.mark.feature("MIN-08")
def test_telco_churn_is_told_as_well_as_is_honest(telco: Learned) -> None:
    assert telco.found_leaks == ()
    assert telco.has_skill
    assert telco.trials["boosted"].marks.auc == pytest.approx(0.845, abs=0.005)
    assert max(trial.marks.auc for trial in telco.trials.values()) < 0.87
    assert telco.trials[telco.best].marks.calibration_error < 0.02


@pytest.mark.feature("MIN-02")
def test_the_tree_of_telco_asks_for_the_contract_first(telco: Learned) -> None:
    assert telco.trials["tree"].marks.auc > 0.82


def test_the_duration_of_a_bank_call_is_found_and_left_out(data: Path) -> None:
    """Moro, Cortez, Rita (2014): the duration is known only after the call."""
    learned = learn(data / "campaigns/bank_10_percent.csv", Question("deposit", "yes"), ("tree",))
    assert [leak.column for leak in learned.found_leaks] == ["duration"]
    assert "duration" not in learned.model.encoding.columns
    assert 0.65 < learned.trials["tree"].marks.auc < 0.80


def test_a_win_model_on_random_outcomes_claims_no_skill(data: Path) -> None:
    deals = pd.read_csv(data / "pipeline/maven_crm/sales_pipeline.csv")
    deals = deals[deals["engage_date"].notna()]
    question = Question("deal_stage", "Won", "Lost", time="engage_date", identifier="opportunity_id")
    learned = learn(deals, question, ("tree", "network"))
    assert {leak.column for leak in learned.found_leaks} == {"close_value", "close_date"}
    assert not learned.has_skill
    assert all(0.45 < trial.marks.auc < 0.55 for trial in learned.trials.values())
    assert "No skill" in learned.explain("en")


def test_the_hillstrom_mails_brought_the_known_visits(data: Path) -> None:
    test = CampaignTest("segment", "No E-Mail", "visit", "1", ("conversion", "spend"))
    found = uplift(pd.read_csv(data / "campaigns/hillstrom.csv.gz"), test)
    shares = {row["group"]: row["share"] for row in found.table.to_pylist()}
    assert shares["Mens E-Mail"] == pytest.approx(0.1828, abs=5e-5)
    assert shares["Womens E-Mail"] == pytest.approx(0.1514, abs=5e-5)
    assert shares["No E-Mail"] == pytest.approx(0.1062, abs=5e-5)
    assert found.targeting["Womens E-Mail"].is_better_than_chance


def test_beer_is_forecast_better_than_by_last_year(data: Path) -> None:
    plan = ForecastPlan(horizon=8, season=4, methods=("ets",), trials=3)
    found = forecast(data / "forecast/ausbeer.csv", "ausbeer", plan=plan)
    assert found.has_skill
    assert found.errors["ets"] < found.errors["seasonal_naive"] < found.errors["naive"]
    assert 0.8 <= found.coverage <= 1.0
