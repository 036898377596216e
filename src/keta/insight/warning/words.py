"""The words of warnings."""

from keta.insight.base import Text

SIGNALS = {
    "silence": Text("silent for many days", "长期沉默"),
    "rhythm": Text("silent beyond its own rhythm", "沉默超出自身节奏"),
    "alive": Text("probably gone by P(alive)", "按存活概率可能已流失"),
    "expected": Text("few purchases expected", "预计购买很少"),
    "falling": Text("amounts fall", "金额下降"),
    "combined": Text("own rhythm, P(alive) and habit together", "自身节奏、存活概率与购买习惯综合"),
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
RANKS_BETTER = Text(
    "Better than days of silence by AUC, by average precision and, at the same recall, by false alarms: {signals}.",
    "在 AUC、平均查准率以及同等查全率下的误报率三方面都优于沉默天数:{signals}。",
)
RANKS_NOT_BETTER = Text(
    "No signal ranks customers better than days of silence by AUC, average precision and false alarms together.",
    "没有信号在 AUC、平均查准率与误报率三方面都比沉默天数更能排出先后。",
)
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

LIMIT_SIGNALS = {
    "delivered": Text("the rule as delivered", "出厂规则"),
    "pace": Text("distance from the even course", "与均匀进度的差距"),
    "overdue": Text("days overdue", "逾期天数"),
    "usage": Text("part of the credit limit used", "授信使用率"),
}
LIMIT_EVENTS = {
    "progress": Text("plans were missed", "计划未完成"),
    "budget": Text("budgets were passed", "预算被突破"),
    "credit": Text("debts were lost", "欠款成为坏账"),
}
LIMIT_TRIAL = Text(
    "After {cut}: {events} of {count} {kind}; thresholds were chosen before.",
    "{cut} 之后:{count} 项中有 {events} 项{kind};阈值由更早的数据选定。",
)
NO_PERIODS = Text("Give the periods of the plans or budgets.", "请给出计划或预算的各期间。")
BAD_TRIAL = Text(
    "The part of the period to wait lies from 0 to below 1, and the overdue days are above zero.",
    "等待的期间比例须不小于 0 且小于 1,逾期天数须大于零。",
)
SAME_DAY = Text(
    "{count} row(s) repeat a customer and day; keep one row each.", "{count} 行重复了同一客户同一天;每天只保留一行。"
)
BEFORE, AFTER = Text("before the cut", "切分日之前"), Text("after the cut", "切分日之后")
ONE_FATE = Text(
    "All {count} courses {part} ended alike (or there is none); a warning cannot be judged.",
    "{part}的 {count} 项结局全都相同(或没有),无法评判预警。",
)
