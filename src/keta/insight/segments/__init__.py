"""Which customers are alike: k-means, Gaussian mixture, fuzzy c-means, and look-alikes of chosen customers."""

from keta.insight.segments.alike import LookAlikes, look_alikes
from keta.insight.segments.fuzzy import Fuzzy, fuzzy_c_means
from keta.insight.segments.grouping import Grouping, Segments, segment

__all__ = ["Fuzzy", "Grouping", "LookAlikes", "Segments", "fuzzy_c_means", "look_alikes", "segment"]
