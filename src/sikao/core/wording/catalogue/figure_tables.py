"""What the figures room says about tables: single figures, files, and figures against a scheme."""

from sikao.core.wording.message import Message

_FIGURES = {
    "figure.unknown_kind": Message(
        "不认识数据类型“{text}”。",
        "Unknown kind of figure “{text}”.",
        "最接近的：{near}；可填：{allowed}",
        "The nearest: {near}; one of: {allowed}",
    ),
    "figure.unknown_absence": Message(
        "不认识缺数情形“{text}”。",
        "Unknown kind of absence “{text}”.",
        "最接近的：{near}；可填：{allowed}",
        "The nearest: {near}; one of: {allowed}",
    ),
    "figure.reserved_absence": Message(
        "缺数情形“{text}”只能由计算产生，不能填报。",
        "The absence “{text}” comes from calculation only and cannot be reported.",
        "可填：{allowed}",
        "One of: {allowed}",
    ),
    "figure.unknown_flag": Message(
        "标记“{text}”中有不认识的词。",
        "The flags “{text}” hold an unknown word.",
        "可填以下各项，多项之间空一格：{allowed}",
        "Any of these, with one space between them: {allowed}",
    ),
    "figure.value_and_absence": Message(
        "既有数值“{value}”又有缺数情形“{absence}”。",
        "There is both a value, “{value}”, and an absence, “{absence}”.",
        "有数的删除缺数情形，无数的删除数值。",
        "Keep the value or the absence, not both.",
    ),
    "figure.hidden_text": Message(
        "“{text}”中有看不见的字符。",
        "“{text}” has unseen characters.",
        "请删除后重新键入。",
        "Delete it and type it again.",
    ),
    "figure.long_text": Message(
        "文字超过 {limit} 个字符：“{text}”",
        "The text is longer than {limit} characters: “{text}”",
        "请缩短文字。",
        "Shorten it.",
    ),
    "figure.duplicate": Message(
        "{unit} 的 {indicator}（{kind}，{period}）重复，最先出现在 {first}。",
        "{indicator} of {unit} ({kind}, {period}) is there twice; it first stands at {first}.",
        "同一单位、指标、数据类型和期间只能有一个数，请删除多余的行；修订数另起一行时须填启用节点。",
        "One unit, indicator, kind and period have one figure: delete the other row, or say since which "
        "checkpoint a revision counts.",
    ),
    "figure.unknown_unit": Message(
        "方案中没有单位“{unit}”（{count} 个数）。",
        "The scheme has no unit “{unit}” ({count} figures).",
        "请核对单位代码；最接近的代码：{near}",
        "Check the unit's code; the nearest one: {near}",
    ),
    "figure.unknown_item": Message(
        "方案中没有指标“{indicator}”（{count} 个数）。",
        "The scheme has no item “{indicator}” ({count} figures).",
        "请填数据项的代码，不是考核表里指标的代码；最接近的代码：{near}",
        "Enter the code of the item, not of an indicator of the scorecard; the nearest one: {near}",
    ),
    "figure.unknown_member": Message(
        "指标“{item}”没有分项“{member}”（{count} 个数）。",
        "The item “{item}” has no member “{member}” ({count} figures).",
        "请核对分项代码，最接近的：{near}；可用的分项：{allowed}",
        "Check the member's code, the nearest is {near}; members: {allowed}",
    ),
    "figure.unknown_since": Message(
        "方案中没有节点“{since}”（{count} 个数的启用节点）。",
        "The scheme has no checkpoint “{since}” (since which {count} figures are said to count).",
        "启用节点填修订数从哪个节点起使用，最接近的：{near}；方案的节点：{allowed}",
        "Enter the checkpoint since which the revision counts, the nearest is {near}; checkpoints: {allowed}",
    ),
    "figure.early_since": Message(
        "期间 {period} 的修订数自节点“{since}”起启用，但该节点只到 {ends}，期间还没有结束（{count} 个数）。",
        "Revisions for {period} count since checkpoint “{since}”, which ends in {ends}, before the period "
        "does ({count} figures).",
        "请核对启用节点和期间；确实如此的，计算不受影响。",
        "Check the checkpoint and the period; if they are right, scoring works as they say.",
    ),
    "figure.no_first_version": Message(
        "指标“{indicator}”的数自节点“{since}”起启用，但没有原来的数（{count} 个数）。",
        "Figures of “{indicator}” count since checkpoint “{since}”, and there is no first version of them "
        "({count} figures).",
        "修订数须保留原来的一行，请补上；迟报的首次数据则无误，此前的节点按缺数计算。",
        "If they are revisions, keep the rows of what was first reported; if they are first reports that "
        "came late, nothing is wrong: earlier checkpoints have no figure.",
    ),
    "figure.wrong_kind": Message(
        "指标“{indicator}”不用数据类型“{kind}”（{count} 个数）。",
        "The item “{indicator}” does not use the kind “{kind}” ({count} figures).",
        "可用的数据类型：{allowed}",
        "Kinds in use: {allowed}",
    ),
    "figure.converted_unit": Message(
        "指标“{indicator}”以“{given}”填报，将换算为“{expected}”（{count} 个数）。",
        "“{indicator}” is given in {given} and will be converted to {expected} ({count} figures).",
        "换算是精确的，无需处理；请确认计量单位无误。",
        "The conversion is exact; confirm that the unit of measure is right.",
    ),
    "figure.period_misfit": Message(
        "期间 {period} 不符合指标“{indicator}”的频率和口径（{count} 个数）。",
        "The period {period} does not fit how “{indicator}” is reported ({count} figures).",
        "该指标按{frequency}、{cover}填报，应写如 {fitting}；请核对是累计数还是当期数。",
        "It is reported by {frequency}, {cover}, such as {fitting}: is the figure cumulative or single?",
    ),
    "figure.outside_range": Message(
        "{figure}：{value}（{unit}）超出规定范围 {low} 至 {high}。",
        "{figure}: {value} ({unit}) is outside the declared range, {low} to {high}.",
        "请核对数值和计量单位。",
        "Check the value and its unit of measure.",
    ),
    "figure.negative_count": Message(
        "{figure}：{value}（{unit}）是负的数量。",
        "{figure}: {value} ({unit}) is a negative count.",
        "数量不能为负，请核对；减少的数量请用数据类型“增量”填报。",
        "A count cannot be negative; report a decrease with the kind increment.",
    ),
    "figure.not_a_rank": Message(
        "{figure}：“{value}”不是位次。",
        "{figure}: “{value}” is not a rank.",
        "位次是从 1 开始的整数。",
        "A rank is a whole number from 1.",
    ),
}

_TABLES = {
    "table.unreadable": Message(
        "文件无法读取。",
        "The file cannot be read.",
        "请确认文件存在、没有损坏，并重新导出。",
        "Make sure that the file exists and is not damaged, and export it again.",
    ),
    "table.format": Message(
        "不支持“{suffix}”格式的文件。",
        "Files of the type “{suffix}” are not supported.",
        "请提供 CSV、XLSX 或 Parquet 文件。",
        "Give a CSV, XLSX or Parquet file.",
    ),
    "table.too_large": Message(
        "文件超过 {limit} 字节。",
        "The file is larger than {limit} bytes.",
        "请拆分后分批导入。",
        "Split it and import the parts.",
    ),
    "table.too_many_rows": Message(
        "数据超过 {limit} 行。",
        "The table has more than {limit} rows.",
        "请拆分后分批导入。",
        "Split it and import the parts.",
    ),
    "table.empty": Message(
        "文件是空的。", "The file is empty.", "请填写表头和数据。", "Give it headings and rows."
    ),
    "table.notes_sheet": Message(
        "这张工作表是说明，没有当作数据读取。",
        "The sheet is named as notes and was not read for figures.",
        "如果其中有数据，请在第一行写上数据表的表头。",
        "If it holds figures, give it their headings in its first row.",
    ),
    "table.other_sheet": Message(
        "这张工作表有内容，但第一行不是数据表的表头。",
        "The sheet holds something, but its first row is not that of the headings of figures.",
        "是数据的，请在第一行写上表头；不是的，请删除，或者在表名中写明“说明”。",
        "If it holds figures, give it their headings; if not, delete it, or call it notes.",
    ),
    "table.no_rows": Message(
        "只有表头，没有数据。",
        "There are headings but no rows.",
        "请在表头下填写数据。",
        "Put rows below the headings.",
    ),
    "table.encoding": Message(
        "文件的文字编码无法识别。",
        "The file's text encoding is not recognised.",
        "请另存为“CSV UTF-8”后重新导入。",
        "Save it as “CSV UTF-8”.",
    ),
    "table.gb18030": Message(
        "文件不是 UTF-8 编码，已按 GB18030 读取。",
        "The file is not UTF-8; it was read as GB18030.",
        "请核对汉字是否正确；建议另存为“CSV UTF-8”。",
        "Check the Chinese text; better save it as “CSV UTF-8”.",
    ),
    "table.no_headings": Message(
        "第一行没有数据表的列名。",
        "The first row has none of the headings of figures.",
        "第一行须是表头：上面有标题行的，请删除；文本文件的各列用英文逗号分隔。可用的列名：{allowed}",
        "The headings must be the first row, in a text file with commas between them: {allowed}",
    ),
    "table.unknown_column": Message(
        "第 {position} 列的列名“{heading}”不认识。",
        "Column {position} has the unknown heading “{heading}”.",
        "表头须在第一行；可用的列名：{allowed}",
        "Headings stand in the first row: {allowed}",
    ),
    "table.missing_column": Message(
        "缺少列“{heading}”。",
        "The column “{heading}” is missing.",
        "请补上这一列；表头须在第一行，没有内容的列也要有。",
        "Add the column, blank or not; headings stand in the first row.",
    ),
    "table.duplicate_column": Message(
        "列“{heading}”出现了两次。",
        "The column “{heading}” is there twice.",
        "请删除多余的一列。",
        "Delete one of them.",
    ),
    "table.row_width": Message(
        "这一行有 {count} 栏，表头有 {expected} 栏。",
        "This row has {count} fields; the headings have {expected}.",
        "请核对逗号和引号；文字中有逗号的要用引号括起来。",
        "Check commas and quotation marks; quote a text that has commas.",
    ),
    "table.quotes": Message(
        "这一行的引号不成对，或一栏之内有换行。",
        "The quotation marks of this row do not match, or a field has a line break.",
        "请改正引号，并把一栏内的文字写在一行。",
        "Correct the quotation marks and keep each field on one line.",
    ),
    "table.column_type": Message(
        "列“{heading}”的类型是 {type}，不能准确读取。",
        "The column “{heading}” has the type {type}, which cannot be read exactly.",
        "请存为文本；数值也可以存为整数或十进制小数。",
        "Store it as text; values may also be integers or decimals.",
    ),
    "table.more": Message(
        "至少还有 {count} 处问题没有列出。",
        "At least {count} more findings are not listed.",
        "请先改正列出的问题。",
        "Correct the listed ones first.",
    ),
}

MESSAGES: dict[str, Message] = {**_FIGURES, **_TABLES}
