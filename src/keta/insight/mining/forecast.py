"""Forecasts with intervals, tried against the naive and the seasonal naive one before they are believed.

Hyndman, Athanasopoulos (2018), Forecasting: Principles and Practice; Hyndman, Koehler (2006) for the MASE.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa

from keta.insight.base import (
    BadInput,
    Figure,
    Progress,
    Result,
    Source,
    Text,
    awaited,
    fetch,
    number,
    read,
    silent,
    span,
)
from keta.insight.base.columns import day
from keta.insight.base.figures import lines, with_band
from keta.insight.mining import forecast_words as words
from keta.insight.mining.table import Floats

NAIVE, SEASONAL = "naive", "seasonal_naive"
LABELS = {
    NAIVE: words.NAIVE,
    SEASONAL: words.SEASONAL,
    "ets": Text("ETS", "ETS 指数平滑"),
    "arima": Text("ARIMA", "ARIMA"),
}


@dataclass(frozen=True)
class ForecastPlan:
    """How many periods ahead, how many make a season (12 for months,
    4 for quarters, 1 for none), and the interval.
    """

    horizon: int = 12
    season: int = 12
    level: int = 95
    methods: tuple[str, ...] = ("ets", "arima")
    trials: int = 5


@dataclass(frozen=True)
class Forecast(Result):
    """`table`: step, value, low, high; `errors` the mean absolute scaled
    error of each method on held-out periods.
    """

    plan: ForecastPlan
    method: str
    errors: dict[str, float]
    coverage: float
    trials: int
    history: tuple[float, ...]

    @property
    def has_skill(self) -> bool:
        """Whether the chosen method beat both naive ones on periods it had not seen."""
        return self.method not in (NAIVE, SEASONAL)

    def story(self) -> Sequence[Text]:
        naive = min((name for name in (NAIVE, SEASONAL) if name in self.errors), key=lambda name: self.errors[name])
        facts = {"method": LABELS[self.method], "error": self.errors[self.method], "trials": self.trials}
        if self.has_skill:
            told = words.BETTER(naive=LABELS[naive], naive_error=self.errors[naive], **facts)
        else:
            told = words.NO_BETTER(**facts)
        first = self.table.slice(0, 1).to_pylist()[0]
        inside = words.COVERAGE(level=self.plan.level, coverage=self.coverage)
        return [
            told,
            words.NEXT(level=self.plan.level, **{name: first[name] for name in ("value", "low", "high")}),
            inside,
        ]

    def figure(self) -> Figure:
        rows, shown = self.table.to_pydict(), list(self.history[-4 * max(self.plan.season, 6) :])
        ahead, before = len(rows["value"]), len(shown)
        steps = list(range(1 - before, ahead + 1))
        coming = {name: [*[None] * (before - 1), shown[-1], *rows[name]] for name in ("value", "low", "high")}
        curves = [(words.FACT, [*shown, *[None] * ahead]), (words.EXPECTED, coming["value"])]
        drawn = lines(words.FORECAST_FIGURE, steps, curves, words.STEP, words.VALUE)
        return with_band(drawn, words.INTERVAL(level=self.plan.level), coming["low"], coming["high"])


def forecast(
    source: Source,
    value: str = "value",
    date: str = "",
    plan: ForecastPlan = ForecastPlan(),
    progress: Progress = silent,
) -> Forecast:
    """The next periods of a series of equal periods (in row order, or sorted by `date`); the method is
    chosen by its
    error on held-out periods, and a naive one is kept where nothing beats it."""
    series = _series(source, value, date)
    _check(series, value, plan)
    trials = min(plan.trials, (len(series) - _fewest(plan)) // plan.horizon)
    errors, inside = _trials(series, plan, trials, progress)
    # A tie goes to the simpler method, which stands first.
    method = min(errors, key=lambda name: errors[name])
    ahead = _ahead(method, series, plan)
    table = pa.table({"step": range(1, plan.horizon + 1), "value": ahead[0], "low": ahead[1], "high": ahead[2]})
    sources = ("Hyndman, Athanasopoulos (2018)", "Hyndman, Koehler (2006), Int. J. of Forecasting 22(4)")
    units = dict.fromkeys(("value", "low", "high"), words.OF_SERIES)
    return Forecast(table, units, sources, plan, method, errors, inside[method], trials, tuple(series.tolist()))


def _series(source: Source, value: str, date: str) -> Floats:
    reading = read(source, (number(value, "value"), *((day(date),) if date else ())))
    rows = fetch(reading.table.order_by("date") if date else reading.table)
    if date and len(set(rows["date"].to_pylist())) < rows.num_rows:
        raise BadInput(words.TWO_A_DAY, date)
    return np.asarray(rows["value"].to_numpy(), dtype=np.float64)


def _fewest(plan: ForecastPlan) -> int:
    """Enough to learn from: two seasons and ten periods."""
    return max(10, 2 * plan.season + 1)


def _check(series: Floats, value: str, plan: ForecastPlan) -> None:
    unknown = [name for name in plan.methods if name not in LABELS]
    if unknown or plan.horizon < 1 or plan.season < 1 or plan.trials < 1:
        raise BadInput(words.BAD_PLAN)
    needed = _fewest(plan) + plan.horizon
    if len(series) < needed:
        raise BadInput(words.TOO_SHORT(count=len(series), needed=needed), value)
    if np.ptp(series) == 0:
        raise BadInput(words.NO_CHANGE, value)


def _trials(
    series: Floats, plan: ForecastPlan, trials: int, progress: Progress
) -> tuple[dict[str, float], dict[str, float]]:
    """Mean absolute error and share inside the interval, over rolling origins;
    scaled by the seasonal naive step.
    """
    names = [NAIVE, *([SEASONAL] if plan.season > 1 else []), *plan.methods]
    misses: dict[str, list[float]] = {name: [] for name in names}
    inside: dict[str, list[float]] = {name: [] for name in names}
    for trial in range(trials):
        end = len(series) - (trials - trial) * plan.horizon
        past, fact = series[:end], series[end : end + plan.horizon]
        scale = float(np.abs(past[plan.season :] - past[: -plan.season]).mean()) or 1.0
        for name in names:
            place, parts = trial * len(names) + names.index(name), trials * len(names)
            step = span(progress, place / parts, (place + 1) / parts)
            work = partial(_ahead, name, past, plan)
            value, low, high = awaited(work, step, words.TRYING(method=LABELS[name]))
            misses[name].append(float(np.abs(value - fact).mean()) / scale)
            inside[name].append(float(((low <= fact) & (fact <= high)).mean()))
    return {name: float(np.mean(found)) for name, found in misses.items()}, {
        name: float(np.mean(found)) for name, found in inside.items()
    }


def _model(name: str, season: int) -> Any:
    # Compiles for seconds when imported, which no other method and no help text should wait for.
    from statsforecast.models import AutoARIMA, AutoETS, Naive, SeasonalNaive  # noqa: PLC0415 - see above

    if name == NAIVE:
        return Naive()
    if name == SEASONAL:
        return SeasonalNaive(season)
    return AutoETS(season_length=season) if name == "ets" else AutoARIMA(season_length=season)


def _ahead(name: str, series: Floats, plan: ForecastPlan) -> tuple[Floats, Floats, Floats]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = _model(name, plan.season).forecast(series, h=plan.horizon, level=[plan.level])
    return found["mean"], found[f"lo-{plan.level}"], found[f"hi-{plan.level}"]
