import dataclasses
from pathlib import Path

import pytest

from sikao.core.scheme import describe_scheme, load_scheme, render_markdown
from sikao.core.scheme.model import Document

SCHEMES = Path(__file__).parents[3] / "schemes"


@pytest.fixture(scope="module")
def markdown(sample):
    return render_markdown(describe_scheme(sample))


@pytest.fixture(scope="module")
def city():
    loaded, findings = load_scheme(SCHEMES / "qingdao-2020")
    assert loaded is not None, findings
    return loaded


@pytest.fixture(scope="module")
def printed(city):
    return render_markdown(describe_scheme(city))


def line_with(text, start):
    return next(line for line in text.splitlines() if line.startswith(start))


def test_the_document_opens_with_title_label_and_issue(sample):
    issued = Document(
        title="关于印发方案的通知", number="考〔2027〕1号", issuer="示例市委", date="2027年1月1日"
    )
    text = render_markdown(describe_scheme(dataclasses.replace(sample, document=issued)))
    assert text.startswith(
        "# 示例市考核方案\n\n**示例，非正式文件**\n\n发文标题：关于印发方案的通知\n\n文号：考〔2027〕1号\n\n"
        "发文机关：示例市委\n\n发文日期：2027年1月1日\n\n考核年度："
    )


def test_general_provisions_tell_units_checkpoints_rounding_and_absence(markdown):
    assert "| 县区 | 县区考核表 | 3 | 东县、南县、西县 |" in markdown
    assert "| 半年加年终 | 40% | 60% |" in markdown
    assert "| 舍入规则 | 四舍五入 |" in markdown
    assert "| 未到期 | 暂不计入 |" in markdown


def test_classes_containment_and_units_that_are_not_ranked_are_told(printed):
    assert "| 功能区 | 综合类·国家级高新区 | 功能区考核表 | 1 | 高新区（含于城阳区，数据不另加） |" in printed
    assert "市人大机关（单列，参评不排名）" in printed


def test_a_leaf_shows_points_rule_measure_method_schedule_and_provider(printed):
    assert line_with(printed, "| 　　固定资产投资增速") == (
        "| 　　固定资产投资增速 | 80 "
        "| 达标得0.8w（64分），每高1个百分点加2分、每低1个百分点减3分，封顶w、保底0；增速可为负，不用比值法 "
        "| 对投资、消费等6项主要经济指标首次实施按季度考核，"
        "一季度、半年、前三季度、年终成绩分别按10%、20%、30%、40%计入全年考核结果 "
        "| 计量：固定资产投资·增速；逐点加减分法：达标得分 分值的80%；每步加分 2分；每步减分 3分；"
        "目标值 见目标值表 "
        "| 四节点计分 | 市统计局（月报） |"
    )


def test_bands_stand_with_their_values(printed):
    assert "分档（不低于 90，得分 30分；不低于 80，得分 28分；" in line_with(printed, "| 　区市和部门互评")


def test_targets_are_a_table_of_units_by_indicator_and_checkpoint(printed):
    assert line_with(printed, "| 固定资产投资增速 | % | 一季度") == (
        "| 固定资产投资增速 | % | 一季度 | −11 | −10 | 6 | −9 | −8 | −8.5 | −8 | −7 | −8.5 | −10 |"
    )
    assert line_with(printed, "| 地表水考核断面达标率 | % |").startswith(
        "| 地表水考核断面达标率 | % | 各节点 | 不适用 | 100 |"
    )


def test_a_scorecard_of_several_groups_stands_once_with_a_column_for_each_kind(printed):
    assert printed.count("、市直单位考核表\n") == 1
    assert "| 指标 | 分值（综合类·开放型） | 分值（综合类·国家级高新区） | 分值（专业类） |" in printed
    assert "| 对外开放 | 220 | 100 | 80 |" in printed


def test_what_differs_for_one_unit_is_told(markdown):
    assert "| 满意度·纸质票 | 南县 | 权重 60% |" in markdown
    assert "| 满意度·纸质票 | 西县 | 不适用 |" in markdown


def test_checkpoint_tables_and_counted_entries_are_told(printed):
    assert "### 区市节点考核表（折算为100分）" in printed
    row = line_with(printed, "| 一季度 | 13 |")
    assert "社会消费品零售总额增速·增速（70%）" in row
    assert "| 信访与平安建设 | 信访积案 | 信访积案未化解件数 | −1分 | 8分 | 累加 |" in printed


def test_grades_vetoes_and_awards_are_words(printed):
    assert "| 双管单位 | 良好 | 参加排名单位的20%（四舍五入） | 不低于满分的70% |" in printed
    assert "| 重大安全事故 | 区市、功能区 | 重大安全事故 > 0 | 不得评为优秀 | 依次递补 |" in printed
    assert "经认定的重大统计造假 > 0 | 直接确定等次为“合格” |" in printed
    assert "| 进位显著奖 | 区市 | 名次较上年上升2位及以上 | 上年度综合考核位次·位次 | 最多2个 |" in printed


def test_claims_tell_quantity_scope_and_value(printed):
    assert (
        "| 考核主表中发展指标权重达80% | 区市考核主表·发展的分值，与区市考核主表之比 | 等于 80% |" in printed
    )
    assert "| 主导产业的登记册成员数，限区市，逐单位 | 等于 3 |" in printed
    assert "| 四节点计分的节点占比 | 等于 10% / 20% / 30% / 40% |" in printed


def test_no_code_and_no_expression_of_the_language_is_left(city, printed):
    for code in (*city.scorecards, *city.claims, *city.vetoes, "fai", "major_accidents", "$target"):
        assert f"{code} " not in printed
        assert f"[{code}]" not in printed


def test_english_is_complete_where_names_are(sample):
    text = render_markdown(describe_scheme(sample, "en"), "en")
    assert "**Illustration, not an official paper**" in text
    assert "## 2. Scorecard of the counties" in text
    assert "| Half-year | month 6 |" in text
    assert "Steps per point: Base 80% of the points; Up 1 point" in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_cells_cannot_break_the_table(sample, lang):
    odd = dataclasses.replace(sample, title="一|二\n三", title_en=None, illustrative=False)
    document = describe_scheme(odd, lang)
    assert not document.label
    assert render_markdown(document, lang).startswith("# 一\\|二 三\n")
    grids = [grid for section in document.sections for grid in section.grids]
    assert all(len(row) == len(grid.headings) for grid in grids for row in grid.rows)
