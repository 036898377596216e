"""Product (产品): goods or a service that we sell, buy or use; with its units and suppliers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from keta.kernel.objects import BusinessObject, Line, ObjectSpec, ShowsOn, View, field
from keta.kernel.refusals import Text
from keta.modules.catalog.models import words


class Product(BusinessObject):
    """One article as customers order it."""

    number = field.Number("CP-{sequence}")
    name = field.Text(_("Name"), required=True, listed=True, filtered=True, searched=True, max_length=200)
    own_code = field.Text(_("Article code"), unique=True, listed=True, filtered=True, searched=True, max_length=60)
    model = field.Text(_("Model"), listed=True, filtered=True, searched=True, max_length=100)
    kind = field.Choice(_("Kind"), words.PRODUCT_KINDS, default="goods", required=True, listed=True, filtered=True)
    category = field.Link("catalog.category", _("Category"), listed=True, filtered=True)
    brand = field.Pick("catalog.brand", _("Brand"), filtered=True)
    barcode = field.Text(_("Barcode"), filtered=True, searched=True, max_length=60)
    unit = field.Link("catalog.unit", _("Unit"), listed=True, filtered=True)
    units = field.Lines("catalog.product_unit", _("Further units"))
    price = field.Decimal(_("List price"), listed=True, filtered=True, least=0)
    price_includes_tax = field.YesNo(_("List price includes tax"), default=True)
    tax_rate = field.Pick("catalog.tax_rate", _("Tax rate"), words.TAX_RATES, filtered=True)
    tracking = field.Choice(_("Tracked"), words.TRACKING, default="none", filtered=True)
    stock_alert = field.Decimal(
        _("Stock alert below"),
        help=_("Sales and purchasing are told when stock falls below it"),
        filtered=True,
        least=0,
    )
    warranty_months = field.Integer(_("Warranty in months"), filtered=True, least=0, most=1200)
    replacement_months = field.Integer(_("Replaced after months"), filtered=True, least=0, most=1200)
    suppliers = field.Lines("catalog.product_supplier", _("Suppliers"))
    followers = field.Links("parties.party", _("Customers who follow it"), window="parties.customer")
    is_active = field.YesNo(_("On sale"), default=True, listed=True, filtered=True)
    is_small_batch = field.YesNo(_("Made in small batches"), filtered=True)
    tags = field.Tags(_("Tags"), filtered=True, searched=True)
    description = field.RichText(_("Description"), searched=True)
    picture = field.Picture(_("Picture"))

    class Meta:
        indexes = (models.Index(fields=("name", "id"), name="product_by_name"),)

    spec = ObjectSpec(
        label=_("Product"),
        menu="products",
        icon="package",
        position=10,
        order="name",
        columns=("name", "number", "model", "category", "unit", "price", "tax_rate", "is_active"),
        sections={
            _("Basics"): ("name", "number", "own_code", "model", "kind", "category", "brand", "barcode", "tags"),
            _("Price"): ("unit", "price", "price_includes_tax", "tax_rate", "is_active"),
            _("Stock and service"): (
                "tracking",
                "stock_alert",
                "warranty_months",
                "replacement_months",
                "is_small_batch",
            ),
            _("Supply and demand"): ("suppliers", "followers"),
            _("Further units"): ("units",),
            _("Description"): ("description",),
        },
        shows_on=(
            ShowsOn("catalog.category", "category", in_timeline=False),
            ShowsOn(
                "parties.party", "supplier", _("Products supplied"), through="suppliers", position=85, in_timeline=False
            ),
        ),
        views=(
            View("on_sale", _("On sale"), {"is_active": {"eq": True}}),
            View("services", _("Services"), {"kind": {"eq": "service"}}),
        ),
        duplicates=("name", "model", "barcode"),
    )


class ProductUnit(Line):
    """A package that the product also comes in: a box of 24."""

    product = field.Parent("catalog.product")
    unit = field.Link("catalog.unit", _("Unit"), required=True)
    factor = field.Decimal(_("Holds how many of the main unit"), required=True)
    barcode = field.Text(_("Barcode"), max_length=60)

    spec = ObjectSpec(label=_("Further unit"), is_searched=False)

    def problems(self) -> dict[str, Text]:
        return {"factor": _("Must be more than nothing.")} if self.factor is not None and self.factor <= 0 else {}


class ProductSupplier(Line):
    """Who supplies the product, under which number, for how much, how fast."""

    product = field.Parent("catalog.product")
    supplier = field.Link("parties.party", _("Supplier"), window="parties.supplier", required=True)
    supplier_number = field.Text(_("Number at the supplier"), max_length=60)
    price = field.Decimal(_("Purchase price"), least=0)
    least_quantity = field.Decimal(_("Smallest order"), least=0)
    delivery_days = field.Integer(_("Delivery time in days"), least=0, most=3650)

    spec = ObjectSpec(label=_("Supplier of a product"), is_searched=False)
