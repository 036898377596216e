"""What each customer still brings: chance of being alive, purchases expected, their worth, all at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from keta.insight.base import CNY, BadInput, Figure, Progress, Result, Source, Text, Unit, awaited, silent, span
from keta.insight.base.figures import bars
from keta.insight.lifetime import words
from keta.insight.lifetime.bg_bb import BgBb
from keta.insight.lifetime.discount import alive_now, continuous_rate, discounted_purchases
from keta.insight.lifetime.fitting import Fit
from keta.insight.lifetime.gamma_gamma import GammaGamma
from keta.insight.lifetime.histories import Histories
from keta.insight.lifetime.reading import Customers, SummaryColumns, read_summary
from keta.insight.lifetime.special import Floats
from keta.insight.lifetime.summary import DAYS, UNIT_WORDS


@dataclass(frozen=True)
class Outlook:
    """`horizon` for expected purchases, in the unit of the fit;
    worth for ever or for `worth_horizon`, discounted.
    """

    horizon: float = 52.0
    yearly_discount: float = 0.10
    worth_horizon: float = math.inf
    margin: float = 1.0
    money: Unit = CNY


@dataclass(frozen=True)
class Scores(Result):
    """`table`: customer, probability_alive, expected_purchases,
    discounted_purchases, expected_amount, value.
    """

    outlook: Outlook
    time: str
    equity: int | None
    weights: Floats

    def story(self) -> Sequence[Text]:
        alive = float(self.weights @ self.table["probability_alive"].to_numpy())
        expected = float(self.weights @ self.table["expected_purchases"].to_numpy())
        told = [
            words.SCORES(
                customers=round(float(self.weights.sum())),
                alive=alive,
                expected=expected,
                horizon=self.outlook.horizon,
                unit=UNIT_WORDS[self.time],
            )
        ]
        if self.equity is not None:
            equity = self.outlook.money.told(self.equity)
            told.append(words.EQUITY(equity=equity, rate=self.outlook.yearly_discount))
            told.append(words.MARGIN(margin=self.outlook.margin))
        return told

    def figure(self) -> Figure:
        alive = self.table["probability_alive"].to_numpy()
        places = np.minimum((alive * 10).astype(np.intp), 9)
        counts = np.bincount(places, self.weights, 10).tolist()
        names = [f"{tenth / 10:.1f}-{(tenth + 1) / 10:.1f}" for tenth in range(10)]
        return bars(words.SCORES_FIGURE, names, [(words.CUSTOMERS, counts)], words.CUSTOMERS)


def score(
    source: Source,
    fitted: Fit,
    spending: GammaGamma | None = None,
    outlook: Outlook = Outlook(),
    columns: SummaryColumns = SummaryColumns(),
    progress: Progress = silent,
) -> Scores:
    """Scores of each row of a summary table; values, in smallest units, where `spending` was fitted too."""
    customers = read_summary(source, columns, outlook.money)
    if not outlook.horizon > 0:
        raise BadInput(words.BAD_HORIZON(horizon=outlook.horizon))
    table = _purchases(customers, fitted, outlook, progress)
    equity = None
    if spending is not None:
        table |= _values(customers, spending, table["discounted_purchases"], outlook)
        equity = int(customers.weights @ table["value"])
    progress(1.0, words.SCORING)
    return Scores(
        pa.table(table),
        _units(fitted, outlook),
        fitted.sources,
        outlook,
        fitted.time,
        equity,
        customers.weights,
    )


def _purchases(customers: Customers, fitted: Fit, outlook: Outlook, progress: Progress) -> dict[str, Any]:
    progress(0.1, words.SCORING)
    histories, code = Histories.with_codes(customers.frequency, customers.recency, customers.age)
    pairs, pair = alive_now(histories)
    alive = awaited(lambda: fitted.model.probability_alive(histories), span(progress, 0.1, 0.3), words.SCORING)
    expected = alive * fitted.model.purchases_if_alive(outlook.horizon, pairs)[pair]
    worth = awaited(
        lambda: discounted_purchases(fitted.model, _rate(fitted, outlook), histories, outlook.worth_horizon),
        span(progress, 0.3, 1.0),
        words.SCORING,
    )
    return {
        "customer": _names(customers, len(code)),
        "probability_alive": alive[code],
        "expected_purchases": expected[code],
        "discounted_purchases": worth[code],
    }


def _rate(fitted: Fit, outlook: Outlook) -> float:
    """BG/BB compounds at each opportunity, taken as one a year; the others continuously."""
    if isinstance(fitted.model, BgBb):
        return outlook.yearly_discount
    return continuous_rate(outlook.yearly_discount, DAYS["year"] / DAYS[fitted.time])


def _names(customers: Customers, count: int) -> Any:
    return customers.customer if customers.customer is not None else pa.array(range(count))


def _values(
    customers: Customers, spending: GammaGamma, discounted: Floats, outlook: Outlook
) -> dict[str, NDArray[Any]]:
    amount = _amounts(customers, spending, outlook)
    value = np.round(discounted * amount * outlook.margin * outlook.money.scale)
    return {"expected_amount": amount, "value": value.astype(np.int64)}


def _amounts(customers: Customers, spending: GammaGamma, outlook: Outlook) -> Floats:
    if not math.isfinite(spending.mean):
        raise BadInput(words.SPENDING_NO_MEAN)
    counted = np.where(customers.repeat_amount > 0, customers.frequency, 0.0)
    mean = customers.repeat_amount / np.maximum(counted, 1.0) / outlook.money.scale
    return spending.expected_amount(counted, mean)


def _units(fitted: Fit, outlook: Outlook) -> dict[str, Text | Unit]:
    return {
        "probability_alive": words.PROBABILITY,
        "expected_purchases": words.PURCHASES,
        "discounted_purchases": words.PURCHASES,
        "expected_amount": words.WHOLE(code=outlook.money.code),
        "value": outlook.money,
    }
