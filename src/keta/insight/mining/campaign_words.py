"""What the campaign methods say, in English and Chinese."""

from __future__ import annotations

from keta.insight.base import Text

SHARE, POINTS = Text("share, 0 to 1", "比例（0 至 1）"), Text("difference of shares", "比例之差")
TARGETING = Text("Learning whom “{group}” moves", "学习“{group}”能打动谁")
MISSING = Text("{count} row(s) have no group; fill or leave them out.", "{count} 行没有分组；请补齐或去掉这些行。")
NO_CONTROL = Text(
    "“{control}” is no group, or the only one; the groups are {groups}. Without customers left alone no "
    "effect can be told.",
    "“{control}”不是分组或是唯一分组；分组有 {groups}。没有对照客户就无法说明效果。",
)
FEW_TREATED = Text(
    "group “{group}” has {count} customer(s); at least {needed} are needed.",
    "分组“{group}”只有 {count} 个客户；至少需要 {needed} 个。",
)
CONTROL = Text(
    "Left alone ({group}): {share:.2%} of {customers} customers.",
    "对照组（{group}）：{customers} 个客户中 {share:.2%}。",
)
EFFECT = Text(
    "{group}: {share:.2%} of {customers}; the campaign itself brought {uplift:+.2%} ({low:+.2%} to {high:+.2%}).",
    "{group}：{customers} 个客户中 {share:.2%}；活动本身带来 {uplift:+.2%}（{low:+.2%} 至 {high:+.2%}）。",
)
NO_EFFECT = Text(
    "{group}: {share:.2%} of {customers}; no effect is proved ({low:+.2%} to {high:+.2%}).",
    "{group}：{customers} 个客户中 {share:.2%}；效果未得到证明（{low:+.2%} 至 {high:+.2%}）。",
)
TARGETED = Text(
    "{group}: choosing whom to contact pays (Qini {qini:.3f} ± {reach:.3f} per 100 customers, on unseen rows).",
    "{group}：挑选联系对象是值得的（未见数据上 Qini 每百客户 {qini:.3f} ± {reach:.3f}）。",
)
NOT_TARGETED = Text(
    "{group}: these columns do not tell whom it moves (Qini {qini:.3f} ± {reach:.3f}); contact all or none.",
    "{group}：这些列不能说明它打动谁（Qini {qini:.3f} ± {reach:.3f}）；要么全部联系，要么都不联系。",
)
UPLIFT_FIGURE = Text("Extra outcomes per 100 customers by share contacted", "按联系比例的每百客户额外成果")
CONTACTED, GAINED = (
    Text("share contacted", "联系比例"),
    Text("extra outcomes per 100 customers", "每百客户额外成果"),
)
AT_RANDOM = Text("{group}, at random", "{group}，随机")

SEARCHING = Text("Searching contact lists", "搜索联系名单")
NO_BUDGET = Text(
    "A budget of {budget} buys no contact; give one above zero.",
    "预算 {budget} 无法进行联系；请给出大于零的预算。",
)
FREE_CONTACT = Text(
    "{count} contact(s) cost nothing or less; give each a cost.", "{count} 个联系的成本不大于零；请给出成本。"
)
TWICE = Text(
    "a customer has the same channel twice; keep one row each.", "同一客户的同一渠道出现两次；每个只保留一行。"
)
LIST = Text(
    "{contacts} contacts for {cost} of {budget}, expected profit {profit}.",
    "共 {contacts} 个联系，花费 {cost}（预算 {budget}），预期利润 {profit}。",
)
GREEDY = Text("Taking the best ratio first would bring {profit}.", "按利润成本比依次选取可得 {profit}。")
EXACT = Text(
    "The proven best is {profit}; the list reaches {share:.2%} of it.",
    "可证明的最优为 {profit}；本名单达到其 {share:.2%}。",
)
TOO_LARGE = Text(
    "Above {limit} possible contacts no proof of the best is sought.",
    "可能的联系超过 {limit} 个时不求最优性证明。",
)
GREEDY_NAME, GENETIC_NAME = Text("greedy", "贪心"), Text("genetic algorithm", "遗传算法")
EXACT_NAME, PROFIT = Text("exact", "精确"), Text("expected profit", "预期利润")
CONTACT_FIGURE = Text("Expected profit of the contact list", "联系名单的预期利润")
