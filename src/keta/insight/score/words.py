"""The words of scores."""

from keta.insight.base import Text

EMPTY = Text("A scorecard needs at least one indicator.", "评分卡至少需要一个指标。")
TWICE = Text("The indicator “{name}” stands twice.", "指标“{name}”出现了两次。")
BAD_WEIGHT = Text("The weight of “{name}” must be a whole number above zero.", "“{name}”的权重须为大于零的整数。")
BAD_SCALE = Text(
    "The scale of “{name}” must rise from step to step, with points from 0 to 100.",
    "“{name}”的量表须逐级递增，分值为 0 至 100。",
)
BAD_GROUP = Text("“{group}” is not one of {known}.", "“{group}”不属于 {known}。")
BAD_CARD = Text("The scorecard cannot be read: {reason}.", "无法读取评分卡：{reason}。")
UNKNOWN = Text("There is no customer {customer} in the table.", "表中没有客户 {customer}。")
GROUPS = {
    "contribution": Text("contribution", "贡献"),
    "loyalty": Text("loyalty", "忠诚"),
    "potential": Text("potential", "潜力"),
    "strength": Text("strength", "实力"),
}
QUADRANTS = {
    "loyal and valuable": Text("high loyalty, high value", "高忠诚度高价值客户"),
    "loyal": Text("high loyalty, low value", "高忠诚度低价值客户"),
    "valuable": Text("low loyalty, high value", "低忠诚度高价值客户"),
    "neither": Text("low loyalty, low value", "低忠诚度低价值客户"),
}
STORY = Text(
    "{customers} customers by scorecard version {version}; mean score {mean:.1f} of 100.",
    "{customers} 个客户按评分卡第 {version} 版计分；平均 {mean:.1f} 分（满分 100）。",
)
CLASS = Text("{name}: {customers} customers.", "{name}：{customers} 个客户。")
SINGLE = Text(
    "Warning: “{name}” alone holds {part:.0%} of the weight; a grade must not rest on one indicator.",
    "警告：“{name}”一项占权重 {part:.0%}；评级不应只依赖单一指标。",
)
TITLE = Text("Loyalty and value", "忠诚与价值")
LOYALTY = Text("loyalty, 0 to 100", "忠诚（0 至 100）")
VALUE = Text("value, 0 to 100", "价值（0 至 100）")
POINTS = Text("points, 0 to 100", "分（0 至 100）")
NUMBER = Text("customer number", "客户编号")
NAME = Text("name", "名称")
CELLS = {
    "invest": Text("invest", "投资"),
    "cultivate": Text("cultivate", "培育"),
    "restructure": Text("restructure", "重组"),
    "drop": Text("drop", "放弃"),
}
PORTFOLIO = Text("Customer portfolio", "客户组合")
HISTORY = Text("history", "客户历史")
POTENTIAL = Text("potential lifetime value", "潜在生命周期价值")
KINDS = {
    "trust": Text("loyal by trust", "信赖忠诚"),
    "monopoly": Text("loyal for lack of choice", "垄断忠诚"),
    "kinship": Text("loyal by kinship", "亲友忠诚"),
    "inertia": Text("loyal by inertia", "惰性忠诚"),
    "none": Text("not loyal", "不忠诚"),
}
KIND_TITLE = Text("Kinds of loyalty", "忠诚类型")
STAGES = {
    "exploration": Text("exploration", "考察期"),
    "formation": Text("formation", "形成期"),
    "stable": Text("stable", "稳定期"),
    "decline": Text("decline", "退化期"),
}
STAGE_TITLE = Text("Stages of the customer life-cycle", "客户生命周期阶段")
DAYS = Text("days", "天数")
COUNT = Text("count", "个数")
REASON = Text("evidence", "依据")
CUSTOMERS = Text("customers", "客户数")
BAD_TIMING = Text("Span and factors must be above zero.", "时段与倍数须大于零。")
NEGATIVE = Text("{count} row(s) are below zero.", "{count} 行小于零。")
CONTENT = {
    "rescue": Text("high value, not satisfied", "高价值低满意客户"),
    "keep": Text("high value, satisfied", "高价值高满意客户"),
    "watch": Text("lower value, not satisfied", "低价值低满意客户"),
    "thank": Text("lower value, satisfied", "低价值高满意客户"),
}
CONTENT_TITLE = Text("Value and satisfaction", "价值与满意度")
SATISFACTION = Text("satisfaction, 0 to 100", "满意度(0 至 100)")
WORTH = Text("value", "价值")
TO_RESCUE = Text(
    "{customers} valuable customers are not satisfied; {value} ({part:.1%} of all value) hang on them. First: {first}.",
    "{customers} 个高价值客户不满意,涉及价值 {value}(占全部的 {part:.1%})。优先:{first}。",
)
NONE_TO_RESCUE = Text("All valuable customers are satisfied.", "高价值客户全部满意。")
BAD_BORDER = Text(
    "The percentage lies between 0 and 100 and the satisfied from above 0 to 100 (given: {percent}, {satisfied}).",
    "百分比须在 0 与 100 之间,满意线须大于 0 且不超过 100(给出的是 {percent}、{satisfied})。",
)
OFF_HUNDRED = Text("{count} value(s) lie outside 0 to 100.", "{count} 个值不在 0 至 100 之内。")
NO_VALUE = Text("No customer has a value above zero.", "没有价值大于零的客户。")
