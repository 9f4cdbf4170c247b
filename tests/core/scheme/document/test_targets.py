"""Tables of targets."""


def test_targets_are_a_table_of_units_by_indicator_and_checkpoint(line_with):
    assert line_with("| 固定资产投资增速 | % | 一季度") == (
        "| 固定资产投资增速 | % | 一季度 | −11 | −10 | 6 | −9 | −8 | −8.5 | −8 | −7 | −8.5 | −10 |"
    )
    assert line_with("| 地表水考核断面达标率 | % |").startswith(
        "| 地表水考核断面达标率 | % | 各节点 | 不适用 | 100 |"
    )
