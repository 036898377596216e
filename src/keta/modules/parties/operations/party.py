"""The pool (客户池): customers nobody owns are claimed or assigned, and given back; each hand-over with its reason."""

import datetime

from django.utils.translation import gettext_lazy as _

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.actions import action
from keta.kernel.objects import field
from keta.kernel.organisation.models import Member
from keta.kernel.refusals import Refused, Text
from keta.modules.parties.models import Contact, Party
from keta.modules.parties.pool import is_forgotten, refuse_beyond_limit

AFTER_PURCHASE = {
    **dict.fromkeys(("not_customer", "suspect", "prospect", "target"), "new"),
    **dict.fromkeys(("inactive", "lost"), "won_back"),
    "new": "active",
    "won_back": "active",
}


def _is_owned(party: Party) -> Text | None:
    return _("This customer already has an owner; ask for it to be assigned to you.") if party.owner_id else None


def _is_in_pool(party: Party) -> Text | None:
    return None if party.owner_id else _("This customer lies in the pool already.")


@action("parties.party", label=_("Claim"), when=_is_owned, icon="hand-grab")
def claim_customer(party: Party, *, actor: Actor) -> None:
    """Takes a customer out of the pool for the actor himself."""
    if actor.member_id is None:
        raise Refused(_("Only a member of the company can own a customer; sign in as one."))
    refuse_beyond_limit(party, actor.member_id)
    hand_over(party, actor.member_id, _("Claimed from the pool"), actor=actor)


@action(
    "parties.party",
    label=_("Give back to the pool"),
    when=_is_in_pool,
    takes={"reason": field.Text(_("Reason"), required=True)},
    icon="arrow-back-up",
)
def release_customer(party: Party, *, actor: Actor, reason: str) -> None:
    hand_over(party, None, reason, actor=actor)


@action(
    "parties.party",
    label=_("Assign"),
    needs="assign",
    takes={
        "owner": field.Member(_("New owner"), required=True),
        "reason": field.Text(_("Reason")),
    },
    icon="user-share",
)
def assign_customer(party: Party, *, actor: Actor, owner: Member, reason: str = "") -> None:
    if not owner.is_active:
        raise Refused(_("%(name)s has left the company; choose somebody on duty.") % {"name": owner.name})
    if owner.pk != party.owner_id:
        refuse_beyond_limit(party, owner.pk)
    hand_over(party, owner.pk, reason, actor=actor)


def return_forgotten(party: Party, days: int, *, actor: Actor) -> None:
    """Back to the pool after so many days without anybody looking after it; nothing where somebody has meanwhile."""
    if is_forgotten(party, days):
        hand_over(party, None, _("Untouched for %(days)d days") % {"days": days}, actor=actor)
        records.save(party, actor=actor, cause="return_to_pool")


def hand_over(party: Party, owner: object, reason: Text, *, actor: Actor) -> None:
    """The customer with those contacts that had the same owner; opportunities and documents stay where they are."""
    contacts = list(Contact.objects.filter(party=party, owner=party.owner_id))
    party.owner_id = owner
    party.because = reason
    for contact in contacts:
        contact.owner_id = owner
    records.save(contacts, actor=actor, cause="follow_customer")


def record_purchase(party: Party, day: datetime.date, *, actor: Actor) -> None:
    """A deed that speaks for itself: who buys becomes a new customer, then an active one, or has been won back."""
    party.relationship_state = AFTER_PURCHASE.get(party.relationship_state, party.relationship_state)
    party.business_since = min(party.business_since or day, day)
    party.is_customer = True
    records.save(party, actor=actor, cause="record_purchase")
