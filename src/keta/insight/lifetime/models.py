"""The models of buying by name, and what each can say; for fitting and scoring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, fields
from functools import partial
from typing import Any, Protocol

from keta.insight.base import BadInput, listed
from keta.insight.lifetime import words
from keta.insight.lifetime.beta_geometric import BetaGeometricLikelihood, BgNbd, MbgNbd
from keta.insight.lifetime.bg_bb import BgBb, bg_bb_likelihood
from keta.insight.lifetime.histories import Histories
from keta.insight.lifetime.maximise import Objective
from keta.insight.lifetime.pareto_nbd import ParetoNbd, pareto_likelihood
from keta.insight.lifetime.special import Floats


class BuyingModel(Protocol):
    """What every model of buying can say. Times are in the unit of the histories it was fitted on."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def starts(self) -> tuple[tuple[float, ...], ...]: ...
    def log_likelihood(self, histories: Histories) -> Floats: ...
    def probability_alive(self, histories: Histories) -> Floats: ...
    def purchases_if_alive(self, horizon: float, histories: Histories) -> Floats: ...
    def expected_purchases(self, horizon: float, histories: Histories) -> Floats: ...
    def expected_of_new(self, horizon: float | Floats) -> Floats: ...
    def probability_of_count(self, count: Floats, horizon: Floats) -> Floats: ...


MODELS: dict[str, type[Any]] = {model.name: model for model in (BgNbd, MbgNbd, ParetoNbd, BgBb)}

CONTINUOUS = (BgNbd.name, MbgNbd.name, ParetoNbd.name)
"""Models of a purchase at any time; BG/BB is for fixed opportunities only."""

_LIKELIHOODS: dict[str, Callable[[Histories], Objective]] = {
    BgNbd.name: partial(BetaGeometricLikelihood, early=BgNbd.early),
    MbgNbd.name: partial(BetaGeometricLikelihood, early=MbgNbd.early),
    ParetoNbd.name: pareto_likelihood,
    BgBb.name: bg_bb_likelihood,
}

SOURCES = {
    BgNbd.name: "Fader, Hardie, Lee (2005), Marketing Science 24(2)",
    MbgNbd.name: "Batislam, Denizel, Filiztekin (2007), International Journal of Research in Marketing 24(3)",
    ParetoNbd.name: "Schmittlein, Morrison, Colombo (1987), Management Science 33(1); Fader, Hardie note 009",
    BgBb.name: "Fader, Hardie, Shang (2010), Marketing Science 29(6)",
}


def model_class(name: str) -> type[Any]:
    if name not in MODELS:
        raise BadInput(words.UNKNOWN_MODEL(name=name, known=listed(MODELS)))
    return MODELS[name]


def likelihood_of(name: str) -> Callable[[Histories], Objective]:
    return _LIKELIHOODS[name]


def parameter_names(kind: type[Any]) -> list[str]:
    return [part.name for part in fields(kind)]


def named_parameters(model: Any) -> dict[str, float]:
    return dict(zip(parameter_names(type(model)), astuple(model), strict=True))
