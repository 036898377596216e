"""One clustering of a matrix by a named method, and the criterion by which numbers of segments are compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score
from sklearn.mixture import GaussianMixture

from keta.insight.segments.features import Floats
from keta.insight.segments.fuzzy import fuzzy_c_means, memberships, xie_beni

Labels = NDArray[np.intp]
SILHOUETTE_ROWS = 5_000


@dataclass(frozen=True)
class Clustering:
    """`measure` is the method's own (see `words.MEASURES`); `criterion`: lower is better; `place` labels rows."""

    centres: Floats
    membership: Floats
    measure: float
    criterion: float
    place: Callable[[Floats], Labels]

    @property
    def labels(self) -> Labels:
        return np.asarray(self.membership.argmax(axis=1), dtype=np.intp)


def k_means(values: Floats, count: int, starts: int, seed: int, fuzziness: float) -> Clustering:
    model = KMeans(count, n_init=starts, random_state=seed, tol=0).fit(values)
    rows = min(SILHOUETTE_ROWS, len(values))
    separate = len(values) > count
    criterion = -silhouette_score(values, model.labels_, sample_size=rows, random_state=seed) if separate else 0.0
    membership = np.eye(count)[model.labels_]
    return Clustering(model.cluster_centers_, membership, float(model.inertia_), float(criterion), model.predict)


def mixture(values: Floats, count: int, starts: int, seed: int, fuzziness: float) -> Clustering:
    model = GaussianMixture(count, n_init=starts, random_state=seed, init_params="k-means++", max_iter=500)
    model.fit(values)
    likelihood = float(model.score(values) * len(values))
    return Clustering(model.means_, model.predict_proba(values), likelihood, float(model.bic(values)), model.predict)


def fuzzy(values: Floats, count: int, starts: int, seed: int, fuzziness: float) -> Clustering:
    found = fuzzy_c_means(values, count, fuzziness, starts, seed)

    def place(rows: Floats) -> Labels:
        return np.asarray(memberships(rows, found.centres, fuzziness)[0].argmax(axis=1), dtype=np.intp)

    criterion = xie_beni(found, fuzziness)
    return Clustering(found.centres, found.membership, found.objective, criterion, place)


METHODS = {"k_means": k_means, "mixture": mixture, "fuzzy": fuzzy}
