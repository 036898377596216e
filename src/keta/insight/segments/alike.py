"""Customers that look like chosen ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from scipy.spatial import cKDTree

from keta.insight.base import BadInput, Figure, Result, Source, Text, figures, listed
from keta.insight.segments import words
from keta.insight.segments.features import matrix, standard

NEIGHBOURS = 3
SHOWN = 10


@dataclass(frozen=True)
class LookAlikes(Result):
    """`table`: customer and distance, the most alike first."""

    seeds: int

    def story(self) -> Sequence[Text]:
        first = self.table.slice(0, 1).to_pylist()[0]
        says = words.LIKE(count=self.table.num_rows, seeds=self.seeds, first=first["customer"])
        return [says(distance=first["distance"])]

    def figure(self) -> Figure:
        rows = self.table.slice(0, SHOWN).to_pydict()
        names = [str(name) for name in rows["customer"]]
        return figures.bars(words.DISTANCE, names, [(words.DISTANCE, rows["distance"])], words.DISTANCE)


def look_alikes(
    source: Source,
    columns: Sequence[str],
    seeds: Sequence[int | str],
    identifier: str = "customer",
    count: int = 20,
) -> LookAlikes:
    """The `count` other customers with the smallest mean distance to their (up to three) nearest of the seeds."""
    values, names = matrix(source, columns, identifier)
    numbers = names.to_pylist()
    if missing := [seed for seed in seeds if seed not in set(numbers)]:
        raise BadInput(words.SEEDS_MISSING(customers=listed(missing)), identifier)
    if not seeds:
        raise BadInput(words.NO_SEEDS)
    is_seed = np.isin(np.arange(len(numbers)), [numbers.index(seed) for seed in set(seeds)])
    if is_seed.all():
        raise BadInput(words.NO_OTHERS)
    places, rest = standard(values), np.flatnonzero(~is_seed)
    neighbours = min(NEIGHBOURS, int(is_seed.sum()))
    found = cKDTree(places[is_seed]).query(places[rest], k=list(range(1, neighbours + 1)))[0].mean(axis=1)
    order = np.argsort(found, kind="stable")[:count]
    table = pa.table({"customer": names.take(pa.array(rest[order])), "distance": found[order]})
    units = {"customer": words.NUMBER, "distance": words.DISTANCE}
    return LookAlikes(table, units, ("mean distance to the nearest seeds",), int(is_seed.sum()))
