"""Which model fits these customers: tried on held-out purchases where the history allows it,
with the reason in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pyarrow as pa

from keta.insight.base import (
    CNY,
    BadInput,
    Figure,
    Progress,
    Reading,
    Result,
    Source,
    Text,
    Unit,
    fetch,
    read_purchases,
    silent,
    span,
)
from keta.insight.base.figures import bars
from keta.insight.lifetime import words
from keta.insight.lifetime.expression import Lines, has_returns, summary_expression
from keta.insight.lifetime.fitting import FEWEST_REPEATERS, Fit, fit
from keta.insight.lifetime.holdout import Holdout, Split, holdout_of
from keta.insight.lifetime.models import CONTINUOUS, MODELS
from keta.insight.lifetime.reading import read_summary
from keta.insight.lifetime.summary import DAYS

SIMPLE = "simple"
HELD_OUT = 1 / 3
FEWEST_HELD_OUT = 100
NEAR = 0.01


@dataclass(frozen=True)
class Candidates:
    """The models to try, the unit of time and money; BG/BB is for fixed opportunities and chosen by hand."""

    models: tuple[str, ...] = CONTINUOUS
    time: str = "week"
    money: Unit = CNY


@dataclass(frozen=True)
class Choice(Result):
    """`name` is the model chosen or "simple"; `fitted` it, on all the history;
    `table` the candidates with their marks.
    """

    name: str
    fitted: Fit | None
    reasons: tuple[Text, ...]

    def story(self) -> Sequence[Text]:
        label = MODELS[self.name].label if self.name in MODELS else words.SIMPLE_NAME
        return [words.CHOSEN(model=label, reason=self.reasons[0]), *self.reasons[1:]]

    def figure(self) -> Figure:
        rows = self.table.to_pydict()
        marks = "deviance" if any(rows["deviance"]) else "bic"
        title = words.CHOICE_FIGURE if marks == "deviance" else words.CHOICE_BIC_FIGURE
        label = words.DEVIANCE if marks == "deviance" else words.BIC
        return bars(title, rows["model"], [(label, rows[marks])])


def choose(
    source: Source,
    customer: str = "customer",
    date: str = "date",
    amount: str = "amount",
    candidates: Candidates = Candidates(),
    progress: Progress = silent,
) -> Choice:
    """Fits every candidate; the smallest error on the last third of the time wins,
    or BIC where that third is thin.
    """
    reading = read_purchases(source, customer, date, amount, candidates.money)
    plan = Lines(reading.last, DAYS[candidates.time], has_returns(reading.table), with_amounts=False)
    rows = fetch(summary_expression(reading.table, plan), span(progress, 0.0, 0.2))
    histories = read_summary(rows).histories()
    repeaters = round(float(histories.customers[histories.frequency > 0].sum()))
    if repeaters < FEWEST_REPEATERS:
        return _simple(repeaters)
    steps = _steps(span(progress, 0.2, 0.6), len(candidates.models))
    fits = {
        name: fit(histories, name, time=candidates.time, progress=step)
        for name, step in zip(candidates.models, steps, strict=True)
    }
    progress(0.6, words.FITTING(model=words.FACT))
    trial = _trial(reading, candidates, span(progress, 0.6, 1.0))
    name, reasons = _by_holdout(trial) if trial else _by_criterion(fits)
    return Choice(
        _table(fits, trial),
        {"holdout_expected": words.PURCHASES},
        fits[name].sources,
        name,
        fits[name],
        reasons,
    )


def _steps(progress: Progress, count: int) -> list[Progress]:
    return [span(progress, place / count, (place + 1) / count) for place in range(count)]


def _simple(repeaters: int) -> Choice:
    empty = pa.table({"model": pa.array([], pa.string()), "bic": [], "deviance": []})
    reason = words.BY_NEED(repeaters=repeaters, needed=FEWEST_REPEATERS)
    return Choice(empty, {"bic": words.BIC}, ("Fader, Hardie, Lee (2005)",), SIMPLE, None, (reason,))


def _trial(reading: Reading, candidates: Candidates, progress: Progress) -> Holdout | None:
    """None where the last third is too thin to judge by, or the first two too thin to fit."""
    days = (reading.last - reading.first).days
    cut = reading.last - timedelta(days=int(days * HELD_OUT))
    if not reading.first <= cut < reading.last:
        return None
    split = Split(cut, None, candidates.models, candidates.time, candidates.money)
    try:
        trial = holdout_of(reading, split, progress)
    except BadInput:
        # The first two thirds alone may hold too few repeat buyers; the whole was checked before.
        return None
    return trial if trial.fact >= FEWEST_HELD_OUT else None


def _by_holdout(trial: Holdout) -> tuple[str, tuple[Text, ...]]:
    ranked = sorted(trial.verdicts, key=lambda name: trial.verdicts[name].deviance)
    best = trial.verdicts[ranked[0]]
    if len(ranked) == 1:
        return ranked[0], (words.ONLY_ONE,)
    other = trial.verdicts[ranked[1]]
    reason = words.BY_HOLDOUT(deviance=best.deviance, other=other.fitted.model.label, other_deviance=other.deviance)
    near = other.deviance <= best.deviance * (1.0 + NEAR)
    return ranked[0], (reason, words.NO_HONEST_CHOICE(margin=NEAR)) if near else (reason,)


def _by_criterion(fits: dict[str, Fit]) -> tuple[str, tuple[Text, ...]]:
    ranked = sorted(fits, key=lambda name: fits[name].bic)
    if len(ranked) == 1:
        return ranked[0], (words.ONLY_ONE,)
    best, other = fits[ranked[0]], fits[ranked[1]]
    return ranked[0], (words.BY_CRITERION(criterion=best.bic, other=other.model.label, other_criterion=other.bic),)


def _table(fits: dict[str, Fit], trial: Holdout | None) -> pa.Table:
    marks = [trial.verdicts[name].deviance if trial else None for name in fits]
    expected = [trial.verdicts[name].expected if trial else None for name in fits]
    likelihoods = [fitted.log_likelihood for fitted in fits.values()]
    columns = {
        "model": list(fits),
        "log_likelihood": likelihoods,
        "bic": [fitted.bic for fitted in fits.values()],
    }
    held_out = {
        "holdout_expected": pa.array(expected, pa.float64()),
        "deviance": pa.array(marks, pa.float64()),
    }
    return pa.table({**columns, **held_out})
