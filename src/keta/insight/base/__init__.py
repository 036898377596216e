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
from keta.insight.base.engine import connection, fetch, kept
from keta.insight.base.errors import BadInput, Cancelled
from keta.insight.base.figures import Figure
from keta.insight.base.money import CNY, POINTS, USD, Unit, rounded
from keta.insight.base.progress import Progress, silent, span
from keta.insight.base.result import Result
from keta.insight.base.sources import Source, opened
from keta.insight.base.text import CHINESE, ENGLISH, LOCALES, Text, listed, same

__all__ = [
    "CHINESE",
    "CNY",
    "ENGLISH",
    "LOCALES",
    "POINTS",
    "USD",
    "BadInput",
    "Cancelled",
    "Figure",
    "Progress",
    "Reading",
    "Result",
    "Source",
    "Text",
    "Unit",
    "amount",
    "connection",
    "count",
    "day",
    "fetch",
    "kept",
    "key",
    "listed",
    "number",
    "opened",
    "read",
    "read_purchases",
    "rounded",
    "same",
    "silent",
    "span",
    "unique",
    "words",
]
