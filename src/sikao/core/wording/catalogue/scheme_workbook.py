"""What the workbook form of a scheme says while it is read."""

from sikao.core.wording.message import Message

MESSAGES: dict[str, Message] = {
    "workbook.missing_sheet": Message(
        "缺少工作表“{sheet}”，或其中没有内容。",
        'The sheet "{sheet}" is missing, or holds nothing.',
        "请从模板复制该工作表并填写。",
        "Copy the sheet from the template and fill it in.",
    ),
    "workbook.unknown_sheet": Message(
        "不认识这张工作表。",
        "This sheet is unknown.",
        "请删除它，或改为下列名称之一：{known}。",
        "Delete it, or give it one of these names: {known}.",
    ),
    "workbook.no_headings": Message(
        "找不到表头（应有{headings}等栏）。",
        "The line of headings is missing (it should have {headings} and so on).",
        "请从模板复制表头一行。",
        "Copy the line of headings from the template.",
    ),
    "workbook.unknown_heading": Message(
        "不认识栏目“{heading}”。",
        'The heading "{heading}" is unknown.',
        "最接近的：{near}；可用的栏目：{known}。不需要的请整列（行）删除。",
        "The nearest: {near}; known headings: {known}. Delete the whole column (line) if it is not needed.",
    ),
    "workbook.doubled_heading": Message(
        "栏目“{heading}”出现两次。",
        'The heading "{heading}" occurs twice.',
        "请保留一个，删去另一个。",
        "Keep one and delete the other.",
    ),
    "workbook.missing_heading": Message(
        "缺少栏目“{heading}”。",
        'The heading "{heading}" is missing.',
        "请从模板复制该列。",
        "Copy the column from the template.",
    ),
    "workbook.outside": Message(
        "此格在各栏之外，写有“{text}”。",
        'This cell lies outside the columns and holds "{text}".',
        "请移到有表头的列中，或删去。",
        "Move it into a column with a heading, or delete it.",
    ),
    "workbook.required": Message(
        "“{heading}”必填，此处为空。",
        '"{heading}" must be filled in; this is blank.',
        "请填写；整行不需要的，请删除整行。",
        "Fill it in; delete the whole row if it is not needed.",
    ),
    "workbook.unseen_character": Message(
        "此格含有看不见的字符：“{text}”。",
        'This cell holds a character that nobody sees: "{text}".',
        "请删去重新输入。",
        "Delete it and type the text again.",
    ),
    "workbook.unknown_word": Message(
        "“{text}”不在可选内容之中。",
        '"{text}" is none of the words offered.',
        "请从下拉列表中选择：{words}。",
        "Choose from the list: {words}.",
    ),
    "workbook.notation": Message(
        "此格的写法在第 {position} 个字符处读不通：“{text}”。",
        'This cell cannot be read at character {position}: "{text}".',
        "多项用顿号（、）分隔；“名称=内容”之间用分号（；）或换行分隔；含这些符号的文字加双引号。",
        "Separate items by 、 and pairs name=content by ； or line breaks; quote texts with these signs.",
    ),
    "workbook.comma": Message(
        "“{text}”中有逗号，看不出是分隔几项，还是千分位。",
        'There is a comma in "{text}": it may separate items, or mark thousands.',
        "多项用顿号（、）分隔，“名称=内容”之间用分号（；）分隔；数字中不写逗号。",
        "Separate items by 、 and pairs name=content by ；, and write numbers without commas.",
    ),
    "workbook.unknown_name": Message(
        "此格中的“{name}”不是可用的名称。",
        '"{name}" in this cell is no known name.',
        "可用的名称：{known}。",
        "Known names: {known}.",
    ),
    "workbook.doubled_name": Message(
        "此格中“{name}”写了两次。",
        '"{name}" is written twice in this cell.',
        "请保留一个。",
        "Keep one.",
    ),
    "workbook.doubled_code": Message(
        "“{code_id}”与 {first} 重复。",
        '"{code_id}" was used already in {first}.',
        "请改用另一个代码，或删去其中一行。",
        "Use another code, or delete one of the rows.",
    ),
    "workbook.unknown_reference": Message(
        "此处的代码在工作表“{sheet}”中没有。",
        'The sheet "{sheet}" has no such code.',
        "请核对代码，或先在该工作表中添加。",
        "Check the code, or add it on that sheet first.",
    ),
    "workbook.two_ways": Message(
        "“{heading}”栏与各节点栏不能同时填写。",
        'The column "{heading}" and the columns of checkpoints cannot both be filled in.',
        "各节点相同时只填“{heading}”，不同时只填各节点栏。",
        'Fill in "{heading}" when all checkpoints are the same, otherwise the checkpoints only.',
    ),
    "workbook.name_differs": Message(
        "代码 {code_id} 的名称是“{name}”，此处写的是“{text}”。",
        'The code {code_id} is called "{name}", but "{text}" stands here.',
        "请核对代码和名称，两者必须是同一个。",
        "Check the code and the name; both must mean the same.",
    ),
    "workbook.wrong_level": Message(
        "层级“{text}”接不上：此行最深为 {most}。",
        'Level "{text}" does not follow: the deepest here is {most}.',
        "请填 1 至 {most}；下级指标紧接在上级指标之下。",
        "Enter 1 to {most}; children stand right below their parent.",
    ),
}
