"""What the room of score books says."""

from sikao.core.wording.message import Message

MESSAGES = {
    "book.unknown_tag": Message(
        "没有带标签“{tag}”的指标。",
        "No indicator carries the tag “{tag}”.",
        "请从以下标签中选择：{known}。",
        "Choose one of these tags: {known}.",
    ),
    "book.no_figures": Message(
        "没有找到数据文件。",
        "There is no figure file.",
        "请在方案文件夹下的 figures 中放入 CSV、XLSX 或 Parquet 数据表，或者指明数据文件。",
        "Put a CSV, XLSX or Parquet table into the scheme's folder figures, or name a file.",
    ),
    "book.unread_file": Message(
        "数据文件夹里的这个文件没有读入。",
        "This file in the folder of figures was not read.",
        "里面有数据的，请另存为 XLSX、CSV 或 Parquet；不是数据的，请移走。",
        "Save it as XLSX, CSV or Parquet if it holds figures; otherwise take it away.",
    ),
    "book.unread_folder": Message(
        "数据文件夹里的这个文件夹有表格，但没有读入。",
        "This folder inside the folder of figures holds tables that were not read.",
        "要用的，请移到数据文件夹这一层；不用的，请移走，或者在里面放一个 README 说明用途。",
        "Move tables that count up into the folder of figures; give others a README that says what they are "
        "for, or take them away.",
    ),
    "book.unknown_checkpoint": Message(
        "没有可以计分的节点“{checkpoint}”。",
        "There is no checkpoint “{checkpoint}” that can be scored.",
        "请从以下节点中选择：{known}。",
        "Choose one of: {known}.",
    ),
    "book.unknown_unit": Message(
        "方案中没有单位“{unit}”。",
        "The scheme has no unit “{unit}”.",
        "请写单位代码，例如 {known}。",
        "Give the code of a unit, for instance {known}.",
    ),
    "book.unknown_node": Message(
        "单位“{unit}”在考核表“{scorecard}”的这个节点上没有指标“{node}”。",
        "Unit “{unit}” has no node “{node}” in scorecard “{scorecard}” at this checkpoint.",
        "请写指标代码，例如 {known}。",
        "Give the code of a node, for instance {known}.",
    ),
    "book.unknown_table": Message(
        "单位“{unit}”没有考核表“{scorecard}”。",
        "Unit “{unit}” has no table “{scorecard}”.",
        "请从以下考核表中选择：{known}。",
        "Choose one of: {known}.",
    ),
    "book.not_at_checkpoint": Message(
        "考核表“{scorecard}”在节点“{checkpoint}”没有结果。",
        "The table “{scorecard}” has no results at checkpoint “{checkpoint}”.",
        "请用 --at 指明有结果的节点：{known}。",
        "Name a checkpoint with results by --at: {known}.",
    ),
    "book.unreadable": Message(
        "无法读取“{path}”：{reason}。",
        "“{path}” cannot be read: {reason}.",
        "请检查路径和权限。",
        "Check the path and the permissions.",
    ),
    "book.not_kept": Message(
        "“{file}”不是保存的成绩册。",
        "“{file}” is no kept book.",
        "请使用系统写出的成绩册文件（book.json），内容保持原样。",
        "Use a file as the system wrote it (book.json), unchanged.",
    ),
    "book.altered": Message(
        "成绩册“{file}”被改动过：内容的摘要是 {found}，文件写明的是 {stated}。",
        "The book “{file}” was altered: its content has the digest {found}, the file states {stated}.",
        "不要使用这份文件；请向考核办索取原件，并核对摘要。",
        "Do not use this file; ask the office for the original, and compare the digest.",
    ),
    "book.inside_source": Message(
        "“{folder}”在方案或数据的文件夹“{source}”里，结果写进去以后会被当作方案或数据读入。",
        "“{folder}” lies in “{source}”, which holds the scheme or figures: results would be read too.",
        "请换一个在该文件夹之外的位置。",
        "Name a place outside of it.",
    ),
    "book.no_scheme": Message(
        "“{folder}”里没有考核方案。",
        "There is no scheme in “{folder}”.",
        "请指明方案文件夹、方案工作簿（.xlsx），或放着它们的文件夹。",
        "Name the folder of a scheme, the workbook of one (.xlsx), or a folder that holds such.",
    ),
    "book.scheme_twice": Message(
        "方案代码“{code}”已经用在“{first}”，这里的一份没有打开。",
        "The scheme code “{code}” stands in “{first}” already; the one here was not opened.",
        "请只留一份，或给其中一份换一个代码。",
        "Keep one of them, or give one another code.",
    ),
    "book.unknown_order": Message(
        "排列顺序中的“{unit}”不是单位代码。",
        "“{unit}” in the order of units is no code of a unit.",
        "请写 official（官方顺序）、place（按名次），或用逗号隔开的单位代码，例如 {known}。",
        "Write official, place, or codes of units with commas, for instance {known}.",
    ),
}
