"""The price policy: which lists a seller may use for a customer, what a product costs there, how low it may go."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from keta.kernel.access import Actor
from keta.kernel.fieldtypes import split_tags
from keta.kernel.organisation.models import Member
from keta.modules.catalog.models import Price, PriceList, Product, ProductUnit
from keta.modules.catalog.models.currency import base_currency
from keta.modules.catalog.models.priced import rate_of

STANDARD_LEVEL = "standard"
PLACES = Decimal("0.000001")


@dataclass(frozen=True)
class FoundPrice:
    """What one unit costs in the terms of the document; without a price list it is the product's own list price."""

    price: Decimal
    floor_price: Decimal | None = None
    price_list_id: UUID | None = None


@dataclass(frozen=True)
class Terms:
    """Under what terms a document sells."""

    customer: Any
    currency: str
    includes_tax: bool
    day: datetime.date


def terms_of(document: Any) -> Terms:
    """Those of a document whose customer is fetched; without one it sells at the standard level."""
    return Terms(
        customer=document.fetched("customer"),
        currency=document.currency or base_currency(),
        includes_tax=getattr(document, "prices_include_tax", True),
        day=timezone.localdate(),
    )


class PriceBook:
    """Everything needed to price some products, read once and then asked for every line."""

    def __init__(self, products: Collection[UUID], actor: Actor) -> None:
        self.products = Product.objects.in_bulk(list(products))
        self.actor = actor

    def find(self, line: Any, terms: Terms) -> FoundPrice | None:
        """The price of a line (product, quantity, unit, tax rate); None where nobody has set one."""
        product = self.products.get(line.product_id)
        if product is None:
            return None
        factor = self.factor(line)
        step = self._step(product.pk, (line.quantity or Decimal()) * factor, terms)
        tax = 1 + rate_of(getattr(line, "tax_rate", ""))
        if step is not None:
            scale = factor * _tax_scale(step.price_list.includes_tax, terms.includes_tax, tax)
            return FoundPrice(_scaled(step.price, scale), _scaled(step.floor_price, scale), step.price_list_id)
        if product.price is None:
            return None
        scale = factor * _tax_scale(product.price_includes_tax, terms.includes_tax, tax)
        return FoundPrice(_scaled(product.price, scale))

    def factor(self, line: Any) -> Decimal:
        """How many main units of the product one unit of the line holds."""
        return self._factors.get((line.product_id, getattr(line, "unit_id", None)), Decimal(1))

    def _step(self, product: UUID, quantity: Decimal, terms: Terms) -> Price | None:
        """The best list that has the product; on it the step with the largest quantity that is reached."""
        for price_list in self.lists(terms):
            steps = self._prices.get((price_list.pk, product), [])
            reached = [step for step in steps if step.from_quantity <= quantity]
            if reached:
                found = reached[-1]
                found.price_list = price_list
                return found
        return None

    def lists(self, terms: Terms) -> list[PriceList]:
        """The lists that the actor may use for these terms, those of the customer's own level first."""
        level = terms.customer.price_level if terms.customer else ""
        usable = [each for each in self._lists if _fits(each, terms, level)]
        return sorted(usable, key=lambda each: (each.level != level, each.rank or 0))

    @cached_property
    def _lists(self) -> list[PriceList]:
        rows = PriceList.objects.filter(is_active=True)
        if self.actor.rights.is_everything:
            return list(rows)
        positions = Member.positions.through.objects.filter(member=self.actor.member_id).values("position_id")
        for_all = ~Q(pk__in=PriceList.members.through.objects.values("pricelist_id")) & ~Q(
            pk__in=PriceList.positions.through.objects.values("pricelist_id")
        )
        for_me = Q(members=self.actor.member_id) | Q(positions__in=positions)
        return list(rows.filter(for_all | for_me).distinct())

    @cached_property
    def _prices(self) -> dict[tuple[UUID, UUID], list[Price]]:
        lists = [each.pk for each in self._lists]
        found: dict[tuple[UUID, UUID], list[Price]] = {}
        rows = Price.objects.filter(price_list__in=lists, product__in=list(self.products)).order_by("from_quantity")
        for row in rows:
            found.setdefault((row.price_list_id, row.product_id), []).append(row)
        return found

    @cached_property
    def _factors(self) -> dict[tuple[UUID, UUID | None], Decimal]:
        rows = ProductUnit.objects.filter(product__in=list(self.products))
        return {(product, unit): factor for product, unit, factor in rows.values_list("product", "unit", "factor")}


def price_lines(documents: Sequence[Any], actor: Actor) -> None:
    """Gives the lines in hand what their products and the price policy say: unit, tax rate, price, floor.

    What somebody has entered stays; a price is found only where there is none.
    """
    lines = [(document, line) for document in documents for line in document.lines_in_hand("lines") or ()]
    products = {line.product_id for __, line in lines} - {None}
    if not products:
        return
    book = PriceBook(products, actor)
    terms = {document.pk: terms_of(document) for document, __ in lines}
    for document, line in lines:
        if product := book.products.get(line.product_id):
            _take_over(line, product)
            line.take_price(book.find(line, terms[document.pk]))


def _take_over(line: Any, product: Product) -> None:
    if line.product_id == line.loaded("product_id") or not hasattr(line, "tax_rate"):
        return
    line.unit_id = line.unit_id or product.unit_id
    line.tax_rate = line.tax_rate or product.tax_rate


def _fits(price_list: PriceList, terms: Terms, level: str) -> bool:
    grades, regions = split_tags(price_list.grades), split_tags(price_list.regions)
    grade = terms.customer.grade if terms.customer else ""
    region = terms.customer.region if terms.customer else ""
    is_named = bool(grades or regions)
    return (
        (price_list.level in (STANDARD_LEVEL, level) or is_named)
        and price_list.currency == terms.currency
        and (not grades or grade in grades)
        and (not regions or region in regions)
        and (price_list.valid_from is None or price_list.valid_from <= terms.day)
        and (price_list.valid_until is None or terms.day <= price_list.valid_until)
    )


def _tax_scale(has: bool, wants: bool, tax: Decimal) -> Decimal:
    """What a price is multiplied by to come from its own terms of tax into those of the document."""
    if has == wants:
        return Decimal(1)
    return tax if wants else 1 / tax


def _scaled(price: Decimal | None, scale: Decimal) -> Any:
    return None if price is None else (price * scale).quantize(PLACES)
