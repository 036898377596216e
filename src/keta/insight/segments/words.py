"""The words of segments."""

from keta.insight.base import Text

UNKNOWN_METHOD = Text("There is no method “{name}”; choose one of {known}.", "没有方法“{name}”；请从 {known} 中选择。")
NO_COLUMNS = Text("Name at least one column to compare customers by.", "请至少指定一列用于比较客户。")
CONSTANT = Text("all rows are equal; leave the column out.", "所有行都相同；请去掉这一列。")
TOO_FEW = Text(
    "{rows} different rows cannot form {count} segments; ask for fewer.",
    "{rows} 个不同的行不能分成 {count} 群；请减少群数。",
)
BAD_COUNT = Text("A number of segments must be at least 2 (given: {count}).", "群数至少为 2（给出的是 {count}）。")
BAD_FUZZINESS = Text("Fuzziness must be above 1 (given: {value}).", "模糊指数须大于 1（给出的是 {value}）。")
NOT_POSITIVE = Text("logarithms need values not below zero.", "取对数需要不小于零的数值。")
FITTING = Text("Forming {count} segments", "正在分成 {count} 群")
STORY = Text(
    "{rows} rows form {count} segments by {method}; {measure} is {value:.4f}.",
    "{rows} 行按{method}分成 {count} 群；{measure}为 {value:.4f}。",
)
GIVEN = Text("The number of segments was given.", "群数由使用者指定。")
CHOSEN = Text(
    "The number was chosen by {criterion} among {tried}: {values}.",
    "群数按{criterion}在 {tried} 中选出：{values}。",
)
VALUE = Text("{count}: {value:.4g}", "{count}:{value:.4g}")
STABLE = Text(
    "Formed again from resamples the segments agree to {value:.2f} (adjusted Rand index, 1 is the same).",
    "重抽样后再分群，一致程度为 {value:.2f}（调整兰德指数，1 为完全一致）。",
)
UNSTABLE = Text(
    "Formed again from resamples the segments agree only to {value:.2f}: do not build on them.",
    "重抽样后再分群，一致程度仅 {value:.2f}：请勿据此决策。",
)
SEGMENT = Text("Segment {number}: {rows} rows; {means}.", "第 {number} 群：{rows} 行；{means}。")
MEAN = Text("{column} {value:.4g}", "{column} {value:.4g}")
METHODS = {
    "k_means": Text("k-means", "k 均值"),
    "mixture": Text("a Gaussian mixture", "高斯混合"),
    "fuzzy": Text("fuzzy c-means", "模糊 c 均值"),
}
MEASURES = {
    "k_means": Text("the within sum of squares", "组内平方和"),
    "mixture": Text("the log-likelihood", "对数似然"),
    "fuzzy": Text("the objective", "目标函数"),
}
CRITERIA = {
    "k_means": Text("the highest silhouette", "最高轮廓系数"),
    "mixture": Text("the lowest BIC", "最低 BIC"),
    "fuzzy": Text("the lowest Xie-Beni index", "最低 Xie-Beni 指数"),
}
TITLE = Text("Segments", "客户分群")
GROUP = Text("segment {number}", "第 {number} 群")
ROWS = Text("rows", "行数")
PLACE = Text("number of the segment, the largest first", "群号，最大的群在前")
MEMBERSHIP = Text("membership, 0 to 1", "隶属度（0 至 1）")
NUMBER = Text("customer number", "客户编号")
SEEDS_MISSING = Text("These customers are not in the table: {customers}.", "表中没有这些客户：{customers}。")
NO_SEEDS = Text("Name at least one customer to look like.", "请至少指定一个样板客户。")
NO_OTHERS = Text("All customers are named; nobody is left to compare.", "所有客户都已被指定，没有可比较者。")
LIKE = Text(
    "The {count} customers most like the {seeds} named; the closest is {first} at {distance:.3g}.",
    "与所指 {seeds} 个客户最相似的 {count} 个客户；最近的是 {first}，距离 {distance:.3g}。",
)
DISTANCE = Text("distance in standard deviations", "以标准差计的距离")
