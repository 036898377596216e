"""Early warnings: who is leaving, what falls behind, what costs too much, who owes too much."""

from keta.insight.warning.backtest import Backtest, Trial, backtest
from keta.insight.warning.churn import Churn, Watch, churn
from keta.insight.warning.limit_backtest import LimitBacktest, LimitTrial, limit_backtest
from keta.insight.warning.limits import Limits, Standing, budget, credit, progress

__all__ = [
    "Backtest",
    "Churn",
    "LimitBacktest",
    "LimitTrial",
    "Limits",
    "Standing",
    "Trial",
    "Watch",
    "backtest",
    "budget",
    "churn",
    "credit",
    "limit_backtest",
    "progress",
]
