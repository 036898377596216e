"""Carries priced lines from one document to the next: opportunity, quotation, contract."""

from collections.abc import Iterable
from typing import Any

CARRIED = ("product_id", "description", "quantity", "unit_id", "price", "discount", "tax_rate")


def carry_lines(lines: Iterable[Any], into: type[Any]) -> list[Any]:
    """New lines of another document with what both kinds have; what only one of them knows stays behind."""
    carried = []
    for line in lines:
        new = into()
        for name in CARRIED:
            if hasattr(line, name):
                setattr(new, name, getattr(line, name))
        carried.append(new)
    return carried
