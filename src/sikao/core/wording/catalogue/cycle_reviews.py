"""What the cycle says about the monthly review, its decisions and the year's calendar."""

from sikao.core.wording.message import Message

MESSAGES: dict[str, Message] = {
    "review.not_there": Message(
        "没有月度调度“{review}”。",
        "There is no monthly review {review}.",
        "请从“月度调度”的列表进入；方案须已封存并生成报送任务，且有可以按月对照目标的指标。",
        "Go in from the list of reviews; the scheme must be sealed, its year opened, and follow something.",
    ),
    "review.not_begun": Message(
        "这个月还没有结束，{opens}起才能准备调度。",
        "The month is not over; its review may be prepared from {opens}.",
        "请到期再办。",
        "Come back then.",
    ),
    "review.held_already": Message(
        "“{review}”的调度会已经登记，数据已按当时定格。",
        "The review {review} is on record as held, its figures frozen.",
        "需要补充的，登记议定事项；数据更正在下个月的调度中体现。",
        "Record decisions where something is to be added; corrections show in the next month's review.",
    ),
    "review.differs": Message(
        "“{review}”的调度内容按当时的数据重算，与登记的不符。",
        "The review {review} comes out differently when it is computed again on the figures of its day.",
        "请运行 sikao verify 找出被改动的记录，从备份恢复。",
        "Run sikao verify to find the altered record, and restore it from a backup.",
    ),
    "review.wrong_day": Message(
        "召开日期应在{first}到{last}之间。",
        "The day of the meeting lies between {first} and {last}.",
        "请填调度会实际召开的日期。",
        "Give the day on which the meeting was held.",
    ),
    "review.nothing_to_explain": Message(
        "选中的单位里，有的没有需要说明的落后指标。",
        "Some of these units have nothing that lags and is unexplained.",
        "只对没有说明、方案也没有要求写进度说明的红灯指标提出要求；请重新选择。",
        "Ask only about red indicators that are neither explained nor on a briefing of the scheme.",
    ),
    "review.asked_already": Message(
        "选中的单位里，有的本月已经要求过说明。",
        "Some of these units were asked for an explanation this month.",
        "每个单位每月只要求一次；说明不够的，签报后可以退回补充。",
        "Each unit is asked once a month; send a signed explanation back if it does not suffice.",
    ),
    "decision.not_there": Message(
        "没有这个议定事项（{ref}），或者您不能查看。",
        "There is no decision {ref} that you may see.",
        "请从首页待办或“月度调度”重新进入。",
        "Go in again from your home page or the monthly review.",
    ),
    "decision.nobody": Message(
        "没有写明由哪个单位办理，或者所写的单位不办理这个事项。",
        "No organisation is named, or one that has nothing to do with it.",
        "请从名单里选择承办单位。",
        "Choose from the list who carries it out.",
    ),
    "decision.text_missing": Message(
        "没有填写内容。",
        "Nothing is written.",
        "请写明事项、办理情况或理由。",
        "Write what is decided, what was done, or why.",
    ),
    "decision.due_too_early": Message(
        "办结期限应不早于{day}；延续的，应晚于原期限。",
        "The deadline lies no earlier than {day}; one that is carried over, after the old one.",
        "请改期限。",
        "Choose a later day.",
    ),
    "decision.once_more": Message(
        "同时有人登记了另一个议定事项，这一个没有保存。",
        "Somebody else recorded a decision at the same moment; yours was not kept.",
        "请再提交一次。",
        "Submit it once more.",
    ),
    "notice.explanation_asked": Message(
        "{what}：有指标落后于序时进度，请在{until}前写明原因和下一步。",
        "{what}: some indicators lag; say why, and what comes next, by {until}.",
        "打开任务填写，签审后报出。",
        "Open the task, write it, and have it signed.",
    ),
    "notice.decision_made": Message(
        "{review}有议定事项请本单位办理，期限{until}。",
        "{review} decided something for your organisation to do by {until}.",
        "打开可看事项全文；办理后填报办理情况。",
        "Open it to read it; tell what was done.",
    ),
    "notice.decision_carried": Message(
        "{review}的一个议定事项延续到{until}。",
        "A decision of {review} is carried over to {until}.",
        "请继续办理，并再次填报办理情况。",
        "Go on with it, and tell again what was done.",
    ),
    "notice.decision_closed": Message(
        "{review}的一个议定事项已办结。",
        "A decision of {review} is closed.",
        "不需要再办理。",
        "Nothing is left to do.",
    ),
    "notice.decision_withdrawn": Message(
        "{review}的一个议定事项已撤销。",
        "A decision of {review} is withdrawn.",
        "不需要再办理。",
        "Nothing is left to do.",
    ),
}
