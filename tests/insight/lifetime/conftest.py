"""A made-up shop whose customers buy as BG/NBD says, the same on every run."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest

START, DAYS = date(2024, 1, 1), 728


@pytest.fixture(scope="session")
def shop() -> pa.Table:
    """Purchases of 800 customers over two years: customer, date, amount in cents."""
    random = np.random.default_rng(11)
    rows = []
    for customer in range(800):
        rate, drop = random.gamma(0.8, 1 / 60), random.beta(0.8, 2.5)
        mean = 4000 / random.gamma(4.0, 1 / 3)
        day = int(random.integers(0, 365))
        while day <= DAYS:
            amount = max(1, int(random.gamma(6.0, mean / 6)))
            rows.append((customer, START + timedelta(days=day), amount))
            if random.random() < drop and len(rows) > 1 and rows[-2][0] == customer:
                break
            day += 1 + int(random.exponential(1 / rate))
    customers, days, amounts = zip(*rows, strict=True)
    return pa.table({"customer": customers, "date": days, "amount": amounts})
