"""Entries, differences and checkpoint tables."""


def test_what_differs_for_one_unit_is_told(markdown):
    assert "| 满意度·纸质票 | 南县 | 权重 60% |" in markdown
    assert "| 满意度·纸质票 | 西县 | 不适用 |" in markdown


def test_checkpoint_tables_and_counted_entries_are_told(printed, line_with):
    assert "### 区市节点考核表（折算为100分）" in printed
    row = line_with("| 一季度 | 13 |")
    assert "社会消费品零售总额增速·增速（70%）" in row
    assert "| 信访与平安建设 | 信访积案 | 信访积案未化解件数 | −1分 | 8分 | 累加 |" in printed
