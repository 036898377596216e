"""What customers spend on a purchase: Gamma-Gamma fitted to the repeat purchases of a summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from keta.insight.base import CNY, BadInput, Figure, Progress, Result, Source, Text, Unit, listed, silent
from keta.insight.base.figures import points
from keta.insight.lifetime import words
from keta.insight.lifetime.fitting import FEWEST_CUSTOMERS
from keta.insight.lifetime.gamma_gamma import GammaGamma, GammaGammaLikelihood, Spending
from keta.insight.lifetime.maximise import maximise_in_two_steps
from keta.insight.lifetime.models import named_parameters
from keta.insight.lifetime.reading import Customers, SummaryColumns, read_summary

SUMMARY_COLUMNS = SummaryColumns(repeat_amount="repeat_amount")
HIGH_CORRELATION = 0.3
SHOWN_POINTS = 400


@dataclass(frozen=True)
class SpendingFit(Result):
    """`model.expected_amount(purchases, mean amount)` in whole units of money."""

    model: GammaGamma
    log_likelihood: float
    customers: int
    correlation: float
    money: Unit
    shown: tuple[tuple[float, ...], tuple[float, ...]]

    def story(self) -> Sequence[Text]:
        told = [
            words.SPENDING(
                customers=self.customers,
                likelihood=self.log_likelihood,
                parameters=listed(f"{name} {value:.3f}" for name, value in named_parameters(self.model).items()),
                mean=self.model.mean,
                code=self.money.code,
            )
        ]
        if not np.isfinite(self.model.mean):
            told.append(words.SPENDING_NO_MEAN)
        if abs(self.correlation) > HIGH_CORRELATION:
            told.append(words.CORRELATED(correlation=self.correlation))
        return told

    def figure(self) -> Figure:
        observed, shrunk = self.shown
        cloud = (words.CUSTOMERS, observed, shrunk)
        return points(words.SPENDING_FIGURE, [cloud], (words.OBSERVED, words.SHRUNK))


def fit_spending(
    source: Source,
    columns: SummaryColumns = SUMMARY_COLUMNS,
    money: Unit = CNY,
    progress: Progress = silent,
) -> SpendingFit:
    """Gamma-Gamma on the customers with repeat purchases of an amount above zero."""
    return fit_spending_of(read_summary(source, columns, money), money, progress)


def fit_spending_of(customers: Customers, money: Unit, progress: Progress = silent) -> SpendingFit:
    spending = spending_of(customers, money)
    count = round(float(spending.customers.sum()))
    if count < FEWEST_CUSTOMERS:
        raise BadInput(words.NO_SPENDING(count=count, needed=FEWEST_CUSTOMERS), "repeat_amount")
    middle = float(np.median(spending.amount))
    starts = [(1.0, 2.0, middle), (6.0, 4.0, middle / 2.0), (1.0, 10.0, 10.0 * middle)]
    optimum = maximise_in_two_steps(GammaGammaLikelihood, spending, starts, progress)
    model = GammaGamma(*(float(value) for value in optimum.parameters))
    table = {
        "parameter": ["p", "q", "gamma"],
        "estimate": optimum.parameters,
        "standard_error": optimum.standard_errors,
    }
    step = max(1, len(spending.amount) // SHOWN_POINTS)
    shrunk = model.expected_amount(spending.purchases[::step], spending.amount[::step])
    return SpendingFit(
        table=pa.table(table),
        units={"estimate": words.WHOLE(code=money.code)},
        sources=("Fader, Hardie (2013), note 025",),
        model=model,
        log_likelihood=optimum.log_likelihood,
        customers=count,
        correlation=_correlation(spending),
        money=money,
        shown=(tuple(spending.amount[::step].tolist()), tuple(shrunk.tolist())),
    )


def spending_of(customers: Customers, money: Unit) -> Spending:
    rows = (customers.frequency > 0) & (customers.repeat_amount > 0)
    purchases = customers.frequency[rows]
    return Spending(purchases, customers.repeat_amount[rows] / purchases / money.scale, customers.weights[rows])


def _correlation(spending: Spending) -> float:
    weights = spending.customers
    parts = np.cov(spending.purchases, spending.amount, aweights=weights)
    spread = float(np.sqrt(parts[0, 0] * parts[1, 1]))
    return float(parts[0, 1]) / spread if spread > 0 else 0.0
