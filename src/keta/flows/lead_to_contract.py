"""From a name to a contract: qualify_lead → quote_opportunity → issue_quotation → accept_quotation.

What happens between, stage by stage, stands in `modules/crm/operations/opportunity.py`; the contract goes on in
`order_to_cash.py`.
"""

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from keta.kernel import records
from keta.kernel.access import Actor, require, system
from keta.kernel.actions import action
from keta.kernel.objects import field, kind_of
from keta.kernel.refusals import Conflict, Invalid, Refused, Text, listed
from keta.modules.catalog.pricing import price_lines
from keta.modules.crm.models import Lead, Opportunity
from keta.modules.parties.models import Contact, Party
from keta.modules.sales.floors import refuse_below_floor
from keta.modules.sales.lines import carry_lines
from keta.modules.sales.models import Contract, ContractLine, Quotation, QuotationLine
from keta.surfaces.duplicates.finding import Likely, likely

CUSTOMER = "parties.customer"
FROM_LEAD = ("kind", "industry", "website", "phone", "email")
VALID_DAYS = 30
MOST_NAMED = 5


# -- the lead ---------------------------------------------------------------------------------------------------------
@action(
    "crm.lead",
    label=_("Qualify"),
    from_=("new",),
    to="qualified",
    takes={
        "customer": field.Link("parties.party", _("Customer on file")),
        "is_new_customer": field.YesNo(_("It is a new customer"), help=_("Although others look alike")),
        "is_without_opportunity": field.YesNo(_("Without an opportunity")),
        "amount": field.Money(_("Expected amount"), least=0),
        "closes_on": field.Date(_("Expected date")),
    },
    is_main=True,
    icon="user-check",
)
def qualify_lead(
    lead: Lead,
    *,
    actor: Actor,
    customer: Party | None = None,
    is_new_customer: bool = False,
    is_without_opportunity: bool = False,
    **expected: Any,
) -> Opportunity | None:
    """Makes customer, contact and opportunity of a lead; returns the opportunity.

    Where customers on file look alike it raises `Conflict` and names them: choose one, or say that it is a new one.
    """
    if customer is None and not is_new_customer:
        _refuse_likely_same(lead, actor)
    party = _as_customer(customer, actor) if customer else _customer_of(lead, actor)
    contact = _contact_of(lead, party, actor)
    lead.customer, lead.contact = party, contact
    if is_without_opportunity:
        return None
    opportunity: Opportunity = records.create(
        kind_of(Opportunity),
        {
            "name": lead.name,
            "customer": party,
            "contact": contact,
            "origin": lead.origin_id,
            "amount": expected.get("amount", lead.amount),
            "closes_on": expected.get("closes_on"),
            "remarks": lead.need,
            "owner": lead.owner_id or actor.member_id,
        },
        actor=actor,
        cause="qualify_lead",
    )
    lead.opportunity = opportunity
    return opportunity


def _refuse_likely_same(lead: Lead, actor: Actor) -> None:
    same = _alike(lead, actor)
    if not same:
        return
    names: list[Text] = list(dict.fromkeys(each.title for each in same if each.id))[:MOST_NAMED]
    if hidden := sum(1 for each in same if each.id is None):
        names.append(_("%(count)d that others own") % {"count": hidden})
    raise Conflict(
        _("On file there is somebody alike: %(names)s. Choose the customer, or say that it is a new one.")
        % {"names": listed(names)},
        code="likely_same",
    )


def _alike(lead: Lead, actor: Actor) -> list[Likely]:
    """Parties by name, telephone and e-mail, and people at them by what is theirs alone: a name two may have."""
    name = lead.company_name or lead.person_name
    own = likely(kind_of(Party), {"name": name, "phone": lead.phone, "email": lead.email}, actor)
    by_mobile = likely(kind_of(Party), {"phone": lead.mobile}, actor)
    people = likely(kind_of(Contact), {"mobile": lead.mobile, "email": lead.email}, actor)
    return [*own, *(each for each in by_mobile if each not in own), *people]


def _customer_of(lead: Lead, actor: Actor) -> Party:
    name = lead.company_name or lead.person_name
    if not name:
        raise Refused(_("Enter the company or the person first: a customer needs a name."), code="incomplete")
    values = {each: getattr(lead, each) for each in FROM_LEAD}
    values |= {"name": name, "origin": lead.origin_id, "owner": lead.owner_id or actor.member_id}
    values["phone"] = lead.phone or ("" if lead.company_name else lead.mobile)
    values["address"] = kind_of(lead).fields["address"].type.read(lead, kind_of(lead).fields["address"])
    party: Party = records.create(kind_of(CUSTOMER), values, actor=actor, cause="qualify_lead")
    return party


def _as_customer(party: Party, actor: Actor) -> Party:
    """A party known in another role, such as a supplier, becomes a customer too."""
    if not party.is_customer:
        party.is_customer = True
        records.save(party, actor=actor, cause="qualify_lead")
    return party


def _contact_of(lead: Lead, party: Party, actor: Actor) -> Contact | None:
    if not lead.person_name:
        return None
    known = Contact.objects.filter(party=party, name=lead.person_name).first()
    values = {name: getattr(lead, name) for name in ("job_title", "mobile", "phone", "email")}
    values |= {"party": party, "name": lead.person_name, "owner": party.owner_id, "is_primary": True}
    return known or records.create(kind_of(Contact), values, actor=actor, cause="qualify_lead")


# -- the quotation ----------------------------------------------------------------------------------------------------
def _has_no_customer(opportunity: Opportunity) -> Text | None:
    return None if opportunity.customer_id else _("Choose the customer first: a quotation is made out to somebody.")


@action(
    "crm.opportunity",
    label=_("New quotation"),
    from_=("open",),
    when=_has_no_customer,
    needs="update",
    icon="file-plus",
)
def quote_opportunity(opportunity: Opportunity, *, actor: Actor) -> Quotation:
    """A draft with the product lines at the prices of the price policy; where it has none, at the expected price."""
    require(actor, kind_of(Quotation), "create")
    quotation = Quotation(
        name=opportunity.name,
        customer=opportunity.customer,
        contact_id=opportunity.contact_id,
        opportunity=opportunity,
        currency=opportunity.currency,
        owner_id=opportunity.owner_id,
    )
    wanted = opportunity.lines_of("lines")
    lines = carry_lines(wanted, QuotationLine)
    for line in lines:
        line.price = None
    quotation.set_lines("lines", lines)
    price_lines([quotation], actor)
    for line, expected in zip(lines, wanted, strict=True):
        line.price = expected.price if line.price is None else line.price
    records.save(quotation, actor=actor, cause="quote_opportunity")
    return quotation


@action(
    "sales.quotation",
    label=_("Issue"),
    from_=("draft",),
    to="issued",
    takes={
        "price_reason": field.Text(_("Reason for the price"), help=_("Needed below the floor price")),
        "valid_until": field.Date(_("Valid until")),
    },
    is_main=True,
    icon="send",
)
def issue_quotation(
    quotation: Quotation, *, actor: Actor, price_reason: str = "", valid_until: datetime.date | None = None
) -> None:
    """From now on the offer stands; its prices have been checked against the price policy of today."""
    today = timezone.localdate()
    if not quotation.lines_of("lines"):
        raise Refused(_("Add the lines first: there is nothing to offer yet."), code="incomplete")
    quotation.price_reason = price_reason or quotation.price_reason
    refuse_below_floor(quotation, quotation.price_reason, actor)
    quotation.quoted_on = today
    quotation.valid_until = valid_until or quotation.valid_until or today + datetime.timedelta(days=VALID_DAYS)
    if quotation.valid_until < today:
        raise Invalid({"valid_until": [_("It must be valid on the day it is issued; choose a later day.")]})
    if quotation.opportunity_id:
        opportunity = records.lock(kind_of(Opportunity), quotation.opportunity_id, actor=system("issue_quotation"))
        opportunity.quoted_on = today
        opportunity.amount = quotation.amount if opportunity.amount is None else opportunity.amount
        records.save(opportunity, actor=actor, cause="issue_quotation")


# -- the contract -----------------------------------------------------------------------------------------------------
def _has_expired(quotation: Quotation) -> Text | None:
    if quotation.valid_until is None or quotation.valid_until >= timezone.localdate():
        return None
    return _("It was valid until %(day)s; make a new version.") % {"day": quotation.valid_until}


@action(
    "sales.quotation",
    label=_("Accepted by the customer"),
    from_=("issued",),
    to="accepted",
    when=_has_expired,
    takes={"answer": field.Text(_("Answer of the customer"))},
    is_main=True,
    icon="file-check",
)
def accept_quotation(quotation: Quotation, *, actor: Actor, answer: str = "") -> Contract:
    """Makes the draft of the contract, line by line at the prices offered."""
    require(actor, kind_of(Contract), "create")
    quotation.answered_on = timezone.localdate()
    quotation.answer = answer
    contract = Contract(
        name=quotation.name,
        customer=quotation.customer,
        contact_id=quotation.contact_id,
        opportunity_id=quotation.opportunity_id,
        quotation=quotation,
        currency=quotation.currency,
        prices_include_tax=quotation.prices_include_tax,
        delivery_terms=quotation.delivery_terms,
        payment_terms=quotation.payment_terms,
        owner_id=quotation.owner_id,
    )
    contract.set_lines("lines", carry_lines(quotation.lines_of("lines"), ContractLine))
    records.save(contract, actor=actor, cause="accept_quotation")
    return contract
