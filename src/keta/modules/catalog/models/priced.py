"""What every priced document is made of: lines whose amounts are rounded half-up, and totals that are their sums."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import Line, OwnedObject, field
from keta.kernel.refusals import Text
from keta.modules.catalog.models import words
from keta.modules.catalog.models.currency import base_currency

CENT = Decimal("0.01")


def to_cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def rate_of(tax_rate: str) -> Decimal:
    """The share of the price without tax that a tax-rate code adds; what is no number is not taxed."""
    return Decimal(tax_rate) / 100 if tax_rate.replace(".", "", 1).isdigit() else Decimal()


LINE_COLUMNS = (
    "product",
    "description",
    "quantity",
    "unit",
    "price",
    "discount",
    "tax_rate",
    "net_amount",
    "tax_amount",
    "amount",
)
"""A line as people write one, from left to right."""


class PricedLine(Line):
    """A quantity of a product at a price; the document says whether prices include tax."""

    product = field.Link("catalog.product", _("Product"))
    description = field.Text(_("Description"), max_length=500)
    quantity = field.Decimal(_("Quantity"), required=True, default="1")
    unit = field.Link("catalog.unit", _("Unit"))
    price = field.Decimal(_("Price"), required=True, least=0)
    discount = field.Percent(_("Discount"), least=0, most=100)
    tax_rate = field.Pick("catalog.tax_rate", _("Tax rate"), words.TAX_RATES)
    net_amount = field.Money(_("Amount without tax"), computed=True, totalled=True)
    tax_amount = field.Money(_("Tax"), computed=True, totalled=True)
    amount = field.Money(_("Amount"), computed=True, totalled=True)

    class Meta:
        abstract = True

    @property
    def unit_price(self) -> Decimal:
        """What one costs after the discount, not rounded."""
        return (self.price or Decimal()) * (1 - (self.discount or Decimal()) / 100)

    def take_price(self, found: Any) -> None:
        """Takes the price that the policy has found, where nobody has entered one."""
        if found is not None and self.price is None:
            self.price = found.price

    def derive(self) -> None:
        worth = to_cents((self.quantity or Decimal()) * self.unit_price)
        rate = rate_of(self.tax_rate)
        if getattr(self, self.parent_name).prices_include_tax:
            self.amount, self.net_amount = worth, to_cents(worth / (1 + rate))
            self.tax_amount = self.amount - self.net_amount
        else:
            self.net_amount, self.tax_amount = worth, to_cents(worth * rate)
            self.amount = self.net_amount + self.tax_amount

    def problems(self) -> dict[str, Text]:
        if not self.product_id and not self.description:
            return {"product": _("Choose a product, or describe what is sold.")}
        if self.quantity is not None and self.quantity <= 0:
            return {"quantity": _("Must be more than nothing.")}
        return {}


class PricedDocument(OwnedObject):
    """Currency and totals of a document with `lines` of priced lines."""

    currency = field.Choice(_("Currency"), words.CURRENCIES, filtered=True)
    prices_include_tax = field.YesNo(_("Prices include tax"), default=True)
    net_amount = field.Money(_("Amount without tax"), computed=True, filtered=True, totalled=True)
    tax_amount = field.Money(_("Tax"), computed=True, filtered=True, totalled=True)
    amount = field.Money(_("Amount"), computed=True, listed=True, filtered=True, totalled=True)

    class Meta:
        abstract = True

    def derive(self) -> None:
        self.currency = self.currency or base_currency()
        self.sum_up()

    def sum_up(self) -> None:
        """Adds the lines up where they, or what their amounts depend on, have changed."""
        if self.prices_include_tax != self.loaded("prices_include_tax"):
            for line in self.lines_of("lines"):
                line.derive()
        lines = self.lines_in_hand("lines")
        if lines is not None:
            self.net_amount = sum((line.net_amount for line in lines), Decimal())
            self.tax_amount = sum((line.tax_amount for line in lines), Decimal())
            self.amount = sum((line.amount for line in lines), Decimal())
