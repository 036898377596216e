"""BG/BB on the donations of Fader, Hardie, Shang (2010), Marketing Science 29(6), Table 1, and its printed
figures.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from keta.insight.lifetime import BgBb, Histories, SummaryColumns, fit

# x, t_x and donors out of 11,104 of the 1995 cohort over six yearly opportunities (Table 1 of the paper).
TABLE_1 = {
    (6, 6): 1203,
    (5, 6): 728, (4, 6): 512, (3, 6): 357, (2, 6): 234, (1, 6): 129,
    (5, 5): 335, (4, 5): 284, (3, 5): 225, (2, 5): 173, (1, 5): 119,
    (4, 4): 240, (3, 4): 181, (2, 4): 155, (1, 4): 78,
    (3, 3): 322, (2, 3): 255, (1, 3): 129,
    (2, 2): 613, (1, 2): 277,
    (1, 1): 1091,
    (0, 0): 3464,
}  # fmt: skip


@pytest.fixture(scope="module")
def donors() -> pa.Table:
    x, t_x = zip(*TABLE_1, strict=True)
    columns = {"frequency": x, "recency": t_x, "age": [6] * len(x), "donors": list(TABLE_1.values())}
    return pa.table(columns)


def donor(x: float, t_x: float) -> Histories:
    return Histories(*(np.array([value]) for value in (x, t_x, 6.0, 1.0)))


def test_bg_bb_gives_the_printed_parameters_and_likelihood(donors: pa.Table) -> None:
    fitted = fit(donors, "bg_bb", SummaryColumns(customer=None, customers="donors"), "year")
    assert fitted.customers == 11104
    assert fitted.log_likelihood == pytest.approx(-33225.6, abs=0.05)
    expected = {"alpha": 1.204, "beta": 0.750, "gamma": 0.657, "delta": 2.783}
    assert fitted.parameters == pytest.approx(expected, abs=1.1e-3)


def test_expectations_are_those_of_the_btyd_vignette() -> None:
    model = BgBb(1.20352083, 0.74971525, 0.65671516, 2.78340801)
    assert model.expected_of_new(10.0)[0] == pytest.approx(3.179895, abs=2e-4)
    assert model.expected_purchases(10.0, donor(0, 0))[0] == pytest.approx(0.1302169, abs=2e-5)
    assert model.expected_purchases(10.0, donor(4, 5))[0] == pytest.approx(3.627858, abs=2e-4)
