"""The learners: a tree one can read, boosted trees, a neural network; each with calibrated probabilities."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier

from keta.insight.base import BadInput, Text, listed
from keta.insight.mining import words
from keta.insight.mining.design import Encoding

SEED = 20261121
CALIBRATION_FOLDS = 3

TREE, BOOSTED, NETWORK = "tree", "boosted", "network"
LABELS: dict[str, Text] = {TREE: words.TREE, BOOSTED: words.BOOSTED, NETWORK: words.NETWORK}


def learner(name: str, encoding: Encoding, rows: int) -> Any:
    """An unfitted scikit-learn classifier on the encoded matrix. One model,
    one calibration curve: it can be drawn.
    """
    if name not in _MAKERS:
        raise BadInput(words.UNKNOWN_LEARNER(name=name, known=listed(_MAKERS)))
    model = _MAKERS[name](encoding, rows)
    return CalibratedClassifierCV(model, method="temperature", cv=CALIBRATION_FOLDS, ensemble=False)


def _tree(encoding: Encoding, rows: int) -> Pipeline:
    model = DecisionTreeClassifier(
        max_depth=5, min_samples_leaf=max(20, rows // 100), ccp_alpha=1e-4, random_state=SEED
    )
    return Pipeline([("columns", _columns(encoding, scaled=False)), ("model", model)])


def _boosted(encoding: Encoding, rows: int) -> Pipeline:
    places = list(range(len(encoding.numbers), len(encoding.columns)))
    model = HistGradientBoostingClassifier(
        learning_rate=0.1,
        max_iter=70,
        max_leaf_nodes=15,
        min_samples_leaf=max(20, rows // 500),
        l2_regularization=1.0,
        categorical_features=places or None,
        random_state=SEED,
    )
    return Pipeline([("model", model)])


def _network(encoding: Encoding, _rows: int) -> Pipeline:
    # A small net under a strong penalty: on tables of some thousand rows wider ones learn the noise.
    model = MLPClassifier((8,), alpha=20.0, solver="lbfgs", max_iter=200, tol=1e-3, random_state=SEED)
    return Pipeline([("columns", _columns(encoding, scaled=True)), ("model", model)])


def _columns(encoding: Encoding, scaled: bool) -> ColumnTransformer:
    """Numbers with the median for missing ones, a column a level for categories;
    a missing category has none.
    """
    numbers = list(range(len(encoding.numbers)))
    categories = list(range(len(numbers), len(encoding.columns)))
    steps: list[tuple[str, Any]] = [("filled", SimpleImputer(strategy="median", keep_empty_features=True))]
    if scaled:
        steps.append(("scaled", StandardScaler()))
    levels = [list(range(len(encoding.levels[name]))) for name in encoding.levels]
    one_hot = OneHotEncoder(categories=levels, handle_unknown="ignore", sparse_output=False)
    return ColumnTransformer([("numbers", Pipeline(steps), numbers), ("levels", one_hot, categories)])


_MAKERS: dict[str, Callable[[Encoding, int], Pipeline]] = {TREE: _tree, BOOSTED: _boosted, NETWORK: _network}


def fitted_pipeline(calibrated: Any) -> Pipeline:
    """The one model behind the calibration curve."""
    return calibrated.calibrated_classifiers_[0].estimator
