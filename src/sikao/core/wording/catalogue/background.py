"""What is said about background work, notices and the calendar of working days."""

from sikao.core.wording.message import Message

MESSAGES = {
    "calendar.unknown_year": Message(
        "{year} 年的工作日安排还不知道（已知 {first} 至 {last} 年）。",
        "The working days of {year} are not known yet (known: {first} to {last}).",
        "国务院办公厅公布放假安排以后，请考核办在“年度日程”的“工作日安排”里登记。",
        "Once the State Council has published the holidays, the office records them under Calendar.",
    ),
    "calendar.notice_ahead": Message(
        "通知的日期 {day} 晚于今天。",
        "The notice's date {day} lies in the future.",
        "请填通知印发的日期。",
        "Give the day on which the notice was issued.",
    ),
    "calendar.year_known": Message(
        "{year} 年的工作日安排程序里已经有了，不用登记。",
        "The working days of {year} are known to the program already.",
        "请核对年份。程序里的与通知不一致的，请告诉软件的提供者。",
        "Check the year; where the program differs from the notice, tell whoever provides it.",
    ),
    "calendar.not_next": Message(
        "{year} 年还早，现在只登记 {next} 年的工作日安排。",
        "{year} is too far ahead: only {next} is recorded now.",
        "请按年份先后登记，一年一次。",
        "Record one year after the other.",
    ),
    "calendar.day_unread": Message(
        "“{line}”不是日期，也不是一段日期。",
        "“{line}” is neither a day nor a stretch of days.",
        "请每行写一天（2027-01-04）或一段（2027-01-01 至 2027-01-03）。",
        "Write a day (2027-01-04) or a stretch (2027-01-01 to 2027-01-03) on each line.",
    ),
    "calendar.day_outside": Message(
        "{day} 不在 {year} 年，也不在上年12月下旬。",
        "{day} lies neither in {year} nor in the last days of the December before.",
        "请只写这一年通知里的日子。",
        "Write only days of this year's notice.",
    ),
    "calendar.not_weekend": Message(
        "{day} 不是周六、周日，本来就上班。",
        "{day} is neither a Saturday nor a Sunday: it is worked anyway.",
        "调休上班的日子只能是周六、周日，请核对日期。",
        "Days worked instead are Saturdays and Sundays; check the day.",
    ),
    "calendar.off_and_worked": Message(
        "{day} 既写了放假，又写了上班。",
        "{day} is both off and worked.",
        "请删去其中一处。",
        "Take it out of one of them.",
    ),
    "calendar.holiday_missing": Message(
        "放假的日子里没有 {day}，法定节假日不能少。",
        "{day} is not among the days off; it is a holiday by law.",
        "请核对通知全文：元旦、劳动节、国庆节都要在内。",
        "Check the whole notice: 1 January, 1 May and 1 October are always in it.",
    ),
    "job.failed": Message(
        "后台任务没有办成（{kind}，程序错误 {error}）。",
        "The background work failed ({kind}; error of the program: {error}).",
        "已经自动重试过。请把任务编号告诉系统管理员，查看服务器日志。",
        "It was tried again by itself. Give the job's number to the system administrator; the log says more.",
    ),
    "job.lost": Message(
        "后台任务没有办成（{kind}）：办理它的程序多次中断。",
        "The background work failed ({kind}): the process doing it ended again and again.",
        "请把任务编号告诉系统管理员；可能内存不足，或者文件过大。",
        "Give the number of the job to the system administrator; memory may be short, or the file too large.",
    ),
    "job.too_long": Message(
        "后台任务用时过长（{kind}，超过 {minutes} 分钟），已经停止。",
        "The background work took too long ({kind}; more than {minutes} minutes) and was stopped.",
        "请减少一次处理的内容后再试；仍不行的，请系统管理员查看服务器日志。",
        "Try again with less at once; if that does not help, the log says more.",
    ),
    "job.unknown_kind": Message(
        "后台程序不认识这种任务（{kind}）。",
        "The worker knows no work of this kind ({kind}).",
        "请系统管理员把网页程序和后台程序升级到同一版本。",
        "Have the system administrator bring the server and the worker to the same version.",
    ),
    "job.ended": Message(
        "任务已经结束（{state}），不能再取消。",
        "The job has ended ({state}) and can no longer be cancelled.",
        "请刷新页面查看结果。",
        "Reload the page to see its result.",
    ),
    "job.begun": Message(
        "任务已经在办理，不能取消。",
        "The work has begun and cannot be cancelled.",
        "请等它办完，再看结果。",
        "Wait until it has ended, then look at its result.",
    ),
    "job.not_there": Message(
        "没有这个任务（{ref}），或者您无权查看。",
        "There is no such job ({ref}), or none that you may see.",
        "请核对任务编号；用 sikao jobs 可以列出任务。",
        "Check the number of the job; sikao jobs lists them.",
    ),
    "notice.mail_off": Message(
        "本系统没有启用邮件提醒。",
        "This server sends no mail.",
        "需要时请系统管理员在设置里写明邮件服务器。",
        "Ask the system administrator to name a mail server in the settings.",
    ),
    "notice.not_verified": Message(
        "核验没有通过：截至日志第 {head} 条，查出 {count} 处不符。",
        "The verification failed: up to entry {head} of the journal, {count} things do not hold.",
        "请系统管理员在服务器上运行 sikao verify，看是哪一行、哪个文件；查清之前保留现场和备份。",
        "Have the system administrator run sikao verify, which names rows and files; keep all as it is.",
    ),
    "notice.bad_mail": Message(
        "“{mail}”不是电子邮件地址。",
        "“{mail}” is not a mail address.",
        "请填写一个地址，例如 name@example.gov.cn；不需要邮件提醒的，请留空。",
        "Give one address such as name@example.gov.cn, or leave it empty for no mails.",
    ),
}
