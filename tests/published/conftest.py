"""The folder of public data, for the tests that prove printed figures."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def data() -> Path:
    """`$KETA_DATA`, as delivered the folder beside the repository; the data are not part of the project."""
    folder = Path(os.environ.get("KETA_DATA", REPOSITORY.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"the public data are not here ({folder}); set KETA_DATA to their folder")
    return folder


@pytest.fixture(scope="session")
def cdnow(data: Path) -> pa.Table:
    """Purchases at CDNOW (Fader and Hardie): customer, date, discs, amount in dollars, all as text."""
    rows = [line.split() for line in (data / "purchases/cdnow_sample.txt").read_text().splitlines()]
    _, customers, days, discs, amounts = zip(*rows, strict=True)
    return pa.table({"customer": customers, "date": days, "discs": discs, "amount": amounts})
