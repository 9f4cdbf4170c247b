"""The explanation of a number: beside the page and as a page, with literals of the acceptance scenarios."""

from tests.core.insight.making import make
from tests.interfaces.web.reading import read

FAI = "/results/qingdao_2020/year/units/jimo/districts/fai/"


def rows(tree, name):
    table = next(t for t in tree.all("table") if name in t.text)
    return [[cell.text for cell in row.children if not isinstance(cell, str)] for row in table.all("tr")]


def test_the_panel_gets_the_content_alone(fetch):
    content = fetch(FAI, **{"HX-Request": "true"})
    assert "<html" not in content
    assert read(content).first("h2").text == "固定资产投资增速"


def test_jimo_investment_is_explained_checkpoint_by_checkpoint(fetch):
    """Targets −8.0/1.0/3.5/5.0, actual −12.4/−0.5/3.2/6.1: 50.8/59.5/63.1/66.2, in all 62.39 of 80."""
    found = rows(read(fetch(FAI)), "计入全年")
    assert found[1:] == [
        ["一季度", "−12.4", "−8", "50.80", "10%", "5.08"],
        ["半年", "−0.5", "1", "59.50", "20%", "11.90"],
        ["前三季度", "3.2", "3.5", "63.10", "30%", "18.93"],
        ["年终", "6.1", "5", "66.20", "40%", "26.48"],
        ["合计", "", "62.39"],
    ]


def test_the_formula_is_shown_with_its_numbers(fetch):
    formulas = [p.text for p in read(fetch(FAI)).all("p", class_="formula")]
    assert formulas[0] == "10% × 50.8 + 20% × 59.5 + 30% × 63.1 + 40% × 66.2 = 62.39"
    assert formulas[1] == "64 − 3 × ((−8) − (−12.4)) = 50.8"
    assert formulas[4] == "64 + 2 × (6.1 − 5) = 66.2"


def test_every_number_of_the_formula_is_explained_below_it(fetch):
    legends = [dl.text for dl in read(fetch(FAI)).all("dl", class_="legend")]
    assert "10% 一季度占全年的比例 方案规定" in legends[0]
    assert "64 分 达标分 满分的 80%" in legends[1]
    assert "−12.4 % 实际：固定资产投资·增速 2020年一季度 · 即墨区" in legends[1]


def test_many_numbers_of_a_formula_are_told_when_asked_for(fetch):
    """Four shares and four scores make the year; four numbers make a checkpoint, told at once."""
    folded = [details.text for details in read(fetch(FAI)).all("details", class_="symbols")]
    assert len(folded) == 1
    assert folded[0].startswith("式中 8 个数的来历 10% 一季度占全年的比例")


def test_what_one_checkpoint_alone_gives_is_told_once(fetch):
    """The leaders' rating is a year-end indicator: no table of a single row that is the sum of itself."""
    text = read(fetch("/results/qingdao_2020/year/units/shinan/districts/leaders/")).first("main").text
    assert "得分由哪些部分组成" not in text
    assert "完成得分 ≈8.357143" in text


def test_a_bonus_and_a_deduction_have_a_bound_and_no_rate(fetch):
    """Shibei lost 3 points of at most 20: no rate of 20 full points."""
    text = (
        read(fetch("/results/qingdao_2020/year/units/shibei/districts/deductions/"))
        .first("p", class_="result")
        .text
    )
    assert "−3.00 最多减 20" in text
    assert "得分率" not in text
    tree = read(fetch("/results/qingdao_2020/year/units/shibei/districts/total/"))
    parts = [row[0] for row in rows(tree, "合计")]
    assert "减分 最多减 20" in parts
    assert "项目加分 最多加 30" in parts


def test_a_scored_sum_says_that_only_a_part_does_not_apply(fetch):
    unit = "/results/qingdao_2020/year/units/enforcement_unit/departments/"
    total = read(fetch(unit + "total/")).first("ul", class_="remarks").text
    assert "不适用 有指标对本单位不适用" in total
    assert "分值已转移 有指标的分值已并入另一项指标" in total
    leaf = read(fetch(unit + "provincial_tasks/")).first("ul", class_="remarks").text
    assert "不适用 该项对本单位不适用" in leaf


def test_a_reported_growth_is_shown_beside_the_computed_one(fetch):
    """Huangdao reports +3.0 % on a revised base; the levels alone would give about +1.0 %."""
    text = (
        read(fetch("/results/qingdao_2020/year/units/huangdao/districts/retail_growth/")).first("main").text
    )
    assert "与上报值不同，计分用上报值" in text
    assert "推算所用数据 2 条" in text
    assert "812.3 亿元" in text
    assert "820.34 亿元" in text
    assert "最好 3 黄岛区 最差 −1.1 莱西市" in text


def test_points_that_do_not_apply_are_spread(fetch):
    """Shinan has no water section: 832.40 of 985 become 845.08 of 1,000."""
    tree = read(fetch("/results/qingdao_2020/year/units/shinan/districts/main/"))
    assert tree.first("span", class_="points").text == "845.08"
    spread = {row[0]: row[-1] for row in rows(tree, "合计")}
    assert spread["分值摊入"] == "+ ≈12.676142"
    text = tree.first("main").text
    assert "地表水考核断面达标率 年终 · 15 分摊入其他指标" in text
    assert "832.4 ÷ 985 × 1000 = ≈845.076142" in text


def test_a_total_shows_how_its_main_table_was_spread(fetch):
    tree = read(fetch("/results/qingdao_2020/year/units/shinan/districts/total/"))
    assert "832.4 ÷ 985 × 1000" in tree.first("main").text


def test_the_parts_of_a_branch_stand_with_their_full_points_and_rates(fetch):
    """Jimo's investment: 62.39 of 80 points are a rate of 77.99 %."""
    tree = read(fetch("/results/qingdao_2020/year/units/jimo/districts/investment/"))
    part = next(row[0] for row in rows(tree, "合计") if row[0].startswith("固定资产投资增速"))
    assert part == "固定资产投资增速 满分 80 · 得分率 78.0%"


def test_a_checkpoint_table_is_converted_with_its_numbers(fetch):
    tree = read(fetch("/results/qingdao_2020/q3/units/jimo/districts_checkpoint/total/"))
    text = tree.first("main").text
    assert "得分合计 ÷ 满分合计 × 100" in text
    part = next(row[0] for row in rows(tree, "合计") if row[0].startswith("固定资产投资增速"))
    assert part == "固定资产投资增速 得分 63.10 · 满分 80 · 得分率 78.9%"


def test_a_total_leads_on_to_its_parts(fetch):
    tree = read(fetch("/results/qingdao_2020/year/units/laixi/districts/total/"))
    links = {link.text: link.attributes["href"] for link in tree.first("main").all("a", data_explain="")}
    assert links["发展"] == "/results/qingdao_2020/year/units/laixi/districts/development/"
    assert links["减分"] == "/results/qingdao_2020/year/units/laixi/districts/deductions/"


def test_figures_come_with_who_reported_them(fetch):
    item = read(fetch(FAI)).first("li")
    figures = [li.text for li in read(fetch(FAI)).first("main").all("li")]
    assert any("固定资产投资" in text and "市统计局" in text for text in figures), item


def test_a_veto_is_told_beside_the_grade_with_the_grade_without_it(fetch):
    """First of ten, but barred from the first grade by a serious case of discipline."""
    text = (
        read(fetch("/results/qingdao_2020/year/units/enforcement_unit/departments/total/")).first("main").text
    )
    assert "领导班子主要成员严重违纪违法 > 0 → 不得评为优秀，名额依次递补" in text
    assert "若无否决，等次为优秀" in text


def test_an_award_is_told_with_both_ranks(fetch):
    """Jimo was seventh and is fourth."""
    path = "/results/qingdao_2020/year/units/jimo/districts/total/"
    assert "上年第 7，本年第 4，进 3 位" in read(fetch(path)).first("main").text


def test_a_total_adds_bonuses_to_the_exact_main_table_and_is_rounded_once(fetch):
    """Huangdao: 958.24 of the main table, and 11 points beside it."""
    text = read(fetch("/results/qingdao_2020/year/units/huangdao/districts/total/")).first("main").text
    assert "764.03 + 125.21 + 69 = 958.24" in text
    assert "958.24 + 8 + 3 + 0 = 969.24" in text


def test_numbers_of_thousands_of_decimals_are_shown_in_short(fetch, only, tmp_path):
    # 192 factors of 12 decimals each, times as many: 4,608 decimals.
    power = "*".join(["(" + "*".join(["x^4"] * 12) + ")"] * 4)
    leaf = {
        "code": "n",
        "points": "10",
        "measure": power,
        "coefficient": power,
        "method": {"kind": "attainment", "target": "1"},
    }
    opened = make(tmp_path, [leaf], {"a": {"x": "0.999999999999"}, "b": {"x": "0.5"}})
    (tmp_path / "figures").mkdir()
    opened.figures.to_frame().write_csv(tmp_path / "figures" / "2020.csv")
    only(tmp_path)
    for at in ("/results/made_by_hand/year/", "/en/results/made_by_hand/year/"):
        assert fetch(at + "groups/units/")
        assert fetch(at + "what-if/units/")
        assert fetch(at + "units/a/card/total/")
        # (1 − 10⁻¹²) to the 384th of 10 points, rounded to two places.
        assert "10.00" in fetch(at + "units/a/card/n/")
