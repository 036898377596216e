"""What every method returns: a table, its words in every language, a figure, its units and its sources."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from keta.insight.base.figures import Figure
from keta.insight.base.money import Unit
from keta.insight.base.text import CHINESE, Text, listed, same

UNITS = Text("Units: {units}.", "单位：{units}。")
SOURCES = Text("Sources: {sources}.", "依据：{sources}。")
SMALLEST = Text("1/{scale} {code}", "1/{scale} {code}")
COLUMN_UNIT = Text("{column} in {unit}", "{column}({unit})")


@dataclass(frozen=True)
class Result(ABC):
    """`table` holds the figures, `units` the unit of each column (a `Unit` for money),
    `sources` where the formulas come from."""

    table: pa.Table
    units: Mapping[str, Unit | Text]
    sources: tuple[str, ...]

    @abstractmethod
    def story(self) -> Sequence[Text]:
        """The findings, one sentence each, most important first."""

    @abstractmethod
    def figure(self) -> Figure:
        """Plain data for a chart (see `base/figures.py`)."""

    def figures(self) -> dict[str, Figure]:
        """Every figure of the result by its name, the one that `figure()` gives first."""
        return {"main": self.figure()}

    def explain(self, locale: str = CHINESE) -> str:
        """The findings with units and sources, one line each, in `locale` ("zh-Hans", "zh-Hant" or "en")."""
        units = [COLUMN_UNIT(column=column, unit=unit_words(unit)) for column, unit in self.units.items()]
        closing = (UNITS(units=listed(units)), SOURCES(sources=listed(self.sources)))
        return "\n".join(sentence.tell(locale) for sentence in (*self.story(), *closing))


def unit_words(unit: Unit | Text) -> Text:
    """Money is told as the part of the whole unit that the integers count: 1/100 CNY."""
    if isinstance(unit, Text):
        return unit
    return same(unit.code) if unit.decimals == 0 else SMALLEST(scale=unit.scale, code=unit.code)
