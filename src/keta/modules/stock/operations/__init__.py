from keta.modules.stock.operations.delivery import (
    cancel_delivery,
    pick_delivery,
    plan_delivery,
    ship_delivery,
    sign_delivery,
)
from keta.modules.stock.operations.opening import cancel_opening, post_opening, post_openings, set_opening
from keta.modules.stock.operations.sales_return import cancel_return, receive_return

__all__ = [
    "cancel_delivery",
    "cancel_opening",
    "cancel_return",
    "pick_delivery",
    "plan_delivery",
    "post_opening",
    "post_openings",
    "receive_return",
    "set_opening",
    "ship_delivery",
    "sign_delivery",
]
