"""What is bought together: frequent item sets by FP-growth, the rules they give, and what to offer to whom.

Han, Pei, Yin (2000), SIGMOD; Agrawal, Srikant (1994), VLDB.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pyarrow as pa

from keta.insight.base import BadInput, Figure, Progress, Result, Source, Text, fetch, key, read, silent
from keta.insight.base.figures import in_percent, points
from keta.insight.mining import basket_words as words

ItemSet = tuple[int, ...]


@dataclass(frozen=True)
class RulePlan:
    """Least share of baskets with all items of a rule, least confidence,
    and how many items a rule may have.
    """

    support: float = 0.01
    confidence: float = 0.5
    fewest_items: int = 2
    most_items: int = 10


@dataclass(frozen=True)
class Rules(Result):
    """`table`: if_items, then_item, baskets, support, confidence, lift; the greatest lift first."""

    baskets: int
    item_count: int
    item_sets: int
    plan: RulePlan
    parts: tuple[tuple[frozenset[str], str, float, float], ...]

    def story(self) -> Sequence[Text]:
        told = [
            words.FOUND(
                rules=self.table.num_rows,
                baskets=self.baskets,
                items=self.item_count,
                support=self.plan.support,
                confidence=self.plan.confidence,
            )
        ]
        for row in self.table.slice(0, 5).to_pylist():
            told.append(words.RULE(**row))
        return told

    def figure(self) -> Figure:
        rows = self.table.slice(0, 500).to_pydict()
        cloud = (words.RULES, rows["support"], rows["confidence"])
        drawn = points(words.RULES_FIGURE, [cloud], (words.SUPPORT, words.CONFIDENCE))
        return in_percent(drawn, "x", "y")


def association_rules(
    source: Source,
    basket: str = "basket",
    item: str = "item",
    plan: RulePlan = RulePlan(),
    progress: Progress = silent,
) -> Rules:
    """Rules “who buys these also buys that” with one item on the right, from one row a basket and item."""
    _check(plan)
    names, transactions = _baskets(source, basket, item)
    # As exact fractions: 0.001 of 9,835 baskets means 10 of them, whatever a float makes of the product.
    least = -(-Fraction(str(plan.support)) * len(transactions) // 1)
    progress(0.1, words.COUNTING)
    counted = dict(frequent_item_sets(transactions, max(1, int(least)), plan.most_items))
    progress(0.8, words.COUNTING)
    table, parts = _rules(counted, names, len(transactions), plan)
    units = {"support": words.SHARE, "confidence": words.SHARE, "lift": words.TIMES}
    sources = ("Han, Pei, Yin (2000), SIGMOD", "Agrawal, Srikant (1994), VLDB")
    return Rules(table, units, sources, len(transactions), len(names), len(counted), plan, parts)


def _check(plan: RulePlan) -> None:
    for value in (plan.support, plan.confidence):
        if not 0.0 < value <= 1.0:
            raise BadInput(words.BAD_SHARE(value=value))


def _baskets(source: Source, basket: str, item: str) -> tuple[list[str], list[set[int]]]:
    reading = read(source, (key(basket, "basket"), key(item, "item")))
    rows = fetch(reading.table.distinct())
    found: defaultdict[object, set[str]] = defaultdict(set)
    for number, name in zip(rows["basket"].to_pylist(), rows["item"].to_pylist(), strict=True):
        found[number].add(str(name))
    names = sorted(set().union(*found.values()))
    places = {name: place for place, name in enumerate(names)}
    return names, [{places[name] for name in items} for items in found.values()]


def frequent_item_sets(transactions: Sequence[set[int]], least: int, most_items: int) -> Iterator[tuple[ItemSet, int]]:
    """All sets of at most `most_items` items that stand together in at least `least` baskets, each sorted."""
    merged = Counter(tuple(sorted(items)) for items in transactions)
    yield from _grow(list(merged.items()), (), least, most_items)


def _grow(
    paths: Sequence[tuple[ItemSet, int]], suffix: ItemSet, least: int, most_items: int
) -> Iterator[tuple[ItemSet, int]]:
    """The pattern-growth step: each frequent item,
    then the same on the baskets that hold it, cut before it.
    """
    counts: Counter[int] = Counter()
    for items, count in paths:
        for item in items:
            counts[item] += count
    kept = {item for item, count in counts.items() if count >= least}
    for item in kept:
        yield tuple(sorted((*suffix, item))), counts[item]
    if len(suffix) + 1 < most_items:
        yield from _deeper(paths, kept, counts, (suffix, least, most_items))


def _deeper(
    paths: Sequence[tuple[ItemSet, int]],
    kept: set[int],
    counts: Counter[int],
    bounds: tuple[ItemSet, int, int],
) -> Iterator[tuple[ItemSet, int]]:
    suffix, least, most_items = bounds
    order = {item: place for place, item in enumerate(sorted(kept, key=lambda item: (-counts[item], item)))}
    before: defaultdict[int, Counter[ItemSet]] = defaultdict(Counter)
    for items, count in paths:
        ranked = sorted((item for item in items if item in kept), key=order.__getitem__)
        for place, item in enumerate(ranked[1:], start=1):
            before[item][tuple(ranked[:place])] += count
    for item, shorter in before.items():
        yield from _grow(list(shorter.items()), (*suffix, item), least, most_items)


def _rules(
    counted: dict[ItemSet, int], names: Sequence[str], baskets: int, plan: RulePlan
) -> tuple[pa.Table, tuple[tuple[frozenset[str], str, float, float], ...]]:
    least = Fraction(str(plan.confidence))
    rows = []
    for items, together in counted.items():
        if len(items) < plan.fewest_items:
            continue
        for then in items:
            given = tuple(item for item in items if item != then)
            alone = counted[given] if given else baskets
            if together >= least * alone:
                lift = together * baskets / (alone * counted[(then,)])
                rows.append((sorted(names[place] for place in given), names[then], together, together / alone, lift))
    rows.sort(key=lambda row: (-row[4], -row[2], row[0], row[1]))
    table = {
        "if_items": pa.array([" + ".join(row[0]) for row in rows], pa.string()),
        "then_item": pa.array([row[1] for row in rows], pa.string()),
        "baskets": pa.array([row[2] for row in rows], pa.int64()),
        "support": pa.array([row[2] / baskets for row in rows], pa.float64()),
        "confidence": pa.array([row[3] for row in rows], pa.float64()),
        "lift": pa.array([row[4] for row in rows], pa.float64()),
    }
    return pa.table(table), tuple((frozenset(row[0]), row[1], row[3], row[4]) for row in rows)


@dataclass(frozen=True)
class Offers(Result):
    """`table`: owner, item, confidence, lift, because (the items of the rule),
    the surest offer of an owner first.
    """

    owners: int

    def story(self) -> Sequence[Text]:
        served = len(set(self.table["owner"].to_pylist()))
        return [words.OFFERS(owners=self.owners, served=served, offers=self.table.num_rows)]

    def figure(self) -> Figure:
        counts = Counter(self.table["item"].to_pylist()).most_common(10)
        return words.offer_bars(counts)


def cross_sell(source: Source, rules: Rules, owner: str = "customer", item: str = "item", most: int = 3) -> Offers:
    """Up to `most` items for each owner that the rules foretell and the owner does not have yet."""
    names, owned = _owned(source, owner, item)
    rows = []
    for number, items in zip(names, owned, strict=True):
        best: dict[str, tuple[float, float, str]] = {}
        for given, then, confidence, lift in rules.parts:
            if then not in items and given <= items:
                best[then] = max(best.get(then, (0.0, 0.0, "")), (confidence, lift, " + ".join(sorted(given))))
        ranked = sorted(best.items(), key=lambda offer: (-offer[1][0], -offer[1][1], offer[0]))[:most]
        rows += [(number, then, confidence, lift, because) for then, (confidence, lift, because) in ranked]
    columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) if rows else [()] * 5
    kinds = (pa.array([str(number) for number in columns[0]], pa.string()), pa.array(columns[1], pa.string()))
    floats = (pa.array(columns[2], pa.float64()), pa.array(columns[3], pa.float64()))
    table = pa.table(
        [*kinds, *floats, pa.array(columns[4], pa.string())],
        ["owner", "item", "confidence", "lift", "because"],
    )
    return Offers(table, {"confidence": words.SHARE, "lift": words.TIMES}, rules.sources, len(names))


def _owned(source: Source, owner: str, item: str) -> tuple[list[object], list[frozenset[str]]]:
    rows = fetch(read(source, (key(owner, "owner"), key(item, "item"))).table.distinct())
    found: defaultdict[object, set[str]] = defaultdict(set)
    for number, name in zip(rows["owner"].to_pylist(), rows["item"].to_pylist(), strict=True):
        found[number].add(str(name))
    ordered = sorted(found, key=str)
    return ordered, [frozenset(found[number]) for number in ordered]
