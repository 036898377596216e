"""Who reacts to what happens: every listener of the house, in one look."""

from keta.kernel.events.subscriptions import subscriptions
from keta.modules.stock.alarm import tell_low_stock
from keta.modules.stock.levels import RUN_LOW
from keta.studio.indexing import index_own_field
from keta.surfaces.notices.listening import tell_new_owner, tell_receivers

HANDED_OVER = ("*.create", "*.update", "*.bulk_edit", "*.assign_*")
"""Imports are left out: ten thousand rows are not ten thousand pieces of news."""


def subscribe() -> None:
    subscriptions.subscribe("studio.custom_field.*", index_own_field, name="studio.index_own_field")
    subscriptions.subscribe(RUN_LOW, tell_low_stock, name="stock.tell_low_stock")
    for pattern in HANDED_OVER:
        subscriptions.subscribe(pattern, tell_new_owner, name="notices.tell_new_owner")
    subscriptions.subscribe("*.share", tell_receivers, name="notices.tell_receivers")
