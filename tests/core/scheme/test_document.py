import dataclasses

import pytest

from sikao.core.scheme import describe_scheme, render_markdown
from sikao.core.scheme.shape import Table
from sikao.core.scheme.values import share


@pytest.fixture(scope="module")
def markdown(sample):
    return render_markdown(describe_scheme(sample))


def test_the_document_says_what_the_scheme_says(markdown):
    assert markdown.startswith("# 示例市考核方案\n\n**示例，非正式文件**\n")
    assert "| 半年加年终 | 半年 40%，年终 60% |" in markdown
    assert "| 县区 | 东县、南县、西县 |" in markdown
    assert "| 优秀 | 1 |  |" in markdown
    assert "| 经济发展指标权重占60% | 示例 | c_economy |" in markdown
    assert "| 重大安全事故 | accidents > 3 | 不得评为优秀 | 依次递补 |" in markdown


def test_a_leaf_shows_points_rule_method_and_provider(markdown):
    line = next(line for line in markdown.splitlines() if "固定资产投资增速" in line)
    assert line == (
        "| 　固定资产投资增速 | 40 | 达标得八成，每高（低）1个百分点加（减）1分，封顶满分、保底0 "
        "| 逐点加减分法，目标值 $target，达标得分 80%，每步加分 1，每步减分 1 | 统计局 |  |"
    )


def test_points_that_differ_by_unit_show_how_many_units_have_them(markdown):
    line = next(line for line in markdown.splitlines() if "纸质票" in line)
    assert "6（1个单位）；120/13（1个单位）；—（1个单位）" in line
    assert "南县：权重 60%；西县：适用 false" in line


def test_english_is_complete_where_names_are(sample):
    text = render_markdown(describe_scheme(sample, "en"), "en")
    assert "**Illustration, not an official paper**" in text
    assert "## Scorecard of the counties: Counties" in text
    assert "| Half-year | 6 |" in text
    assert "Steps per point, Target $target, Base 80%" in text


def test_cells_cannot_break_the_table(sample):
    odd = dataclasses.replace(sample, title="一|二\n三", illustrative=False)
    document = describe_scheme(odd)
    assert not document.illustrative
    grids = [grid for section in document.sections for grid in section.grids]
    assert all(len(row) == len(grid.headings) for grid in grids for row in grid.rows)


def test_thresholds_of_units_not_ranked_stand_beside_the_quotas_where_there_are_some(sample, markdown):
    assert "单列最低总分" not in markdown
    best, *others = sample.grades["counties"]
    grades = (dataclasses.replace(best, unranked_at_least=share("0.9")), *others)
    altered = dataclasses.replace(sample, grades=Table({"counties": grades}))
    shown = render_markdown(describe_scheme(altered))
    assert "| 县区等次 | 名额 | 最低总分 | 单列最低总分 |" in shown
    assert "| 优秀 | 1 |  | 90% |" in shown
    assert "| 合格 | 其余 |  |  |" in shown
