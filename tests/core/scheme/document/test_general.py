"""General provisions."""


def test_general_provisions_tell_units_checkpoints_rounding_and_absence(markdown):
    assert "| 县区 | 县区考核表 | 3 | 东县、南县、西县 |" in markdown
    assert "| 半年加年终 | 40% | 60% |" in markdown
    assert "| 舍入规则 | 四舍五入 |" in markdown
    assert "| 未到期 | 暂不计入 |" in markdown


def test_classes_containment_and_units_that_are_not_ranked_are_told(printed):
    assert "| 功能区 | 综合类·国家级高新区 | 功能区考核表 | 1 | 高新区（含于城阳区，数据不另加） |" in printed
    assert "市人大机关（单列，参评不排名）" in printed
