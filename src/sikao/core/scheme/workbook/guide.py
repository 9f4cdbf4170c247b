"""The first sheet of the form: how to fill it in, in one page."""

from __future__ import annotations

from sikao.core.scheme.workbook import columns as form
from sikao.core.sheets import Cell, Sheet

_TITLE = "考核方案工作簿　填写说明"
_TEXT = """
本工作簿与文本形式的方案内容完全一致，可以互相转换；填好后先校核，问题会标在出错的单元格上。

一、怎样填
1. 带 * 的栏必填；其余可空，空着就用默认做法。鼠标移到表头可看说明，有下拉列表的请从列表中选择。
2. 代码以小写英文字母开头，由小写字母、数字和下划线组成，例如 shinan、fai。
   代码一经使用请不要改，名称可以改。凡引用其他表的内容，填代码，不填名称。
3. 不要写公式，不要合并单元格，不要隐藏行列；可以增删行，可以删去不用的列。
4. 一格多项用顿号（、）分隔，例如 q1、h1；“名称=内容”之间用分号（；）或换行分隔，例如 q1=10%；year=90%。
5. 嵌套的列表放在 [ ] 里，嵌套的内容放在 { } 里；文字中含有这些符号的，用英文双引号括起来。
6. 分值写作 80% 指满分的百分之八十，写作 2 指两分。

二、先后次序
<frame> → <checkpoints>、<schedules> → <groups>、<units> → <providers>、<items> →
<scorecards>及各张指标表 → <parameters> → <key_tasks>、<briefings> → <grades> → <claims>

三、指标表
1. 每张考核表一张“<nodes> 代码”工作表。层级填 1、2、3……，下级指标紧接在上级指标之下。
2. 只有最末一级指标填<method>、计量式和计分细则；上级指标的分值由下级加总，不填。
3. 某个考核组或单位分值不同的，加一列“<points_prefix>代码”；其他不同之处填在“<overrides>”表。
4. <parameters_of_method>写作：目标值=$target；基础分=80%；每步加分=2；每步减分=3。
   $target 的数值填在“<parameters>”表。

四、算式
数据项代码.类型，例如 retail.growth（level 总量、growth 增速、increment 增量、rank 位次、score 得分）；
只有一种类型时可省略类型。可用 + - * / ( )、min、max、growth(…)、group_mean(…) 等。

五、<briefings>
需要各单位说明进展的，在“<key_tasks>”表列出任务和承担单位，在“<briefings>”表写明谁按什么频度
说明哪些指标、哪些任务；供调度使用，不计分。不需要的，两张表都空着。
"""
_SECTIONS = (
    *("checkpoints", "schedules", "groups", "units", "providers", "items", "scorecards"),
    *("parameters", "key_tasks", "briefings", "grades", "claims"),
)


def guide_sheet() -> Sheet:
    """The lines of the guide, with the names that the sheets and columns really have."""
    names = {key: form.section(key) for key in _SECTIONS}
    names |= {"frame": form.FRAME, "nodes": form.NODES, "method": form.METHOD, "overrides": form.OVERRIDES}
    names |= {"points_prefix": form.POINTS_PREFIX, "parameters_of_method": form.PARAMETERS_OF_METHOD}
    text = _TEXT.strip()
    for key, name in names.items():
        text = text.replace(f"<{key}>", name)
    lines = enumerate(text.split("\n"), 2)
    return Sheet(form.GUIDE, {(1, 1): Cell(_TITLE)} | {(row, 1): Cell(line) for row, line in lines if line})
