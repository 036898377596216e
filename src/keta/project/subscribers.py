"""Who reacts to what happens: every listener of the house, in one look."""

from keta.kernel.events.subscriptions import subscriptions
from keta.surfaces.notices.listening import tell_new_owner


def subscribe() -> None:
    subscriptions.subscribe("*", tell_new_owner, name="notices.tell_new_owner")
