"""A model that was learned: it scores new rows, tells why, and is stored without pickle."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import pyarrow as pa
from skops import io
from threadpoolctl import threadpool_limits

from keta.insight.base import BadInput, Figure, Result, Source, Text, listed
from keta.insight.base.figures import bars
from keta.insight.mining import words
from keta.insight.mining.design import Encoding
from keta.insight.mining.learners import LABELS
from keta.insight.mining.table import Floats, columns_of

TRUSTED = (
    "functools.partial",
    "numpy.dtype",
    "sklearn.calibration._CalibratedClassifier",
    "sklearn.calibration._TemperatureScaling",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
    "sklearn.tree._tree.Tree",
    "sklearn.utils.validation.check_array",
)
"""What the three learners hold beyond the types skops trusts;
a file with any other type or function is not loaded.
"""


@dataclass(frozen=True)
class Model:
    """`estimator` on the matrix of `encoding`; `reference` is the typical row,
    `auc` what it reached on unseen rows.
    """

    learner: str
    estimator: Any
    encoding: Encoding
    reference: Floats
    positive: str
    auc: float
    has_skill: bool

    def probabilities(self, matrix: Floats) -> Floats:
        with threadpool_limits(1):
            return np.asarray(self.estimator.predict_proba(matrix)[:, 1], dtype=np.float64)

    def score(self, source: Source, identifier: str = "") -> Scored:
        """Probability of the outcome for each row of a table with the same columns; refused without skill."""
        if not self.has_skill:
            raise BadInput(words.REFUSED_SCORES(auc=self.auc))
        columns, rows = columns_of(source, (identifier,) if identifier else ())
        probability = self.probabilities(self.encoding.matrix(columns))
        names = columns[identifier].values if identifier else range(1, rows + 1)
        table = pa.table({"row": pa.array(list(names)), "probability": probability})
        return Scored(table, {"probability": words.PROBABILITY}, (), LABELS[self.learner])

    def save(self, path: str | Path) -> Path:
        """Writes one skops file: the estimator and its columns as plain values."""
        target = Path(path)
        facts = {
            "learner": self.learner,
            "numbers": list(self.encoding.numbers),
            "levels": {name: list(levels) for name, levels in self.encoding.levels.items()},
            "reference": self.reference.tolist(),
            "positive": self.positive,
            "auc": self.auc,
            "has_skill": self.has_skill,
        }
        io.dump({"estimator": self.estimator, "facts": json.dumps(facts)}, target)
        return target


def load_model(path: str | Path) -> Model:
    """Reads a model written by `save`; a file with any type beyond the
    known ones is refused before it is opened.
    """
    try:
        unknown = sorted(set(io.get_untrusted_types(file=path)) - set(TRUSTED))
        if unknown:
            raise BadInput(words.STORED_TYPES(types=listed(unknown)))
        stored = io.load(path, trusted=list(TRUSTED))
        facts = json.loads(stored["facts"])
    except (BadZipFile, KeyError, TypeError) as reason:
        raise BadInput(words.NOT_A_MODEL) from reason
    levels: Mapping[str, tuple[str, ...]] = {name: tuple(values) for name, values in facts["levels"].items()}
    return Model(
        learner=facts["learner"],
        estimator=stored["estimator"],
        encoding=Encoding(tuple(facts["numbers"]), levels),
        reference=np.array(facts["reference"], dtype=np.float64),
        positive=facts["positive"],
        auc=facts["auc"],
        has_skill=facts["has_skill"],
    )


@dataclass(frozen=True)
class Scored(Result):
    """`table`: row (number or identifier), probability."""

    learner: Text

    def story(self) -> Sequence[Text]:
        probability = self.table["probability"].to_numpy()
        return [words.SCORED(count=len(probability), learner=self.learner, mean=float(probability.mean()))]

    def figure(self) -> Figure:
        places = np.minimum((self.table["probability"].to_numpy() * 10).astype(int), 9)
        names = [f"{tenth / 10:.1f}-{(tenth + 1) / 10:.1f}" for tenth in range(10)]
        return bars(words.SCORED_FIGURE, names, [(words.ROWS, np.bincount(places, minlength=10).tolist())], words.ROWS)
