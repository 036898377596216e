"""The data set of the bench: no chance in it, so that every rival can be given the same shape.

Customer i is called `<W1> <W2> <W3> <i>`; one W1 in twenty is `Technova`, so a search for `tech` finds 5 %. Twenty
salespersons sit in six departments on three levels: branch A owns 60 % of the customers, C 1 %, D 0.1 %, B the rest.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from keta.kernel.access import system
from keta.kernel.columns import new_id
from keta.kernel.numbering.numbers import reach
from keta.kernel.objects import kind_of
from keta.kernel.organisation.models import Position, User
from keta.kernel.records.inserting import insert_records
from keta.kernel.records.rows import Row, write_rows
from keta.kernel.versions import version
from keta.modules.catalog.models import Product
from keta.modules.crm.models import Opportunity, Stage
from keta.modules.parties.models import Contact, Party
from keta.modules.sales.models import Contract, ContractLine
from keta.project.bench.words import FIRST, LAST, W1, W2, W3
from keta.surfaces.search.indexing import add

TREE = {"Company": "", "A": "Company", "A1": "A", "A2": "A", "B": "Company", "C": "Company", "D": "Company"}
SELLERS = ("A1",) * 6 + ("A2",) * 6 + ("B",) * 6 + ("C", "D")
HEADS = {"wide": "A", "narrow": "C", "thin": "D"}
"""The actors who are measured: heads of department who see 60 %, 1 % and 0.1 %."""
ROWS_AT_ONCE = 2000


@dataclass
class Size:
    """How many of each; `customers` names the others by the proportions of the speed table."""

    customers: int = 100_000

    def share(self, of: int) -> int:
        return max(10, self.customers * of // 100_000)


@dataclass
class People:
    departments: dict[str, Any] = field(default_factory=dict)
    sellers: list[Any] = field(default_factory=list)

    def of_customer(self, i: int) -> Any:
        """Who owns customer i, so that the branches hold their shares."""
        place = i % 1000
        if place < 600:
            return self.sellers[i % 12]
        if place < 989:
            return self.sellers[12 + i % 6]
        return self.sellers[18 if place < 999 else 19]


def load(size: Size, say: Callable[[str], None]) -> None:
    """Fills an empty company; the bulk goes straight into the tables, as it does for the rivals."""
    people = _people()
    say("customers")
    customers = _bulk(Party, "parties.party", _customers(size.customers, people))
    say("contacts")
    _bulk(Contact, "parties.contact", _contacts(size.share(100_000), customers))
    say("products")
    products = _bulk(Product, "catalog.product", _products(size.share(10_000)))
    say("opportunities")
    _bulk(Opportunity, "crm.opportunity", _opportunities(size.share(50_000), customers))
    say("contracts")
    contracts = _bulk(Contract, "sales.contract", _contracts(size.share(50_000), customers))
    _lines(contracts, products)
    # What was given by hand must not be given again.
    reach("parties.party:", size.customers)
    reach("catalog.product:", size.share(10_000))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _people() -> People:
    actor = system("bench")
    people = People()
    positions = {each.code: each for each in Position.objects.all()}

    def write(key: str, values: dict[str, Any]) -> Any:
        (result,) = write_rows(kind_of(key), [Row(values)], actor=actor)
        return result.record

    for name, parent in TREE.items():
        values = {"name": name, "parent": people.departments.get(parent)}
        people.departments[name] = write("organisation.department", values)
    for place, name in enumerate(SELLERS):
        values = {"name": f"Salesperson {place:02}", "department": people.departments[name]}
        people.sellers.append(write("organisation.member", values | {"positions": [positions["salesperson"]]}))
    for name, department in HEADS.items():
        values = {"name": f"Head {name}", "department": people.departments[department]}
        head = write("organisation.member", values | {"positions": [positions["sales_director"]]})
        type(head).objects.filter(pk=head.pk).update(user=User.objects.create_user(f"bench-{name}"))
    version.bump()
    return people


def _bulk(model: Any, key: str, records: Iterator[Any]) -> list[Any]:
    """Writes records and their search rows; returns (id, owner, department) of each."""
    kind, now = kind_of(key), timezone.now()
    kept: list[Any] = []
    while batch := list(islice(records, ROWS_AT_ONCE)):
        for record in batch:
            record.created_at = record.changed_at = now
        with transaction.atomic():
            insert_records(model, batch)
            add(kind, batch)
        kept.extend((each.pk, getattr(each, "owner_id", None), getattr(each, "department_id", None)) for each in batch)
    return kept


def _customers(count: int, people: People) -> Iterator[Party]:
    for i in range(1, count + 1):
        name = f"{W1[i % 20]} {W2[i // 20 % 25]} {W3[i // 500 % 8]} {i}"
        owner = people.of_customer(i)
        yield Party(
            number=f"KH-{i:06}",
            name=name,
            title=name,
            is_customer=True,
            owner_id=owner.pk,
            department_id=owner.department_id,
            booked_department_id=owner.department_id,
            phone=f"+32 2 22{i % 1_000_000:06}",
            email=f"c{i}@example.com",
            address_region=f"City {i % 50}",
            address_street=f"{i % 200} Main Street",
            grade=("key", "major", "ordinary", "small")[i % 4],
        )


def _contacts(count: int, customers: list[Any]) -> Iterator[Contact]:
    for i in range(1, count + 1):
        party, owner, department = customers[(i - 1) % len(customers)]
        name = f"{FIRST[i % 20]} {LAST[i // 20 % 17]} {i}"
        yield Contact(
            name=name, title=name, party_id=party, owner_id=owner, department_id=department, email=f"k{i}@example.com"
        )


def _products(count: int) -> Iterator[Product]:
    for i in range(1, count + 1):
        yield Product(number=f"CP-{i:06}", name=f"Product {i}", title=f"Product {i}", price=Decimal(10 + i % 990))


def _opportunities(count: int, customers: list[Any]) -> Iterator[Opportunity]:
    stages = {stage.code: stage for stage in Stage.objects.all()}
    states = ("open", "open", "open", "won", "lost")
    today = timezone.localdate()
    for i in range(1, count + 1):
        party, owner, department = customers[i * 7919 % len(customers)]
        state = states[i % 5]
        amount = Decimal(100 + i % 9900)
        yield Opportunity(
            number=f"XM-{i:06}",
            name=f"Opportunity {i}",
            title=f"Opportunity {i}",
            customer_id=party,
            owner_id=owner,
            department_id=department,
            booked_department_id=department,
            state=state,
            stage=stages[state if state != "open" else "needs"],
            amount=amount,
            present_value=amount / 2,
            progress=Decimal(50),
            currency="CNY",
            opened_on=today - datetime.timedelta(days=i % 1095),
        )


def _contracts(count: int, customers: list[Any]) -> Iterator[Contract]:
    today = timezone.localdate()
    for i in range(1, count + 1):
        party, owner, department = customers[i * 7907 % len(customers)]
        amount = sum((1 + i % 5) * (10 + (1 + (i * 3 + each) * 31) % 990) for each in (1, 2, 3))
        yield Contract(
            number=f"HT-{i:06}",
            name=f"Order {i}",
            title=f"HT-{i:06} Order {i}",
            customer_id=party,
            owner_id=owner,
            department_id=department,
            booked_department_id=department,
            state="done" if i % 10 < 7 else "active" if i % 10 < 9 else "draft",
            currency="CNY",
            signed_on=today - datetime.timedelta(days=i % 1095),
            amount=Decimal(amount),
            net_amount=Decimal(amount),
            tax_amount=Decimal(0),
            planned_amount=Decimal(0),
        )


def _lines(contracts: list[Any], products: list[Any]) -> None:
    batch: list[ContractLine] = []
    for i, (contract, __, __) in enumerate(contracts, start=1):
        for position in (1, 2, 3):
            place = (1 + (i * 3 + position) * 31) % len(products)
            quantity, price = Decimal(1 + i % 5), Decimal(10 + place % 990)
            batch.append(
                ContractLine(
                    id=new_id(),
                    contract_id=contract,
                    position=position,
                    product_id=products[place][0],
                    quantity=quantity,
                    price=price,
                    amount=quantity * price,
                    net_amount=quantity * price,
                    tax_amount=Decimal(0),
                )
            )
        if len(batch) >= ROWS_AT_ONCE:
            insert_records(ContractLine, batch)
            batch.clear()
    insert_records(ContractLine, batch)
