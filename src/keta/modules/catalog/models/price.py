"""Price (价格): what one product costs on one price list from a quantity on, and how low it may go."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from keta.kernel.objects import BusinessObject, ObjectSpec, ShowsOn, field
from keta.kernel.refusals import Text


class Price(BusinessObject):
    """One step of the price of a product; without a floor price it may go as low as one likes."""

    price_list = field.Link("catalog.price_list", _("Price list"), required=True, listed=True, filtered=True)
    product = field.Link("catalog.product", _("Product"), required=True, listed=True, filtered=True)
    from_quantity = field.Decimal(_("From quantity"), default="0", required=True, listed=True, least=0)
    price = field.Decimal(_("Price"), required=True, listed=True, filtered=True, least=0)
    floor_price = field.Decimal(_("Floor price"), listed=True, filtered=True, least=0)

    spec = ObjectSpec(
        label=pgettext_lazy("object", "Price"),
        menu="products",
        icon="tag",
        position=40,
        title="{price}",
        order="product",
        administered=True,
        is_searched=False,
        derives_from=("price_list", "product"),
        columns=("product", "price_list", "from_quantity", "price", "floor_price"),
        read_as="price_list",
        sections={_("Basics"): ("price_list", "product", "from_quantity", "price", "floor_price")},
        shows_on=(
            ShowsOn("catalog.price_list", "price_list", _("Prices"), position=10, in_timeline=False),
            ShowsOn("catalog.product", "product", _("Prices"), position=10, in_timeline=False),
        ),
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("price_list", "product", "from_quantity"), name="one_price_per_quantity"),
        )

    def compose_title(self, words: dict[str, str]) -> str:
        return f"{self.product.name} · {self.price_list.name}"[:300]

    def problems(self) -> dict[str, Text]:
        if self.floor_price is not None and self.price is not None and self.floor_price > self.price:
            return {"floor_price": _("The floor price lies above the price; lower it.")}
        return {}
