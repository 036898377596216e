"""How satisfied customers are: NPS, CSAT, CES, the ACSI index, gaps, importance against performance."""

from keta.insight.satisfaction.drivers import Drivers, Gaps, gaps, importance_performance
from keta.insight.satisfaction.measures import Measure, acsi, ces, csat, nps

__all__ = ["Drivers", "Gaps", "Measure", "acsi", "ces", "csat", "gaps", "importance_performance", "nps"]
