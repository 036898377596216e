"""The customer pyramid: who carries us, who moved and why, what if we lift six."""

from keta.insight.pyramid.concentration import Concentration, concentration
from keta.insight.pyramid.cuts import CURRY, Cut, Cuts
from keta.insight.pyramid.migration import Migration, Moves, migration
from keta.insight.pyramid.plan import Comparison, compare
from keta.insight.pyramid.ranking import People, Rule
from keta.insight.pyramid.scenario import Costs, Move, Scenario, what_if
from keta.insight.pyramid.tower import Layer, Pyramid, pyramid

__all__ = [
    "CURRY",
    "Comparison",
    "Concentration",
    "Costs",
    "Cut",
    "Cuts",
    "Layer",
    "Migration",
    "Move",
    "Moves",
    "People",
    "Pyramid",
    "Rule",
    "Scenario",
    "compare",
    "concentration",
    "migration",
    "pyramid",
    "what_if",
]
