"""The row `chain`: from a quotation of three lines to the receipt in the books, over the API, by one who may do all."""

import json
from dataclasses import dataclass
from typing import Any

from keta.kernel.access import system
from keta.kernel.objects import kind_of
from keta.kernel.organisation.models import Department, Member, Position, User
from keta.kernel.records.rows import Row, write_rows
from keta.kernel.versions import version
from keta.modules.billing.models import CashAccount
from keta.modules.catalog.models import Product
from keta.modules.stock.models import Warehouse
from keta.project.bench.client import Client
from keta.surfaces.api.tokens import issue

USER = "bench-chain"
POSITIONS = ("sales_director", "storekeeper", "accountant")
LINES = 3


@dataclass(frozen=True)
class Chain:
    """Who runs it, and with what."""

    headers: dict[str, str]
    products: list[str]
    warehouse: str
    cash_account: str

    def run(self, client: Client, customer: str, turn: int) -> None:
        """Quotation → contract → delivery → invoice → receipt with its postings."""
        values = {"name": f"Chain {turn}", "customer": customer, "lines": self._lines(turn)}
        quotation = _create(client, "sales.quotation", values)
        _press(client, "sales.quotation", quotation, "issue_quotation")
        contract = _press(client, "sales.quotation", quotation, "accept_quotation")
        confirmed = _press(client, "sales.contract", contract, "confirm_contract", whole=True)
        delivery = _press(client, "sales.contract", contract, "plan_delivery", {"warehouse": self.warehouse})
        _press(client, "stock.delivery", delivery, "ship_delivery")
        invoice = _press(client, "stock.delivery", delivery, "invoice_delivery")
        _press(client, "billing.invoice", invoice, "issue_invoice")
        paid = {"customer": customer, "amount": confirmed["record"]["amount"], "cash_account": self.cash_account}
        receipt = _create(client, "billing.receipt", paid)
        _press(client, "billing.receipt", receipt, "receive_payment", {"settles_oldest": True})

    def _lines(self, turn: int) -> list[dict[str, str]]:
        products = [self.products[(turn * LINES + place) % len(self.products)] for place in range(LINES)]
        return [{"product": product, "quantity": "2", "price": "113"} for product in products]


def _create(client: Client, key: str, values: dict[str, Any]) -> str:
    return str(json.loads(client.call("POST", f"/api/v1/{key}", values))["id"])


def _press(
    client: Client, key: str, record: str, action: str, inputs: dict[str, Any] | None = None, *, whole: bool = False
) -> Any:
    """The id of what the action made; the `whole` answer where that is asked for."""
    told = json.loads(client.call("POST", f"/api/v1/{key}/{record}/actions/{action}", inputs or {}))
    return told if whole or not told.get("result") else told["result"]["id"]


def chain() -> Chain:
    """Makes what the chain needs, where it is missing: its user, a warehouse that may go below zero, an account."""
    user = User.objects.filter(username=USER).first() or _user()
    warehouse = Warehouse.objects.first() or _write(
        "stock.warehouse", {"name": "Bench", "code": "B", "may_go_below_zero": True}
    )
    account = CashAccount.objects.first() or _write("billing.cash_account", {"name": "Bench", "kind": "bank"})
    products = [str(key) for key in Product.objects.order_by("number").values_list("pk", flat=True)[:500]]
    token = issue(user, name="bench")
    return Chain({"Authorization": f"Bearer {token}"}, products, str(warehouse.pk), str(account.pk))


def _user() -> User:
    held = list(Position.objects.filter(code__in=POSITIONS))
    department = Department.objects.get(name="A")
    member = _write("organisation.member", {"name": "Bench chain", "department": department, "positions": held})
    user = User.objects.create_user(USER)
    Member.objects.filter(pk=member.pk).update(user=user)
    version.bump()
    return user


def _write(key: str, values: dict[str, Any]) -> Any:
    (result,) = write_rows(kind_of(key), [Row(values)], actor=system("bench"))
    return result.record
