"""The docket."""

from sikao.core.scheme import describe_scheme, read_scheme, render_markdown
from tests.core.scheme.checks.test_docket import docket
from tests.core.scheme.samples import write_sample


def test_what_is_decided_is_told_with_its_points_its_steps_and_its_days(printed, line_with):
    assert "### 加减分审定（单位和部门不再报送）" in printed
    worth = line_with("| 逐件审定（区市考核主表）")
    assert "国务院督查激励每项+3分、国家级现场会每项+2分、国家通报批评每项−5分" in worth
    assert "| 减分的提出 | 考核办、市纪委监委、市应急局、市信访局、市政府督查室 |" in printed
    assert "| 公示期 | 5个工作日 |" in printed


def test_where_figures_come_from_says_that_they_are_decided(line_with):
    assert line_with("| 表彰激励加分（加分项）").endswith("| 加减分审定 |")
    assert "加减分审定" in line_with("| 国家级现场会 |")


def test_a_scheme_without_a_docket_says_nothing_of_it(markdown):
    assert "加减分审定" not in markdown


def test_it_is_told_in_english(tmp_path):
    scheme = read_scheme(write_sample(tmp_path, *docket("{items: [praises], notice_days: 1}"))).scheme
    told = render_markdown(describe_scheme(scheme, "en"))
    assert "通报表扬 +2 each" in told and "| Notice | 1 working day |" in told
