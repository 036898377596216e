"""The words of the customer pyramid."""

from keta.insight.base import Text

TOP = Text("Top", "顶端")
BIG = Text("Big", "高端")
MEDIUM = Text("Medium", "中端")
SMALL = Text("Small", "低端")
INACTIVE = Text("Inactive", "不活跃")
PROSPECTS = Text("Prospects", "潜在")
SUSPECTS = Text("Suspects", "观望")
ABSENT = Text("Not yet", "尚未购买")
LAYER = Text("Layer {number}", "第 {number} 层")

CUSTOMERS = Text("customers", "客户数")
NUMBER = Text("customer number", "客户编号")
RANK = Text("rank, 1 is first", "名次，1 为最高")
COUNT = Text("count", "个数")
SHARE = Text("share of the whole", "占总数之比")
NAME = Text("name", "名称")
PERIOD = Text("period", "期间")

WHOLE_TIME = Text("the whole time of the table", "表内全部时间")
TITLE = Text("Customer pyramid, {period}", "客户金字塔（{period}）")
CARRY = Text(
    "{active} active customers bring {total} in {period}; the top 20 % of them bring {share:.2%}.",
    "{active} 个活跃客户在{period}共带来 {total}；其中前 20% 的客户贡献 {share:.2%}。",
)
LAYER_SAYS = Text(
    "{name}: {customers} customers, {amount} ({share:.2%}), {mean} each.",
    "{name}：{customers} 个客户，{amount}（占 {share:.2%}），人均 {mean}。",
)
LAYER_EMPTY = Text("{name}: {customers} customers without revenue.", "{name}：{customers} 个客户，无收入。")
EIGHTY = Text(
    "{count} customers ({part:.2%} of the active) bring the first {share:.0%} of it.",
    "{count} 个客户（占活跃客户的 {part:.2%}）贡献了其中的前 {share:.0%}。",
)
CAPTION = Text("{amount} · {share:.1%}", "{amount} · {share:.1%}")

BAD_CUTS = Text(
    "Cut-offs must rise within 0 and 100 % (given: {cuts}).",
    "分界点必须在 0 与 100% 之间逐个增大（给出的是 {cuts}）。",
)
FLOAT_CUT = Text(
    '{cut!r} is a float; write the percentage as text or a whole number, e.g. "2.5".',
    '{cut!r} 是浮点数；请用文字或整数写百分比，例如 "2.5"。',
)
NO_ACTIVE = Text(
    "No customer has an amount above zero in the period; there is nobody to rank.",
    "期间内没有金额大于零的客户，无从排名。",
)
NO_DAYS = Text("A period needs a date column; name it.", "指定期间时必须给出日期列。")
EARLY = Text(
    "The period {period} holds no purchase; the table runs from {first} to {last}.",
    "期间 {period} 内没有购买；表中日期为 {first} 至 {last}。",
)

MOVED = Text(
    "{period} → {next}: {up} customers rose, {down} fell, {new} came new, {back} came back, {lost} stopped, "
    "{stayed} stayed where they were.",
    "{period} → {next}：{up} 个客户上升，{down} 个下降，{new} 个新来，"
    "{back} 个回头，{lost} 个停止购买，{stayed} 个留在原层。",
)
MOVED_MONEY = Text(
    "Those who rose brought {gained} more, those who fell or stopped {missed} less than before.",
    "上升者比上期多带来 {gained}；下降或停止者比上期少 {missed}。",
)
MIGRATION_TITLE = Text("Movement of customers, {period} → {next}", "客户变动（{period} → {next}）")
FEW_PERIODS = Text("Movement needs at least two periods.", "分析变动至少需要两个期间。")
MANY_PERIODS = Text("At most {limit} periods at once.", "一次最多 {limit} 个期间。")
NO_PAIR = Text("There is no pair of periods {place}; there are {count}.", "没有第 {place} 对期间；共有 {count} 对。")

WHY = {
    "first purchase": Text("first purchase", "首次购买"),
    "came back": Text("came back", "恢复购买"),
    "stopped buying": Text("stopped buying", "停止购买"),
    "returned more than bought": Text("returned more than bought", "退货多于购买"),
    "bought more often": Text("bought more often", "购买次数增加"),
    "spent more each time": Text("spent more each time", "单次金额增加"),
    "bought less often": Text("bought less often", "购买次数减少"),
    "spent less each time": Text("spent less each time", "单次金额减少"),
    "others fell": Text("others fell", "其他客户下降"),
    "others rose": Text("others rose", "其他客户上升"),
    "stayed": Text("stayed", "未变"),
}

GINI = Text(
    "The Gini coefficient is {gini:.5f} (0: all customers bring the same, 1: one brings all).",
    "基尼系数为 {gini:.5f}（0 表示人人相同，1 表示集中于一人）。",
)
TOP_SHARE = Text(
    "The first {count} customers ({part}) bring {share:.3%}.", "前 {count} 个客户（{part}）贡献 {share:.3%}。"
)
LORENZ_TITLE = Text("Concentration of customers", "客户集中度")
LORENZ_X = Text("share of customers, smallest first", "客户占比（由小到大）")
LORENZ_Y = Text("share of the amount", "金额占比")
EQUAL = Text("all alike", "完全平均")
REAL = Text("as it is", "实际")

GAIN = Text("Revenue {before} → {after} ({change}, {part:+.2%}).", "收入 {before} → {after}（{change}，{part:+.2%}）。")
PROFIT = Text(
    "Cost {cost_before} → {cost_after}, profit {before} → {after} ({change}).",
    "成本 {cost_before} → {cost_after}，利润 {before} → {after}（{change}）。",
)
RETURN = Text("Return on cost {before:.2%} → {after:.2%}.", "成本回报率 {before:.2%} → {after:.2%}。")
MOVE_SAYS = Text("{count} from {start} to {to}: {change}.", "{count} 个由{start}升降至{to}：{change}。")
ASSUMED = Text(
    "Assumed: a moved customer brings the mean of its new layer; fixed cost changes by {fixed}.",
    "假设：移动后的客户带来新层的平均值；固定成本变化 {fixed}。",
)
SCENARIO_TITLE = Text("What if customers move", "客户移动的假设分析")
BEFORE = Text("before", "移动前")
AFTER = Text("after", "移动后")
UNKNOWN_LAYER = Text("There is no layer “{layer}”; there are {layers}.", "没有“{layer}”这一层；现有：{layers}。")
TOO_MANY = Text(
    "Layer “{layer}” has {has} customers; {asked} cannot leave it.",
    "“{layer}”层只有 {has} 个客户，不能移出 {asked} 个。",
)
NOT_THERE = Text("These customers are not in layer “{layer}”: {customers}.", "这些客户不在“{layer}”层：{customers}。")
COUNT_OR_LIST = Text(
    "A move takes a count above zero or a list of customers, not both.",
    "移动须给出大于零的个数或客户名单，二者取一。",
)
EMPTY_TARGET = Text("Layer “{layer}” is empty; its mean is not known.", "“{layer}”层没有客户，无法得知其平均值。")
NO_MOVES = Text("Name at least one move.", "至少给出一项移动。")
TWICE = Text("These customers are moved twice: {customers}.", "这些客户被移动了两次：{customers}。")

PLAN_SAYS = Text(
    "Planned {planned}, in fact {actual}: {part:.1%} of the plan.",
    "计划 {planned}，实际 {actual}：完成计划的 {part:.1%}。",
)
PLAN_LAYER = Text(
    "{name}: planned {planned} customers, in fact {actual} ({change:+d}).",
    "{name}：计划 {planned} 个客户，实际 {actual} 个（{change:+d}）。",
)
PLAN_TITLE = Text("Plan and fact", "计划与实际")
PLANNED = Text("planned", "计划")
ACTUAL = Text("in fact", "实际")
OTHER_LAYERS = Text(
    "Plan and fact have different layers ({plan} and {fact}); cut both alike.",
    "计划与实际的分层不同（{plan} 与 {fact}）；请用同样的分界。",
)

OTHER_KEYS = Text(
    "The register numbers its customers as {people}, the purchases as {purchases}; make both the same type.",
    "客户名册的编号类型为 {people}，购买记录为 {purchases}；请统一类型。",
)
TOP_COUNT = Text(
    "Ask for the first 1 to {active} customers, not {count}.",
    "只能询问前 1 至 {active} 个客户，而不是 {count} 个。",
)
PERCENT = Text("percent of the customers, from the first", "由高到低的客户百分比")
HALF_PERIOD = Text("Give both the first and the last day.", "请同时给出第一天和最后一天。")
BAD_MOVE = Text(
    "“{move}” is not a move; write count:from:to, e.g. 3:small:medium.",
    "“{move}”不是一项移动；请写作 个数:原层:新层，例如 3:small:medium。",
)
