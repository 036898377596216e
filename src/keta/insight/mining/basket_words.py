"""What the basket methods say, in English and Chinese."""

from __future__ import annotations

from collections.abc import Sequence

from keta.insight.base import Figure, Text
from keta.insight.base.figures import bars

COUNTING = Text("Counting what stands together", "统计同时出现的商品")
SHARE, TIMES = Text("share, 0 to 1", "比例（0 至 1）"), Text("times the average", "平均水平的倍数")
SUPPORT, CONFIDENCE = Text("support", "支持度"), Text("confidence", "置信度")
RULES = Text("rules", "规则")
RULES_FIGURE = Text("Rules by support and confidence", "规则的支持度与置信度")
BAD_SHARE = Text("{value} is not a share above 0 and at most 1.", "{value} 不是大于 0 且不超过 1 的比例。")
FOUND = Text(
    "{rules} rules in {baskets} baskets of {items} items, at support {support:g} and confidence {confidence:g}.",
    "{items} 种商品、{baskets} 个购物篮中，支持度 {support:g}、置信度 {confidence:g} 的规则共 {rules} 条。",
)
RULE = Text(
    "Who buys {if_items} also buys {then_item}: in {confidence:.1%} of the cases, {lift:.2f} times as "
    "often as everybody ({baskets} baskets).",
    "购买{if_items}的客户中 {confidence:.1%} 也购买{then_item}，是平均水平的 {lift:.2f} 倍（{baskets} 个购物篮）。",
)
OFFERS = Text(
    "{offers} offers for {served} of {owners} customers.",
    "为 {owners} 个客户中的 {served} 个给出 {offers} 条推荐。",
)
OFFERS_FIGURE = Text("Items offered most often", "推荐最多的商品")
OFFERED = Text("offers", "推荐次数")


def offer_bars(counts: Sequence[tuple[str, int]]) -> Figure:
    return bars(OFFERS_FIGURE, [name for name, _ in counts], [(OFFERED, [count for _, count in counts])], OFFERED)
