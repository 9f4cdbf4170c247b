"""What is said about forms that are filled in: entries, cells beside each other, pasted ranges, workbooks."""

from sikao.core.wording.message import Message

_ENTRIES = {
    "form.queried": Message(
        "“{text}”看不出是没有数据、不适用，还是数值为零。",
        "“{text}” may mean that there is no figure, that it does not apply, or zero.",
        "请明确选择其中一项：{choices}",
        "Say which it is: {choices}",
    ),
    "form.absence_refused": Message(
        "此处不能填“{absence}”。",
        "“{absence}” cannot be chosen here.",
        "可填：{choices}",
        "Enter one of: {choices}",
    ),
    "form.fraction_of_count": Message(
        "{figure}：{value}（{unit}）不是整数，而这里统计的是个数。",
        "{figure}: {value} ({unit}) is no whole number, and things are counted here.",
        "请核对小数点和计量单位，填写到个位。",
        "Check the decimal point and the unit of measure; enter a whole number.",
    ),
    "form.cumulative_fell": Message(
        "累计数 {value}（{unit}）小于年内已报的 {period} 数 {earlier}。",
        "The cumulative figure {value} ({unit}) is smaller than that for {period}, {earlier}.",
        "请核对是否填成了当期数；确实减少的，请说明原因。",
        "Is it the figure of the last months only? If it truly fell, say why.",
    ),
    "form.growth_unusual": Message(
        "增速 {value}% 超出通常范围（{low}% 至 {high}%）。",
        "The growth of {value} % is outside what is usual ({low} % to {high} %).",
        "请核对小数点，以及是否把总量填成了增速；确实如此的，请说明原因。",
        "Check the decimal point, and that it is no level; if it is right, say why.",
    ),
    "form.unfilled": Message(
        "{figure}：没有填写。",
        "{figure}: not filled in.",
        "请填写数值；没有数据的，请选择缺数情形；数值为零的填 0。",
        "Enter the value; if there is none, choose the kind of absence; if it is zero, enter 0.",
    ),
    "form.no_slot": Message(
        "“{text}”所在的位置不要求填报。",
        "“{text}” stands where nothing is asked for.",
        "请删除，或移到应填的位置。",
        "Delete it, or move it where it belongs.",
    ),
    "form.part_beyond_whole": Message(
        "{part} {inner}（{unit}）大于包含它的{whole} {outer}。",
        "{part}: {inner} ({unit}) is more than {outer} of {whole}, in which it is contained.",
        "请核对两个数和统计口径；确实如此的，请说明原因。",
        "Check both figures and how they are defined; if they are right, say why.",
    ),
    "form.all_equal": Message(
        "{item}：{count} 个单位全部填成 {value}。",
        "{item}: all {count} units have {value}.",
        "请核对是否误用了向下填充；确实如此的，请说明原因。",
        "Was a cell filled down by mistake? If they are right, say why.",
    ),
    "form.copied_last_year": Message(
        "{item}：{count} 个数全部与上年同期相同。",
        "{item}: all {count} figures are those of last year.",
        "请核对是否用了上年的表；确实如此的，请说明原因。",
        "Was last year's sheet used? If they are right, say why.",
    ),
    "form.same_as_last_year": Message(
        "{value}（{unit}）与上年同期数完全相同。",
        "{value} ({unit}) is last year's figure to the last digit.",
        "请核对是否填成了上年的数；确实如此的，请说明原因。",
        "Is it last year's figure? If it is right, say why.",
    ),
}

_PASTING = {
    "form.paste_too_long": Message(
        "粘贴的内容超过 {limit} 个字符。",
        "What was pasted has more than {limit} characters.",
        "请只复制要填的区域。",
        "Copy only the cells to be filled in.",
    ),
    "form.paste_rows": Message(
        "粘贴了 {rows} 行，从此格往下只有 {room} 行。",
        "{rows} rows were pasted, and there are only {room} from this cell on.",
        "请从正确的起始格粘贴，不要带表头和合计行。",
        "Paste from the right cell on, without headings and totals.",
    ),
    "form.paste_columns": Message(
        "粘贴了 {columns} 列，从此格往右只有 {room} 列。",
        "{columns} columns were pasted, and there are only {room} from this cell on.",
        "请从正确的起始格粘贴，不要带单位名称列。",
        "Paste from the right cell on, without the column of names.",
    ),
}

_DOWNLOAD_ZH = "请在本任务的页面下载模板，重新填写。"
_DOWNLOAD_EN = "Download the template from the page of this task and fill it in."

_WORKBOOKS = {
    "form.not_template": Message(
        "这不是系统发出的填报模板。",
        "This is no template of a form.",
        _DOWNLOAD_ZH,
        _DOWNLOAD_EN,
    ),
    "form.other_provider": Message(
        "这是{given}的表（{title}），此处应由{expected}填报。",
        "This is the form of {given} ({title}); here that of {expected} is due.",
        "请核对文件，上传本单位的表。",
        "Look for the right file, and upload your own form.",
    ),
    "form.other_period": Message(
        "这是期间 {given} 的表（{title}），此处应报期间 {expected}。",
        "This is the form for {given} ({title}); here {expected} is due.",
        _DOWNLOAD_ZH,
        _DOWNLOAD_EN,
    ),
    "form.other_form": Message(
        "这是另一张表（{title}），此处应填“{expected}”。",
        "This is another form ({title}); here “{expected}” is due.",
        _DOWNLOAD_ZH,
        _DOWNLOAD_EN,
    ),
    "form.other_version": Message(
        "模板是第 {given} 版，现行的是第 {expected} 版。",
        "The template is edition {given}; the current one is {expected}.",
        _DOWNLOAD_ZH,
        _DOWNLOAD_EN,
    ),
    "form.other_token": Message(
        "模板的签名不是本任务的。",
        "The template does not bear the signature of this task.",
        _DOWNLOAD_ZH,
        _DOWNLOAD_EN,
    ),
    "form.stamp_changed": Message(
        "模板中的隐藏信息与本表不符，无法确认各格填的是什么。",
        "The hidden sheet of the template does not fit the form: what its cells mean is uncertain.",
        _DOWNLOAD_ZH,
        _DOWNLOAD_EN,
    ),
    "form.sheet_missing": Message(
        "没有名为“{name}”的工作表。",
        "There is no sheet “{name}”.",
        "请恢复工作表的名称，或重新下载模板填写。",
        "Give the sheet its name again, or fill in a new template.",
    ),
    "form.sheet_extra": Message(
        "工作表“{name}”不属于本表，其中的内容不会被读取。",
        "The sheet “{name}” is no part of the form; its content would not be read.",
        "请删除该工作表；要说明的事项请写在页面上。",
        "Delete the sheet; write remarks on the page.",
    ),
    "form.line_added": Message(
        "多出一{axis}“{text}”。",
        "The {axis} “{text}” was added.",
        "请删除，不要增加行、列或合计。",
        "Delete it: no rows, columns or totals may be added.",
    ),
    "form.line_removed": Message(
        "缺少一{axis}“{text}”。",
        "The {axis} “{text}” is missing.",
        "请恢复，或重新下载模板填写；不填的可以留空。",
        "Put it back, or fill in a new template; cells may be left blank.",
    ),
    "form.line_twice": Message(
        "“{text}”这一{axis}出现两次。",
        "The {axis} “{text}” is there twice.",
        "请只留一处。",
        "Keep one of them.",
    ),
    "form.line_moved": Message(
        "“{text}”这一{axis}不在原来的位置。",
        "The {axis} “{text}” is not where it was.",
        "请恢复原来的次序，不要排序或插入空行、空列；或重新下载模板填写。",
        "Restore the order, without sorting or blank lines, or fill in a new template.",
    ),
    "form.line_renamed": Message(
        "这一{axis}的名称是“{text}”，应为“{expected}”。",
        "The {axis} is named “{text}” instead of “{expected}”.",
        "请恢复原来的名称。",
        "Give it its name again.",
    ),
}

MESSAGES: dict[str, Message] = {**_ENTRIES, **_PASTING, **_WORKBOOKS}
