"""Recency, frequency, monetary amount: who bought when, how often, how much."""

from keta.insight.rfm.scoring import Borders, Rfm, Scoring, rfm

__all__ = ["Borders", "Rfm", "Scoring", "rfm"]
