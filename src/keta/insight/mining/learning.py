"""One honest road from a table to a model: leaks out, tested on unseen rows,
beside a random scorer; or no model.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import roc_auc_score
from threadpoolctl import threadpool_limits

from keta.insight.base import Figure, Progress, Result, Source, Text, awaited, listed, silent, span
from keta.insight.base.figures import in_percent, lines, with_references
from keta.insight.mining import words
from keta.insight.mining.design import Design, Encoding, Flags, design
from keta.insight.mining.leaks import Leak, leaks
from keta.insight.mining.learners import BOOSTED, LABELS, NETWORK, TREE, learner
from keta.insight.mining.marks import Marks, calibration, gains, marks
from keta.insight.mining.model import Model
from keta.insight.mining.question import Question
from keta.insight.mining.splits import SEED, Splits, splits
from keta.insight.mining.table import Floats

LEARNERS = (TREE, BOOSTED, NETWORK)
LOWEST_SKILL = 0.55
SOURCES = (
    "Breiman, Friedman, Olshen, Stone (1984)",
    "Friedman (2001), Annals of Statistics 29(5)",
    "DeLong, DeLong, Clarke-Pearson (1988), Biometrics 44(3)",
    "Guo, Pleiss, Sun, Weinberger (2017), ICML",
)


@dataclass(frozen=True)
class Trial:
    """One learner on rows it had not seen."""

    scores: Floats
    marks: Marks
    fold_aucs: tuple[float, ...]


@dataclass(frozen=True)
class Learned(Result):
    """`table`: a row a learner and the random scorer, with its marks on unseen rows.

    `models` are learned on all rows; `best` is the name of the learner with the greatest AUC.
    """

    question: Question
    found_leaks: tuple[Leak, ...]
    left_out: tuple[Text, ...]
    split: Text
    best: str
    models: Mapping[str, Model]
    trials: Mapping[str, Trial]
    tested: Flags
    outcome: Flags

    @property
    def has_skill(self) -> bool:
        """Surely better than chance (99 % interval) and by enough to matter (AUC 0.55)."""
        found = self.trials[self.best].marks
        return found.low > 0.5 and found.auc >= LOWEST_SKILL

    @property
    def model(self) -> Model:
        return self.models[self.best]

    def story(self) -> Sequence[Text]:
        told = [self._verdict(), self.split]
        aucs = self.trials[self.best].fold_aucs
        if len(aucs) > 1:
            told.append(words.SPREAD(low=min(aucs), high=max(aucs)))
        if self.has_skill:
            told.append(words.CALIBRATED(error=self.trials[self.best].marks.calibration_error))
        reasons = listed(leak.reason for leak in self.found_leaks)
        told.append(words.LEAKS(reasons=reasons) if self.found_leaks else words.NO_LEAKS)
        if self.left_out:
            told.append(words.LEFT_OUT(reasons=listed(self.left_out)))
        return told

    def _verdict(self) -> Text:
        found = self.trials[self.best].marks
        facts = {"learner": LABELS[self.best], "auc": found.auc, "low": found.low, "high": found.high}
        if not self.has_skill:
            return words.NO_SKILL(random=self.table["auc"].to_pylist()[-1], **facts)
        return words.SKILL(lift=found.lift, share=float(self.outcome.mean()), **facts)

    def figure(self) -> Figure:
        curves: list[tuple[Text, list[float]]] = []
        for name, trial in self.trials.items():
            taken, found = gains(self.outcome[self.tested], trial.scores)
            curves.append((LABELS[name], found.tolist()))
        curves.append((words.RANDOM, taken.tolist()))
        drawn = lines(words.LIFT_FIGURE, taken.tolist(), curves, words.TAKEN, words.FOUND)
        return in_percent(with_references(drawn, len(curves) - 1), "x", "y")

    def figures(self) -> dict[str, Figure]:
        return {"lift": self.figure(), "calibration": self.calibration_figure()}

    def calibration_figure(self) -> Figure:
        """Predicted against actual share by tenth of the best learner's score; on the diagonal both are the same."""
        predicted, actual, _ = calibration(self.outcome[self.tested], self.trials[self.best].scores)
        curves = [(LABELS[self.best], actual.tolist()), (words.EXACT, predicted.tolist())]
        drawn = lines(words.CALIBRATION_FIGURE, predicted.tolist(), curves, words.PREDICTED, words.ACTUAL)
        return in_percent(with_references(drawn, 1), "x", "y")


def learn(
    source: Source, question: Question, learners: Sequence[str] = LEARNERS, progress: Progress = silent
) -> Learned:
    """Churn, win, response, next purchase: whatever has two outcomes.
    See `Question` for what must be said.
    """
    progress(0.0, words.READING)
    rows = design(source, question)
    progress(0.1, words.LEAK_CHECK)
    with threadpool_limits(1), warnings.catch_warnings():
        # The network stops at its last round, converged or not: it is judged on unseen rows alone.
        warnings.simplefilter("ignore", ConvergenceWarning)
        # Small fits whose threads wait for each other on a busy machine take many times as long.
        found = awaited(partial(leaks, rows, question), span(progress, 0.1, 0.2), words.LEAK_CHECK)
        rows = _without(rows, {leak.column for leak in found})
        how = splits(rows, question)
        trials, models, tested = {}, {}, np.sort(np.concatenate([test for _, test in how.pairs]))
        for place, name in enumerate(learners):
            step = words.LEARNING(learner=LABELS.get(name, words.RANDOM))
            part = span(progress, 0.2 + 0.8 * place / len(learners), 0.2 + 0.8 * (place + 1) / len(learners))
            trials[name] = awaited(partial(_trial, name, rows, how, tested), span(part, 0.0, 0.8), step)
            models[name] = awaited(partial(_model, name, rows, trials[name], question), span(part, 0.8, 1.0), step)
    is_tested = np.zeros(len(rows.outcome), dtype=np.bool_)
    is_tested[tested] = True
    best = max(trials, key=lambda name: trials[name].marks.auc)
    return Learned(
        table=_table(trials, rows.outcome[is_tested]),
        units={"auc": words.AUC, "lift": words.TIMES},
        sources=SOURCES,
        question=question,
        found_leaks=found,
        left_out=rows.left_out,
        split=how.told,
        best=best,
        models=models,
        trials=trials,
        tested=is_tested,
        outcome=rows.outcome,
    )


def _without(rows: Design, names: set[str]) -> Design:
    encoding = rows.encoding.without(names)
    kept = [place for place, name in enumerate(rows.encoding.columns) if name not in names]
    return rows.of(encoding, rows.matrix[:, kept])


def _trial(name: str, rows: Design, how: Splits, tested: Floats) -> Trial:
    scores = np.full(len(rows.outcome), np.nan)
    aucs = []
    for known, unseen in how.pairs:
        model = learner(name, rows.encoding, len(known)).fit(rows.matrix[known], rows.outcome[known])
        scores[unseen] = model.predict_proba(rows.matrix[unseen])[:, 1]
        aucs.append(float(roc_auc_score(rows.outcome[unseen], scores[unseen])))
    return Trial(scores[tested], marks(rows.outcome[tested], scores[tested]), tuple(aucs))


def _model(name: str, rows: Design, trial: Trial, question: Question) -> Model:
    estimator = learner(name, rows.encoding, len(rows.outcome)).fit(rows.matrix, rows.outcome)
    found = trial.marks
    skill = found.low > 0.5 and found.auc >= LOWEST_SKILL
    return Model(
        name,
        estimator,
        rows.encoding,
        _typical(rows.encoding, rows.matrix),
        question.positive,
        found.auc,
        skill,
    )


def _typical(encoding: Encoding, matrix: Floats) -> Floats:
    """The median of each number and the most frequent level of each category (its place is 0)."""
    reference = np.zeros(matrix.shape[1])
    for place in range(len(encoding.numbers)):
        known = matrix[~np.isnan(matrix[:, place]), place]
        reference[place] = float(np.median(known))
    return reference


def _table(trials: Mapping[str, Trial], outcome: Flags) -> pa.Table:
    rows = [(name, trial.marks) for name, trial in trials.items()]
    rows.append(("random", marks(outcome, np.random.default_rng(SEED).random(len(outcome)))))
    names = ("auc", "low", "high", "lift", "brier", "calibration_error")
    columns = {name: [getattr(found, name) for _, found in rows] for name in names}
    return pa.table({"learner": [name for name, _ in rows], **columns})
