"""What a customer will still bring: models of buying and spending, cohorts, and values by hand."""

from keta.insight.lifetime.beta_geometric import BgNbd, MbgNbd
from keta.insight.lifetime.bg_bb import BgBb
from keta.insight.lifetime.choice import Candidates, Choice, choose
from keta.insight.lifetime.cohorts import CohortPlan, Cohorts, Equity, cohorts, customer_equity
from keta.insight.lifetime.confidence import Confidence, Resampling, confidence
from keta.insight.lifetime.discount import continuous_rate, discounted_purchases
from keta.insight.lifetime.expression import Lines, summary_expression
from keta.insight.lifetime.fitting import Fit, fit
from keta.insight.lifetime.gamma_gamma import GammaGamma, Spending
from keta.insight.lifetime.histories import Histories
from keta.insight.lifetime.holdout import Holdout, Split, holdout
from keta.insight.lifetime.pareto_nbd import ParetoNbd
from keta.insight.lifetime.reading import SummaryColumns
from keta.insight.lifetime.scores import Outlook, Scores, score
from keta.insight.lifetime.simple import CustomerValue, Relationship, present_value, simple_value
from keta.insight.lifetime.spending import SpendingFit, fit_spending
from keta.insight.lifetime.summary import Observation, Summary, summarise

__all__ = [
    "BgBb",
    "BgNbd",
    "Candidates",
    "Choice",
    "CohortPlan",
    "Cohorts",
    "Confidence",
    "CustomerValue",
    "Equity",
    "Fit",
    "GammaGamma",
    "Histories",
    "Holdout",
    "Lines",
    "MbgNbd",
    "Observation",
    "Outlook",
    "ParetoNbd",
    "Relationship",
    "Resampling",
    "Scores",
    "Spending",
    "SpendingFit",
    "Split",
    "Summary",
    "SummaryColumns",
    "choose",
    "cohorts",
    "confidence",
    "continuous_rate",
    "customer_equity",
    "discounted_purchases",
    "fit",
    "fit_spending",
    "holdout",
    "present_value",
    "score",
    "simple_value",
    "summarise",
    "summary_expression",
]
