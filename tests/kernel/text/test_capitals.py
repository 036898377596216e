"""Amounts in capitals: published examples, and every amount read back by a parser that knows no rules."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from keta.kernel.text.capitals import amount_in_capitals

VALUES = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(
    ("amount", "capitals"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("0.55", "伍角伍分"),
        ("10", "壹拾元整"),
        ("101", "壹佰零壹元整"),
        ("1010", "壹仟零壹拾元整"),
        ("10000000", "壹仟万元整"),
        ("10005534.00", "壹仟万零伍仟伍佰叁拾肆元整"),
        ("100005000", "壹亿零伍仟元整"),
        ("100050000", "壹亿零伍万元整"),
        ("9000000000000", "玖万亿元整"),
        ("1000000000001", "壹万亿零壹元整"),
        (
            "9999999999999.99",
            "玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
        ),
        ("-12.30", "负壹拾贰元叁角整"),
        # printed in 正确填写票据和结算凭证的基本规定 (People's Bank of China, 1997)
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万零柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
    ],
)
def test_it_writes_the_amount(amount: str, capitals: str) -> None:
    assert amount_in_capitals(Decimal(amount)) == capitals


def read_back(capitals: str) -> Decimal:
    """Digits times units from left to right; 万 and 亿 multiply what stands since the last larger one."""
    total, section, digit = 0, 0, 0
    small = Decimal(0)
    for sign in capitals.removeprefix("负").removesuffix("整"):
        if sign in "零壹贰叁肆伍陆柒捌玖":
            digit = "零壹贰叁肆伍陆柒捌玖".index(sign)
        elif sign in VALUES:
            section, digit = section + digit * VALUES[sign], 0
        elif sign == "万":
            section, digit = (section + digit) * 10**4, 0
        elif sign == "亿":
            total, section, digit = total + (section + digit) * 10**8, 0, 0
        elif sign == "元":
            total, section, digit = total + section + digit, 0, 0
        else:
            small, digit = small + digit * Decimal({"角": "0.1", "分": "0.01"}[sign]), 0
    return (total + small) * (-1 if capitals.startswith("负") else 1)


@given(some.decimals("-9999999999999.99", "9999999999999.99", places=2))
@example(Decimal("1000000000000.01"))
def test_it_can_be_read_back(amount: Decimal) -> None:
    assert read_back(amount_in_capitals(amount)) == amount


@given(some.integers(0, 10**15 - 1))
def test_zeros_are_never_doubled_and_never_stand_before_a_unit(fen: int) -> None:
    capitals = amount_in_capitals(Decimal(fen) / 100)
    assert capitals == "零元整" or not any(wrong in capitals for wrong in ("零零", "零元", "零万", "零亿", "零角"))


@pytest.mark.parametrize("amount", ["10000000000000", "-10000000000000", "0.001", "NaN", "Infinity"])
def test_it_refuses_what_cannot_be_written(amount: str) -> None:
    with pytest.raises(ValueError, match="cannot be written in capitals"):
        amount_in_capitals(Decimal(amount))
