"""The words of customer value."""

from keta.insight.base import Text

NO_COSTS = Text("Name at least one cost.", "请至少给出一项成本。")
TWICE = Text("The cost “{name}” is named twice.", "成本“{name}”给出了两次。")
TAKEN = Text(
    "“{name}” is a column of the answer; name the cost otherwise.",
    "“{name}”是结果中的列名，请为成本另取名称。",
)
NEGATIVE_KEY = Text(
    "{count} customer(s) have a key below zero; a key must be zero or more.",
    "{count} 个客户的分摊依据小于零，须不小于零。",
)
EMPTY_KEY = Text(
    "the key is zero for all customers; {amount} cannot be divided by it.",
    "所有客户的分摊依据都为零，无法分摊 {amount}。",
)
WHOLE = Text(
    "{customers} customers: revenue {revenue}, cost {cost}, profit {profit}.",
    "{customers} 个客户：收入 {revenue}，成本 {cost}，利润 {profit}。",
)
AVERAGE = Text(
    "On average {revenue} revenue and {profit} profit a customer; margin {margin}.",
    "每客户平均收入 {revenue}、利润 {profit}；利润率 {margin}。",
)
LOSERS = Text("{count} customers cost more than they bring, {loss} together.", "{count} 个客户入不敷出，合计 {loss}。")
LAYER = Text(
    "{name}: {customers} customers, revenue {revenue}, cost {cost}, profit {profit}.",
    "{name}：{customers} 个客户，收入 {revenue}，成本 {cost}，利润 {profit}。",
)
KEY = Text("{cost} ({amount}) is divided by {key}.", "{cost}（{amount}）按{key}分摊。")
EQUALLY = Text("equal parts", "均摊")
NO_MARGIN = Text("not known without revenue", "没有收入，无法计算")
TITLE = Text("Revenue, cost and profit", "收入、成本与利润")
REVENUE, COST, PROFIT = Text("revenue", "收入"), Text("cost", "成本"), Text("profit", "利润")
ALL = Text("all customers", "全部客户")
NUMBER = Text("customer number", "客户编号")
NAME = Text("name", "名称")
SHARE = Text("share, 0 to 1", "比例（0 至 1）")
COUNT = Text("count", "个数")

BAD_SPENDING = Text("{name} must be zero or more (given: {value}).", "{name}须不小于零（给出的是 {value}）。")
RETURN = Text(
    "Return on {spent} of marketing and sales: {part:.1%} (gross margin {margin} less the spending, by the spending).",
    "营销与销售投入 {spent} 的回报率为 {part:.1%}（毛利 {margin} 减投入，再除以投入）。",
)
NO_RETURN = Text("Nothing was spent: there is no return to tell.", "没有投入，无法给出回报率。")
WIN = Text("Winning a customer cost {cost} ({count} won).", "获得一个客户花费 {cost}（共 {count} 个）。")
KEEP = Text("Keeping a customer cost {cost} ({count} kept).", "保留一个客户花费 {cost}（共 {count} 个）。")
RATIO = Text("Winning costs {ratio:.2f} times as much as keeping.", "获客成本为留客成本的 {ratio:.2f} 倍。")
NO_RATIO = Text(
    "Winning and keeping cannot be compared: one of them has no customers or no cost.",
    "无法比较获客与留客：其中一项没有客户或没有成本。",
)
PER_CUSTOMER = Text("Cost a customer", "每客户成本")
ACQUISITION, RETENTION = Text("winning", "获客"), Text("keeping", "留客")
NO_PERIODS = Text("Give the profit of at least one period.", "请至少给出一个期间的利润。")
PAID = Text(
    "The {cost} spent to win the customer are paid back in period {period}.",
    "获客投入 {cost} 在第 {period} 期收回。",
)
NOT_PAID = Text(
    "After {periods} periods {missing} of the {cost} are not paid back.",
    "{periods} 期之后，投入的 {cost} 中仍有 {missing} 未收回。",
)
CUMULATED = Text("cumulated profit", "累计利润")
PERIOD = Text("period, 1 is the first", "期间，1 为第一期")
WALLET = Text(
    "{customers} customers spend {part:.1%} of their {total} with us; {open} go elsewhere.",
    "{customers} 个客户同类支出 {total} 中有 {part:.1%} 花在我们这里；{open} 流向别处。",
)
SMALLER = Text(
    "{count} customer(s) spend more with us than in all; correct the total.",
    "{count} 个客户在我们这里的花费超过其同类总支出，请更正。",
)
NEGATIVE = Text("{count} customer(s) have an amount below zero.", "{count} 个客户的金额小于零。")
NO_SPENDING = Text("No customer spends anything.", "没有客户有任何支出。")
WALLET_TITLE = Text("Share of wallet", "钱包份额")
CUSTOMERS = Text("customers", "客户数")
