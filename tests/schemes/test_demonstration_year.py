"""What the demonstration year promises: the published sentences, and the events of an office's year.

Numbers of the sentences come from the published description of Qingdao's assessment; those of the events
are the year's own.
"""

from collections import Counter
from decimal import Decimal
from pathlib import Path

from sikao.core.figures.reading import read_figures
from sikao.core.reference import calculate
from sikao.core.scheme import compile_scheme

DEMONSTRATION = Path(__file__).parents[2] / "schemes" / "qingdao-2020"
DISTRICTS = (
    "shinan",
    "shibei",
    "licang",
    "laoshan",
    "huangdao",
    "chengyang",
    "jimo",
    "jiaozhou",
    "pingdu",
    "laixi",
)


def total_of(book, unit, checkpoint="year", node="total"):
    return next(
        row
        for row in book["rows"]
        if (row["unit"], row["checkpoint"], row["node"]) == (unit, checkpoint, node)
        and not row["scorecard"].endswith("_checkpoint")
    )


def test_the_sentences_with_numbers_are_claims(scheme):
    assert len(scheme.claims) == 17
    values = {code: claim.value for code, claim in scheme.claims.items()}
    assert values["c_development_share"] == Decimal("0.8")
    assert values["c_fewer_indicators"] == Decimal("0.8")
    assert values["c_no_more_scoring_points"] == 1
    assert values["c_six_quarterly"] == 6
    assert values["c_quarterly_shares"] == (Decimal("0.1"), Decimal("0.2"), Decimal("0.3"), Decimal("0.4"))
    assert values["c_fourteen_targets"] == 14
    assert values["c_open_zones"] == 220
    assert values["c_hitech_each"] == Decimal("1.4")
    assert values["c_departments"] == 76
    assert values["c_goals_in_all"] == 124


def test_goals_are_benchmarked_as_published(scheme):
    goals = [goal for unit in scheme.registers["excellence_goals"].entries.values() for goal in unit.values()]
    assert len(goals) == 124
    assert sum("深圳" in goal.name or "上海" in goal.name for goal in goals) == 73


def test_units_stand_as_an_office_has_them(scheme):
    groups = Counter(unit.group for unit in scheme.units.values())
    assert (groups["zones_open"], groups["zones_hitech"], groups["zones_specialised"]) == (4, 1, 4)
    assert sum(count for group, count in groups.items() if group.startswith("dept_")) == 76
    assert [code for code, unit in scheme.units.items() if not unit.ranked] == [
        "congress",
        "consultative",
        "new_department",
    ]
    assert {unit.within for code, unit in scheme.units.items() if unit.group.startswith("zones")} <= set(
        DISTRICTS
    )


def test_the_census_sums_to_the_published_total(values):
    # 青岛市第七次人口普查: 10,071,722
    assert sum(int(values[unit, "population", "level", "2020"]) for unit in DISTRICTS) == 10_071_722


def test_foreign_investment_of_the_districts_is_the_citys_and_zones_are_not_added(values, scheme):
    by_unit = {unit: Decimal(values[unit, "foreign_investment", "level", "2020"]) for unit in DISTRICTS}
    assert sum(by_unit.values()) == Decimal(values["qingdao", "foreign_investment", "level", "2020"]) == 58
    assert by_unit["chengyang"] == Decimal("5.6")
    assert values["hitech", "foreign_investment", "level", "2020"] == "1.2"
    assert scheme.units["hitech"].within == "chengyang"
    targets = scheme.parameters["districts"]["fdi"]["target"]
    assert sum(targets[unit]["year"] for unit in DISTRICTS) == 58
    assert sum(targets[unit]["q1"] for unit in DISTRICTS) * 4 == Decimal("64.5")


def test_january_and_february_are_one_period(values):
    for item in ("fixed_assets", "retail", "industry"):
        assert ("shinan", item, "growth", "2020-01..02") in values
        assert ("shinan", item, "growth", "2020-01") not in values
    assert ("shinan", "foreign_investment", "level", "2020-01") in values


def test_negative_growth_reported_growth_and_last_years_figures(values):
    periods = ("2020-01..03", "2020-01..06", "2020-01..09", "2020")
    assert [values["jimo", "fixed_assets", "growth", period] for period in periods] == [
        "-12.4",
        "-0.5",
        "3.2",
        "6.1",
    ]
    assert values["huangdao", "retail", "level", "2020"] == "820.34"
    assert values["huangdao", "retail", "level", "2019"] == "812.3"
    assert values["huangdao", "retail", "growth", "2020"] == "3"
    assert ("shinan", "research_intensity", "level", "2020") not in values
    assert ("shinan", "research_intensity", "level", "2019") in values


def test_absence_and_zero_are_different_things(values):
    assert values["shinan", "water_sections", "level", "2020"] == "not_applicable"
    assert values["special_four", "hitech_firms", "level", "2020"] == "0"


def test_flags_tell_late_disputed_and_estimated_figures(opened):
    flagged = Counter(
        (flag, row["indicator"]) for row in opened.figures.canonical_rows() for flag in row["flags"] or ()
    )
    told = {key: count for key, count in flagged.items() if key[0] != "synthetic"}
    assert told == {
        ("late", "energy_intensity"): 10,
        ("disputed", "good_air_days"): 1,
        ("estimated", "domestic_investment"): 1,
    }


def test_generated_figures_are_flagged_and_published_ones_are_not(opened):
    generated = {row["source"] for row in opened.figures.canonical_rows() if "synthetic" in row["flags"]}
    published = [row for row in opened.figures.canonical_rows() if "synthetic" not in row["flags"]]
    assert generated == {"合成数据（示例）"}
    assert published and all("合成" not in row["source"] for row in published)


def test_claimed_figures_replace_figures_that_count(values):
    claimed = read_figures(DEMONSTRATION / "figures" / "claimed" / "2020.csv")[0].canonical_rows()
    assert [(row["unit"], row["value"]) for row in claimed] == [("laixi", "37")]
    assert values["laixi", "new_consumer_entities", "level", "2020"] == "35"


def fai_of_licang(opened, checkpoint, revision):
    compiled = compile_scheme(opened.scheme)
    compiled["items"]["fixed_assets"]["revision"] = revision
    result = calculate(compiled, opened.figures.canonical_rows(), checkpoint)
    return total_of(result, "licang", checkpoint, "fai")["points"]


def test_a_revised_first_quarter_counts_since_the_half_year_and_the_first_quarters_book_stays(opened):
    assert opened.scheme.items["fixed_assets"].revision == "retroactive"
    # Targets 6 and 5: 64 + 2 x 1.8 = 67.6 before, 64 - 3 x 0.8 = 61.6 after; half-year 64 - 3 x 0.9 = 61.3.
    assert fai_of_licang(opened, "q1", "retroactive") == "6.76"
    assert fai_of_licang(opened, "h1", "retroactive") == "18.42"  # 6.16 + 20 % of 61.3
    assert fai_of_licang(opened, "h1", "prospective") == "19.02"  # 6.76 + 20 % of 61.3


def test_the_book_of_the_year_is_complete_and_grades_everybody(book):
    assert book["complete"]
    totals = [row for row in book["rows"] if row["node"] == "total" and row["checkpoint"] == "year"]
    assert len(totals) == 95
    assert all(row["points"] is not None for row in totals)
    grades = Counter(row["grade"] for row in totals if row["group"] == "districts")
    assert grades == {"excellent": 3, "good": 3, "qualified": 4}
    assert [row["unit"] for row in totals if row["grade"] is None] == [
        "congress",
        "consultative",
        "new_department",
    ]


def test_totals_of_the_worked_examples(book):
    assert total_of(book, "shinan")["points"] == "845.08"
    assert total_of(book, "chengyang")["points"] == "881.3"
    assert total_of(book, "pingdu")["points"] == "782.3"
    assert total_of(book, "laixi")["points"] == "781.36"
    parts = total_of(book, "shinan", node="main")["parts"]
    # 832.40 of the 985 points that apply
    assert sum(Decimal(part) for name, part in parts.items() if name.startswith("child:")) == Decimal(
        "832.40"
    )


def test_ties_vetoes_and_transfers_occur(book):
    flags = Counter(flag for row in book["rows"] if row["node"] == "total" for flag in row["flags"])
    assert flags["tie"] == 2
    assert flags["veto:v_discipline"] == 1
    assert flags["transferred"] > 0
    assert total_of(book, "meteorology")["points"] == total_of(book, "post")["points"]


def test_every_group_has_a_leader_and_a_last(book):
    spread = {}
    for row in book["rows"]:
        if row["node"] == "total" and row["checkpoint"] == "year" and row["rank"]:
            spread.setdefault(row["group"], []).append(Decimal(row["points"]))
    assert set(spread) == {
        "districts",
        "zones",
        "dept_party",
        "dept_economy",
        "dept_social",
        "dept_enforcement",
        "dept_dual",
    }
    assert all(max(points) - min(points) > 80 for points in spread.values())
