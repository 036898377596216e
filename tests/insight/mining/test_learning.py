"""The road from a table to a model: what is learned, what is found to be a leak, and when there is no
model.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.preprocessing import FunctionTransformer
from skops import io

from keta.insight.base import BadInput, Cancelled, Text
from keta.insight.mining import Learned, Question, learn, load_model, reasons, tree_rules
from keta.insight.mining.design import design
from keta.insight.mining.splits import splits

FAST = ("tree",)


@pytest.mark.feature("MIN-04")
def test_all_three_learners_find_the_rule_and_beat_the_random_scorer(learned: Learned) -> None:
    found = dict(zip(learned.table["learner"].to_pylist(), learned.table["auc"].to_pylist(), strict=True))
    assert found["random"] == pytest.approx(0.5, abs=0.06)
    assert all(found[name] > 0.7 for name in ("tree", "boosted", "network"))
    assert learned.has_skill
    assert "AUC" in learned.explain("zh-Hans")
    assert learned.figure()["kind"] == "lines"
    assert learned.calibration_figure()["x"] == sorted(learned.calibration_figure()["x"])


@pytest.mark.feature("MIN-02")
def test_the_tree_is_told_as_rules_that_cover_all_rows_once(learned: Learned) -> None:
    rules = tree_rules(learned.models["tree"])
    assert sum(rules.table["rows"].to_pylist()) == len(learned.outcome)
    assert rules.table["share"].to_pylist() == sorted(rules.table["share"].to_pylist(), reverse=True)
    assert rules.explain("en").startswith("If ")
    assert rules.explain("zh-Hans").startswith("若")
    assert rules.figure()["kind"] == "tree"
    assert rules.figure()["root"]["size"] == len(learned.outcome)


def test_only_a_tree_is_told_as_rules(learned: Learned) -> None:
    with pytest.raises(BadInput, match="tree"):
        tree_rules(learned.models["boosted"])


def test_the_reasons_of_the_tree_add_up_exactly(learned: Learned, customers: pd.DataFrame) -> None:
    told = reasons(learned.models["tree"], customers.head(20), "number")
    base = learned.outcome.mean()
    frame = told.table.to_pandas().groupby("row").agg(score=("score", "first"), change=("change", "sum"))
    assert (base + frame["change"]).to_numpy() == pytest.approx(frame["score"].to_numpy())
    assert "Exact" in told.explain("en")


@pytest.mark.parametrize("learner", ["boosted", "network"])
def test_occlusion_names_the_column_that_matters_and_says_it_does_not_add_up(learned: Learned, learner: str) -> None:
    row = pd.DataFrame({"months": [2], "complaints": [9], "visits": [4], "spent": [400.0], "region": ["south"]})
    told = reasons(learned.models[learner], row)
    strongest = told.table.slice(0, 1).to_pylist()[0]
    assert strongest["column"] in ("complaints", "months")
    assert strongest["change"] > 0
    assert "need not add up" in told.explain("en")
    assert told.figure()["kind"] == "bars"


@pytest.mark.parametrize("learner", ["tree", "boosted", "network"])
def test_a_stored_model_scores_the_same(
    learned: Learned, customers: pd.DataFrame, learner: str, tmp_path: Path
) -> None:
    model = learned.models[learner]
    again = load_model(model.save(tmp_path / "model.skops"))
    expected = model.score(customers.head(50), "number").table
    assert again.score(customers.head(50), "number").table.equals(expected)


def test_a_file_with_other_types_is_not_loaded(tmp_path: Path) -> None:
    io.dump({"estimator": FunctionTransformer(np.fromfile), "facts": "{}"}, tmp_path / "strange.skops")
    with pytest.raises(BadInput, match="fromfile"):
        load_model(tmp_path / "strange.skops")
    (tmp_path / "text.skops").write_text("no model")
    with pytest.raises(BadInput, match="no model"):
        load_model(tmp_path / "text.skops")


def test_pure_noise_gives_no_skill_and_no_scores(customers: pd.DataFrame) -> None:
    noise = customers.assign(left=np.random.default_rng(8).choice(["yes", "no"], len(customers)))
    learned = learn(noise, Question("left", "yes", identifier="number"), FAST)
    assert not learned.has_skill
    assert "No skill" in learned.explain("en")
    assert "没有预测能力" in learned.explain("zh-Hans")
    with pytest.raises(BadInput, match="no skill"):
        learned.model.score(noise)


def test_a_column_filled_only_afterwards_is_named_and_not_used(customers: pd.DataFrame) -> None:
    reason = np.where(customers["left"] == "yes", np.where(customers["visits"] > 4, "price", "service"), None)
    fee = np.where(customers["left"] == "yes", 50.0, 0.0)
    learned = learn(customers.assign(reason=reason, fee=fee), Question("left", "yes", identifier="number"), FAST)
    assert {leak.column for leak in learned.found_leaks} == {"reason", "fee"}
    assert not {"reason", "fee"} & set(learned.model.encoding.columns)
    assert "“fee”" in learned.explain("en")


def test_a_date_after_the_decision_is_named(customers: pd.DataFrame) -> None:
    closed = customers.assign(closed=customers["joined"] + pd.Timedelta(days=30))
    learned = learn(closed, Question("left", "yes", time="joined", identifier="number"), FAST)
    assert [leak.column for leak in learned.found_leaks] == ["closed"]


def test_a_column_known_beforehand_is_kept_when_named(customers: pd.DataFrame) -> None:
    tells = np.where(np.random.default_rng(1).random(len(customers)) < 0.9, customers["left"], "no")
    suspicious = customers.assign(forecast=tells)
    question = Question("left", "yes", identifier="number")
    assert [leak.column for leak in learn(suspicious, question, FAST).found_leaks] == ["forecast"]
    kept = Question("left", "yes", identifier="number", known_before=("forecast",))
    assert learn(suspicious, kept, FAST).found_leaks == ()


def test_a_split_by_time_tests_on_later_rows_only(customers: pd.DataFrame) -> None:
    question = Question("left", "yes", time="joined", identifier="number")
    rows = design(customers, question)
    ((known, unseen),) = splits(rows, question).pairs
    assert rows.moments is not None
    assert rows.moments[known].max() < rows.moments[unseen].min()
    assert len(known) + len(unseen) == len(customers)


def test_a_split_by_group_keeps_each_group_together(customers: pd.DataFrame) -> None:
    grouped = customers.assign(house=[f"H{row // 3}" for row in range(len(customers))])
    question = Question("left", "yes", group="house", identifier="number")
    rows = design(grouped, question)
    assert rows.groups is not None
    for known, unseen in splits(rows, question).pairs:
        assert not set(rows.groups[known]) & set(rows.groups[unseen])


def test_what_was_left_out_is_told(customers: pd.DataFrame) -> None:
    learned = learn(
        customers.assign(same=1, nothing=None, code=[f"c{row}" for row in range(len(customers))]),
        Question("left", "yes", identifier="number"),
        FAST,
    )
    for column in ("same", "nothing", "code", "joined"):
        assert f"“{column}”" in learned.explain("en")


def test_a_csv_of_text_gives_the_same_model_as_a_typed_table(customers: pd.DataFrame, tmp_path: Path) -> None:
    customers.to_csv(tmp_path / "customers.csv", index=False)
    question = Question("left", "yes", identifier="number")
    typed, text = learn(customers, question, FAST), learn(tmp_path / "customers.csv", question, FAST)
    assert text.table.equals(typed.table)


def bad(customers: pd.DataFrame, **columns: object) -> pd.DataFrame:
    return customers.assign(**columns)


@pytest.mark.parametrize(
    ("changed", "question", "column", "reason"),
    [
        ({}, Question("gone"), "gone", "no such column"),
        ({"left": "no"}, Question("left"), "left", "both outcomes"),
        ({"left": None}, Question("left"), "left", "no value"),
        ({"left": ["yes"] * 5 + ["no"] * 895}, Question("left", "yes"), "left", "rarer"),
        ({}, Question("region"), "region", "positive"),
        ({}, Question("left", "maybe"), "left", "maybe"),
        ({"number": "K1"}, Question("left", "yes", identifier="number"), "number", "repeat"),
        ({"spent": np.inf}, Question("left", "yes"), "spent", "infinite"),
        ({"spent": ["1"] * 895 + ["x"] * 5}, Question("left", "yes"), "spent", "text"),
        ({"joined": "soon"}, Question("left", "yes", time="joined"), "joined", "not dates"),
        ({"joined": pd.Timestamp("2024-01-01")}, Question("left", "yes", time="joined"), "joined", "one day"),
    ],
)
def test_it_refuses_with_the_column_and_the_reason(
    customers: pd.DataFrame, changed: dict[str, object], question: Question, column: str, reason: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        learn(customers.assign(**changed), question, FAST)
    assert refusal.value.column == column
    assert reason in refusal.value.explain("en")


def test_it_refuses_an_empty_table_one_row_and_no_features(customers: pd.DataFrame) -> None:
    with pytest.raises(BadInput, match="no rows"):
        learn(customers.head(0), Question("left"), FAST)
    with pytest.raises(BadInput, match="both outcomes"):
        learn(customers.head(1), Question("left"), FAST)
    with pytest.raises(BadInput, match="no column is left"):
        learn(customers[["number", "left"]], Question("left", "yes", identifier="number"), FAST)
    with pytest.raises(BadInput, match="learner"):
        learn(customers, Question("left", "yes"), ("oracle",))


def test_scoring_a_table_without_a_learned_column_is_refused(learned: Learned, customers: pd.DataFrame) -> None:
    with pytest.raises(BadInput) as refusal:
        learned.model.score(customers.drop(columns="complaints"))
    assert refusal.value.column == "complaints"


def test_learning_can_be_cancelled(customers: pd.DataFrame) -> None:
    def stop(part: float, step: Text) -> None:
        if part > 0.1:
            raise Cancelled

    with pytest.raises(Cancelled):
        learn(customers, Question("left", "yes"), FAST, stop)
