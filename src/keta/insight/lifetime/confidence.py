"""How sure a fit is: the customers are drawn again with replacement and the model fitted again,
many times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from keta.insight.base import BadInput, Figure, Progress, Result, Text, silent
from keta.insight.base.figures import bars
from keta.insight.lifetime import words
from keta.insight.lifetime.fitting import Fit
from keta.insight.lifetime.histories import Histories
from keta.insight.lifetime.maximise import maximise
from keta.insight.lifetime.models import BuyingModel, likelihood_of, model_class, named_parameters
from keta.insight.lifetime.special import Floats
from keta.insight.lifetime.summary import UNIT_WORDS


@dataclass(frozen=True)
class Resampling:
    """How often and with which seed; `level` is the share of resamples inside the interval."""

    resamples: int = 200
    level: float = 0.95
    seed: int = 20261121


@dataclass(frozen=True)
class Confidence(Result):
    """`table`: quantity, estimate, low, high; the last two quantities are expectations over `horizon`."""

    resampling: Resampling
    horizon: float

    def story(self) -> Sequence[Text]:
        facts = self.resampling
        told = [words.CONFIDENCE(level=facts.level, resamples=facts.resamples, seed=facts.seed)]
        for row in self.table.to_pylist():
            told.append(
                words.INTERVAL(name=row["quantity"], estimate=row["estimate"], low=row["low"], high=row["high"])
            )
        return told

    def figure(self) -> Figure:
        rows = self.table.to_pylist()
        labels = {"low": words.LOW, "estimate": words.ESTIMATE, "high": words.HIGH}
        series = [(label, [row[name] for row in rows]) for name, label in labels.items()]
        return bars(words.CONFIDENCE_FIGURE, [row["quantity"] for row in rows], series)


def confidence(
    fitted: Fit, horizon: float = 52.0, resampling: Resampling = Resampling(), progress: Progress = silent
) -> Confidence:
    """Percentile intervals (Efron 1979) of the parameters,
    of a new customer's and of all customers' purchases in `horizon`.
    """
    if not 0.0 < resampling.level < 1.0 or resampling.resamples < 2:
        raise BadInput(words.BAD_SHARE(value=resampling.level))
    random = np.random.default_rng(resampling.seed)
    histories, count = fitted.histories, fitted.customers
    chances = histories.customers / histories.customers.sum()
    drawn = []
    for done in range(resampling.resamples):
        progress(done / resampling.resamples, words.RESAMPLING)
        again = random.multinomial(count, chances).astype(np.float64)
        drawn.append(_quantities(_refitted(fitted, histories.weighted(again)), histories.weighted(again), horizon))
    edge = (1.0 - resampling.level) / 2.0
    low, high = np.quantile(np.array(drawn), [edge, 1.0 - edge], axis=0)
    names = [*fitted.parameters, "expected_of_new", "expected_of_all"]
    estimate = _quantities(fitted.model, histories, horizon)
    table = pa.table({"quantity": names, "estimate": estimate, "low": low, "high": high})
    units = {"estimate": words.PER_MODEL(unit=UNIT_WORDS[fitted.time])}
    return Confidence(table, units, ("Efron (1979), Annals of Statistics 7(1)", *fitted.sources), resampling, horizon)


def _refitted(fitted: Fit, histories: Histories) -> BuyingModel:
    drawn = histories.customers > 0
    parts = (histories.frequency, histories.recency, histories.age, histories.customers)
    resample = Histories(*(part[drawn] for part in parts))
    start = list(named_parameters(fitted.model).values())
    optimum = maximise(likelihood_of(fitted.model.name)(resample), fitted.customers, [start])
    model: BuyingModel = model_class(fitted.model.name)(*optimum.parameters.tolist())
    return model


def _quantities(model: BuyingModel, histories: Histories, horizon: float) -> Floats:
    of_all = float(histories.customers @ model.expected_purchases(horizon, histories))
    return np.array([*named_parameters(model).values(), float(model.expected_of_new(horizon)[0]), of_all])
