"""Opportunities, quotations, contracts and what people wrote down on the way."""

from datetime import timedelta
from typing import Any

from keta.modules.crm.models import Stage
from keta.project.demo import material
from keta.project.demo.writing import Company

OUTCOMES = ("open", "won", "lost", "suspended")


def make_opportunities(company: Company, count: int, days: int) -> None:
    """Spread over the last `days`, more of them in spring and autumn; older ones have mostly ended."""
    stages = {stage.code: stage for stage in Stage.objects.all()}
    customers = [each for each in company.made["parties.customer"] if each.owner_id]
    drafts = [_opportunity(company, customers, stages, days) for __ in range(count)]
    company.write("crm.opportunity", [row for row, __ in drafts], [state for __, state in drafts])


def _opportunity(
    company: Company, customers: list[Any], stages: dict[str, Any], days: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    chance = company.chance
    customer = customers[company.uneven(len(customers))] if chance.random() < 0.4 else chance.choice(customers)
    opened = company.days_ago(days)
    age = (company.today - opened).days
    state = chance.choices(OUTCOMES, (5, 45, 35, 5) if age > 120 else (70, 15, 10, 5))[0]
    open_stages = ("first_contact", "needs", "proposal", "negotiation")
    stage = state if state in ("won", "lost") else chance.choices(open_stages, (4, 3, 2, 2))[0]
    closed = min(opened + timedelta(days=chance.randint(10, 110)), company.today)
    row: dict[str, Any] = {
        "name": f"{customer.short_name}{chance.choice(material.PROJECTS)}",
        "customer": customer,
        "owner": customer.owner_id,
        "origin": customer.origin_id,
        "opened_on": opened,
        "closes_on": opened + timedelta(days=chance.randint(20, 150)),
        "is_key": chance.random() < 0.08,
        "lines": _lines(company, chance.randint(1, 3)),
    }
    if state in ("won", "lost"):
        row |= {
            "closed_on": closed,
            f"{state}_because": chance.choice(("price", "product", "relationship", "delivery")),
        }
    return row, {"state": state, "stage": stages[stage].pk}


def _lines(company: Company, count: int) -> list[dict[str, Any]]:
    products = company.chance.sample(company.made["catalog.product"], count)
    return [
        {
            "product": product,
            "quantity": company.chance.choice((10, 20, 50, 100, 200, 500)),
            "price": (product.price * company.chance.choice((100, 98, 95, 92)) / 100).quantize(product.price),
        }
        for product in products
    ]


def make_documents(company: Company) -> None:
    """A quotation for every deal that came so far, and a contract for every one that was won."""
    deals = company.made["crm.opportunity"]
    offered = [each for each in deals if each.state == "won" or company.chance.random() < 0.35]
    quotations = company.write(
        "sales.quotation",
        [_document(each) | {"valid_until": each.opened_on + timedelta(days=45)} for each in offered],
        [_answer(each) for each in offered],
    )
    won = [each for each in quotations if each.state == "accepted"]
    deal_of = {deal.pk: deal for deal in deals}
    company.write(
        "sales.contract",
        [_contract(each, deal_of[each.opportunity_id]) for each in won],
        [{"state": company.chance.choices(("active", "done"), (4, 6))[0]} for __ in won],
    )


def _document(deal: Any) -> dict[str, Any]:
    lines = [
        {
            "product": line.product_id,
            "quantity": line.quantity,
            "price": line.price,
            "unit": line.product.unit_id,
            "tax_rate": "13",
        }
        for line in deal.lines_of("lines")
    ]
    return {
        "name": deal.name,
        "customer": deal.customer_id,
        "opportunity": deal.pk,
        "owner": deal.owner_id,
        "delivery_terms": "款到发货，含运费",
        "payment_terms": "预付三成，发货前付三成，验收后付三成，质保金一成",
        "lines": lines,
    }


def _answer(deal: Any) -> dict[str, Any]:
    answers = {"won": "accepted", "lost": "rejected"}
    return {"state": answers.get(deal.state, "issued")}


def _contract(quotation: Any, deal: Any) -> dict[str, Any]:
    signed = deal.closed_on
    row = _document(deal) | {"quotation": quotation.pk, "signed_on": signed, "warranty_months": 18}
    row["collections"] = [
        {"due_at": "date", "due_on": signed, "share": 30},
        {"due_at": "date", "due_on": signed + timedelta(days=30), "share": 30},
        {"due_at": "date", "due_on": signed + timedelta(days=75), "share": 30},
        {"due_at": "date", "due_on": signed + timedelta(days=440), "share": 10},
    ]
    return row


def make_activities(company: Company, count: int) -> None:
    """To-dos done and due, and notes, mostly about open deals."""
    chance = company.chance
    open_deals = [each for each in company.made["crm.opportunity"] if each.state == "open"]
    tasks, states, notes = [], [], []
    for __ in range(count):
        deal = chance.choice(open_deals)
        subject, kind = chance.choice(material.TASKS)
        due = company.today + timedelta(days=chance.randint(-40, 12))
        is_done = due < company.today and chance.random() < 0.85
        tasks.append(
            {
                "name": subject,
                "kind": kind,
                "party": deal.customer_id,
                "about": f"crm.opportunity:{deal.pk}",
                "owner": deal.owner_id,
                "due_on": due,
            }
        )
        states.append({"state": "done" if is_done else "planned"})
        notes.append(
            {
                "text": chance.choice(material.NOTES),
                "party": deal.customer_id,
                "about": f"crm.opportunity:{deal.pk}",
                "owner": deal.owner_id,
            }
        )
    company.write("activities.activity", tasks, states)
    company.write("activities.note", notes)
