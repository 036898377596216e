"""What every method returns: a table, its words in two languages, a figure, its units and its sources."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from keta.insight.base.figures import Figure
from keta.insight.base.text import CHINESE, Text, listed

UNITS = Text("Units: {units}.", "单位:{units}。")
SOURCES = Text("Sources: {sources}.", "依据:{sources}。")
COLUMN_UNIT = Text("{column} in {unit}", "{column}({unit})")


@dataclass(frozen=True)
class Result(ABC):
    """`table` holds the figures, `units` the unit of each of its columns, `sources` where formulas are from."""

    table: pa.Table
    units: Mapping[str, Text]
    sources: tuple[str, ...]

    @abstractmethod
    def story(self) -> Sequence[Text]:
        """The findings, one sentence each, most important first."""

    @abstractmethod
    def figure(self) -> Figure:
        """Plain data for a chart (see `base/figures.py`)."""

    def explain(self, locale: str = CHINESE) -> str:
        """The findings with units and sources, one line each, in `locale` ("zh-Hans" or "en")."""
        units = [COLUMN_UNIT(column=column, unit=unit) for column, unit in self.units.items()]
        closing = (UNITS(units=listed(units)), SOURCES(sources=listed(self.sources)))
        return "\n".join(sentence.tell(locale) for sentence in (*self.story(), *closing))
