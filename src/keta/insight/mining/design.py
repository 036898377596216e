"""The rows to learn from: outcome, features, time and groups, with what was left out and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from keta.insight.base import BadInput, Source, Text, listed
from keta.insight.mining import words
from keta.insight.mining.question import Question
from keta.insight.mining.table import CATEGORY, DAY, NOTHING, NUMBER, Facts, Floats, columns_of

FEWEST_OF_A_CLASS = 30
MOST_LEVELS = 30
IDENTIFYING_SHARE = 0.5

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Encoding:
    """Columns as numbers: categories by the place of their level (most frequent first),
    anything else as NaN.
    """

    numbers: tuple[str, ...]
    levels: Mapping[str, tuple[str, ...]]

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.numbers, *self.levels)

    def without(self, names: set[str]) -> Encoding:
        numbers = tuple(name for name in self.numbers if name not in names)
        return Encoding(numbers, {name: levels for name, levels in self.levels.items() if name not in names})

    def matrix(self, columns: Mapping[str, Facts]) -> Floats:
        parts = []
        for name in self.columns:
            if name not in columns:
                raise BadInput(words.NO_COLUMN(columns=listed(columns)), name)
            parts.append(self._encoded(name, columns[name]))
        return np.column_stack(parts)

    def _encoded(self, name: str, facts: Facts) -> Floats:
        if name in self.levels:
            places = {level: float(place) for place, level in enumerate(self.levels[name])}
            return np.asarray(as_text(facts.values).map(places).to_numpy(dtype=np.float64))
        if facts.kind == NOTHING:
            return np.full(len(facts.values), np.nan)
        if facts.kind != NUMBER:
            raise BadInput(words.MIXED(count=len(facts.values), example=facts.values.dropna().iloc[0]), name)
        return np.asarray(facts.values.to_numpy(dtype=np.float64))

    def told(self, name: str, value: float) -> Text | str:
        """A cell as a person would write it."""
        if np.isnan(value):
            return words.UNKNOWN_VALUE
        return self.levels[name][int(value)] if name in self.levels else f"{value:g}"


@dataclass(frozen=True)
class Design:
    """Rows ready to learn from. `days` are datetime64 columns by name, for the leak check."""

    matrix: Floats
    encoding: Encoding
    outcome: Flags
    moments: NDArray[np.datetime64] | None
    groups: NDArray[np.intp] | None
    days: Mapping[str, NDArray[np.datetime64]]
    left_out: tuple[Text, ...]

    def of(self, encoding: Encoding, matrix: Floats) -> Design:
        """The same rows with other columns."""
        if not encoding.columns:
            raise BadInput(words.NO_FEATURES(reasons=words.NO_LEAK_FREE))
        return replace(self, encoding=encoding, matrix=matrix)


def design(source: Source, question: Question) -> Design:
    """Reads the table for `question`; refuses what cannot be learned from, with the column and the reason."""
    columns, _ = columns_of(source, question.roles)
    _check_identifier(columns, question)
    outcome, kept = _outcome(columns[question.target], question)
    columns = {name: Facts(name, facts.kind, facts.values[kept]) for name, facts in columns.items()}
    moments = _moments(columns[question.time]) if question.time else None
    encoding, left_out = _encoding(columns, question)
    if not encoding.columns:
        raise BadInput(words.NO_FEATURES(reasons=listed(left_out) if left_out else "-"))
    groups = pd.factorize(as_text(columns[question.group].values))[0] if question.group else None
    days = {
        name: facts.values.to_numpy()
        for name, facts in columns.items()
        if facts.kind == DAY and name not in question.roles
    }
    return Design(encoding.matrix(columns), encoding, outcome, moments, groups, days, left_out)


def _outcome(facts: Facts, question: Question) -> tuple[Flags, Flags]:
    """Whether each kept row is positive, and which rows are kept."""
    texts = as_text(facts.values)
    missing = int(texts.isna().sum())
    if missing:
        raise BadInput(words.MISSING(count=missing), question.target)
    values = sorted(texts.unique())
    if len(values) == 1:
        raise BadInput(words.ONE_CLASS(count=len(texts), value=values[0]), question.target)
    if len(values) > 2 and not (question.positive and question.negative):
        raise BadInput(words.MANY_CLASSES(count=len(values), values=listed(values[:6])), question.target)
    positive = question.positive or values[-1]
    negative = question.negative or next(value for value in values if value != positive)
    for value in (positive, negative):
        if value not in values:
            raise BadInput(words.NO_POSITIVE(value=value, values=listed(values[:6])), question.target)
    kept = texts.isin([positive, negative]).to_numpy()
    outcome = (texts[kept] == positive).to_numpy()
    rarer = int(min(outcome.sum(), (~outcome).sum()))
    if rarer < FEWEST_OF_A_CLASS:
        raise BadInput(words.TOO_FEW(count=rarer, needed=FEWEST_OF_A_CLASS), question.target)
    return outcome, kept


def as_text(values: pd.Series) -> pd.Series:
    """Values as a person writes them: 1 for 1.0, yes for yes; missing ones stay missing."""
    if values.dtype.kind in "fi":
        return values.map(lambda value: None if pd.isna(value) else f"{value:g}").astype(object)
    if values.dtype.kind == "M":
        return values.dt.strftime("%Y-%m-%d").astype(object)
    return values.astype(object)


def _check_identifier(columns: Mapping[str, Facts], question: Question) -> None:
    if question.identifier:
        repeated = int(columns[question.identifier].values.duplicated().sum())
        if repeated:
            raise BadInput(words.REPEATED(count=repeated), question.identifier)


def _moments(facts: Facts) -> NDArray[np.datetime64]:
    if facts.kind != DAY:
        example = facts.values.dropna()
        raise BadInput(
            words.NOT_DATES(count=len(facts.values), example=example.iloc[0] if len(example) else ""),
            facts.name,
        )
    missing = int(facts.values.isna().sum())
    if missing:
        raise BadInput(words.MISSING(count=missing), facts.name)
    moments: NDArray[np.datetime64] = facts.values.to_numpy()
    if moments.min() == moments.max():
        raise BadInput(words.ONE_MOMENT, facts.name)
    return moments


def _encoding(columns: Mapping[str, Facts], question: Question) -> tuple[Encoding, tuple[Text, ...]]:
    numbers: list[str] = []
    levels: dict[str, tuple[str, ...]] = {}
    left_out: list[Text] = []
    for name, facts in columns.items():
        if name in question.roles:
            continue
        reason = _useless(facts)
        if reason:
            left_out.append(reason(column=name))
        elif facts.kind == NUMBER:
            numbers.append(name)
        else:
            levels[name] = tuple(as_text(facts.values).value_counts().index[:MOST_LEVELS])
    return Encoding(tuple(numbers), levels), tuple(left_out)


def _useless(facts: Facts) -> Text | None:
    if facts.kind == NOTHING or facts.values.isna().all():
        return words.EMPTY
    if facts.kind == DAY:
        return words.A_DATE
    distinct = facts.values.nunique(dropna=False)
    if distinct == 1:
        return words.CONSTANT
    if facts.kind == CATEGORY and distinct > IDENTIFYING_SHARE * len(facts.values):
        return words.IDENTIFYING
    return None
