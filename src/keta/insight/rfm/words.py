"""The words of recency, frequency and amount."""

from keta.insight.base import Text

# The eight classes usual in China: recency, frequency and amount above (1) or not above (0) the middle score.
CLASSES = {
    (1, 1, 1): ("value", Text("important: keep", "重要价值客户")),
    (1, 0, 1): ("develop", Text("important: develop", "重要发展客户")),
    (0, 1, 1): ("protect", Text("important: protect", "重要保持客户")),
    (0, 0, 1): ("win back", Text("important: win back", "重要挽留客户")),
    (1, 1, 0): ("general value", Text("general: raise the amount", "一般价值客户")),
    (1, 0, 0): ("general develop", Text("general: new", "一般发展客户")),
    (0, 1, 0): ("general protect", Text("general: remind", "一般保持客户")),
    (0, 0, 0): ("general lost", Text("general: let go", "一般挽留客户")),
}
NAMES = dict(CLASSES.values())

STORY = Text(
    "{customers} customers up to {until}; the median bought {days:.0f} days ago, {purchases:.0f} times, {amount}.",
    "截至 {until} 共 {customers} 个客户；中位数为 {days:.0f} 天前购买、{purchases:.0f} 次、{amount}。",
)
CLASS = Text("{name}: {customers} customers, {amount}.", "{name}：{customers} 个客户，{amount}。")
TITLE = Text("Customers by recency and frequency", "按最近购买与购买频率的客户分布")
RECENCY = Text("R {score}", "R {score}")
FREQUENCY = Text("F {score}", "F {score}")
CUSTOMERS = Text("customers", "客户数")
DAYS = Text("days since the last purchase", "距最近一次购买的天数")
COUNT = Text("number of purchases", "购买次数")
POINTS = Text("score, higher is better", "得分，越高越好")
NAME = Text("name", "名称")
NUMBER = Text("customer number", "客户编号")
READING = Text("Grouping purchases", "汇总购买记录")
EARLY = Text("No purchase up to {until}; purchases begin on {first}.", "{until} 及以前没有购买；首次购买在 {first}。")
BAD_GROUPS = Text("Give 2 to 10 groups, not {groups}.", "分组数须为 2 至 10，而不是 {groups}。")
BAD_BORDERS = Text(
    "The borders of {name} must rise and be {count} in number (given: {borders}).",
    "{name}的分界须逐个增大，共 {count} 个（给出的是 {borders}）。",
)
