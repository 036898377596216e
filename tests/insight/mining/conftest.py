"""Customers whose leaving follows a rule with noise, so that a test knows what is to be learned."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from keta.insight.mining import Learned, Question, learn

QUESTION = Question("left", "yes", identifier="number")


def made_customers(rows: int = 900, seed: int = 4) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    months, region = random.integers(1, 60, rows), random.choice(["north", "south", "west"], rows)
    complaints, visits = random.poisson(1.0, rows), random.poisson(4.0, rows)
    spent = np.round(random.gamma(2.0, 300.0, rows), 2)
    risk = -0.9 - 0.05 * (months - 20) + 0.8 * complaints - 0.25 * (visits - 4) + 0.9 * (region == "west")
    left = random.random(rows) < 1 / (1 + np.exp(-risk))
    return pd.DataFrame(
        {
            "number": [f"K{row:04d}" for row in range(rows)],
            "months": months,
            "complaints": complaints,
            "visits": visits,
            "spent": spent,
            "region": region,
            "joined": pd.Timestamp("2024-01-01") + pd.to_timedelta(random.integers(0, 360, rows), unit="D"),
            "left": np.where(left, "yes", "no"),
        }
    )


@pytest.fixture(scope="session")
def customers() -> pd.DataFrame:
    return made_customers()


@pytest.fixture(scope="session")
def learned(customers: pd.DataFrame) -> Learned:
    return learn(customers, QUESTION)
