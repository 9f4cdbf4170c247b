"""What is said about papers: what may be told, the wording in the office's hands, and setting them."""

from sikao.core.wording.message import Message

MESSAGES = {
    "paper.nothing_to_tell": Message(
        "{checkpoint}还没有等次，而名次和得分不公开，没有可写的结果。",
        "There are no grades at {checkpoint} yet, and places and points are not to be told: nothing is left.",
        "请等年终定等次以后再发，或者选择公开名次或得分。",
        "Wait for the grades of the year, or choose to tell places or points.",
    ),
    "paper.no_table": Message(
        "成绩册中没有考核组 {group}。",
        "The book has no table of the group {group}.",
        "请用成绩册中有的考核组：{known}。",
        "Use one of the groups in the book: {known}.",
    ),
    "paper.no_passage": Message(
        "文件里没有这一段。",
        "The paper has no such passage.",
        "可以修改的有：{known}。",
        "What may be edited: {known}.",
    ),
    "paper.too_long": Message(
        "这一段有 {number} 字，最多 {most} 字。",
        "The passage has {number} characters; {most} at most.",
        "请缩短，或者分成几段。",
        "Shorten it.",
    ),
    "paper.unseen_sign": Message(
        "这一段有看不见的字符 {sign}。",
        "The passage has a sign that nobody sees: {sign}.",
        "请删去该字符；一段之内不能换行。",
        "Take it out; a passage has no line breaks.",
    ),
    "paper.empty": Message(
        "标题不能为空。",
        "A title or heading cannot be empty.",
        "请填写标题。",
        "Give it words.",
    ),
    "paper.no_tables": Message(
        "文件里没有表格，不能导出工作簿。",
        "The paper has no table to be taken out as a workbook.",
        "请下载 PDF 或 DOCX。",
        "Take the PDF or the DOCX.",
    ),
    "paper.no_font": Message(
        "没有可用的{role}中文字体，不能排成 PDF。",
        "There is no Chinese font for {role}: no PDF can be set.",
        "请在服务器上安装 fonts-noto-cjk，或者把字体文件放进字体文件夹：{known} 等。",
        "Install fonts-noto-cjk on the server, or put font files into the folder of fonts, such as {known}.",
    ),
}
