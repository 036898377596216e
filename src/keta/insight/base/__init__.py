"""The ground all methods stand on: reading, refusing, telling, drawing."""

from keta.insight.base.columns import (
    Reading,
    amount,
    count,
    day,
    key,
    number,
    read,
    read_purchases,
    unique,
    words,
)
from keta.insight.base.engine import connection, fetch, held, kept
from keta.insight.base.errors import BadInput, Cancelled
from keta.insight.base.figures import Figure
from keta.insight.base.money import CNY, POINTS, USD, Unit, rounded
from keta.insight.base.order import by_number
from keta.insight.base.periods import Period, in_order, months
from keta.insight.base.progress import Progress, silent, span
from keta.insight.base.result import Result
from keta.insight.base.shares import share_out
from keta.insight.base.sources import Source, opened
from keta.insight.base.text import CHINESE, ENGLISH, LOCALES, TRADITIONAL, Text, listed, same
from keta.insight.base.waiting import awaited

__all__ = [
    "CHINESE",
    "CNY",
    "ENGLISH",
    "LOCALES",
    "POINTS",
    "TRADITIONAL",
    "USD",
    "BadInput",
    "Cancelled",
    "Figure",
    "Period",
    "Progress",
    "Reading",
    "Result",
    "Source",
    "Text",
    "Unit",
    "amount",
    "awaited",
    "by_number",
    "connection",
    "count",
    "day",
    "fetch",
    "held",
    "in_order",
    "kept",
    "key",
    "listed",
    "months",
    "number",
    "opened",
    "read",
    "read_purchases",
    "rounded",
    "same",
    "share_out",
    "silent",
    "span",
    "unique",
    "words",
]
