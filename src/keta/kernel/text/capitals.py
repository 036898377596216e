"""Amounts in capitals (大写金额), as contracts, receipts and claims carry them."""

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
UNITS = ((10**8, "亿"), (10**4, "万"), (1000, "仟"), (100, "佰"), (10, "拾"))
LARGEST = Decimal("9999999999999.99")


def amount_in_capitals(amount: Decimal) -> str:
    """10005534 → 壹仟万零伍仟伍佰叁拾肆元整, by the rules for bills (支付结算办法, 1997, annex 1).

    Where the rules leave a choice: 零 for zeros between yuan digits, none between yuan and 角, 整 after 角.
    Raises ValueError beyond 9,999,999,999,999.99 and for fractions of a fen.
    """
    if not amount.is_finite() or abs(amount) > LARGEST:
        raise ValueError(f"{amount} cannot be written in capitals: the largest amount is {LARGEST}")
    fen_in_all = abs(amount) * 100
    if fen_in_all != int(fen_in_all):
        raise ValueError(f"{amount} cannot be written in capitals: it has fractions of a fen")
    yuan, small = divmod(int(fen_in_all), 100)
    sign = "负" if amount < 0 else ""
    return sign + _yuan(yuan, small) + _small(*divmod(small, 10), bool(yuan))


def _yuan(yuan: int, small: int) -> str:
    return f"{_whole(yuan)}元" if yuan or not small else ""


def _small(jiao: int, fen: int, has_yuan: bool) -> str:
    jiao_part = f"{DIGITS[jiao]}角" if jiao else "零" if fen and has_yuan else ""
    return jiao_part + (f"{DIGITS[fen]}分" if fen else "整")


def _whole(number: int) -> str:
    for value, unit in UNITS:
        if number >= value:
            high, low = divmod(number, value)
            has_gap = low < value // 10 or high % 10 == 0
            rest = ("零" if has_gap else "") + _whole(low) if low else ""
            return _whole(high) + unit + rest
    return DIGITS[number]
