"""A model of buying fitted to customers, with its likelihood, standard errors and a check of its counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from keta.insight.base import BadInput, Figure, Progress, Result, Source, Text, listed, silent
from keta.insight.base.figures import bars
from keta.insight.lifetime import words
from keta.insight.lifetime.bg_bb import BgBb
from keta.insight.lifetime.histories import Histories
from keta.insight.lifetime.maximise import Optimum, maximise_in_two_steps
from keta.insight.lifetime.models import (
    SOURCES,
    BuyingModel,
    likelihood_of,
    model_class,
    named_parameters,
    parameter_names,
)
from keta.insight.lifetime.reading import SummaryColumns, read_summary
from keta.insight.lifetime.special import Floats
from keta.insight.lifetime.summary import DAYS, UNIT_WORDS, time_unit

FEWEST_CUSTOMERS = 10
FEWEST_REPEATERS = 3
FEW_REPEATERS = 100
SHOWN_COUNTS = 8


@dataclass(frozen=True)
class Fit(Result):
    """`model` answers for single customers; `table`: parameter, estimate, standard_error."""

    model: BuyingModel
    log_likelihood: float
    customers: int
    repeaters: int
    at_edge: tuple[str, ...]
    time: str
    counted: tuple[tuple[float, ...], tuple[float, ...]]
    histories: Histories

    @property
    def parameters(self) -> dict[str, float]:
        return named_parameters(self.model)

    @property
    def bic(self) -> float:
        """Bayesian information criterion (Schwarz 1978): smaller is better."""
        return float(len(self.parameters) * np.log(self.customers) - 2.0 * self.log_likelihood)

    def story(self) -> Sequence[Text]:
        told = [
            words.FIT(
                model=self.model.label,
                customers=self.customers,
                likelihood=self.log_likelihood,
                criterion=self.bic,
                parameters=listed(f"{name} {value:.3f}" for name, value in self.parameters.items()),
            )
        ]
        horizon = self.year
        expected = float(self.model.expected_of_new(horizon)[0])
        told.append(words.FIT_NEW(expected=expected, horizon=horizon, unit=UNIT_WORDS[self.time]))
        if self.at_edge:
            told.append(words.AT_EDGE(parameters=listed(self.at_edge)))
        if self.repeaters < FEW_REPEATERS:
            told.append(words.FEW)
        return told

    @property
    def year(self) -> float:
        """Whole units of time in about a year: 52 weeks, 12 months,
        365 days; BG/BB: opportunities, ten of them.
        """
        return 10.0 if isinstance(self.model, BgBb) else float(int(DAYS["year"] / DAYS[self.time] + 1e-9))

    def figure(self) -> Figure:
        fact, expected = self.counted
        names = [str(count) for count in range(SHOWN_COUNTS - 1)] + [f"{SHOWN_COUNTS - 1}+"]
        title = words.FIT_FIGURE(model=self.model.label)
        series = [(words.FACT, fact), (words.EXPECTED, expected)]
        return bars(title, names, series, words.CUSTOMERS)


def fit(
    source: Source | Histories,
    model: str = "bg_nbd",
    columns: SummaryColumns = SummaryColumns(),
    time: str = "week",
    progress: Progress = silent,
) -> Fit:
    """Greatest likelihood of `model` on a summary table (see `summarise`) or histories;
    `time` is the unit of its times.
    """
    kind = model_class(model)
    histories = source if isinstance(source, Histories) else read_summary(source, columns).histories()
    unit = time_unit(time)
    repeaters = check_enough(histories, kind)
    progress(0.0, words.FITTING(model=kind.label))
    optimum = maximise_in_two_steps(likelihood_of(model), histories, _starts(kind, histories), progress)
    progress(1.0, words.FITTING(model=kind.label))
    fitted = kind(*(float(value) for value in optimum.parameters))
    names = list(named_parameters(fitted))
    return Fit(
        table=_table(names, optimum),
        units={"estimate": words.PER_MODEL(unit=unit)},
        sources=(SOURCES[model],),
        model=fitted,
        log_likelihood=optimum.log_likelihood,
        customers=round(histories.customer_count),
        repeaters=repeaters,
        at_edge=tuple(names[place] for place in optimum.at_edge),
        time=time,
        counted=_counted(fitted, histories),
        histories=histories,
    )


def check_enough(histories: Histories, kind: type[Any]) -> int:
    """The number of repeat buyers; refuses what no likelihood can settle."""
    label = kind.label
    customers = round(histories.customer_count)
    if customers < FEWEST_CUSTOMERS:
        raise BadInput(words.TOO_FEW(count=customers, model=label, needed=FEWEST_CUSTOMERS))
    if not histories.age.any():
        raise BadInput(words.NO_TIME, "age")
    repeaters = round(float(histories.customers[histories.frequency > 0].sum()))
    if repeaters < FEWEST_REPEATERS:
        raise BadInput(words.NOBODY_CAME_BACK(count=repeaters, model=label, needed=FEWEST_REPEATERS))
    if kind is BgBb:
        whole = (histories.recency == np.floor(histories.recency)) & (histories.age == np.floor(histories.age))
        over = int(np.count_nonzero((histories.frequency > histories.recency) | ~whole))
        if over:
            raise BadInput(words.MORE_THAN_CHANCES(count=over), "frequency")
    return repeaters


def _starts(kind: type[Any], histories: Histories) -> list[tuple[float, ...]]:
    """The model's starts, told for times around 30 units and scaled to the times at hand;
    BG/BB has no scale.
    """
    if kind is BgBb:
        return list(kind.starts)
    scale = float(np.average(histories.age, weights=histories.customers)) / 30.0
    places = {"alpha": scale, "beta": scale}
    names = parameter_names(kind)
    return [
        tuple(value * places.get(name, 1.0) for name, value in zip(names, start, strict=True)) for start in kind.starts
    ]


def _table(names: list[str], optimum: Optimum) -> pa.Table:
    # A parameter at the edge of the search has no error that could be told.
    errors = [None if place in optimum.at_edge else float(error) for place, error in enumerate(optimum.standard_errors)]
    return pa.table(
        {"parameter": names, "estimate": optimum.parameters, "standard_error": pa.array(errors, pa.float64())}
    )


def _counted(model: BuyingModel, histories: Histories) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Customers by repeat purchases, in fact and by the model with everybody's own time observed."""
    ages, code = histories.age_levels
    of_age = np.bincount(code, histories.customers, len(ages))
    keep = of_age > 0
    places = np.minimum(histories.frequency, SHOWN_COUNTS - 1).astype(np.intp)
    fact = np.bincount(places, histories.customers, SHOWN_COUNTS)
    expected = [float(of_age[keep] @ _chance(model, count, ages[keep])) for count in range(SHOWN_COUNTS - 1)]
    return tuple(fact.tolist()), (*expected, float(of_age.sum() - sum(expected)))


def _chance(model: BuyingModel, count: int, ages: Floats) -> Floats:
    chance = model.probability_of_count(np.full_like(ages, count), np.maximum(ages, 1e-9))
    return np.asarray(chance, dtype=np.float64)
