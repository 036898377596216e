"""RFM of the orders of one shop: the first rows printed in the vignette of the R package rfm (Hebbali)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from keta.insight.rfm import Scoring, rfm


def test_the_first_customers_score_as_printed(data: Path) -> None:
    result = rfm(
        data / "purchases/rfm_orders.csv",
        Scoring(date(2006, 12, 31)),
        "customer_id",
        "order_date",
        "revenue",
    )
    assert result.table.num_rows == 995
    shown = ["customer", "recency", "frequency", "amount", "score"]
    rows = [tuple(row.values()) for row in result.table.select(shown).slice(0, 3).to_pylist()]
    assert rows == [
        ("Abbey O'Reilly", 205, 6, 47200, 343),
        ("Add Senger", 140, 3, 34000, 412),
        ("Aden Lesch", 194, 4, 40500, 323),
    ]
