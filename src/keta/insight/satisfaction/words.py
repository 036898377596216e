"""The words of satisfaction."""

from keta.insight.base import Text

OFF_SCALE = Text("{count} answer(s) lie outside {low} to {high}.", "{count} 个回答不在 {low} 至 {high} 之内。")
NOT_WHOLE = Text("{count} answer(s) are not whole numbers.", "{count} 个回答不是整数。")
BAD_WEIGHTS = Text(
    "Three questions need three weights above zero that add to 1 (given: {weights}).",
    "三个问题需要三个大于零且合计为 1 的权重（给出的是 {weights}）。",
)
THREE = Text("The index needs three questions (given: {count}).", "该指数需要三个问题（给出的是 {count} 个）。")
BAD_SCALE = Text("A scale must rise (given: {low} to {high}).", "量表须由低到高（给出的是 {low} 至 {high}）。")
NO_DRIVERS = Text("Name at least one driver.", "请至少指定一个驱动因素。")
CONSTANT = Text("all answers are equal; its importance cannot be derived.", "所有回答都相同，无法推导其重要性。")
NPS = Text(
    "Net promoter score {value:+.1f} (± {error:.1f} at 95 %): {promoters} promoters, {passives} passives, "
    "{detractors} detractors of {answers} answers.",
    "净推荐值 {value:+.1f}（95% 置信 ± {error:.1f}）："
    "{answers} 个回答中推荐者 {promoters}、被动者 {passives}、贬损者 {detractors}。",
)
CSAT = Text(
    "{value:.1f} % of {answers} answers are satisfied ({satisfied} and above; ± {error:.1f} at 95 %).",
    "{answers} 个回答中 {value:.1f}% 满意（{satisfied} 分及以上；95% 置信 ± {error:.1f}）。",
)
CES = Text(
    "Customer effort score {value:.2f} of {high} (± {error:.2f} at 95 %), {answers} answers; higher is easier.",
    "客户费力度得分 {value:.2f}（满分 {high}，95% 置信 ± {error:.2f}），{answers} 个回答；越高越省力。",
)
ACSI = Text(
    "Satisfaction index {value:.2f} of 100 (± {error:.2f} at 95 %), {answers} answers.",
    "满意度指数 {value:.2f}（满分 100，95% 置信 ± {error:.2f}），{answers} 个回答。",
)
ONE_ANSWER = Text("One answer alone has no margin of error.", "只有一个回答，无法给出误差范围。")
ANSWER = Text("answer", "回答")
ANSWERS = Text("number of answers", "回答数")
SHARE = Text("share, 0 to 1", "比例（0 至 1）")
TITLE = Text("Answers", "回答分布")
NAME = Text("name", "名称")
POINTS = Text("points of the scale", "量表分值")
INDEX = Text("index, 0 to 100", "指数（0 至 100）")
CORRELATION = Text("correlation with overall satisfaction", "与总体满意度的相关系数")
GAP = Text(
    "{name}: expected {expected:.2f}, perceived {perceived:.2f}, gap {gap:+.2f}.",
    "{name}：期望 {expected:.2f}，感知 {perceived:.2f}，差距 {gap:+.2f}。",
)
GAP_TITLE = Text("Expectation and perception", "期望与感知")
EXPECTED = Text("expected", "期望")
PERCEIVED = Text("perceived", "感知")
MATRIX = Text("Importance and performance", "重要性与表现")
IMPORTANCE = Text("importance", "重要性")
PERFORMANCE = Text("performance", "表现")
QUADRANTS = {
    "concentrate here": Text("Concentrate here: {drivers}.", "优先改进：{drivers}。"),
    "keep up": Text("Keep up: {drivers}.", "继续保持：{drivers}。"),
    "low priority": Text("Low priority: {drivers}.", "次要改进：{drivers}。"),
    "possible overkill": Text("Possibly more than needed: {drivers}.", "可能过度投入：{drivers}。"),
}
