"""What is said about lists that are taken out of the office."""

from sikao.core.wording.message import Message

_ASK = (
    "需要时向本人核实用途；点开可看日志中的这一条。",
    "Ask what it is for where that is not clear; the entry of the journal tells more.",
)
MESSAGES = {
    "export.reason_missing": Message(
        "一次导出 {rows} 行，超过 {limit} 行的要写明用途。",
        "{rows} rows are taken out at once; more than {limit} need a reason.",
        "请用一句话写明用途（接口用 reason 参数，命令行用 --reason），会记入日志；只要一部分的，先缩小范围。",
        "Say in a sentence what for (programs: the parameter reason; commands: --reason); the journal "
        "keeps it. Where a part will do, narrow the list first.",
    ),
    "export.too_long": Message(
        "一次导出 {rows} 行，超过上限 {most} 行，没有导出。",
        "{rows} rows at once are more than the limit of {most}; nothing was taken out.",
        "请按单位、数据项、期间或日期缩小范围，分次导出；"
        "确需整体导出的，请系统管理员在 sikao.toml 中调整 export_most_rows。",
        "Narrow the list by organisation, item, period or days and take it out in parts; where all of it "
        "is needed, the system administrator raises export_most_rows in sikao.toml.",
    ),
    "export.composing": Message(
        "正在生成清单：第 {rows} 行，共 {of} 行。",
        "The list is being made: row {rows} of {of}.",
        "请稍候；可以离开本页，结果会留在这里。",
        "You may leave the page; the result will be here.",
    ),
    "notice.exported_bulk": Message(
        "{person}一次取出了 {rows} 行（{what}），写明的用途：{reason}。",
        "{person} took out {rows} rows at once ({what}); the reason given: {reason}.",
        *_ASK,
    ),
    "notice.exported_often": Message(
        "{person}在短时间内多次导出，最近24小时共 {files} 次。",
        "{person} has taken out lists many times in a short while: {files} times within 24 hours.",
        *_ASK,
    ),
    "notice.exported_pieces": Message(
        "{person}在最近24小时内分多次导出，每次都不用写用途，合计 {rows} 行。",
        "{person} has taken out {rows} rows within 24 hours, in parts none of which needed a reason.",
        *_ASK,
    ),
}
