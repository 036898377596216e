"""What a campaign itself brought, and who should get it: measured against those who were left alone.

Radcliffe (2007), "Using control groups to target on predicted lift"; Künzel et al. (2019), PNAS 116(10),
T-learner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.stats import norm
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import StratifiedKFold
from threadpoolctl import threadpool_limits

from keta.insight.base import BadInput, Figure, Progress, Result, Source, Text, awaited, listed, silent, span
from keta.insight.base.figures import in_percent, lines, with_references
from keta.insight.mining import campaign_words as words
from keta.insight.mining.design import Design, Flags, as_text, design
from keta.insight.mining.question import Question
from keta.insight.mining.splits import SEED
from keta.insight.mining.table import Floats, columns_of

FOLDS = 3
LEVEL = 0.95
CLAIM_LEVEL = 0.997
FEWEST = 100
STEPS = 21


@dataclass(frozen=True)
class CampaignTest:
    """A test with chance groups: `treatment` holds the group, `control` its value for those left alone.

    `outcome` is 1 or yes (`positive`) where the aim was reached; `leave_out` names what came after the
    campaign.
    """

    treatment: str
    control: str
    outcome: str
    positive: str = "1"
    leave_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Targeting:
    """Held-out gain of contacting by predicted uplift:
    `gains` per 100 customers for shares of them contacted.
    """

    gains: tuple[float, ...]
    qini: float
    qini_error: float

    @property
    def is_better_than_chance(self) -> bool:
        return self.qini > float(norm.ppf(0.5 + CLAIM_LEVEL / 2)) * self.qini_error


@dataclass(frozen=True)
class Uplift(Result):
    """`table`: group, customers, share reached, uplift over the control group with its 95 % interval."""

    test: CampaignTest
    targeting: Mapping[str, Targeting]

    def story(self) -> Sequence[Text]:
        told = []
        for row in self.table.to_pylist():
            if row["group"] == self.test.control:
                told.append(words.CONTROL(group=row["group"], share=row["share"], customers=row["customers"]))
            else:
                told.append((words.EFFECT if row["low"] > 0 or row["high"] < 0 else words.NO_EFFECT)(**row))
        for group, found in self.targeting.items():
            said = words.TARGETED if found.is_better_than_chance else words.NOT_TARGETED
            told.append(said(group=group, qini=found.qini, reach=1.96 * found.qini_error))
        return told

    def figure(self) -> Figure:
        share = np.linspace(0.0, 1.0, STEPS).tolist()
        curves: list[tuple[Text | str, Sequence[float]]] = [
            (group, found.gains) for group, found in self.targeting.items()
        ]
        for group, found in self.targeting.items():
            straight = [part * found.gains[-1] for part in share]
            curves.append((words.AT_RANDOM(group=group), straight))
        drawn = lines(words.UPLIFT_FIGURE, share, curves, words.CONTACTED, words.GAINED)
        return in_percent(with_references(drawn, *range(len(self.targeting), len(curves))), "x", "y")


def uplift(source: Source, test: CampaignTest, progress: Progress = silent) -> Uplift:
    """The effect of each treatment on the share that reached the aim,
    and whether it can be told whom to treat.
    """
    columns, _ = columns_of(source, (test.treatment, test.outcome, *test.leave_out))
    groups = as_text(columns[test.treatment].values)
    _check(groups.isna().sum(), sorted(groups.dropna().unique()), test)
    rows = design(source, Question(test.outcome, test.positive, leave_out=(test.treatment, *test.leave_out)))
    reached = rows.outcome
    table, treatments = _effects(groups.to_numpy(), reached, test), {}
    names = [name for name in sorted(groups.unique()) if name != test.control]
    with threadpool_limits(1):
        for place, name in enumerate(names):
            part = span(progress, 0.1 + 0.9 * place / len(names), 0.1 + 0.9 * (place + 1) / len(names))
            kept = groups.isin([name, test.control]).to_numpy()
            work = partial(_targeting, rows, kept, (groups == name).to_numpy())
            treatments[name] = awaited(work, part, words.TARGETING(group=name))
    units = {"share": words.SHARE, "uplift": words.POINTS}
    sources = ("Radcliffe (2007)", "Künzel, Sekhon, Bickel, Yu (2019), PNAS 116(10)")
    return Uplift(table, units, sources, test, treatments)


def _check(missing: int, groups: list[str], test: CampaignTest) -> None:
    if missing:
        raise BadInput(words.MISSING(count=int(missing)), test.treatment)
    if test.control not in groups or len(groups) < 2:
        raise BadInput(words.NO_CONTROL(control=test.control, groups=listed(groups[:6])), test.treatment)


def _effects(groups: NDArray[np.object_], reached: Flags, test: CampaignTest) -> pa.Table:
    control = reached[groups == test.control]
    rows = []
    for name in [test.control, *sorted(set(groups) - {test.control})]:
        treated = reached[groups == name]
        if len(treated) < FEWEST:
            raise BadInput(words.FEW_TREATED(group=name, count=len(treated), needed=FEWEST), test.treatment)
        effect, reach = treated.mean() - control.mean(), _reach(treated, control)
        if name == test.control:
            effect = reach = 0.0
        facts = {"group": name, "customers": len(treated), "share": float(treated.mean())}
        rows.append({**facts, "uplift": float(effect), "low": float(effect - reach), "high": float(effect + reach)})
    return pa.Table.from_pylist(rows)


def _reach(treated: Flags, control: Flags) -> float:
    """Half the width of the 95 % interval of a difference of two shares."""
    spread = treated.var() / len(treated) + control.var() / len(control)
    return float(norm.ppf(0.5 + LEVEL / 2) * np.sqrt(spread))


def _targeting(rows: Design, kept: Flags, treated: Flags) -> Targeting:
    """Two learners, one for the treated and one for the control rows;
    their difference is scored on other folds.
    """
    matrix, reached, treated = rows.matrix[kept], rows.outcome[kept], treated[kept]
    scores = np.empty(len(reached))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    for known, unseen in folds.split(matrix, 2 * treated + reached):
        chances = []
        for side in (treated, ~treated):
            part = known[side[known]]
            model = HistGradientBoostingClassifier(
                learning_rate=0.05, max_iter=60, max_leaf_nodes=8, min_samples_leaf=200, random_state=SEED
            )
            chances.append(model.fit(matrix[part], reached[part]).predict_proba(matrix[unseen])[:, 1])
        scores[unseen] = chances[0] - chances[1]
    return _gains(scores, treated, reached)


def _gains(scores: Floats, treated: Flags, reached: Flags) -> Targeting:
    """Extra outcomes per 100 customers by the share contacted,
    and the area above contacting at random (Qini).
    """
    curve = _curve(scores, treated, reached)
    straight = np.linspace(0.0, 1.0, STEPS) * curve[-1]
    random = np.random.default_rng(SEED)
    # Scores in chance order show how far the area strays where there is nothing to find.
    areas = [_area(_curve(random.random(len(scores)), treated, reached)) for _ in range(100)]
    return Targeting(tuple(curve.tolist()), float(np.mean(curve - straight)), float(np.std(areas)))


def _area(curve: Floats) -> float:
    return float(np.mean(curve - np.linspace(0.0, 1.0, len(curve)) * curve[-1]))


def _curve(scores: Floats, treated: Flags, reached: Flags) -> Floats:
    order = np.argsort(-scores, kind="stable")
    sides = [np.concatenate([[0.0], np.cumsum(side[order])]) for side in (treated, ~treated)]
    found = [np.concatenate([[0.0], np.cumsum((side & reached)[order])]) for side in (treated, ~treated)]
    shares = [
        np.divide(got, side, out=np.zeros_like(got), where=side > 0) for got, side in zip(found, sides, strict=True)
    ]
    taken = np.linspace(0.0, 1.0, len(order) + 1)
    places = np.linspace(0.0, 1.0, STEPS)
    return np.asarray(np.interp(places, taken, 100.0 * taken * (shares[0] - shares[1])), dtype=np.float64)
