"""The guide names sheets and columns as they really are."""

from sikao.core.scheme.workbook.guide import guide_sheet


def test_every_name_is_filled_in():
    text = "\n".join(row[0] for row in guide_sheet().rows())
    assert "<" not in text
    assert "基本信息 → 节点、计分安排 → 考核组、单位" in text
    assert "→ 参数 → 重点任务、进度说明 → 等次" in text
    assert "在“进度说明”表写明谁按什么频度" in text
    assert "每张考核表一张“指标 代码”工作表" in text
