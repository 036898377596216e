"""Joins lines of goods to the lines they come from, and counts them in the unit of their product."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from keta.kernel.access import Actor
from keta.modules.catalog.pricing import PriceBook

PLACES = Decimal("0.000001")


def fit_lines(documents: Sequence[Any], causes: Mapping[UUID, Sequence[Any]], name: str, actor: Actor) -> None:
    """Fills the link `name` of each line in hand with the first of its document's `causes` that has the same product
    and no other line; then its unit and its quantity in the unit of the product."""
    given = [(document, document.lines_in_hand("lines") or []) for document in documents]
    book = PriceBook({line.product_id for __, lines in given for line in lines} - {None}, actor)
    for document, lines in given:
        _join(lines, causes.get(document.pk, ()), name)
        for line in lines:
            product = book.products.get(line.product_id)
            if product is not None:
                line.unit_id = line.unit_id or product.unit_id
                line.stock_quantity = ((line.quantity or Decimal()) * book.factor(line)).quantize(PLACES)


def _join(lines: Sequence[Any], causes: Sequence[Any], name: str) -> None:
    by_id = {cause.pk: cause for cause in causes}
    for line in lines:
        cause = by_id.get(getattr(line, f"{name}_id"))
        if cause is None or cause.product_id != line.product_id:
            setattr(line, f"{name}_id", None)
    taken = {getattr(line, f"{name}_id") for line in lines}
    for line in lines:
        if getattr(line, f"{name}_id") is None:
            fitting = (cause for cause in causes if cause.product_id == line.product_id and cause.pk not in taken)
            cause = next(fitting, None)
            if cause is not None:
                setattr(line, f"{name}_id", cause.pk)
                line.unit_id = line.unit_id or cause.unit_id
                taken.add(cause.pk)
