"""Amounts of priced lines: both kept, rounded half-up at the line, totals their sums."""

from typing import Any

import pytest
from tests.company import again, create, money

from keta.kernel import records
from keta.kernel.access import Actor
from keta.kernel.objects import kind_of


def quotation(actor: Actor, customer: Any, lines: list[dict[str, Any]], **values: Any) -> Any:
    return create("sales.quotation", actor, name="报价", customer=customer, lines=lines, **values)


def line(price: str, quantity: str = "1", rate: str = "13", **more: Any) -> dict[str, Any]:
    return {"description": "备件", "quantity": quantity, "price": price, "tax_rate": rate, **more}


@pytest.mark.parametrize(
    ("values", "net", "tax", "amount"),
    [
        (("113", "1", "13"), "100.00", "13.00", "113.00"),
        (("0.01", "1", "13"), "0.01", "0.00", "0.01"),
        (("99.995", "1", "0"), "100.00", "0.00", "100.00"),
        (("10", "3", "6"), "28.30", "1.70", "30.00"),
        (("100", "1", "exempt"), "100.00", "0.00", "100.00"),
        (("1.005", "1", ""), "1.01", "0.00", "1.01"),
    ],
)
def test_prices_with_tax_are_taken_apart(
    anna: Actor, customer: Any, values: tuple[str, str, str], net: str, tax: str, amount: str
) -> None:
    (made,) = quotation(anna, customer, [line(*values)]).lines_of("lines")
    assert (made.net_amount, made.tax_amount, made.amount) == (money(net), money(tax), money(amount))


def test_a_discount_is_taken_off_before_rounding(anna: Actor, customer: Any) -> None:
    (made,) = quotation(anna, customer, [line("9.99", "3", "13", discount="12.5")]).lines_of("lines")
    assert made.amount == money("26.22")


def test_totals_are_the_sums_of_the_rounded_lines(anna: Actor, customer: Any) -> None:
    made = quotation(anna, customer, [line("0.335"), line("0.335"), line("0.335")])
    assert (made.amount, made.net_amount + made.tax_amount) == (money("1.02"), money("1.02"))


def test_prices_without_tax_get_it_on_top(anna: Actor, customer: Any) -> None:
    made = quotation(anna, customer, [line("100", rate="13"), line("100", rate="6")], prices_include_tax=False)
    assert (made.net_amount, made.tax_amount, made.amount) == (money("200.00"), money("19.00"), money("219.00"))


def test_changing_the_terms_of_tax_counts_every_line_anew(anna: Actor, customer: Any) -> None:
    made = quotation(anna, customer, [line("113"), line("226")])
    records.update(kind_of(made), made.pk, {"prices_include_tax": False}, actor=anna)
    changed = again(made)
    assert (changed.net_amount, changed.amount) == (money("339.00"), money("383.07"))
    assert [each.amount for each in changed.lines_of("lines")] == [money("127.69"), money("255.38")]


def test_a_remark_leaves_lines_and_totals_alone(anna: Actor, customer: Any) -> None:
    made = quotation(anna, customer, [line("113")])
    updated = records.update(kind_of(made), made.pk, {"remarks": "急"}, actor=anna)
    assert updated.lines_in_hand("lines") is None
    assert again(made).amount == money("113.00")
