"""What is said about runs: asking for one, how far it is, what came of it, and whether it holds."""

from sikao.core.wording.message import Message

MESSAGES = {
    "run.reading": Message(
        "正在读取方案和数据。", "Reading the scheme and its figures.", "请稍候。", "Please wait."
    ),
    "run.exact": Message("正在精确计算。", "Computing exactly.", "请稍候。", "Please wait."),
    "run.kernel": Message(
        "正在用第二套程序复算。", "Computing again by the second calculator.", "请稍候。", "Please wait."
    ),
    "run.readiness": Message(
        "正在核查数据是否齐备。", "Looking at what is missing.", "请稍候。", "Please wait."
    ),
    "analysis.change": Message(
        "正在查明变动的来由。", "Finding out what the changes came from.", "请稍候。", "Please wait."
    ),
    "analysis.places": Message(
        "正在推算年终可能的位次。",
        "Working out which places are still open.",
        "请稍候，需要一两分钟。",
        "Please wait; it takes a minute or two.",
    ),
    "analysis.not_there": Message(
        "没有这项结果分析，或您无权查看。",
        "There is no such analysis, or you may not see it.",
        "请从“考核结果”进入。",
        "Go in from the results.",
    ),
    "analysis.unknown": Message(
        "没有这样的结果分析。",
        "There is no such kind of analysis.",
        "请从结果页提出。",
        "Ask for it from the page of the result.",
    ),
    "analysis.no_base": Message(
        "没有可以对照的已发布结果。",
        "There is no published result to hold it against.",
        "前一节点的结果发布以后，再要求说明变动。",
        "Ask once the result of an earlier checkpoint is published.",
    ),
    "analysis.year_over": Message(
        "这是年终的结果，位次已定。",
        "This is the result of the year's end: its places are final.",
        "年终之前的结果才有可能位次。",
        "Only results before the end of the year have places that are still open.",
    ),
    "analysis.asked_already": Message(
        "已经有人提出了同一项分析。",
        "Somebody has just asked for the same analysis.",
        "请刷新页面查看进度。",
        "Load the page again to see how far it is.",
    ),
    "analysis.ended": Message(
        "这项分析已经有结果。",
        "This analysis has its outcome already.",
        "请打开结果页查看。",
        "Open the page of the result.",
    ),
    "analysis.lost": Message(
        "分析的文件丢失或被改动，不能显示。",
        "The file of the analysis is lost or was altered: it is not shown.",
        "请从备份恢复文件。",
        "Restore the file from a backup.",
    ),
    "run.not_there": Message(
        "没有这次测算，或您无权查看。",
        "There is no such run, or you may not see it.",
        "请从“测算记录”进入。",
        "Go in from the list of runs.",
    ),
    "run.no_figures": Message(
        "方案“{scheme}”在这一时刻还没有数据，不能测算。",
        "At that moment there are no figures for the scheme “{scheme}”: nothing can be computed.",
        "请等数据报送以后再测算，或选一个较晚的时刻。",
        "Wait until figures have been delivered, or choose a later moment.",
    ),
    "run.asked_already": Message(
        "同一时刻已经有人提出了方案“{scheme}”的同一测算。",
        "Somebody has just asked for the same run of “{scheme}”.",
        "请在“测算记录”中查看。",
        "See the list of runs.",
    ),
    "run.ended": Message(
        "这次测算已经有结果。",
        "This run has its outcome already.",
        "请打开这次测算查看；数据有变化的，请重新测算。",
        "Open the run; where figures have changed since, ask for a new one.",
    ),
    "run.disagreement": Message(
        "两套计算程序在 {place} 不一致（共 {count} 处），结果不予采用。",
        "The two calculators disagree at {place} ({count} places in all); the result is not taken.",
        "请把这次测算的编号告知软件维护方；在查明之前不要使用该节点的结果。",
        "Tell whoever maintains the software the number of this run; use no result until it is explained.",
    ),
    "run.differs": Message(
        "测算 {run} 复算的结果与保存的不一致：保存的摘要 {kept}，现在算得 {now}。",
        "Run {run} comes out differently: kept with digest {kept}, computed now {now}.",
        "数据或程序在测算以后变过：请看核验指出的记录，从备份恢复，恢复前不要使用该结果。",
        "Rows or the program changed since: see which rows the verification names, restore them from a "
        "backup, and do not use the result before.",
    ),
    "run.differs_at": Message(
        "测算 {run}：{place}。",
        "Run {run}: {place}.",
        "前面是保存的，后面是现在算得的。",
        "First what was kept, then what is computed now.",
    ),
    "run.other_scheme": Message(
        "测算 {run} 所依据的方案变了：当时的摘要 {kept}，现在是 {now}。",
        "The scheme of run {run} has changed: its digest was {kept} and is {now}.",
        "已封存的方案不得更改：请从备份恢复。",
        "A sealed scheme never changes: restore it from a backup.",
    ),
    "run.book_lost": Message(
        "测算 {run} 保存的成绩册丢失或被改动。",
        "The kept book of run {run} is missing or altered.",
        "请从备份恢复该文件。",
        "Restore the file from a backup.",
    ),
    "run.no_book": Message(
        "测算 {run} 现在算不出来。",
        "Run {run} can no longer be computed.",
        "原因见下面几条。",
        "The following lines say why.",
    ),
}
