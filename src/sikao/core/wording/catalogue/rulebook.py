"""What is said about schemes on their way to be binding: files handed in, approval, sealing."""

from sikao.core.wording.message import Message

MESSAGES = {
    "archive.damaged": Message(
        "压缩包已损坏，或不是 ZIP 格式。",
        "The archive is damaged, or no ZIP file.",
        "请重新压缩方案文件夹，格式选 ZIP，不设密码。",
        "Pack the scheme's folder again as a ZIP file without a password.",
    ),
    "archive.too_many": Message(
        "压缩包含 {count} 个文件，超过上限 {most}。",
        "The archive holds {count} files, more than the limit of {most}.",
        "请只压缩方案文件夹本身。",
        "Pack the scheme's folder alone.",
    ),
    "archive.odd_entry": Message(
        "压缩包中的“{entry}”不能接收：名称不规范、重复、加密或是链接。",
        "“{entry}” in the archive is not accepted: an odd or repeated name, encrypted, or a link.",
        "请只压缩方案的 .yaml 文件，文件名用英文字母、数字和下划线。",
        "Pack only the scheme's .yaml files, named with letters, digits and underscores.",
    ),
    "rulebook.form": Message(
        "方案文件须是工作簿（.xlsx）或文本方案的压缩包（.zip）。",
        "A scheme is handed in as a workbook (.xlsx) or as a ZIP of its text form (.zip).",
        "请换成这两种格式之一。命令行还可以直接给出文件夹。",
        "Use one of the two; the command line takes a folder as well.",
    ),
    "rulebook.too_large": Message(
        "文件超过 {most} MB。",
        "The file is larger than {most} MB.",
        "请确认这是方案文件，不含图片和其他附件。",
        "Make sure that it is a scheme, without pictures and other attachments.",
    ),
    "rulebook.previous_not_sealed": Message(
        "上年方案“{previous}”还没有在本系统封存，没有与它比较。",
        "Last year's scheme “{previous}” is not sealed in this system; nothing is compared with it.",
        "请先上传并封存上年方案；确实没有的，删去“上年方案”一项。",
        "Upload and seal last year's scheme first; where there is none, leave the entry out.",
    ),
    "rulebook.code_taken": Message(
        "代码“{scheme}”已用于另一份方案。",
        "The code “{scheme}” belongs to another scheme.",
        "属于同一方案的，请在那份方案的页面上传；否则请换一个代码。",
        "If it is the same scheme, upload it on that scheme's page; otherwise choose another code.",
    ),
    "rulebook.sealed_already": Message(
        "代码为“{scheme}”的方案已经封存，封存后不能更改或重复封存。",
        "A scheme with the code “{scheme}” is sealed: it cannot be changed or sealed again.",
        "新的年度请用新的代码另立方案。",
        "For a new year begin a scheme with a code of its own.",
    ),
    "rulebook.not_draft": Message(
        "方案“{scheme}”正在审批（{state}），不能上传新版本。",
        "The scheme “{scheme}” is being decided ({state}); no new version can be uploaded.",
        "需要修改的，请先撤回为草案，再上传。",
        "To change it, withdraw it to draft first, then upload.",
    ),
    "rulebook.not_sealed": Message(
        "没有代码为“{scheme}”的已封存方案。",
        "No scheme with the code “{scheme}” is sealed.",
        "请核对代码，或先完成批准和封存。",
        "Check the code, or have the scheme approved and sealed first.",
    ),
    "rulebook.not_there": Message(
        "没有这份方案，或您无权查看。",
        "There is no such scheme, or you may not see it.",
        "请从方案列表中重新打开。",
        "Open it from the list of schemes.",
    ),
    "rulebook.no_account": Message(
        "没有登录名为“{login}”的账号。",
        "There is no account with the login name “{login}”.",
        "请核对登录名。",
        "Check the login name.",
    ),
    "rulebook.sealed_lost": Message(
        "已封存方案“{scheme}”的文件丢失或被改动。",
        "The stored text of the sealed scheme “{scheme}” is missing or altered.",
        "请从备份恢复该文件；恢复前不要以它计分。",
        "Restore the file from a backup; do not score by it before.",
    ),
    "rulebook.sealed_differs": Message(
        "已封存方案“{scheme}”的内容与封存时的摘要不符。",
        "What is stored of the sealed scheme “{scheme}” does not have the digest that was sealed.",
        "请停止以它计分，与封存时的打印件核对，并查明经过。",
        "Do not score by it; compare it with what was printed at its sealing, and find out what happened.",
    ),
    "rulebook.sealed_unapproved": Message(
        "已封存方案“{scheme}”没有有效的批准记录。",
        "There is no valid approval on record for the sealed scheme “{scheme}”.",
        "请查明封存经过；以批准文件的原件为准。",
        "Find out how it came to be sealed; the original of the approval decides.",
    ),
    "rulebook.compiled_differs": Message(
        "这个版本的程序对已封存方案“{scheme}”的计算形式与封存时不同。",
        "This version of the program compiles the sealed scheme “{scheme}” to something else than then.",
        "请核对升级说明，并重算一次已发布的结果再使用。",
        "Read the notes of the upgrade and work a published result out again before you rely on it.",
    ),
    "rulebook.faulty": Message(
        "这一版本有 {count} 处错误，不能提交审批。",
        "This version has {count} errors and cannot be submitted.",
        "请按列出的问题改正后上传新版本。",
        "Correct what is listed and upload a new version.",
    ),
    "rulebook.changed": Message(
        "方案已有变动：您看到的是 {seen}，现在是 {now}。",
        "The scheme has changed: you saw {seen}, now it is {now}.",
        "请刷新页面，看过现在的版本后再决定。",
        "Reload the page and decide on what is there now.",
    ),
    "rulebook.own_version": Message(
        "这一版本是您上传的，不能由您批准。",
        "You uploaded this version; others approve it.",
        "请由另外两位有批准权限的同志批准，或登记会议的批准文件。",
        "Have two others approve it, or record the document of the meeting that did.",
    ),
    "rulebook.approved_already": Message(
        "您已经批准过这一版本。",
        "You have approved this version already.",
        "还需要另一位有批准权限的同志批准。",
        "One more person has to approve it.",
    ),
    "rulebook.reason_missing": Message(
        "没有写明理由。",
        "The reason is missing.",
        "请写明理由，双方都会看到。",
        "Give the reason; both sides will see it.",
    ),
    "rulebook.too_long": Message(
        "文字超过 {most} 个字。",
        "The text is longer than {most} characters.",
        "请写得短一些。",
        "Make it shorter.",
    ),
    "rulebook.paper_incomplete": Message(
        "批准文件须有名称或文号、日期和扫描件，三者缺一不可。",
        "A document of approval needs its title or number, its date and its scan.",
        "请补齐后再登记。",
        "Complete them and record it again.",
    ),
    "rulebook.paper_day": Message(
        "批准文件的日期 {day} 晚于今天。",
        "The document's date {day} lies in the future.",
        "请核对文件上的日期。",
        "Check the date on the document.",
    ),
    "rulebook.paper_early": Message(
        "文件日期 {day} 早于所审定的内容：它在 {first} 才有。",
        "The document's date {day} lies before what it decides, which was there on {first} at the earliest.",
        "请核对文件上的日期；文件审定的是别的内容的，不能登记在这里。",
        "Check the date on the document; one that decided something else does not belong here.",
    ),
    "rulebook.paper_scan": Message(
        "扫描件须是 PDF、PNG 或 JPEG 文件，不超过 {most} MB。",
        "The scan must be a PDF, PNG or JPEG file of at most {most} MB.",
        "请换一个文件。",
        "Use another file.",
    ),
}
