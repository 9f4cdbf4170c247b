"""What the figures room says: numbers, units of measure, periods, code ids, names."""

from sikao.core.wording.message import Message

_TYPE_PLAINLY_ZH = "请用半角阿拉伯数字书写，如 12345.67。"
_TYPE_PLAINLY_EN = "Write plain digits, for instance 12345.67."
_PERIOD_FORMS_ZH = "可写 2020、2020-05、2020-01..03、2020年一季度、2020年1—9月 等。"
_PERIOD_FORMS_EN = "Write for instance 2020, 2020-05, 2020-01..03, 2020Q1 or 2020H1."
_CODE_FORM_ZH = "代码以小写英文字母开头，只含小写字母、数字和下划线，最多 40 个字符。"
_CODE_FORM_EN = (
    "A code starts with a lower-case letter and has at most 40 lower-case letters, digits, underscores."
)

_NUMBERS = {
    "number.blank": Message(
        "此处为空，空白不是数。",
        "This is blank, and blank is not a number.",
        "请填写数值；确实没有数据的，请选择缺数情形；数值为零的，请填 0。",
        "Enter the value; if there is none, choose the kind of absence; if it is zero, enter 0.",
    ),
    "number.dash": Message(
        "“{text}”只有横线，不是数，也不是 0。",
        "“{text}” is a dash: neither a number nor zero.",
        "请核实：没有数据的写明缺数情形，方案的参数不适用的写“不适用”，数值为零的填 0。",
        "Ask: say which absence it is, not_applicable for a parameter of a scheme, or 0 if it is zero.",
    ),
    "number.full_width": Message(
        "“{text}”第 {position} 位是全角字符“{char}”。",
        "“{text}” has the full-width character “{char}” at position {position}.",
        "请改用半角：{suggestion}",
        "Type it in half width: {suggestion}",
    ),
    "number.other_digits": Message(
        "“{text}”第 {position} 位“{char}”不是 0—9 的阿拉伯数字。",
        "“{text}” has “{char}” at position {position}, which is not one of the digits 0–9.",
        _TYPE_PLAINLY_ZH,
        _TYPE_PLAINLY_EN,
    ),
    "number.chinese_numeral": Message(
        "“{text}”用了汉字数字。",
        "“{text}” uses Chinese numerals.",
        _TYPE_PLAINLY_ZH,
        _TYPE_PLAINLY_EN,
    ),
    "number.space": Message(
        "“{text}”第 {position} 位是空格或类似空格的字符。",
        "“{text}” has a space, or a character like one, at position {position}.",
        "请删除该字符后重新填写。",
        "Delete that character.",
    ),
    "number.hidden_character": Message(
        "“{text}”第 {position} 位有看不见的字符（{code_point}）。",
        "“{text}” has an unseen character ({code_point}) at position {position}.",
        "请删除整格内容，重新键入数值。",
        "Empty the cell and type the value again.",
    ),
    "number.dash_as_minus": Message(
        "“{text}”第 {position} 位“{char}”不是减号。",
        "“{text}” has “{char}” at position {position}, which is not the minus sign.",
        "负数请在前面用半角减号：{suggestion}",
        "Put the plain minus sign in front of a negative number: {suggestion}",
    ),
    "number.parentheses": Message(
        "“{text}”用括号表示，无法确定是否为负数。",
        "“{text}” is in brackets; whether it is negative cannot be told.",
        "负数请写减号，如 -5；正数请去掉括号。",
        "Write a minus sign for a negative number, such as -5; otherwise take the brackets away.",
    ),
    "number.not_finite": Message(
        "“{text}”不是有限的数。",
        "“{text}” is not a finite number.",
        "没有数据的请选择缺数情形。",
        "If there is no figure, choose the kind of absence.",
    ),
    "number.exponent": Message(
        "“{text}”用了科学计数法。",
        "“{text}” is written with an exponent.",
        "请写出完整数字；表格软件中请先把单元格设为数值格式。",
        "Write all digits; in a spreadsheet set the cell's format to number first.",
    ),
    "number.underscore": Message(
        "“{text}”第 {position} 位是下划线。",
        "“{text}” has an underscore at position {position}.",
        _TYPE_PLAINLY_ZH,
        _TYPE_PLAINLY_EN,
    ),
    "number.leading_zero": Message(
        "“{text}”以多余的 0 开头，可能是编号而不是数。",
        "“{text}” starts with a needless zero; it may be an identifier, not a number.",
        "请去掉前面的 0。",
        "Take the leading zeros away.",
    ),
    "number.point": Message(
        "“{text}”的小数点位置不对。",
        "“{text}” has a misplaced decimal point.",
        "小数点只能有一个，前后都要有数字，如 0.5。",
        "There is one decimal point at most, with digits on both sides, such as 0.5.",
    ),
    "number.thousands_not_allowed": Message(
        "“{text}”带有千分位逗号，此处不接受。",
        "“{text}” has thousands separators, which are not accepted here.",
        "请去掉逗号。",
        "Take the commas away.",
    ),
    "number.thousands_grouping": Message(
        "“{text}”的逗号不是每三位一个。",
        "“{text}” has commas that do not mark groups of three digits.",
        "逗号若是小数点，请改写成“.”，如 12.5；若是千分位，请核对数字后去掉逗号。",
        "If the comma is a decimal point write “.”, such as 12.5; if it marks thousands, check and drop it.",
    ),
    "number.suffix": Message(
        "“{text}”末尾的“{suffix}”在此处不能使用。",
        "“{text}” ends with “{suffix}”, which cannot be used here.",
        "请换算为规定的计量单位，只填数字；多项之间用分号分隔。数字后可以带的：{allowed}",
        "Convert it to the unit asked for, digits only; separate several by ;. What may follow: {allowed}",
    ),
    "number.suffix_here": Message(
        "“{text}”末尾的“{suffix}”在此处不能使用。",
        "“{text}” ends with “{suffix}”, which cannot be used here.",
        "此处只填数字，不带单位或其他文字，如 12。",
        "Enter digits only, without a unit or other words, such as 12.",
    ),
    "number.unknown_character": Message(
        "“{text}”第 {position} 位“{char}”不能出现在数中。",
        "“{text}” has “{char}” at position {position}, which cannot be part of a number.",
        _TYPE_PLAINLY_ZH,
        _TYPE_PLAINLY_EN,
    ),
    "number.malformed": Message(
        "“{text}”不是一个数。",
        "“{text}” is not a number.",
        _TYPE_PLAINLY_ZH,
        _TYPE_PLAINLY_EN,
    ),
    "number.too_long": Message(
        "“{text}”有 {length} 个字符，超过 {limit} 个。",
        "“{text}” has {length} characters, more than {limit}.",
        "请只填写数值本身。",
        "Enter the value only.",
    ),
    "number.too_large": Message(
        "“{text}”的整数部分超过 {limit} 位。",
        "“{text}” has more than {limit} digits before the decimal point.",
        "请核对数值和计量单位。",
        "Check the value and its unit of measure.",
    ),
    "number.too_precise": Message(
        "“{text}”的小数部分超过 {limit} 位。",
        "“{text}” has more than {limit} digits after the decimal point.",
        "请按规定的位数填写；由公式算出的数请先按口径取位。",
        "Enter as many decimals as the rule asks for; round a calculated value by its own rule first.",
    ),
    "number.converted": Message(
        "“{text}”已换算为 {value}（计量单位：{unit}）。",
        "“{text}” was read as {value} (unit of measure: {unit}).",
        "请确认：{echo}",
        "Please confirm: {echo}",
    ),
    "number.magnitude_10": Message(
        "{value}（{unit}）与{reference_name} {reference} 相差约 10 倍（{direction}）。",
        "{value} ({unit}) is about 10 times {direction} than {reference_name}, {reference}.",
        "请核对小数点；确实如此的，请说明原因。",
        "Check the decimal point; if it is right, say why.",
    ),
    "number.magnitude_100": Message(
        "{value}（{unit}）与{reference_name} {reference} 相差约 100 倍（{direction}）。",
        "{value} ({unit}) is about 100 times {direction} than {reference_name}, {reference}.",
        "请核对小数点和百分号；确实如此的，请说明原因。",
        "Check the decimal point and any percentage sign; if it is right, say why.",
    ),
    "number.magnitude_10000": Message(
        "{value}（{unit}）与{reference_name} {reference} 相差约一万倍（×10⁴，{direction}）。",
        "{value} ({unit}) is about 10,000 times (×10⁴) {direction} than {reference_name}, {reference}.",
        "很可能用错了计量单位（如把元、万元、亿元混用），请核对；确实如此的，请说明原因。",
        "The unit of measure is probably wrong (万 and 亿 mixed up); if it is right, say why.",
    ),
    "number.fraction": Message(
        "增速 {value}% 远小于常见的数，像是把 {hundredfold}% 写成了小数。",
        "A growth of {value}% is far smaller than is usual here; it looks like {hundredfold}% written as a "
        "fraction.",
        "以 % 为计量单位的，写百分号前面的数（6.1% 写 6.1）；确实如此的，无需改动。",
        "In percent, write the number before the percent sign (6.1 for 6.1%); if it is right, leave it.",
    ),
    "number.magnitude_stopped": Message(
        "{value}（{unit}）不到{reference_name} {reference} 的二千分之一，不予接收。",
        "{value} ({unit}) is less than 1/2000 of {reference_name}, {reference}, and is not accepted.",
        "很可能按更大的计量单位填写，请换算为{unit}后重新填写；确实为零的请填 0。",
        "It was probably written in a larger unit of measure: convert it to {unit}; if it is zero, enter 0.",
    ),
}

_MEASURES = {
    "measure.blank": Message(
        "没有写计量单位。",
        "The unit of measure is missing.",
        "请填写计量单位，如 亿元、%、家。",
        "Enter a unit of measure, such as 亿元, % or 家.",
    ),
    "measure.unknown": Message(
        "不认识计量单位“{text}”。",
        "Unknown unit of measure “{text}”.",
        "请使用计量单位表中的写法；新的单位先在方案中登记。",
        "Use a spelling from the table of units; declare a new unit in the scheme first.",
    ),
    "measure.look_alike": Message(
        "计量单位“{text}”看上去像“{known}”，但写法不同。",
        "The unit of measure “{text}” looks like “{known}” but is written differently.",
        "请改为：{known}",
        "Write: {known}",
    ),
    "measure.not_convertible": Message(
        "计量单位“{given}”不能换算为“{expected}”。",
        "The unit of measure “{given}” cannot be converted to “{expected}”.",
        "请按“{expected}”重新填报。",
        "Report the figure in {expected}.",
    ),
}

_PERIODS = {
    "period.blank": Message("没有写期间。", "The period is missing.", _PERIOD_FORMS_ZH, _PERIOD_FORMS_EN),
    "period.malformed": Message(
        "“{text}”不是认可的期间写法。",
        "“{text}” is not a declared spelling of a period.",
        _PERIOD_FORMS_ZH,
        _PERIOD_FORMS_EN,
    ),
    "period.full_width": Message(
        "期间“{text}”含有全角字符。",
        "The period “{text}” has full-width characters.",
        "请改用半角数字和字母。",
        "Type digits and letters in half width.",
    ),
    "period.ambiguous": Message(
        "期间“{text}”有多种读法。",
        "The period “{text}” can be read in more than one way.",
        "月份请写成 2020-05 或 2020年5月。",
        "Write a month as 2020-05 or 2020年5月.",
    ),
    "period.two_digit_year": Message(
        "期间“{text}”的年份不是四位。",
        "The year in the period “{text}” does not have four digits.",
        "请写四位年份，如 2020。",
        "Write the year with four digits, such as 2020.",
    ),
    "period.month_range": Message(
        "期间“{text}”的月份不在 1—12 之间。",
        "The period “{text}” has a month outside 1–12.",
        "请核对月份。",
        "Check the month.",
    ),
    "period.quarter_range": Message(
        "期间“{text}”的季度或半年序号不存在。",
        "The period “{text}” names a quarter or half that does not exist.",
        "季度为 1—4，半年为 1—2。",
        "Quarters run from 1 to 4, halves from 1 to 2.",
    ),
    "period.reversed": Message(
        "期间“{text}”的起止月份颠倒。",
        "The period “{text}” ends before it starts.",
        "请把较早的月份写在前面。",
        "Write the earlier month first.",
    ),
    "period.across_years": Message(
        "期间“{text}”跨越两个年度。",
        "The period “{text}” spans two years.",
        "请按年度分开填报。",
        "Report each year by itself.",
    ),
    "period.no_year": Message(
        "期间“{text}”没有年份。",
        "The period “{text}” has no year.",
        "请写明四位年份，如 2020年1—2月。",
        "Write the year with four digits, such as 2020年1—2月.",
    ),
    "period.outside_year": Message(
        "期间“{text}”不在考核涉及的年度（{years}）之内。",
        "The period “{text}” lies outside the years of the assessment ({years}).",
        "请核对是否用了往年的表。",
        "Check whether last year's form was used.",
    ),
    "period.merged_january": Message(
        "该指标 1—2 月合并为一期，“{text}”把两个月拆开了。",
        "January and February are one period for this item; “{text}” splits them.",
        "请按 1—2月 填报。",
        "Report January to February as one figure.",
    ),
}

_CODES = {
    "code.blank": Message("没有写代码。", "The code is missing.", _CODE_FORM_ZH, _CODE_FORM_EN),
    "code.malformed": Message(
        "“{text}”不是合规的代码。", "“{text}” is not a code.", _CODE_FORM_ZH, _CODE_FORM_EN
    ),
    "code.malformed_indicator": Message(
        "“{text}”不是合规的指标代码。",
        "“{text}” is not the code of an indicator.",
        "写作“指标”或“指标/分项”，如 gdp、trade/export。" + _CODE_FORM_ZH,
        "Write item or item/member, such as gdp or trade/export. " + _CODE_FORM_EN,
    ),
    "code.name_instead": Message(
        "“{text}”含有代码以外的字符，像是名称。",
        "“{text}” has characters that no code has; it looks like a name.",
        "单位和指标按代码识别，请填写代码。" + _CODE_FORM_ZH,
        "Units and indicators are known by code: enter the code. " + _CODE_FORM_EN,
    ),
    "code.meant": Message(
        "“{text}”不是代码。",
        "“{text}” is not a code.",
        "这里写代码，不写名称，请改为：{codes}。",
        "Enter the code and not the name: {codes}.",
    ),
    "code.other_name": Message(
        "代码“{code}”是“{name}”，旁边却写着“{text}”。",
        "The code “{code}” is “{name}”, but “{text}” stands beside it.",
        "请核对这一行是谁的数：改代码，或者改名称；名称栏可以空着。",
        "Find out whose figure it is, and mend the code or the name; the column of names may be blank.",
    ),
    "name.unusual_character": Message(
        "名称“{name}”含有不应出现的字符（{code_point}）。",
        "The name “{name}” has a character that does not belong there ({code_point}).",
        "请删除整个名称，重新键入。",
        "Delete the name and type it again.",
    ),
    "name.look_alike": Message(
        "名称“{name}”与“{known}”看上去相同，实际是不同的字。",
        "The name “{name}” looks like “{known}” but is written with other characters.",
        "请核对后按“{known}”填写，或改用代码。",
        "Check it and write “{known}”, or use the code.",
    ),
    "name.unknown": Message(
        "没有名为“{name}”的单位或指标。",
        "No unit or indicator is named “{name}”.",
        "名称须与登记的完全一致；请改用代码。",
        "A name must be exactly as registered; use the code.",
    ),
}

MESSAGES: dict[str, Message] = {**_NUMBERS, **_MEASURES, **_PERIODS, **_CODES}
