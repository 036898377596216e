"""What forecasts and the drift check say, in English and Chinese."""

from __future__ import annotations

from keta.insight.base import Text

NAIVE, SEASONAL = Text("naive", "朴素法"), Text("seasonal naive", "季节朴素法")
TRYING = Text("Trying {method}", "试算 {method}")
BETTER = Text(
    "{method}: scaled error {error:.3f} over {trials} held-out trials, {naive} {naive_error:.3f}.",
    "{method}：{trials} 次留出检验的标度误差 {error:.3f}，{naive} 为 {naive_error:.3f}。",
)
NO_BETTER = Text(
    "Nothing beats the {method} forecast (scaled error {error:.3f} over {trials} held-out trials); it is used.",
    "没有方法胜过{method}（{trials} 次留出检验的标度误差 {error:.3f}），故采用之。",
)
NEXT = Text(
    "Next period {value:.4g}, with {level} % surety between {low:.4g} and {high:.4g}.",
    "下一期 {value:.4g}，{level}% 区间为 {low:.4g} 至 {high:.4g}。",
)
COVERAGE = Text(
    "On held-out periods the {level} % interval held {coverage:.0%} of the facts.",
    "留出期间，{level}% 区间包含了 {coverage:.0%} 的实际值。",
)
OF_SERIES = Text("the unit of the series", "序列自身的单位")
FACT, STEP = Text("fact", "实际"), Text("periods ahead", "未来期数")
FORECAST_FIGURE = Text("Fact and forecast", "实际与预测")
EXPECTED, INTERVAL = Text("forecast", "预测"), Text("{level} % interval", "{level}% 区间")
VALUE = Text("value a period", "每期的值")
TOO_SHORT = Text(
    "{count} period(s) are too few; {needed} are needed to learn and to test.",
    "{count} 期太少；学习和检验需要 {needed} 期。",
)
NO_CHANGE = Text("all values are the same; there is nothing to forecast.", "所有值相同，没有可预测的内容。")
TWO_A_DAY = Text("a date stands twice; give one value a period.", "同一日期出现两次；每期只给一个值。")
BAD_PLAN = Text(
    "Give a horizon and a season of at least 1 and the methods ets, arima.",
    "请给出不小于 1 的预测期与季节长度，方法为 ets、arima。",
)

PSI = Text("population stability index", "群体稳定性指数")
DRIFT_FIGURE = Text("How far each column has moved", "各列的变化程度")
MOVED = Text("{column} ({psi:.2f})", "{column}({psi:.2f})")
DRIFTED = Text("These have moved, learn again: {columns}.", "以下各列已明显变化，应重新学习：{columns}。")
STIRRED = Text("These have stirred, watch them: {columns}.", "以下各列略有变化，请留意：{columns}。")
STABLE = Text("None of the {count} columns has moved (all below 0.1).", "{count} 列均未变化（都低于 0.1）。")
NOTHING_COMMON = Text("The two tables have no column in common.", "两张表没有共同的列。")
