"""What is said about amendments of a sealed scheme during its year (调整通知)."""

from sikao.core.wording.message import Message

MESSAGES = {
    "amendment.not_there": Message(
        "没有这项调整，或您无权查看。",
        "There is no such amendment, or you may not see it.",
        "请从“考核方案”进入。",
        "Go in from the list of schemes.",
    ),
    "amendment.under_way": Message(
        "这个方案已有一项调整正在办理，同时只能办理一项。",
        "An amendment of this scheme is under way; there is one at a time.",
        "请在“考核方案”里打开它：可以上传新的一稿，或者写明理由作废。",
        "Open it from the list of schemes: upload another proposal, or drop it with the reason.",
    ),
    "amendment.other_scheme": Message(
        "上传的是另一个方案：{now}，要调整的是{was}。",
        "This is another scheme: {now}; the one to be amended is {was}.",
        "请从现行版本下载方案，在上面修改，方案编码和年度保持不变。",
        "Download the version in force and change that; code and year stay as they are.",
    ),
    "amendment.nothing_changed": Message(
        "上传的方案与现行版本完全一样。",
        "Nothing differs from the version in force.",
        "请改好需要调整的内容再上传。",
        "Change what is to be amended, then upload it.",
    ),
    "amendment.checkpoints_changed": Message(
        "调整不能改动考核节点：节点的编码、截止月份和是否排名要与现行版本一致。",
        "An amendment leaves the checkpoints as they are: code, last month, and whether they are ranked.",
        "请把节点恢复成现行版本的样子；节点不同的，是下一年度的方案。",
        "Put the checkpoints back as in the version in force; others are for next year's scheme.",
    ),
    "amendment.no_such_checkpoint": Message(
        "没有选定从哪个节点起执行，或者方案里没有这个节点。",
        "It was not chosen from which checkpoint on it binds, or the scheme has no such checkpoint.",
        "请选一个还没有出结果的节点。",
        "Choose a checkpoint of which there is no result yet.",
    ),
    "amendment.code_gone": Message(
        "“{name}”从方案里删掉了，已报的数据会失去名称。",
        "“{name}” is gone from the scheme, and what was reported under it would have no name.",
        "不再考核的，只删指标，保留数据项和进度说明。",
        "Where it counts no more, remove the indicator and keep the item or briefing.",
    ),
    "amendment.reaches_back": Message(
        "{checkpoint}已经出过考核结果，调整不能从它开始执行。",
        "A result of {checkpoint} was opened already; an amendment cannot reach it any more.",
        "请改为从下一个节点起执行；只在考核办内部、尚未发给单位的初步结果，可以先作废。",
        "Let it bind from the next checkpoint on, or drop a provisional result that no unit has seen.",
    ),
    "amendment.changed": Message(
        "您打开页面以后，这项调整已有变化。",
        "The amendment has changed since you opened the page.",
        "请重新打开，看过现在的内容再办理。",
        "Open it again and look at what it is now.",
    ),
    "amendment.not_weighed": Message(
        "还没有测算这一稿对各单位的影响，不能提交。",
        "What this proposal does to everyone was not worked out yet.",
        "请先测算影响，看过影响表再提交。",
        "Work out the effect, look at the table, then submit.",
    ),
    "amendment.weighed_before": Message(
        "测算影响以后又有数据变化，影响表已不是最新的。",
        "Figures have changed since the effect was worked out.",
        "请按现在的数据重新测算影响。",
        "Work out the effect again on the figures of now.",
    ),
    "amendment.impact_lost": Message(
        "影响表的文件丢失或被改动，不能办理。",
        "The file of the effect is lost or altered; nothing is done on it.",
        "请核验全部记录，查明被改动的内容；必要时从备份恢复，或重新测算影响。",
        "Verify all records to see what was altered; restore it from a backup, or work the effect out again.",
    ),
    "amendment.own_proposal": Message(
        "这项调整由您起草或提交，不能由您自己批准。",
        "You made or submitted this proposal and do not approve it yourself.",
        "请由另外两人批准，或者登记批准文件。",
        "Two others approve it, or the document of approval is recorded.",
    ),
    "amendment.approved_already": Message(
        "您已经批准过这项调整。",
        "You have approved this amendment already.",
        "还需要另一人批准。",
        "It needs one more person.",
    ),
    "amendment.recorded_alone": Message(
        "批准文件是您登记的，不能再由您一人下发。",
        "You recorded the document of approval and do not put in force alone what it approves.",
        "请由另一位考核办负责人下发。",
        "Another director issues it.",
    ),
    "amendment.not_what_was_approved": Message(
        "现在的内容与批准的不一致，不予下发。",
        "What lies there is not what was approved, and does not come into force.",
        "请核验全部记录，查明被改动的内容；必要时从备份恢复。",
        "Verify all records to see what was altered; restore it from a backup if need be.",
    ),
    "amendment.unapproved": Message(
        "方案{scheme}第{number}版与批准记录不一致，或者没有批准记录。",
        "Version {number} of the scheme {scheme} is not what was approved, or was not approved.",
        "请从备份恢复，并查明是谁改动的。",
        "Restore it from a backup, and find out who altered it.",
    ),
    "amendment.before": Message(
        "正在按现行版本计算。", "Computing by the version in force.", "请稍候。", "Please wait."
    ),
    "amendment.after": Message(
        "正在按调整后的版本计算。", "Computing by the amended version.", "请稍候。", "Please wait."
    ),
    "amendment.comparing": Message("正在比较。", "Comparing both.", "请稍候。", "Please wait."),
    "notice.amendment_to_approve": Message(
        "{what}的调整已提交，请批准。",
        "An amendment awaits your approval: {what}.",
        "打开看过改动和对各单位的影响后批准，或写明理由退回。",
        "Open it, look at the changes and at what they do to everyone, then approve or refuse it.",
    ),
    "notice.amendment_refused": Message(
        "{what}的调整被退回：{reason}",
        "The amendment was refused ({what}): {reason}",
        "打开处理后再提交。",
        "Open it, mend it and submit it again.",
    ),
    "notice.amendment_approved": Message(
        "{what}的调整已批准，可以下发。",
        "The amendment is approved and can be issued: {what}.",
        "由考核办负责人下发。",
        "The director issues it.",
    ),
    "notice.amendment_issued": Message(
        "调整通知：{what}有调整，从{since}起执行。",
        "The scheme was amended: {what}, from {since} on.",
        "打开查看改了什么、依据是什么。",
        "Open it to see what changed, and on what it rests.",
    ),
    "notice.tasks_amended": Message(
        "考核方案有调整，你单位的报送任务有变化。",
        "The scheme was amended, and what your organisation hands in has changed.",
        "在“我的任务”里查看现在要报什么。",
        "See in your tasks what is asked for now.",
    ),
}
