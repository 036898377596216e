"""The weighted score of a customer, and what follows: quadrants, portfolio, kind of loyalty, stage of life."""

from keta.insight.score.card import DELIVERED, Indicator, Scorecard
from keta.insight.score.content import Border, ValueAndSatisfaction, value_and_satisfaction
from keta.insight.score.loyalty import Evidence, Loyalty, loyalty
from keta.insight.score.portfolio import Portfolio, portfolio
from keta.insight.score.scoring import Scores, score
from keta.insight.score.stages import Stages, Timing, stages

__all__ = [
    "DELIVERED",
    "Border",
    "Evidence",
    "Indicator",
    "Loyalty",
    "Portfolio",
    "Scorecard",
    "Scores",
    "Stages",
    "Timing",
    "ValueAndSatisfaction",
    "loyalty",
    "portfolio",
    "score",
    "stages",
    "value_and_satisfaction",
]
