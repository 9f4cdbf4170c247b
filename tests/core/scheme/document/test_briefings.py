"""Briefings and key tasks in the printed scheme."""


def test_what_districts_tell_is_printed_with_its_days(line_with):
    line = line_with("| 区市季度调度进度说明（示例） |")
    for words in ("区市", "季报", "期末后第20日", "标签“重点指标”的指标", "企业复工达产服务（示例）", "300"):
        assert words in line


def test_key_tasks_are_printed_with_who_carries_them(line_with):
    assert line_with("| 老旧小区改造（示例） |").rstrip(" |").endswith("市南区、市北区、李沧区")


def test_a_scheme_without_briefings_says_nothing_of_them(markdown):
    assert "进度说明与重点任务" not in markdown
