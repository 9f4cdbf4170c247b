"""What the workbook room says: packages, markup, sheets, cells."""

from sikao.core.wording.message import Message

_PACKAGE: dict[str, Message] = {
    "package.unreadable": Message(
        "无法读取文件。",
        "The file cannot be read.",
        "请确认文件存在且有权读取。",
        "Make sure that the file exists and that you may read it.",
    ),
    "package.unreadable_apart": Message(
        "文件无法在规定的内存和时间内读完。",
        "The file cannot be read within the memory and time allowed.",
        "请把数据复制到新的工作簿后再提交。",
        "Copy the data into a new workbook.",
    ),
    "package.too_large": Message(
        "文件大小为 {size} 字节，超过上限 {limit} 字节。",
        "The file has {size} bytes, more than the limit of {limit}.",
        "请删去无关内容，或分成几个文件。",
        "Remove what does not belong here, or split it into several files.",
    ),
    "package.not_workbook": Message(
        "这不是 .xlsx 工作簿。",
        "This is not an .xlsx workbook.",
        "请在 Excel 或 WPS 中另存为“Excel 工作簿（*.xlsx）”。",
        'Save it as "Excel workbook (*.xlsx)" in Excel or WPS.',
    ),
    "package.old_format": Message(
        "这是旧格式（.xls）或加密的工作簿。",
        "This is an old .xls workbook, or one protected by a password for opening.",
        "请取消打开密码，并另存为“Excel 工作簿（*.xlsx）”。",
        'Remove the password and save it as "Excel workbook (*.xlsx)".',
    ),
    "package.damaged": Message(
        "文件包已损坏或含多余内容：{part}。",
        "The file package is damaged or holds something extra: {part}.",
        "请在 Excel 或 WPS 中打开后另存为新的 .xlsx 文件。",
        "Open it in Excel or WPS and save it as a new .xlsx file.",
    ),
    "package.too_many_parts": Message(
        "文件包含 {count} 个部件，超过上限 {limit}。",
        "The file package has {count} parts, more than the limit of {limit}.",
        "请把数据复制到新的工作簿后再提交。",
        "Copy the data into a new workbook.",
    ),
    "package.unpacked_too_large": Message(
        "解压后大小为 {size} 字节，超过上限 {limit} 字节。",
        "Unpacked it has {size} bytes, more than the limit of {limit}.",
        "请把数据复制到新的工作簿后再提交。",
        "Copy the data into a new workbook.",
    ),
    "package.ratio": Message(
        "部件“{part}”的压缩比异常（上限 {limit} 倍）。",
        'The part "{part}" is packed suspiciously tight (limit {limit} times).',
        "请把数据复制到新的工作簿后再提交。",
        "Copy the data into a new workbook.",
    ),
    "package.encrypted": Message(
        "部件“{part}”已加密。",
        'The part "{part}" is encrypted.',
        "请取消密码保护后重新保存。",
        "Remove the password and save it again.",
    ),
    "package.duplicate_part": Message(
        "部件“{part}”出现两次，不同软件会读出不同内容。",
        'The part "{part}" occurs twice: two programs would read two different things.',
        "请在 Excel 或 WPS 中打开后另存为新的 .xlsx 文件。",
        "Open it in Excel or WPS and save it as a new .xlsx file.",
    ),
    "package.odd_name": Message(
        "部件名称“{part}”不合规范。",
        'The part name "{part}" is not allowed.',
        "请在 Excel 或 WPS 中打开后另存为新的 .xlsx 文件。",
        "Open it in Excel or WPS and save it as a new .xlsx file.",
    ),
    "package.forbidden_part": Message(
        "工作簿含有{kind}（{part}），不予接收。",
        "The workbook holds {kind} ({part}), which is not accepted.",
        "请删去后另存为不含宏的 .xlsx 文件，只保留数值。",
        "Remove it and save as .xlsx without macros, values only.",
    ),
    "package.unknown_part": Message(
        "工作簿含有不认识的部件“{part}”。",
        'The workbook holds an unknown part "{part}".',
        "请把数据复制到新的工作簿后再提交。",
        "Copy the data into a new workbook.",
    ),
    "package.external_target": Message(
        "部件“{part}”指向文件之外的内容。",
        'The part "{part}" points outside the file.',
        "请断开外部链接（数据→编辑链接→断开链接）后重新保存。",
        "Break the external links (Data, Edit links) and save again.",
    ),
    "package.missing_part": Message(
        "工作簿缺少部件“{part}”。",
        'The workbook lacks the part "{part}".',
        "请在 Excel 或 WPS 中打开后另存为新的 .xlsx 文件。",
        "Open it in Excel or WPS and save it as a new .xlsx file.",
    ),
    "markup.doctype": Message(
        "部件“{part}”含有文档类型声明，不予接收。",
        'The part "{part}" holds a document type declaration, which is not accepted.',
        "请在 Excel 或 WPS 中打开后另存为新的 .xlsx 文件。",
        "Open it in Excel or WPS and save it as a new .xlsx file.",
    ),
    "markup.malformed": Message(
        "部件“{part}”的内容不合规范。",
        'The content of part "{part}" is malformed.',
        "请在 Excel 或 WPS 中打开后另存为新的 .xlsx 文件。",
        "Open it in Excel or WPS and save it as a new .xlsx file.",
    ),
    "markup.too_much": Message(
        "部件“{part}”的内容过多或层次过深。",
        'The part "{part}" holds too much, or nests too deep.',
        "请把数据复制到新的工作簿后再提交。",
        "Copy the data into a new workbook.",
    ),
}

_SHEET: dict[str, Message] = {
    "sheet.none": Message(
        "工作簿中没有工作表。",
        "The workbook has no sheet.",
        "请使用下载的模板填写。",
        "Fill in the template.",
    ),
    "sheet.duplicate_name": Message(
        "工作表名称“{name}”重复。",
        'The sheet name "{name}" occurs twice.',
        "请在 Excel 或 WPS 中打开后另存为新的 .xlsx 文件。",
        "Open it in Excel or WPS and save it as a new .xlsx file.",
    ),
    "sheet.dates_1904": Message(
        "工作簿采用 1904 年日期系统。",
        "The workbook counts dates from 1904.",
        "请在选项→高级中取消“使用 1904 日期系统”。",
        'Switch off "Use 1904 date system" in the options.',
    ),
    "sheet.hidden": Message(
        "工作表被隐藏，其中的内容看不见却会被读取。",
        "The sheet is hidden: its content would be read without being seen.",
        "请取消隐藏，或删除该工作表。",
        "Unhide or delete the sheet.",
    ),
    "sheet.hidden_row": Message(
        "此行被隐藏，其中的内容看不见却会被读取。",
        "The row is hidden: its content would be read without being seen.",
        "请取消隐藏（筛选的请清除筛选），或删除该行。",
        "Unhide it (clear the filter), or delete the row.",
    ),
    "sheet.hidden_column": Message(
        "此列被隐藏，其中的内容看不见却会被读取。",
        "The column is hidden: its content would be read without being seen.",
        "请取消隐藏，或删除该列。",
        "Unhide or delete the column.",
    ),
    "sheet.merged": Message(
        "单元格 {area} 被合并。",
        "The cells {area} are merged.",
        "请取消合并，每格填写一项。",
        "Split them and fill in one thing per cell.",
    ),
    "sheet.too_big": Message(
        "工作表范围超过 {rows} 行 × {columns} 列的上限。",
        "The sheet reaches beyond the limit of {rows} rows by {columns} columns.",
        "请删除数据区以外的行、列（含格式）后重新保存。",
        "Delete the rows and columns outside the data, their formats too, and save again.",
    ),
    "sheet.too_many_cells": Message(
        "工作簿的单元格超过上限 {limit}。",
        "The workbook has more cells than the limit of {limit}.",
        "请分成几个文件。",
        "Split it into several files.",
    ),
    "sheet.too_much_text": Message(
        "工作簿的文字超过上限 {limit} 个字符。",
        "The workbook has more text than the limit of {limit} characters.",
        "请精简文字，或分成几个文件。",
        "Shorten the texts, or split it into several files.",
    ),
    "sheet.disorder": Message(
        "工作表的行或单元格次序混乱。",
        "Rows or cells of the sheet are out of order.",
        "请在 Excel 或 WPS 中打开后另存为新的 .xlsx 文件。",
        "Open it in Excel or WPS and save it as a new .xlsx file.",
    ),
    "sheet.gave_up": Message(
        "问题过多，检查到此为止。",
        "There are too many faults; the check stops here.",
        "请先改正已列出的问题，或使用模板重新填写。",
        "Correct those listed first, or fill in the template anew.",
    ),
    "sheet.more_findings": Message(
        "另有同类或其他问题 {count} 处未列出。",
        "{count} more findings are not listed.",
        "请先改正已列出的问题。",
        "Correct those listed first.",
    ),
}

_CELL: dict[str, Message] = {
    "cell.formula": Message(
        "此格是公式，公式的显示值可能与存储值不同。",
        "This cell is a formula; what it shows and what is stored may differ.",
        "请复制后选择性粘贴为“数值”。",
        'Copy it and paste it back as "values".',
    ),
    "cell.duplicate": Message(
        "此格在文件中出现两次，不同软件会读出不同的值。",
        "This cell occurs twice in the file: two programs would read two values.",
        "请在 Excel 或 WPS 中打开后另存为新的 .xlsx 文件，并核对此格。",
        "Open it in Excel or WPS, save it as a new .xlsx file, and look at this cell.",
    ),
    "cell.error": Message(
        "此格是错误值“{text}”。",
        'This cell holds the error value "{text}".',
        "请填写数值或文字。",
        "Enter a number or a text.",
    ),
    "cell.date": Message(
        "此格被存为日期（“{text}”），不是文字也不是数。",
        'This cell is stored as a date ("{text}"), neither text nor number.',
        "请先把单元格格式设为“文本”，再重新填写。",
        'Set the cell format to "Text" and enter it again.',
    ),
    "cell.misleading_format": Message(
        "此格的数字格式“{format}”会使显示值与存储值“{text}”不同。",
        'The number format "{format}" of this cell shows something else than what is stored, "{text}".',
        "请把数字格式设为“常规”，核对后重新填写。",
        'Set the number format to "General", look at the value and enter it again.',
    ),
    "cell.noise": Message(
        "此格存储的是 {stored}，Excel 显示并按 {text} 读取。",
        "This cell stores {stored}; Excel shows {text}, which is what is read.",
        "如有出入，请直接填写准确的数值。",
        "If that is not meant, enter the exact value.",
    ),
    "cell.number_range": Message(
        "此格的数值“{text}”过大或过小。",
        'The number "{text}" in this cell is too large or too small.',
        "请核对数值和计量单位。",
        "Check the value and its unit of measure.",
    ),
    "cell.malformed": Message(
        "此格的内容“{text}”与其类型不符。",
        'The content "{text}" of this cell does not fit its type.',
        "请重新填写此格。",
        "Enter this cell again.",
    ),
    "cell.too_long": Message(
        "此格的文字超过 {limit} 个字符。",
        "The text in this cell has more than {limit} characters.",
        "请精简文字。",
        "Shorten the text.",
    ),
    "cell.control_character": Message(
        "此格含有看不见的控制字符：“{text}”。",
        'This cell holds an invisible control character: "{text}".',
        "请删去后重新填写。",
        "Remove it and enter the text again.",
    ),
}

MESSAGES: dict[str, Message] = {**_PACKAGE, **_SHEET, **_CELL}
