"""What the learning methods say, in English and Chinese."""

from __future__ import annotations

from keta.insight.base import Text

READING = Text("Reading the table", "读取数据表")
LEAK_CHECK = Text("Looking for columns filled after the fact", "检查事后填写的列")
LEARNING = Text("Learning: {learner}", "学习：{learner}")

TREE, BOOSTED = Text("decision tree", "决策树"), Text("boosted trees", "提升树")
NETWORK, RANDOM = Text("neural network", "神经网络"), Text("random scorer", "随机打分")
ROWS, SHARE = Text("rows", "行"), Text("share, 0 to 1", "比例（0 至 1）")
PROBABILITY = Text("probability, 0 to 1", "概率（0 至 1）")
AUC = Text("area under the ROC curve", "ROC 曲线下面积")
TIMES = Text("times the average", "平均水平的倍数")
POINTS = Text("change of the probability", "概率的变化")

ONE_CLASS = Text(
    "all {count} row(s) have the value “{value}”; learning needs both outcomes.",
    "全部 {count} 行的值都是“{value}”；学习需要两种结果。",
)
MANY_CLASSES = Text(
    "there are {count} values ({values}); say which one is to be predicted (positive) and against which (negative).",
    "共有 {count} 个取值（{values}）；请指明要预测的值（positive）及其对照（negative）。",
)
NO_POSITIVE = Text(
    "no row has the value “{value}”; the values are {values}.", "没有值为“{value}”的行；取值有 {values}。"
)
TOO_FEW = Text(
    "only {count} row(s) of the rarer outcome; at least {needed} are needed to learn and to test.",
    "较少的结果只有 {count} 行；学习和检验至少需要 {needed} 行。",
)
NO_FEATURES = Text("no column is left to learn from: {reasons}.", "没有可供学习的列：{reasons}。")
MIXED = Text(
    "{count} value(s) are text, e.g. “{example}”, among numbers; correct them or leave the column out.",
    "数字中有 {count} 个文字值，例如“{example}”；请更正或去掉该列。",
)
INFINITE = Text("{count} value(s) are infinite; correct them.", "{count} 个值为无穷大；请更正。")
NO_COLUMN = Text("there is no such column; the table has {columns}.", "没有这一列；表中有：{columns}。")
MISSING = Text("{count} row(s) have no value; fill or leave them out.", "{count} 行没有值；请补齐或去掉这些行。")
NOT_DATES = Text(
    "{count} row(s) are not dates, e.g. “{example}”; correct them.",
    "{count} 行不是日期，例如“{example}”；请更正。",
)
REPEATED = Text("{count} row(s) repeat an identifier; keep one row each.", "{count} 行的标识重复；每个标识只保留一行。")
NO_ROWS = Text("The table has no rows; there is nothing to learn.", "表中没有任何一行，无法学习。")
ONE_MOMENT = Text(
    "all rows are of one day; a split by time needs earlier and later rows.",
    "全部行在同一天；按时间切分需要先后不同的行。",
)
UNKNOWN_LEARNER = Text(
    "There is no learner “{name}”; choose from {known}.", "没有学习器“{name}”；请从 {known} 中选择。"
)

NO_LEAK_FREE = Text("all others were filled after the fact", "其余各列都是事后填写的")
CONSTANT = Text("“{column}” is the same everywhere", "“{column}”处处相同")
IDENTIFYING = Text("“{column}” identifies rows", "“{column}”是行的标识")
A_DATE = Text("“{column}” is a date", "“{column}”是日期")
EMPTY = Text("“{column}” is empty", "“{column}”为空")
LEFT_OUT = Text("Left out: {reasons}.", "未使用的列：{reasons}。")

LEAK_LATER = Text(
    "“{column}” lies after the moment of decision in {share:.0%} of the rows",
    "“{column}”在 {share:.0%} 的行中晚于决策时刻",
)
LEAK_PERFECT = Text("“{column}” alone tells the outcome (AUC {auc:.3f})", "仅凭“{column}”就能得知结果（AUC {auc:.3f}）")
LEAK_FILLED = Text(
    "“{column}” is filled for {positive:.0%} of one outcome and {negative:.0%} of the other",
    "“{column}”在一种结果中填写了 {positive:.0%}，在另一种中填写了 {negative:.0%}",
)
LEAK_DOMINANT = Text(
    "“{column}” alone (AUC {auc:.3f}) tells more than all other columns together (AUC {rest:.3f})",
    "仅“{column}”一列（AUC {auc:.3f}）就比其余各列合起来（AUC {rest:.3f}）说明得更多",
)
LEAKS = Text(
    "Not used, because filled after the fact or suspected of it: {reasons}. If a column is known "
    "beforehand, name it in `known_before`.",
    "因事后填写或有此嫌疑而未使用：{reasons}。若某列事前已知，请写入 known_before。",
)
NO_LEAKS = Text("No column looks as if it was filled after the fact.", "没有发现事后填写的列。")

SPLIT_TIME = Text("Tested on the {count} latest rows, from {start} on.", "以 {start} 起最近的 {count} 行检验。")
SPLIT_GROUP = Text(
    "Tested by {folds} folds that keep each “{column}” together.", "以 {folds} 折检验，同一“{column}”不拆开。"
)
SPLIT_ROWS = Text(
    "Tested by {folds} folds, each row scored by a model that never saw it.",
    "以 {folds} 折检验，每行由未见过它的模型打分。",
)
SKILL = Text(
    "Best: {learner}, AUC {auc:.3f} ({low:.3f} to {high:.3f}); the best tenth holds {lift:.1f} times the "
    "average share of {share:.1%}.",
    "最佳：{learner}，AUC {auc:.3f}（{low:.3f} 至 {high:.3f}）；"
    "得分最高的十分之一所含比例是平均 {share:.1%} 的 {lift:.1f} 倍。",
)
NO_SKILL = Text(
    "No skill: the best learner, {learner}, reaches AUC {auc:.3f} ({low:.3f} to {high:.3f}), a random "
    "scorer {random:.3f}. "
    "These columns do not tell the outcome; do not rank by them.",
    "没有预测能力：最好的学习器{learner}的 AUC 为 {auc:.3f}（{low:.3f} 至 {high:.3f}），"
    "随机打分为 {random:.3f}。这些列不能说明结果，请勿据此排序。",
)
REFUSED_SCORES = Text(
    "the model has no skill (AUC {auc:.3f}); it will not rank rows.",
    "模型没有预测能力（AUC {auc:.3f}），不予打分排序。",
)
CALIBRATED = Text("Probabilities are off by {error:.3f} on average.", "概率平均偏差 {error:.3f}。")
SPREAD = Text("AUC differs by fold from {low:.3f} to {high:.3f}.", "各折 AUC 从 {low:.3f} 到 {high:.3f}。")
LIFT_FIGURE = Text("Outcomes found when rows are taken from the best score down", "按得分从高到低可找到的结果比例")
TAKEN, FOUND = Text("share of rows taken", "所取行的比例"), Text("share of outcomes found", "找到的结果比例")
CALIBRATION_FIGURE = Text("Predicted and actual share, by tenth of the score", "按得分十分位的预测与实际比例")
PREDICTED, ACTUAL = Text("predicted share", "预测比例"), Text("actual share", "实际比例")
EXACT = Text("exactly as predicted", "与预测完全一致")

IF = Text("If {conditions}: {share:.1%} of {count} rows.", "若{conditions}：{count} 行中占 {share:.1%}。")
ALL_ROWS = Text("all rows: {share:.1%} of {count}.", "全部 {count} 行：占 {share:.1%}。")
IS, IS_NOT = (
    Text("{column} is {value}", "{column}为{value}"),
    Text("{column} is not {value}", "{column}不为{value}"),
)
AT_MOST, ABOVE = (
    Text("{column} ≤ {value}", "{column} ≤ {value}"),
    Text("{column} > {value}", "{column} > {value}"),
)
UNKNOWN_VALUE = Text("unknown", "未知")
TREE_FIGURE = Text("What the tree learned", "决策树学到的规则")
LEAF, MORE_QUESTIONS = Text("rows", "行"), Text("…", "…")

BY_PATH = Text(
    "Exact: the steps of the tree's path from {base:.1%} to {score:.1%}, added by column.",
    "精确：沿决策树路径从 {base:.1%} 到 {score:.1%} 的各步，按列相加。",
)
BY_OCCLUSION = Text(
    "By occlusion: how the probability falls or rises when one column takes its typical value; the parts "
    "need not add up.",
    "遮挡法：把某一列换成典型值后概率的变化；各部分之和不必等于总变化。",
)
REASON = Text("{column} = {value} ({change:+.1%})", "{column} = {value}({change:+.1%})")
REASONS = Text("Row {row}: {score:.1%}, because {reasons}.", "第 {row} 行：{score:.1%}，原因：{reasons}。")
REASONS_FIGURE = Text("Why the first row has its score", "第一行得分的原因")
EFFECT = Text("effect on the probability", "对概率的影响")

STORED_TYPES = Text(
    "the file holds types that are not loaded: {types}; only models written by this library are.",
    "文件含有不予加载的类型：{types}；只加载本库写出的模型。",
)
NOT_A_MODEL = Text("the file is no model written by this library.", "该文件不是本库写出的模型。")
SCORED = Text(
    "{count} rows scored by the {learner}; {mean:.1%} expected on average.",
    "由{learner}对 {count} 行打分；平均预期 {mean:.1%}。",
)
SCORED_FIGURE = Text("Rows by predicted probability", "按预测概率统计的行数")
BAD_SNAPSHOTS = Text(
    "snapshots need days from {first} on whose {horizon} days after them end by {last}.",
    "快照日须不早于 {first}，且其后 {horizon} 天不晚于 {last}。",
)
