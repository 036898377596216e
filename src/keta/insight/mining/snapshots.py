"""Purchases as rows to learn from: what was known on a day, and whether the customer bought afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import ibis
import pyarrow as pa
from ibis import Table

from keta.insight.base import BadInput, Source, by_number, fetch, read_purchases
from keta.insight.mining import words
from keta.insight.mining.question import Question

BOUGHT, STAYED_AWAY = "yes", "no"
FEATURES = (
    "days_since_last",
    "days_known",
    "purchase_days",
    "mean_gap",
    "amount",
    "recent_amount",
    "greatest_amount",
)
NEXT_PURCHASE = Question(
    target="bought", positive=BOUGHT, time="snapshot", leave_out=("customer",), known_before=FEATURES
)
"""For `learn` on snapshots: all features are of the day of the snapshot by construction;
the last days are the test.
"""


def purchase_snapshots(
    source: Source,
    days: Sequence[date],
    horizon: int = 90,
    columns: tuple[str, str, str] = ("customer", "date", "amount"),
) -> pa.Table:
    """For each of `days` a row a customer known by then: recency, frequency, amounts, rhythm, and `bought`
    in the next
    `horizon` days. Made for `learn(snapshots, NEXT_PURCHASE)`.
    """
    reading = read_purchases(source, *columns)
    if horizon < 1 or not days or min(days) < reading.first or max(days) + timedelta(days=horizon) > reading.last:
        raise BadInput(words.BAD_SNAPSHOTS(first=reading.first, last=reading.last, horizon=horizon), columns[1])
    parts = [snapshot_expression(reading.table, day, horizon) for day in sorted(days)]
    rows = ibis.union(*parts) if len(parts) > 1 else parts[0]
    return fetch(rows.order_by(["snapshot", *by_number(rows.customer)]))


def snapshot_expression(purchases: Table, day: date, horizon: int) -> Table:
    """One day's rows from columns customer, date, amount; for DuckDB and Spark alike."""
    known = purchases.filter(purchases.date <= day)
    recent = known.date > day - timedelta(days=horizon)
    facts = known.group_by("customer").aggregate(
        first=known.date.min(),
        last=known.date.max(),
        purchase_days=known.date.nunique(),
        amount=known.amount.sum(),
        recent_amount=recent.ifelse(known.amount, 0).sum(),
        greatest_amount=known.amount.max(),
    )
    after = purchases.filter((purchases.date > day) & (purchases.date <= day + timedelta(days=horizon)))
    buyers = after.select("customer").distinct().mutate(back=ibis.literal(True))
    joined = facts.left_join(buyers, "customer")
    age = ibis.literal(day).delta(joined["first"], unit="day").cast("float64")
    return joined.select(
        snapshot=ibis.literal(day),
        customer=joined.customer,
        days_since_last=ibis.literal(day).delta(joined["last"], unit="day").cast("float64"),
        days_known=age,
        purchase_days=joined.purchase_days.cast("float64"),
        mean_gap=age / joined.purchase_days,
        amount=joined.amount.cast("float64"),
        recent_amount=joined.recent_amount.cast("float64"),
        greatest_amount=joined.greatest_amount.cast("float64"),
        bought=joined.back.notnull().ifelse(BOUGHT, STAYED_AWAY),
    )
