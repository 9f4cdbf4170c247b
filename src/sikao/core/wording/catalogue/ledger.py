"""What is said about figures in the ledger: what may be seen of them, and of which moment."""

from sikao.core.wording.message import Message

MESSAGES = {
    "ledger.not_there": Message(
        "没有这个数据，或者您不能查看。",
        "There is no such figure that you may see.",
        "请从任务、核对或查询页面进入；本单位的数据只有本单位、报送部门、核实部门和考核办能看。",
        "Go in from a task, a check or the search; a figure is for its unit, its bureaus and the office.",
    ),
    "ledger.no_such_moment": Message(
        "“{given}”不是日志序号，也不是日期。",
        "“{given}” is neither a number of the journal nor a day.",
        "请写日志序号（如 128）或日期（如 2020-07-18）；留空就是现在。",
        "Write a number of the journal (128) or a day (2020-07-18); empty means now.",
    ),
    "ledger.later_day": Message(
        "{day} 晚于今天（{today}），那时的数据还不知道。",
        "{day} lies after today, {today}: what the figures will be is not known.",
        "请写今天或以前的日期；留空就是现在。",
        "Give today or an earlier day; empty means now.",
    ),
}
