"""What the room of insight says."""

from sikao.core.wording.message import Message

MESSAGES = {
    "whatif.unknown_scorecard": Message(
        "方案中没有考核表“{scorecard}”。",
        "The scheme has no scorecard “{scorecard}”.",
        "请从以下考核表中选择：{known}。",
        "Choose one of: {known}.",
    ),
    "whatif.unknown_leaf": Message(
        "考核表“{scorecard}”中没有可计分的指标“{node}”。",
        "Scorecard “{scorecard}” has no scored indicator “{node}”.",
        "请写指标代码，例如 {known}。",
        "Give the code of a leaf, for instance {known}.",
    ),
    "whatif.unknown_item": Message(
        "方案中没有这种数据：“{indicator}”。",
        "The scheme has no such figure: “{indicator}”.",
        "请写数据项代码及其数据类型，例如 {known}。",
        "Give the code of an item and one of its kinds, for instance {known}.",
    ),
    "whatif.unreadable": Message(
        "看不懂这项改动：“{text}”。",
        "This change cannot be read: “{text}”.",
        "请按 sikao whatif --help 所列的写法填写，例如 districts.fai.points=70。",
        "Write it as sikao whatif --help shows, for instance districts.fai.points=70.",
    ),
    "whatif.too_many": Message(
        "改动超过 {most} 项。",
        "There are more than {most} changes.",
        "请分几次模拟。",
        "Try them out in several goes.",
    ),
    "whatif.negative_points": Message(
        "分值“{text}”是负数。",
        "The points “{text}” are negative.",
        "分值写不小于 0 的数；减分项也写正数。",
        "Write a number of at least 0, for deductions too.",
    ),
    "whatif.points_beyond": Message(
        "分值“{text}”超过考核表的总分 {most}。",
        "The points “{text}” exceed the {most} that the whole scorecard has.",
        "请写不大于 {most} 的数。",
        "Write a number of at most {most}.",
    ),
    "whatif.idle_carrier": Message(
        "“{carrier}”不用考核表“{scorecard}”，改动不起作用。",
        "“{carrier}” is not assessed by the scorecard “{scorecard}”; the change would do nothing.",
        "请写用这张考核表的单位或考核组，例如 {known}。",
        "Give a unit or group that is, for instance {known}.",
    ),
    "whatif.unknown_parameter": Message(
        "指标“{node}”的规则中没有参数“{name}”，改动不起作用。",
        "Nothing in the rule of indicator “{node}” reads a parameter “{name}”; the change would do nothing.",
        "请核对写法，可改的参数：{known}。",
        "Check the spelling; its parameters are: {known}.",
    ),
    "whatif.idle_figure": Message(
        "没有指标用到数据“{figure}”，改动不起作用。",
        "Nothing reads the figure “{figure}”; the change would do nothing.",
        "请核对单位、数据类型和期间，用到的数据：{known}。",
        "Check its unit, kind and period; figures that are read: {known}.",
    ),
    "whatif.unknown_carrier": Message(
        "方案中没有单位或考核组“{carrier}”。",
        "The scheme has no unit or group “{carrier}”.",
        "请写单位或考核组的代码，例如 {known}；全部单位写 all。",
        "Give the code of a unit or group, for instance {known}, or all.",
    ),
    "whatif.unknown_group": Message(
        "方案中没有排名组“{group}”。",
        "The scheme has no ranking group “{group}”.",
        "请从以下排名组中选择：{known}。",
        "Choose one of: {known}.",
    ),
    "figure.beyond_whole": Message(
        "{part}含于{whole}，但“{item}”（{period}）{part}为{value}（{unit}），{whole}只有{most}。",
        "{part} lies within {whole}, which has {most} ({unit}) of “{item}” ({period}); the part has {value}.",
        "请核实两个数及其口径：部分不应大于整体。",
        "Check both figures and their calibers: a part is not more than its whole.",
    ),
    "needs.missing": Message(
        "“{name}”（{kind}）缺 {count} 个数。单位：{units}；期间：{periods}。",
        "“{name}” ({kind}) is missing {count} times. Units: {units}; periods: {periods}.",
        "应由{provider}报送，请补报；不适用的填缺数情形“不适用”。",
        "{provider} has to report it, as not_applicable where it does not apply.",
    ),
    "whatif.no_points": Message(
        "指标“{node}”没有自己的分值，它按权重分得上级指标的分值。",
        "Indicator “{node}” has no points of its own: it has a weight in the node above it.",
        "请改动上级指标，或者改动有分值的指标。",
        "Change the node above it, or an indicator that has points.",
    ),
    "attribution.other_year": Message(
        "两个方案不是同一年度的：{before}、{after}。",
        "The two schemes are not of the same year: {before} and {after}.",
        "请选同一年度的两次结果作对照。",
        "Choose two results of one year.",
    ),
    "attribution.earlier": Message(
        "后一次结果的节点“{after}”早于前一次的“{before}”。",
        "The later result is of checkpoint “{after}”, which comes before “{before}”.",
        "请把节点较早的结果放在前面。",
        "Put the result of the earlier checkpoint first.",
    ),
    "attribution.measure": Message(
        "数据项“{item}”在两个方案中的计量单位不同：{before}、{after}，前后的数不能直接对照。",
        "Item “{item}” has other units of measure in the two schemes: {before} and {after}; "
        "its figures cannot be compared.",
        "请把计量单位改成一致，再作变动归因。",
        "Give the item the same unit of measure in both, then ask again.",
    ),
}
