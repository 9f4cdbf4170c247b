"""The page of findings: every code of the wording catalogue with what it says and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from sikao.core.wording import Language, Term
from sikao.core.wording.catalogue import all_messages
from tools.handbook.markdown import page

TITLE = Term("7 问题代码一览", "7 Findings")
_INTRO = Term(
    """程序发现问题时，一次全部说出来，每条都有：严重程度、位置、说明、办法和方括号里的代码。例如：

```text
错误 scheme.yaml:3:7：……。……。 [code.malformed]
```

严重程度有三种：**错误**（不改不能用）、**警告**（请再看一眼，可以继续）、**提示**（只是告知）。
位置是文件和行列号，或者工作簿、工作表和单元格。本页按代码排列；在页面里查找代码，就能看到说明和办法。
花括号里的词，例如 `{known}`，在提示中换成具体内容。""",
    """When the program finds something wrong it says everything at once. Each finding has a severity, a
place, what is wrong, what to do, and a code in square brackets:

```text
error scheme.yaml:3:7: …. …. [code.malformed]
```

There are three severities: an **error** refuses, a **warning** asks for a second look, a **note** only
tells. The place is a file with line and column, or a workbook with sheet and cell. Search this page for
the code. Words in braces, such as `{known}`, stand for what the real finding names.""",
)
GROUPS = {
    "analysis": Term(
        "结果分析：变动的来由，可能的位次。", "Analyses of results: changes, places still open."
    ),
    "archive": Term("文本方案的压缩包。", "ZIP files of a scheme's text form."),
    "attribution": Term("变动归因：两次结果的对照。", "What a change came from: two results side by side."),
    "book": Term(
        "成绩册：打开方案和数据、写出结果时的问题。",
        "Score books: opening a scheme with figures, writing results.",
    ),
    "calendar": Term("工作日和期限。", "Working days and deadlines."),
    "cell": Term("工作簿单元格里不能读的内容。", "Cells of a workbook that cannot be read."),
    "claim": Term(
        "政策口径校核：政策里的数与方案对不上，或者校核本身写得不完整。",
        "Claims: the policy's numbers and the scheme differ, or the claim itself is incomplete.",
    ),
    "clock": Term("服务器时钟。", "The server's clock."),
    "code": Term("代码的写法。", "How codes are written."),
    "compare": Term("两份方案或成绩册的比较。", "Comparing schemes or books."),
    "amendment": Term(
        "方案调整：起草、影响、批准、下发。", "Amendments: effect, approval, coming into force."
    ),
    "edition": Term("考核结果：反馈、审定、发布、撤回。", "Results: replies, approval, publication."),
    "export": Term("导出。", "Lists taken out."),
    "expression": Term(
        "算式放在方案里不合适：引用了没有的数据、类型或参数。",
        "Expressions that do not fit the scheme: they name data, kinds or parameters that are not there.",
    ),
    "figure": Term(
        "数据的各栏，以及数据与方案的对照。", "Figures: their columns, and figures against the scheme."
    ),
    "file": Term("文件：结果没有写成。", "Files: results that could not be written."),
    "form": Term(
        "填报表：逐格的填写、各格之间的关系、粘贴的区域、填好的工作簿。",
        "Forms: entries, cells beside each other, pasted ranges, filled-in workbooks.",
    ),
    "formula": Term("算式的写法。", "How expressions are written."),
    "job": Term("后台任务。", "Background work."),
    "markup": Term("工作簿文件内部的标记。", "Markup inside workbook files."),
    "ledger": Term("台账里的数据和证明材料。", "Figures and evidence in the ledger."),
    "measure": Term("计量单位。", "Units of measure."),
    "name": Term(
        "名称：形近字、异常字符、不认识的名称。", "Names: look-alikes, odd characters, unknown names."
    ),
    "needs": Term("方案要用而还没有报的数据。", "Figures that a scheme needs and nobody has reported."),
    "notice": Term("通知和提醒。", "Notices and reminders."),
    "number": Term("数值的写法和数量级。", "How numbers are written, and their order of magnitude."),
    "package": Term(
        "工作簿文件打不开或不安全。", "Workbook files that cannot be opened or are not safe to open."
    ),
    "paper": Term(
        "公文：可以公开的内容、文字修改、排版和字体。",
        "Papers: what may be told, their wording, setting them, fonts.",
    ),
    "period": Term("期间的写法。", "How periods are written."),
    "objection": Term("复核申请和裁定。", "Objections and rulings."),
    "right": Term("权限和办理时机。", "Rights, and the moment for an act."),
    "rulebook": Term("方案的上传、审批和封存。", "Uploading, approving and sealing schemes."),
    "run": Term("测算：提出、计算、复算。", "Runs: asking for one, computing, recomputing."),
    "scheme": Term("方案：文件、书写、内容和前后一致。", "Schemes: files, writing, content and consistency."),
    "sheet": Term("工作表。", "Sheets."),
    "table": Term("数据文件：编码、表头、行数。", "Files of figures: encoding, headings, rows."),
    "whatif": Term("模拟测算的改动。", "Changes to try out."),
    "workbook": Term("工作簿形式的方案。", "Schemes in the form of a workbook."),
    "backup": Term("备份和恢复。", "Backup and restore."),
    "factor": Term("第二重验证（动态口令）。", "The second factor."),
    "history": Term("以前年度的数据。", "Figures of earlier years."),
    "home": Term(
        "系统所在的文件夹和启动检查。", "The home of an installation, and what is asserted at start."
    ),
    "journal": Term("审计日志的核验。", "Verifying the journal."),
    "password": Term("口令。", "Passwords."),
    "receipt": Term("回执。", "Receipts."),
    "sign_in": Term("登录。", "Signing in."),
    "stored": Term("存放的文件。", "Stored files."),
    "briefing": Term("进度说明：填写和提交。", "Briefings: writing and submitting."),
    "verify": Term("公文核验。", "Verifying a paper."),
    "task": Term("报送任务：填报、签审、核对、核实。", "Tasks: entering, signing, checking, verifying."),
    "year": Term("年度报送。", "The year of reporting."),
    "review": Term("月度调度。", "The monthly review."),
    "docket": Term("加减分审定。", "The docket of bonus and deduction."),
    "decision": Term("议定事项。", "Decisions of the monthly review."),
    "account": Term("账号。", "Accounts."),
    "grant": Term("授权。", "Grants."),
    "person": Term("人员。", "People."),
    "organisation": Term("单位。", "Organisations."),
    "ending": Term("单位并入、撤销。", "Mergers and dissolutions of organisations."),
    "membership": Term("人员所属单位。", "Memberships."),
    "delegation": Term("委托代签。", "Delegation."),
    "token": Term("接口令牌。", "API tokens."),
    "api": Term("程序接口。", "The API."),
    "request": Term("账号申请。", "Requests about accounts."),
    "recover": Term("找回最后一名管理员。", "Recovering the last administrator."),
    "field": Term("页面上填写的内容。", "What is entered on pages."),
    "register": Term("单位和人员的工作簿。", "The workbook of organisations and people."),
    "entry": Term("填报页面。", "The pages of entry."),
}
"""What the first word of a code is about."""


def findings_page(lang: Language) -> str:
    """The page in one language."""
    return page(TITLE.text(lang), lang, _lines(lang))


def _lines(lang: Language) -> Iterator[str]:
    yield _INTRO.text(lang)
    yield ""
    current = ""
    for code, message in sorted(all_messages().items()):
        group = code.partition(".")[0]
        if group != current:
            current = group
            yield from (f"## {group}", "", GROUPS[group].text(lang), "")
        gap = "" if lang == "zh" else " "
        yield from (f"### `{code}`", "", f"{message.what(lang)}{gap}{message.remedy(lang)}", "")
