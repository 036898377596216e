"""The words of warnings."""

from keta.insight.base import Text

SIGNALS = {
    "silence": Text("silent for many days", "长期沉默"),
    "rhythm": Text("silent beyond its own rhythm", "沉默超出自身节奏"),
    "alive": Text("probably gone by P(alive)", "按存活概率可能已流失"),
    "expected": Text("few purchases expected", "预计购买很少"),
    "falling": Text("amounts fall", "金额下降"),
}
UNKNOWN = Text("There is no signal “{name}”; choose one of {known}.", "没有信号“{name}”；请从 {known} 中选择。")
BAD_WATCH = Text("Threshold and span must be above zero.", "阈值与时段须大于零。")
EARLY = Text("No purchase up to {until}.", "{until} 及以前没有购买。")
CHURN = Text(
    "{warned} of {customers} customers are warned of: {signal} (risk from {threshold:.3g} on).",
    "{customers} 个客户中有 {warned} 个触发预警：{signal}（风险值达 {threshold:.3g}）。",
)
TITLE = Text("Customers by risk", "客户风险分布")
CUSTOMERS = Text("customers", "客户数")
NUMBER = Text("customer number", "客户编号")
RISK = Text("risk in the unit of the signal", "风险值（单位依信号而定）")
DAYS = Text("days", "天数")
NAME = Text("name", "名称")
SHARE = Text("share, 0 to 1", "比例（0 至 1）")
TRIAL = Text(
    "{signal} (from {threshold:.3g} on): precision {precision:.1%}, recall {recall:.1%}, false alarms {false:.1%}, "
    "balanced accuracy {balanced:.3f}, AUC {auc:.3f}, lead {lead:.0f} days.",
    "{signal}（达 {threshold:.3g}）：查准率 {precision:.1%}，查全率 {recall:.1%}，"
    "误报率 {false:.1%}，平衡准确率 {balanced:.3f}，AUC {auc:.3f}，提前 {lead:.0f} 天。",
)
LEFT = Text(
    "On {cut}, {left} of {customers} customers were about to buy nothing for {days} days; "
    "thresholds were chosen before.",
    "在 {cut}，{customers} 个客户中有 {left} 个此后 {days} 天未再购买；阈值由更早的数据选定。",
)
BETTER = Text("Best: {signal}; better than {days} days of silence.", "最佳信号：{signal}；优于“沉默 {days} 天”。")
NOT_BETTER = Text("No signal is better than {days} days of silence here.", "此处没有信号优于“沉默 {days} 天”。")
BAD_CUT = Text(
    "The cut {cut} leaves no time on one side: purchases run from {first} to {last}.",
    "切分日 {cut} 使一侧没有时间：购买记录从 {first} 到 {last}。",
)
ONE_CLASS = Text(
    "All customers had the same fate after {cut}; a warning cannot be judged.",
    "{cut} 之后所有客户结局相同，无法评判预警。",
)
BACKTEST = Text("Warnings judged on held-out time", "以留出时段检验预警")
BALANCED = Text("balanced accuracy", "平衡准确率")
JUDGING = Text("Judging {signal}", "检验{signal}")

LIMIT = Text(
    "{warned} of {rows} are warned of; {worst} is worst.",
    "{rows} 个中有 {warned} 个触发预警；最严重的是 {worst}。",
)
NONE = Text("None of {rows} is warned of.", "{rows} 个均未触发预警。")
LIMIT_TITLE = Text("Warned of, by distance", "预警（按差距）")
NEGATIVE = Text("{count} row(s) are below zero.", "{count} 行小于零。")
BAD_TOLERANCE = Text(
    "A tolerance lies from 0 to below 1 (given: {value}).", "容差须不小于 0 且小于 1（给出的是 {value}）。"
)
OUTSIDE = Text("The day {today} does not lie in {period}.", "{today} 不在 {period} 之内。")
