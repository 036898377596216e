"""JSON for answers: dates, moments and keys as ISO text, decimals as text so that no digit is lost."""

from decimal import Decimal
from typing import Any

import orjson
from django.utils.functional import Promise


def dumps(value: Any) -> bytes:
    return orjson.dumps(value, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    raise TypeError(f"{type(value).__name__} does not go into JSON")
