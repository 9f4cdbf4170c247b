"""The monthly review."""

from sikao.core.scheme import describe_scheme, read_scheme, render_markdown
from tests.core.scheme.samples import write_sample


def test_lights_meeting_and_days_are_told_written_down_or_not(markdown, printed):
    assert "### 月度调度（不计分）" in printed
    assert "| 序时进度 | 不低于95%为绿灯，不低于80%为黄灯，其余为红灯 |" in printed
    assert "| 序时进度 | 不低于100%为绿灯，不低于90%为黄灯，其余为红灯 |" in markdown
    assert "| 增速、比率 | 不低于目标−1个百分点为绿灯，不低于目标−5个百分点为黄灯，其余为红灯 |" in printed
    assert "| 增速、比率 | 不低于目标为绿灯，不低于目标−2个百分点为黄灯，其余为红灯 |" in markdown
    assert "| 调度会 | 月报截止后第5个工作日 |" in printed
    assert "| 落后单位说明 | 2个工作日内 |" in printed


def test_each_scorecard_names_what_is_followed(line_with):
    followed = line_with("| 调度指标（区市考核主表）")
    assert "固定资产投资增速" in followed and "货物进出口额增速·增速（60%）" in followed
    assert "地区生产总值增速" not in followed, "it is compared with the others and has no target"


def test_a_scheme_with_rules_of_its_own_says_them_in_english(tmp_path):
    text = "review: {rate_green: 0.5, rate_yellow: -1, meeting_days: 1}\nschedules:"
    scheme = read_scheme(write_sample(tmp_path, ("scheme.yaml", "schedules:", text))).scheme
    told = render_markdown(describe_scheme(scheme, "en"))
    assert (
        "| Rates | green from the target +0.5 points on, yellow from the target −1 points on, else red |"
        in told
    )
    assert "| Meeting | 1 working day after monthly figures are due |" in told


def test_a_scheme_that_has_nothing_to_follow_has_no_review(tmp_path):
    files = [("items.yaml", "frequency: month", "frequency: year")] * 2
    scheme = read_scheme(write_sample(tmp_path, *files)).scheme
    assert "月度调度" not in render_markdown(describe_scheme(scheme))
