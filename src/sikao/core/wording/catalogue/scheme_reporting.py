"""What the scheme room says about the rules of reporting."""

from sikao.core.wording.message import Message

MESSAGES: dict[str, Message] = {
    "scheme.due_by_date": Message(
        "{frequency}一年不止一次，不能用“{day}”这样的日期。",
        "{frequency} figures come more than once a year and cannot have a date such as {day}.",
        "请填期末之后的天数，如 18 即次月18日。",
        "Give a number of days after the period; 18 is the 18th of the next month.",
    ),
    "scheme.due_before_opens": Message(
        "{frequency}的<<due|报送截止>>早于<<opens|开始报送>>。",
        "{frequency} figures are due (<<due|报送截止>>) before they may be delivered (<<opens|开始报送>>).",
        "请改其中一个。",
        "Change one of the two.",
    ),
    "scheme.closing_order": Message(
        "节点{checkpoint}的关账日（{day}）不晚于上一节点的关账日。",
        "The figures of checkpoint {checkpoint} close on {day}, not after those of the checkpoint before it.",
        "节点依次关账，请改<<closes|节点关账>>。",
        "Checkpoints close one after the other; change <<closes|节点关账>>.",
    ),
    "scheme.closes_before_due": Message(
        "节点{checkpoint}在{day}关账，但{frequency}到{due}才截止报送。",
        "The figures of checkpoint {checkpoint} close on {day}; {frequency} figures are due on {due} only.",
        "如非本意，请推迟<<closes|节点关账>>，或提前<<due|报送截止>>。",
        "Unless intended, close later (<<closes|节点关账>>), or let figures be due earlier.",
    ),
    "scheme.escalation_order": Message(
        "“{step}”不晚于上一步。",
        "The step “{step}” does not come after the one before it.",
        "提醒、督办、通报的工作日数须一步比一步大。",
        "The working days of remind, supervise and notify must grow from step to step.",
    ),
    "scheme.nobody_reports": Message(
        "这里要用{carrier}的数据项{item}，但它由单位自报，{carrier}不是单位。",
        "This reads item {item} of {carrier}; units report it about themselves, and {carrier} is no unit.",
        "请给该数据项写明数据责任单位，或不用参照对象的数。",
        "Let a bureau provide the item, or do not read it of a reference.",
    ),
    "scheme.briefing_empty": Message(
        "进度说明{briefing}没有要求说明任何指标、标签或任务。",
        "Briefing {briefing} asks about no indicator, tag or key task.",
        "请填<<nodes|说明指标>>、<<tags|说明标签>>或<<key_tasks|说明任务>>，或删去这一条。",
        "Give <<nodes|说明指标>>, <<tags|说明标签>> or <<key_tasks|说明任务>>, or delete it.",
    ),
    "scheme.briefing_asks_nobody": Message(
        "进度说明{briefing}列了{subject}，但其填写单位都不适用或不承担。",
        "Briefing {briefing} names {subject}, which applies to none of its units.",
        "请核对<<units|填写单位>>，或删去这一项。",
        "Look at <<units|填写单位>>, or delete it here.",
    ),
    "scheme.briefing_nothing_to_tell": Message(
        "进度说明{briefing}的填写单位{units}没有任何需要说明的内容，不会收到任务。",
        "Units {units} of briefing {briefing} have nothing to tell and get no task.",
        "如非本意，请核对<<units|填写单位>>，或重点任务的承担单位。",
        "Unless intended, look at <<units|填写单位>> and at the units of the key tasks.",
    ),
    "scheme.briefing_twice": Message(
        "{subject}在进度说明{briefing}和{other}中重复要求{units}说明。",
        "Briefings {briefing} and {other} both ask {units} about {subject}.",
        "同一内容只要求说明一次，请删去一处。",
        "Ask about one thing once; delete one of them.",
    ),
    "scheme.key_task_untold": Message(
        "重点任务{task}没有列入任何进度说明，不会有人填写进展。",
        "Key task {task} is on no briefing, so that nobody tells how far it is.",
        "请把它填入某张进度说明的<<key_tasks|说明任务>>，或删去这一条。",
        "Name it under <<key_tasks|说明任务>> of a briefing, or delete it.",
    ),
    "scheme.docket_doubly": Message(
        "加减分审定的数据项{item}被一个单位的两处加扣分项计分。",
        "Item {item} of the docket is counted by two entries for one unit.",
        "审定一次只能加减一次分；请只留一处，或改用另一个数据项。",
        "What is decided once counts once: keep one entry, or count another item.",
    ),
    "scheme.docket_twice": Message(
        "加减分审定的数据项{item}列了两次。",
        "Item {item} is named twice in the docket.",
        "请删去一处。",
        "Delete one of them.",
    ),
    "scheme.docket_unfit": Message(
        "数据项{item}不能由加减分审定累计。",
        "Decisions of the docket cannot add up to item {item}.",
        "须是年报、累计、不滞后、不按登记册填报、只有总量一种类型的数据项；请修改数据项，或从<<items|审定数据项>>中删去。",
        "It must be yearly, cumulative, without lag or members, and of the kind level alone; "
        "change the item, or take it out of <<items|审定数据项>>.",
    ),
    "scheme.docket_untyped": Message(
        "加减分审定的数据项{item}没有被任何加分、减分指标逐项计分。",
        "Item {item} of the docket is counted by no entry of a bonus or deduction.",
        "加减分不能凭空给分：请在加分或减分指标的逐项加扣分法中写一项，<<count|次数>>就是这个数据项，<<each|每次分值>>是分数。",
        "Points are never given freely: let an entry of a bonus or deduction count this item alone under "
        "<<count|次数>>, with points under <<each|每次分值>>.",
    ),
    "scheme.review_order": Message(
        "月度调度的{yellow}高于{green}。",
        "In the monthly review {yellow} lies above {green}.",
        "黄灯线不能高于绿灯线，请改其中一个。",
        "Yellow may not begin above green; change one of the two.",
    ),
    "scheme.review_unfit": Message(
        "月度调度列了{code}，但其中没有可以按月对照目标的指标。",
        "The monthly review names {code}, in which no indicator can be held against a target month by month.",
        "能对照的是：计量式只有本单位一个数据、计分方法有目标值、不是年报的指标。请核对<<nodes|调度指标>>、<<tags|调度标签>>。",
        "An indicator fits if it measures one figure of the unit, has a target and is not yearly; "
        "look at <<nodes|调度指标>> and <<tags|调度标签>>.",
    ),
    "scheme.verified_by_provider": Message(
        "数据项{item}不由单位自报，不需要<<verified_by|核实单位>>。",
        "Item {item} is not reported by the units themselves, and has <<verified_by|核实单位>> for nothing.",
        "请删去，或把数据责任单位改为 self。",
        "Delete it, or let the provider be self.",
    ),
}
