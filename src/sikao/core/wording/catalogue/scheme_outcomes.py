"""What the scheme room says about grades, vetoes and awards, last year's scheme, and claims."""

from sikao.core.wording.message import Message

MESSAGES: dict[str, Message] = {
    "scheme.not_ranking_group": Message(
        "{group}不是排名组。",
        "{group} is not a ranking group.",
        "请填写“排名”为是<<（ranked: true）|>>的考核组。",
        "Name a group with <<ranked: true|排名 是>>.",
    ),
    "scheme.grade_two_quotas": Message(
        "等次“{grade}”同时写了名额和比例。",
        "The grade “{grade}” has both a count and a share.",
        "请保留一种。",
        "Keep one of the two.",
    ),
    "scheme.grade_quota": Message(
        "等次“{grade}”的名额不对：只有最后一个等次不写名额或比例。",
        "The grade “{grade}” is wrong: the last grade, and only it, takes all the rest.",
        "请补上或删去名额<<（count）|>>、比例<<（share）|>>。",
        "Add or remove <<count or share|名额 or 比例>>.",
    ),
    "scheme.grade_formula": Message(
        "等次“{grade}”的最低总分写成了算式。",
        "A threshold of the grade “{grade}” is an expression.",
        "请填写满分的百分比（如 80%）或分数。",
        "Write a percentage of the full points, such as 80%, or points.",
    ),
    "scheme.grade_unranked_rest": Message(
        "最后一个等次“{grade}”写了单列最低总分。",
        "The last grade “{grade}” has a threshold for units that are not ranked.",
        "请删去：最后一个等次容纳其余的单列单位。",
        "Remove it: the last grade takes the rest of those units.",
    ),
    "scheme.grade_unranked_order": Message(
        "等次“{grade}”的单列最低总分不低于更好的等次“{better}”。",
        "For units that are not ranked, the grade “{grade}” asks no less than the better grade “{better}”.",
        "请让单列最低总分从好到差逐级降低。",
        "Let unranked_at_least fall from the best grade to the worst.",
    ),
    "scheme.grade_unranked_nobody": Message(
        "{group}写了单列最低总分，却没有单列单位。",
        "{group} has thresholds for units that are not ranked, and no such unit.",
        "请核对单位的“排名”一栏，或删去单列最低总分。",
        "Check which units have ranked: false, or remove unranked_at_least.",
    ),
    "scheme.grades_too_many": Message(
        "{group}的等次名额多于参加排名的 {ranked} 个单位。",
        "The grades of {group} have more places than its {ranked} ranked units.",
        "请减少名额。",
        "Reduce the places.",
    ),
    "scheme.grade_share": Message(
        "“{grade}”的名额比例写成 {share}，超过100%。",
        "The share of “{grade}” is {share}, more than 100 %.",
        "请写百分比，如 {share}%；一共几名的写名额<<（count）|>>。",
        "Write a percentage, such as {share}%, or the number of places as <<count|名额>>.",
    ),
    "scheme.veto_grade": Message(
        "{veto}：后果为直接确定等次<<（set_grade）|>>的才写等次，并且必须写。",
        "{veto}: a grade goes with <<set_grade|直接确定等次>>, which needs one.",
        "请补上或删去“定为等次”<<（grade）|>>。",
        "Add or remove the grade.",
    ),
    "scheme.veto_unknown_grade": Message(
        "“{group}”没有等次“{grade}”。",
        "“{group}” has no grade “{grade}”.",
        "请填写该组已有的等次代码。",
        "Name one of its grades.",
    ),
    "scheme.promotion_grade": Message(
        "“{group}”没有可以晋入的等次“{grade}”。",
        "“{group}” has no grade “{grade}” that a unit could be promoted to.",
        "请填写该组已有的等次代码，最后一个等次除外；晋升一档的不必填写。",
        "Name one of its grades but the last; for one grade up leave it out.",
    ),
    "scheme.promotion_ungraded": Message(
        "{promotion}：“{group}”不评等次，无档可晋。",
        "{promotion}: “{group}” has no grades to be promoted in.",
        "请为该组设等次，或从“适用组”中删去它。",
        "Give the group grades, or take it off the groups.",
    ),
    "scheme.award_node": Message(
        "{scorecard}没有指标“{node}”。",
        "{scorecard} has no node “{node}”.",
        "请填写该组考核表上的板块或指标代码。",
        "Name a block or an indicator of the group's scorecard.",
    ),
    "scheme.outcome_code": Message(
        "代码“{code}”已经用在 {other} 中。",
        "The code “{code}” is already used in {other}.",
        "一票否决、直接晋档和各奖项在结果中只以代码区分，请改其中一个。",
        "A book tells vetoes, promotions and awards by their codes alone; change one of them.",
    ),
    "scheme.contained_counted_twice": Message(
        "指标“{node}”用到组内合计，而{part}的数据含于{whole}，会重复计入。",
        "The indicator “{node}” adds up the group, in which the figures of {part} lie within those of "
        "{whole}: they would count twice.",
        "请把两者分在不同的考核组，或改用全市合计（作为参照对象）作分母。",
        "Put the two into different groups, or divide by the city's own total (a reference).",
    ),
    "scheme.contained_added": Message(
        "“{node}”把{part}的数与{whole}的数相加，而前者含于后者，会重复计入。",
        "“{node}” adds the figure of {part} to that of {whole}, within which it lies: it would count twice.",
        "请只用整体的数；要除去部分的，请相减。",
        "Use the figure of the whole alone; to leave the part out, subtract it.",
    ),
    "scheme.among_elsewhere": Message(
        "比较范围“{group}”不在排名组{table}之内。",
        "The comparison group “{group}” has nobody in the ranking group {table}.",
        "请填写本排名组或其下级组。",
        "Name the ranking group or one below it.",
    ),
    "scheme.among_wider": Message(
        "比较范围“{group}”还包括排名组{table}以外的单位，而单位只在本排名组内比较。",
        "The comparison group “{group}” reaches beyond the ranking group {table}; units compare within it.",
        "请填写本排名组或其下级组；要在更大范围内比较的，请由数据责任单位直接提供该范围内的名次。",
        "Name the ranking group or one below it; let the bureau report a place among more units.",
    ),
    "scheme.previous_not_found": Message(
        "找不到上年方案“{previous}”，与上年的比较未做。",
        "Last year's scheme “{previous}” was not found; nothing is compared with it.",
        "请把它的文件夹或工作簿放在本方案旁边，以它的代码为名。",
        "Put its folder or workbook beside this scheme, named like its code.",
    ),
    "scheme.previous_itself": Message(
        "方案把自己（{previous}）写成了上年方案。",
        "The scheme names itself ({previous}) as last year's scheme.",
        "请写上年方案的代码；没有上年方案的，删去这一项。",
        "Give the code of last year's scheme, or leave it out where there is none.",
    ),
    "scheme.previous_broken": Message(
        "上年方案“{previous}”有错误，无法比较。",
        "Last year's scheme “{previous}” has errors and cannot be compared with.",
        "请先检查并改正上年方案。",
        "Check and correct that scheme first.",
    ),
    "claim.not_met": Message(
        "{sentence}，现{figure}（{subject}；应{relation}{wanted}）。",
        "“{sentence}”: now {figure} ({subject}; should be {relation} {wanted}).",
        "请调整方案使之符合政策口径；口径本身有变的，请改校核条目 {claim}。",
        "Adjust the scheme to the policy; where the policy itself changed, change the claim {claim}.",
    ),
    "claim.percent": Message(
        "校核条目 {claim} 比的是占比，数值却写成 {value}，即{percent}。",
        "The claim {claim} is about a ratio, and its value is {value}, which is {percent}.",
        "多半漏写了百分号：请写 {value}%。",
        "A percent sign is probably missing: write {value}%.",
    ),
    "claim.by_unit": Message(
        "{sentence}，现{figure}（{subject}合计）；逐个单位看都符合。",
        "“{sentence}”: now {figure} ({subject} together); every single unit has what the claim says.",
        "请在校核条目 {claim} 写明<<each: unit|“逐个”为“单位”>>。",
        "Write <<each: unit|单位 under 逐个>> in the claim {claim}.",
    ),
    "claim.incomplete": Message(
        "校核条目没有写明“{key}”，无法计算{quantity}。",
        "The claim lacks “{key}”, without which {quantity} cannot be computed.",
        "请补上。",
        "Add it.",
    ),
    "claim.stray": Message(
        "校核条目写了“{key}”，但计算{quantity}时不看它。",
        "The claim has “{key}”, which {quantity} does not look at.",
        "请删去，或改用看它的数量。",
        "Remove it, or choose a quantity that looks at it.",
    ),
    "claim.unknown": Message(
        "校核条目所指的“{code}”（{key}）不存在。",
        "The claim points to “{code}” ({key}), which does not exist.",
        "请改正代码或名称。",
        "Correct the code or name.",
    ),
    "claim.nothing_selected": Message(
        "校核条目没有选到任何指标或单位。",
        "The claim selects no node or unit.",
        "请检查层级、标签、板块和考核组。",
        "Check level, tag, block and groups.",
    ),
    "claim.no_previous": Message(
        "校核条目要与上年比较，但没有上年方案。",
        "The claim compares with last year, but there is no scheme of last year.",
        "请写明“上年方案”<<（scheme.yaml 的 previous）|>>，并放好上年方案。",
        "Name <<previous in scheme.yaml|上年方案>> and put that scheme beside this one.",
    ),
    "claim.zero_base": Message(
        "校核条目的比较基数为零。",
        "The claim divides by zero.",
        "请检查对比对象。",
        "Check what it is compared with.",
    ),
    "claim.value_form": Message(
        "校核条目的数值写法不对：节点占比<<（shares）|>>写列表或按节点写，其余写一个数。",
        "The claim's value has the wrong form: a list or one value a checkpoint for shares, else one number.",
        "请改写数值。",
        "Rewrite the value.",
    ),
}
