"""Pictures of figures and pages of results: PNG, SVG and self-contained HTML, in Chinese or English."""

from keta.insight.base.drawing.page import write_page
from keta.insight.base.drawing.picture import draw

__all__ = ["draw", "write_page"]
