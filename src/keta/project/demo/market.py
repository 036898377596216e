"""Products and customers of the demo company."""

from decimal import Decimal
from typing import Any

from keta.kernel.organisation.models import Member
from keta.modules.catalog.models import PriceList, Unit
from keta.modules.parties.models import Origin
from keta.project.demo import material
from keta.project.demo.staff import person_name
from keta.project.demo.writing import Company


def make_products(company: Company) -> None:
    """Series of fuses, protectors and breakers, with prices and floors."""
    categories: dict[str, Any] = {}
    for name, parent in material.CATEGORIES.items():
        if parent not in categories:
            (categories[parent],) = company.write("catalog.category", [{"name": parent}])
        (categories[name],) = company.write("catalog.category", [{"name": name, "parent": categories[parent]}])
    piece = Unit.objects.get(code="piece")
    rows = [
        {
            "name": f"{name} {series}-{current}A",
            "model": f"{series}-{current}",
            "category": categories[name],
            "unit": piece,
            "price": Decimal(price) * (10 + place * 4) / 10,
            "tax_rate": "13",
            "warranty_months": 18,
            "replacement_months": 60,
            "stock_alert": 50,
        }
        for name, (series, currents, price) in material.PRODUCTS.items()
        for place, current in enumerate(currents)
    ]
    products = company.write("catalog.product", rows)
    prices = PriceList.objects.get(code="standard")
    company.write(
        "catalog.price",
        [
            {"price_list": prices, "product": each, "price": each.price, "floor_price": each.price * 8 / 10}
            for each in products
        ],
    )


def make_customers(company: Company, count: int) -> None:
    """Companies with owner, place, trade and grade; one in ten lies in the pool."""
    sellers = list(Member.objects.filter(department__name__in=material.SELLING).order_by("name"))
    origins = list(Origin.objects.order_by("title"))
    rows = [_customer(company, name, place, sellers, origins) for place, name in enumerate(_names(company, count))]
    customers = company.write("parties.customer", rows)
    contacts = []
    for customer in customers:
        for title, role in company.chance.sample(material.JOBS, company.chance.choice((1, 1, 2, 3))):
            contacts.append(
                {
                    "party": customer,
                    "name": person_name(company),
                    "job_title": title,
                    "decision_role": role,
                    "mobile": f"13{company.chance.randint(10**8, 10**9 - 1)}",
                    "owner": customer.owner_id,
                }
            )
    company.write("parties.contact", contacts)


def _names(company: Company, count: int) -> list[str]:
    chance = company.chance
    names: dict[str, None] = {}
    while len(names) < count:
        core = chance.choice(material.CORES_ONE) + chance.choice(material.CORES_TWO)
        place = chance.choice(list(material.PLACES))[-2:]
        names[f"{place}{core}{chance.choice(list(material.TRADES))}{chance.choice(material.FORMS)}"] = None
    return list(names)


def _customer(company: Company, name: str, place: int, sellers: list[Any], origins: list[Any]) -> dict[str, Any]:
    chance = company.chance
    trade = next(industry for trade, industry in material.TRADES.items() if trade in name)
    division = next(code for city, code in material.PLACES.items() if city.endswith(name[:2]))
    grade = "key" if place < 12 else chance.choices(("major", "ordinary", "small"), (1, 4, 5))[0]
    states = ("prospect", "target", "new", "active", "loyal", "inactive", "lost")
    return {
        "name": name,
        "short_name": name[2:4],
        "industry": trade,
        "grade": grade,
        "relationship_state": chance.choices(states, (25, 10, 10, 35, 8, 8, 4))[0],
        "origin": chance.choice(origins) if origins else None,
        "phone": f"0351-{chance.randint(2000000, 7999999)}",
        "address": {
            "country": "CN",
            "division": division,
            "street": f"{chance.choice(material.STREETS)}{chance.randint(1, 300)}号",
        },
        "staff_size": int(20 * chance.paretovariate(0.8)) % 9000 + 5,
        "credit_limit": chance.choice((50_000, 100_000, 300_000, 1_000_000)),
        "payment_days": chance.choice((0, 30, 60, 90)),
        "business_since": company.days_ago(2500),
        "owner": None if chance.random() < 0.1 else chance.choice(sellers),
    }
