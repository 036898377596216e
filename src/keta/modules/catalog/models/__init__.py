from keta.modules.catalog.models.category import Category
from keta.modules.catalog.models.price import Price
from keta.modules.catalog.models.price_list import PriceList
from keta.modules.catalog.models.product import Product, ProductSupplier, ProductUnit
from keta.modules.catalog.models.unit import Unit

__all__ = ["Category", "Price", "PriceList", "Product", "ProductSupplier", "ProductUnit", "Unit"]
