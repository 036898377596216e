"""What the lifetime methods say, in English and Chinese."""

from __future__ import annotations

from keta.insight.base import Text

READING = Text("Reading purchases", "读取购买记录")
FITTING = Text("Fitting {model}", "拟合 {model}")
SEARCHING = Text("Searching the greatest likelihood", "寻找最大似然")
SCORING = Text("Scoring customers", "计算客户得分")
RESAMPLING = Text("Resampling customers", "重抽样客户")

DAY, WEEK, MONTH, YEAR = Text("day", "天"), Text("week", "周"), Text("month", "月"), Text("year", "年")
QUARTER = Text("quarter", "季度")
CUSTOMERS = Text("customers", "客户数")
PURCHASES = Text("purchases", "次购买")
REPEAT_PURCHASES = Text("repeat purchases", "重复购买次数")
PROBABILITY = Text("probability, 0 to 1", "概率（0 至 1）")
SHARE = Text("share, 0 to 1", "比例（0 至 1）")
WHOLE = Text("{code}", "{code}")
PER_MODEL = Text("the unit of the parameter (time in {unit}s)", "参数自身的单位（时间以{unit}计）")

NEGATIVE = Text("{count} row(s) are negative; correct them.", "{count} 行为负数，请更正。")
NOT_WHOLE = Text(
    "{count} row(s) are not whole numbers; purchases are counted in whole numbers.",
    "{count} 行不是整数；购买次数须为整数。",
)
LATE_RECENCY = Text(
    "{count} row(s) lie after the end of observation; the last purchase cannot be later than the customer's age.",
    "{count} 行晚于观察期末；最后一次购买不能晚于客户存续时间。",
)
BOUGHT_AT_ZERO = Text(
    "{count} row(s) have no time of a last purchase that fits the number of purchases: zero purchases "
    "need zero, more need more.",
    "{count} 行的最近购买时间与购买次数不符：没有重复购买时应为零，有重复购买时应大于零。",
)
MORE_THAN_CHANCES = Text(
    "{count} row(s) have more purchases than opportunities up to the last purchase.",
    "{count} 行的购买次数多于到最后一次购买为止的机会数。",
)
TOO_FEW = Text(
    "{count} customer(s) are too few to fit {model}: at least {needed} are needed. Use the simple method.",
    "{count} 个客户不足以拟合 {model}：至少需要 {needed} 个。请使用简单法。",
)
NOBODY_CAME_BACK = Text(
    "Only {count} customer(s) bought again; {model} needs at least {needed}. Observe longer or use the simple method.",
    "只有 {count} 个客户再次购买；{model} 至少需要 {needed} 个。请延长观察期或使用简单法。",
)
NO_TIME = Text("No customer was observed for longer than no time at all.", "没有任何客户有观察时间。")
UNKNOWN_MODEL = Text("There is no model “{name}”; choose one of {known}.", "没有模型“{name}”；请从 {known} 中选择。")
BAD_RATE = Text(
    "A discount rate of {rate} cannot be used: it must be at least 0, and above 0 without a horizon.",
    "折现率 {rate} 不可用：必须不小于 0，无限期时必须大于 0。",
)
BAD_HORIZON = Text(
    "A horizon of {horizon} cannot be used: give a number above 0.",
    "预测期 {horizon} 不可用：请给出大于 0 的数。",
)
BAD_UNIT = Text(
    "There is no unit of time “{name}”; choose one of {known}.", "没有时间单位“{name}”；请从 {known} 中选择。"
)
NOTHING_BEFORE = Text("There is no purchase up to {until}.", "{until} 及以前没有任何购买。")
NO_SPENDING = Text(
    "Only {count} customer(s) have repeat purchases with an amount above zero; Gamma-Gamma needs at least {needed}.",
    "只有 {count} 个客户有金额大于零的重复购买；Gamma-Gamma 至少需要 {needed} 个。",
)
BAD_CUT = Text(
    "The cut {cut} leaves nothing on one side: purchases run from {first} to {last}.",
    "切分日 {cut} 使一侧为空：购买记录从 {first} 到 {last}。",
)

SUMMARY = Text(
    "{customers} customers up to {until}; {repeaters} of them bought again, {purchases} repeat purchases "
    "in all. "
    "Purchases of one day count as one.",
    "截至 {until} 共 {customers} 个客户，其中 {repeaters} 个再次购买，"
    "重复购买共 {purchases} 次。同一天的购买计为一次。",
)
RETURNS = Text(
    "{days} customer-days with a negative total are returns: they are no purchase and their amount is left out.",
    "{days} 个合计为负的客户日是退货：不算购买，金额不计。",
)
SUMMARY_FIGURE = Text("Customers by number of repeat purchases", "按重复购买次数统计的客户数")

FIT = Text(
    "{model} on {customers} customers: log-likelihood {likelihood:.2f}, BIC {criterion:.1f}; {parameters}.",
    "{model} 拟合 {customers} 个客户：对数似然 {likelihood:.2f}，BIC {criterion:.1f}；{parameters}。",
)
FIT_NEW = Text(
    "A customer just won is expected to make {expected:.4f} repeat purchases in {horizon:g} {unit}s.",
    "新赢得的客户在 {horizon:g} 个{unit}内预计重复购买 {expected:.4f} 次。",
)
AT_EDGE = Text(
    "{parameters} ran to the edge of the search: the data do not fix them (e.g. nobody seems to drop out, "
    "or all are alike). "
    "Expectations may still be used, the parameters should not be read.",
    "{parameters} 到达搜索边界：数据不能确定它们（例如似乎无人流失，或客户全都相同）。预期值仍可参考，参数不宜解读。",
)
FEW = Text(
    "Fewer than 100 repeat buyers: expect wide intervals, see the bootstrap.",
    "重复购买客户不足 100 个：区间会很宽，请看自助法结果。",
)
FIT_FIGURE = Text(
    "{model}: customers by repeat purchases, fact and model", "{model}：按重复购买次数的客户数，实际与模型"
)
FACT, EXPECTED = Text("fact", "实际"), Text("model", "模型")

SPENDING = Text(
    "Gamma-Gamma on {customers} repeat buyers: log-likelihood {likelihood:.2f}; {parameters}. "
    "The mean purchase over all customers is {mean:.2f} {code}.",
    "Gamma-Gamma 拟合 {customers} 个重复购买客户：对数似然 {likelihood:.2f}；"
    "{parameters}。全体客户的平均单次金额为 {mean:.2f} {code}。",
)
SPENDING_NO_MEAN = Text(
    "q is not above one: the mean purchase over all customers is infinite; give no value to customers "
    "without repeat purchases.",
    "q 不大于 1：全体客户的平均金额为无穷大；没有重复购买的客户不应赋值。",
)
CORRELATED = Text(
    "Amount and number of purchases go together (correlation {correlation:.2f}); Gamma-Gamma assumes that they do not.",
    "金额与购买次数相关（相关系数 {correlation:.2f}），而 Gamma-Gamma 假定二者无关。",
)
SPENDING_FIGURE = Text("Mean purchase: observed and shrunk", "平均单次金额：观察值与收缩值")
OBSERVED, SHRUNK = Text("observed mean", "观察均值"), Text("expected mean", "预期均值")

SCORES = Text(
    "{customers} customers: {alive:.0f} of them expected alive; {expected:.1f} purchases expected in the "
    "next {horizon:g} {unit}s.",
    "{customers} 个客户：预计仍活跃 {alive:.0f} 个；未来 {horizon:g} 个{unit}预计购买 {expected:.1f} 次。",
)
EQUITY = Text(
    "Customer equity, the present value of all purchases to come: {equity} at {rate:.2%} a year.",
    "客户资产（未来全部购买的现值）：{equity}，年折现率 {rate:.2%}。",
)
MARGIN = Text("Values are amounts times a margin of {margin:.0%}.", "价值为金额乘以 {margin:.0%} 的毛利率。")
SCORES_FIGURE = Text("Customers by chance of being alive", "按存活概率统计的客户数")

CONFIDENCE = Text(
    "{level:.0%} intervals from {resamples} resamples of the customers (seed {seed}).",
    "由 {resamples} 次客户重抽样得到的 {level:.0%} 区间（随机种子 {seed}）。",
)
INTERVAL = Text(
    "{name}: {low:.4g} to {high:.4g}, estimate {estimate:.4g}.",
    "{name}：{low:.4g} 至 {high:.4g}，估计值 {estimate:.4g}。",
)
CONFIDENCE_FIGURE = Text("Estimates with their intervals", "估计值及区间")
LOW, ESTIMATE, HIGH = Text("low", "下限"), Text("estimate", "估计"), Text("high", "上限")

HOLDOUT = Text(
    "Fitted up to {cut}, tested on the {horizon:g} {unit}s up to {end}: {fact} repeat purchases in fact.",
    "以 {cut} 以前拟合，以截至 {end} 的 {horizon:g} 个{unit}检验：实际重复购买 {fact} 次。",
)
HOLDOUT_MODEL = Text(
    "{model} expected {expected:.1f} ({error:+.1%}); mean absolute error a customer {mae:.4f}.",
    "{model} 预计 {expected:.1f} 次（{error:+.1%}）；每客户平均绝对误差 {mae:.4f}。",
)
HOLDOUT_FIGURE = Text("Purchases in the holdout by purchases before", "按此前购买次数的检验期平均购买次数")

CHOSEN = Text("Chosen: {model}. {reason}", "选用：{model}。{reason}")
BY_HOLDOUT = Text(
    "On the last third of the time, which it had not seen, its error is smallest: mean Poisson deviance "
    "{deviance:.4f}, next {other} with {other_deviance:.4f}.",
    "在未见过的最后三分之一时间上误差最小：平均泊松偏差 {deviance:.4f}，其次为 {other} 的 {other_deviance:.4f}。",
)
ONLY_ONE = Text("It was the only candidate.", "它是唯一的候选模型。")
BY_CRITERION = Text(
    "Its BIC {criterion:.1f} is lowest; next {other} with {other_criterion:.1f}. The history is too thin "
    "for a holdout.",
    "其 BIC {criterion:.1f} 最低；其次为 {other} 的 {other_criterion:.1f}。历史太短，无法留出检验。",
)
BY_NEED = Text(
    "Only {repeaters} customers bought again, and the models need {needed}: the simple method is what the data carry.",
    "只有 {repeaters} 个客户再次购买，而模型需要 {needed} 个：数据只支持简单法。",
)
NO_HONEST_CHOICE = Text(
    "The first two differ by less than {margin:.0%}: either will do.",
    "前两者相差不到 {margin:.0%}：用哪个都可以。",
)
SIMPLE_NAME = Text("simple method", "简单法")
CHOICE_FIGURE = Text("Error of each model on unseen purchases", "各模型在未见购买上的误差")
CHOICE_BIC_FIGURE = Text("BIC of each model", "各模型的 BIC")
DEVIANCE, BIC = Text("mean Poisson deviance", "平均泊松偏差"), Text("BIC", "BIC")

COHORTS = Text(
    "{cohorts} cohorts of {period}; {repeat:.1%} of the customers bought again. Of those who bought in "
    "the first cohort, {kept:.1%} bought "
    "one {period} later.",
    "{cohorts} 个{period}群组；{repeat:.1%} 的客户再次购买。第一个群组的客户中，{kept:.1%} 在一个{period}后再次购买。",
)
CHURN = Text(
    "Customers who bought in the {days} days up to {start} but not in the {days} days up to {end}: {lost} "
    "of {total}, a churn rate of {rate:.1%}.",
    "截至 {start} 的 {days} 天内购买过、而截至 {end} 的 {days} 天内未购买的客户："
    "{total} 个中的 {lost} 个，流失率 {rate:.1%}。",
)
CHURN_UNKNOWN = Text(
    "The churn rate needs two spans of {days} days; the purchases cover less.",
    "流失率需要两个 {days} 天的时段；购买记录不足。",
)
COHORT, AGE = Text("first purchase in", "首次购买期间"), Text("periods later", "之后第几期")
RETENTION = Text("share that buys", "购买比例")
COHORT_FIGURE = Text("Retention: share of each cohort that buys again", "留存：各群组再次购买的比例")

SIMPLE = Text("{yearly} a year over {years:g} years make {total}.", "每年 {yearly}，共 {years:g} 年，合计 {total}。")
SIMPLE_WARNING = Text(
    "This counts money to come as money in hand and expects nobody to leave; the present value does neither.",
    "此法把未来的钱当作手中的钱，并假定无人离开；现值法则不然。",
)
PRESENT = Text(
    "Present value {value}: margins of {margins} at {rate:.2%} a year and a yearly retention of "
    "{retention:.1%}, less {cost} spent to win the customer.",
    "现值 {value}：利润 {margins}，年折现率 {rate:.2%}，年留存率 {retention:.1%}，减去获客成本 {cost}。",
)
BEYOND = Text(
    "Referrals bring {referral} and information {information} of it.",
    "其中推荐带来 {referral}，信息价值 {information}。",
)
BREAK_EVEN = Text("The customer pays back in year {year}.", "客户在第 {year} 年收回成本。")
NEVER_EVEN = Text("The customer never pays back.", "客户始终不能收回成本。")
SIMPLE_FIGURE = Text("Cumulated value of a customer by year", "客户逐年累计价值")
CUMULATED = Text("cumulated present value", "累计现值")
BAD_SHARE = Text("{value} is not a share between 0 and 1.", "{value} 不是 0 至 1 之间的比例。")
BAD_YEARS = Text("{value} is not a number of years above 0.", "{value} 不是大于 0 的年数。")
NO_PERIOD_OVER = Text(
    "No period is over by {until}; take shorter periods or a later day.",
    "截至 {until} 没有完整的期间；请用更短的期间或更晚的日期。",
)
NO_VALUES = Text("The scores hold no values; fit the spending too.", "得分中没有价值；请同时拟合金额模型。")
EQUITY_TOTAL = Text(
    "Customer equity {total} from {customers} customers.", "客户资产 {total}，来自 {customers} 个客户。"
)
EQUITY_FIGURE = Text("Customer equity by the period of the first purchase", "按首次购买期间统计的客户资产")
EQUITY_LABEL = Text("customer equity", "客户资产")
