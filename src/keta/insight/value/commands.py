"""Value on the command line: costs by keys, share of wallet."""

from __future__ import annotations

from argparse import Namespace

from keta.insight.base import BadInput, Result, Text
from keta.insight.commands.command import CURRENCY, CUSTOMER, DECIMALS, Command, Option, unit
from keta.insight.value.allocation import Cost, allocate
from keta.insight.value.returns import share_of_wallet

REVENUE = Option("revenue", Text("column of the revenue", "收入所在列"), "revenue")
LAYER = Option("layer", Text("column of the layer", "层所在列"))
COSTS = Option(
    "costs",
    Text(
        "costs as name:amount in smallest units:key,... (no key: equal parts)",
        "成本：名称:最小单位金额:依据，…（无依据则均摊）",
    ),
    "",
)
OURS = Option("ours", Text("column of what is spent with us", "在我们这里的支出所在列"), "ours")
TOTAL = Option("total", Text("column of what is spent in all", "同类总支出所在列"), "total")
BAD_COST = Text("“{cost}” is not a cost; write name:amount:key.", "“{cost}”不是一项成本；请写作 名称:金额:依据。")


def _cost(part: str) -> Cost:
    name, *rest = part.split(":")
    if not rest or not rest[0].isdecimal():
        raise BadInput(BAD_COST(cost=part))
    return Cost(name, int(rest[0]), rest[1] if len(rest) > 1 and rest[1] else None)


def _value(options: Namespace) -> Result:
    costs = [_cost(part) for part in options.costs.split(",") if part]
    return allocate(options.files[0], costs, options.customer, options.revenue, options.layer, unit(options))


def _wallet(options: Namespace) -> Result:
    return share_of_wallet(options.files[0], options.customer, options.ours, options.total, unit(options))


_MONEY = (CUSTOMER, CURRENCY, DECIMALS)

COMMANDS = (
    Command("value", Text("cost and profit of each customer", "每个客户的成本与利润"), _value,
            (*_MONEY, REVENUE, LAYER, COSTS)),
    Command("wallet", Text("share of wallet", "钱包份额"), _wallet, (*_MONEY, OURS, TOTAL)),
)  # fmt: skip
