"""Whatever happens in whatever order, and however often it is tried: stock is the sum of its moves."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.company import HOUSE, Company, again, create, press

from keta.kernel.refusals import Refused
from keta.modules.ledger.models import Posting
from keta.modules.sales.models import Contract
from keta.modules.stock.checks import CHECKS
from keta.modules.stock.levels import refresh_levels
from keta.modules.stock.models import GONE, Balance, Delivery, Level, Move, Opening, Return
from keta.modules.stock.operations import plan_delivery, set_opening, ship_delivery
from keta.modules.stock.queries import delivered_figures, progress_of

DEEDS = ("sell", "open", "plan", "ship", "ship again", "sign", "cancel", "give back", "receive", "refuse return")
STEP = st.tuples(st.sampled_from(DEEDS), st.integers(0, 5), st.integers(1, 9))
NOTHING = Decimal()


class Story:
    """A company with two warehouses and two products, to which things happen."""

    def __init__(self) -> None:
        unit = create("catalog.unit", name="件", code=f"u{Move.objects.count()}")
        self.products = [create("catalog.product", name=name, unit=unit) for name in ("甲", "乙")]
        strict, lax = create("stock.warehouse", name="严"), create("stock.warehouse", name="松", may_go_below_zero=True)
        self.warehouses = [strict, lax]
        self.customer = create("parties.customer", name="客户")

    def tell(self, deed: str, which: int, quantity: int) -> None:
        """Does it, or is refused; a refusal leaves nothing behind."""
        try:
            with transaction.atomic():
                getattr(self, deed.replace(" ", "_"))(which, quantity)
        except Refused:
            pass

    def sell(self, which: int, quantity: int) -> None:
        lines = [
            {"product": product, "quantity": str(quantity), "price": "33.335", "tax_rate": "13"}
            for product in self.products[: 1 + which % 2]
        ]
        press(create("sales.contract", name="合同", customer=self.customer, lines=lines), "confirm_contract")

    def open(self, which: int, quantity: int) -> None:
        place = self.warehouses[which % 2]
        cost = Decimal(quantity * 7 + which) / 3
        set_opening(place, [(self.products[which % 3 % 2], Decimal(quantity), cost)], actor=HOUSE)

    def plan(self, which: int, quantity: int) -> None:
        contract = picked(Contract.objects.filter(state="active"), which)
        if contract is not None:
            open_lines = {key: min(each.unplanned, quantity) for key, each in progress_of([contract.pk]).items()}
            plan_delivery(contract, open_lines, actor=HOUSE, warehouse=self.warehouses[quantity % 2])

    def ship(self, which: int, quantity: int) -> None:
        self._press(Delivery.objects.filter(state="planned"), which, "ship_delivery")

    def ship_again(self, which: int, quantity: int) -> None:
        if delivery := picked(Delivery.objects.filter(state__in=GONE), which):
            ship_delivery(delivery, actor=HOUSE)

    def sign(self, which: int, quantity: int) -> None:
        self._press(Delivery.objects.filter(state="shipped"), which, "sign_delivery")

    def cancel(self, which: int, quantity: int) -> None:
        rows: Any = (
            Opening.objects.filter(state="posted") if which == 5 else Delivery.objects.exclude(state="cancelled")
        )
        name, inputs = ("cancel_opening", {}) if which == 5 else ("cancel_delivery", {"reason": "误"})
        self._press(rows, which, name, **inputs)

    def give_back(self, which: int, quantity: int) -> None:
        if delivery := picked(Delivery.objects.filter(state__in=GONE), which):
            (line, *__) = delivery.lines_of("lines")
            lines = [{"product": line.product, "quantity": str(quantity)}]
            create("stock.return", delivery=delivery, lines=lines, is_replaced=quantity % 2 == 0)

    def receive(self, which: int, quantity: int) -> None:
        self._press(Return.objects.filter(state="draft"), which, "receive_return")

    def refuse_return(self, which: int, quantity: int) -> None:
        self._press(Return.objects.exclude(state="cancelled"), which, "cancel_return", reason="误")

    def _press(self, rows: Any, which: int, name: str, **inputs: Any) -> None:
        if record := picked(rows, which):
            press(record, name, **inputs)


def picked(rows: Any, which: int) -> Any:
    found = list(rows.order_by("pk"))
    return found[which % len(found)] if found else None


def check() -> None:
    """What must hold at every moment."""
    moved = {
        (row["product"], row["warehouse"]): (row["quantities"], row["values"])
        for row in Move.objects.values("product", "warehouse")
        .annotate(quantities=Sum("quantity"), values=Sum("value"))
        .order_by()
    }
    for balance in Balance.objects.select_related("warehouse"):
        assert (balance.on_hand, balance.value) == moved.get((balance.product_id, balance.warehouse_id), (0, 0))
        assert balance.on_hand >= 0 or balance.warehouse.may_go_below_zero
        if balance.on_hand >= 0:
            assert abs(balance.value - balance.on_hand * balance.average_cost) <= Decimal("0.02")
        assert balance.on_hand or not balance.value
    goods = Posting.objects.filter(account__code="1405").aggregate(debit=Sum("debit"), credit=Sum("credit"))
    assert (goods["debit"] or 0) - (goods["credit"] or 0) == sum_of(Balance.objects.all(), "value")
    for contract, figures in delivered_figures([each.pk for each in Contract.objects.all()]).items():
        kept = progress_of([contract]).values()
        assert all(NOTHING <= each.kept <= each.ordered for each in kept)
        if all(each.kept == each.ordered for each in kept):
            assert figures.amount == Contract.objects.get(pk=contract).amount
        if not any(each.kept for each in kept):
            assert figures == (0, 0, 0)
    before = {level.pk: figures_of(level) for level in Level.objects.all()}
    refresh_levels([level.product_id for level in Level.objects.all()])
    assert {level.pk: figures_of(level) for level in Level.objects.all()} == before


def sum_of(rows: Any, name: str) -> Decimal:
    return rows.aggregate(total=Sum(name))["total"] or NOTHING


def figures_of(level: Level) -> Iterable[Any]:
    names = ("on_hand", "reserved", "available", "on_the_way", "value", "average_cost", "is_low")
    return tuple(getattr(level, name) for name in names)


@pytest.mark.feature("STK-11", "PRD-10")
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEP, min_size=12, max_size=40))
def test_after_every_history_stock_is_the_sum_of_its_moves(company: Company, steps: list[tuple[str, int, int]]) -> None:
    with transaction.atomic():
        story = Story()
        for step in (("open", 0, 9), ("open", 2, 9), ("open", 4, 5), ("sell", 1, 6), ("plan", 0, 3)):
            story.tell(*step)
        for step in steps:
            story.tell(*step)
        check()
        transaction.set_rollback(True)
    assert again(company.east)


@pytest.mark.feature("STK-02")
def test_the_check_finds_stock_that_differs_from_its_moves(delivery: Any, stocked: Any) -> None:
    press(delivery, "ship_delivery")
    assert [told for each in CHECKS for told in each.find()] == []
    Balance.objects.filter(product=stocked).update(on_hand=8, value=5000)
    told = {each.name.partition(": ")[2]: list(each.find()) for each in CHECKS}
    assert (
        "8.000000 worth 5000.00, the moves say 7.000000 worth 4900.00"
        in told["balances are the sums of their moves"][0]
    )
    assert told["levels are the sums of their balances"] and told["its value is that of the ledger"]
