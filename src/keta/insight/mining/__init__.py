"""What customers will do and what goes with what: learned from tables,
tested on rows not seen, told in words.
"""

from keta.insight.mining.baskets import Offers, RulePlan, Rules, association_rules, cross_sell
from keta.insight.mining.contacts import Campaign, ContactList, best_contacts
from keta.insight.mining.drift import Drift, drift
from keta.insight.mining.forecast import Forecast, ForecastPlan, forecast
from keta.insight.mining.learning import Learned, learn
from keta.insight.mining.model import Model, Scored, load_model
from keta.insight.mining.question import Question
from keta.insight.mining.reasons import Reasons, reasons
from keta.insight.mining.snapshots import NEXT_PURCHASE, purchase_snapshots
from keta.insight.mining.trees import TreeRules, tree_rules
from keta.insight.mining.uplift import CampaignTest, Uplift, uplift

__all__ = [
    "NEXT_PURCHASE",
    "Campaign",
    "CampaignTest",
    "ContactList",
    "Drift",
    "Forecast",
    "ForecastPlan",
    "Learned",
    "Model",
    "Offers",
    "Question",
    "Reasons",
    "RulePlan",
    "Rules",
    "Scored",
    "TreeRules",
    "Uplift",
    "association_rules",
    "best_contacts",
    "cross_sell",
    "drift",
    "forecast",
    "learn",
    "load_model",
    "purchase_snapshots",
    "reasons",
    "tree_rules",
    "uplift",
]
