from keta.modules.stock.models.balance import Balance, Level
from keta.modules.stock.models.delivery import GONE, Delivery, DeliveryLine
from keta.modules.stock.models.move import Move
from keta.modules.stock.models.opening import Opening
from keta.modules.stock.models.sales_return import Return, ReturnLine
from keta.modules.stock.models.warehouse import Warehouse

__all__ = [
    "GONE",
    "Balance",
    "Delivery",
    "DeliveryLine",
    "Level",
    "Move",
    "Opening",
    "Return",
    "ReturnLine",
    "Warehouse",
]
