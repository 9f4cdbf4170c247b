"""Every claim of the demonstration year stops the change that would break its sentence."""

import dataclasses
import re
import shutil
from decimal import Decimal

import pytest

from sikao.core.scheme import load_scheme, read_scheme
from sikao.core.scheme.claims import check_claims
from sikao.core.scheme.shape import Table
from sikao.core.scheme.tree import NO_PLACES
from tests.schemes.conftest import DEMONSTRATION

DISTRICTS, ZONES, DEPARTMENTS = (f"scorecards/{name}.yaml" for name in ("districts", "zones", "departments"))
EXTRA = (
    "- {code: extra, name: 另加, points: 0, rule: 无, measure: peer_votes, method: {kind: relative_best}}\n"
)
AIR, PARTY, SECOND = "- code: air_days\n", "- code: department_party\n", "        g2: {name: 创优目标二"
TOBACCO = "  tobacco: {name: 市烟草专卖局, name_en: Tobacco monopoly bureau, group: dept_dual}\n"
GOAL = "        g1: {name: 创优目标一（示例·对标广州）, name_en: "
LONELY_GOAL = f'      fire_rescue:\n{GOAL}"Excellence goal 1 (example, against Guangzhou)"}}\n'
SPECIALISED = "zones_specialised: {name: 专业类, name_en: Specialised, parent: zones}"
HITECH = "overrides: {zones_hitech: {points: 70}}"

SEVENTH = (
    "- {code: extra, name: 另加, points: 0, rule: 无, measure: peer_votes, method: {kind: relative_best}, "
    "schedule: quarterly, tags: [quarterly]}\n"
)
COMPREHENSIVE = "zones_comprehensive: {name: 综合类, name_en: Comprehensive, parent: zones}\n"
FOURTH = "        dairy_two: {name: 再加一个产业}\n        dairy: "
EASIER = "laixi: {method: {kind: attainment, target: 99}}}"
FTZ = "  ftz: {name: 自贸片区, name_en: Free trade area, group: zones_open, within: huangdao}\n"


def targets_of(node):
    """The targets of a node, one line for each district."""
    return re.compile(rf"    {node}:\n      target:\n(?:        .+\n)+")


def same_for_all(node, value):
    """One target for all the districts."""
    return f"    {node}:\n      target: {{all: {value}}}\n"


# Eight parts more below one level-2 indicator: 44 scoring points after 43, and still 32 indicators.
TRADE = "              - code: trade_growth\n"
PARTS = "".join(EXTRA.replace("extra", f"extra{number}") + " " * 14 for number in range(8))

# Claim, file, what is written, what somebody might write instead; where there is a bound, just beyond it.
CHANGES = [
    ("c_development_share", DISTRICTS, "points: 80\n", "points: 70\n"),
    ("c_development_share", DISTRICTS, "points: 80\n", "points: 79.9\n"),
    ("c_development_share", DISTRICTS, "points: 45\n", "points: 45.1\n"),
    ("c_fewer_indicators", DISTRICTS, AIR, EXTRA + " " * 10 + AIR),
    ("c_fewer_indicators", DISTRICTS, "- code: fai\n", EXTRA + " " * 10 + "- code: fai\n"),
    ("c_no_more_scoring_points", DISTRICTS, TRADE, " " * 14 + PARTS + TRADE.lstrip()),
    ("c_six_quarterly", DISTRICTS, "            tags: [quarterly]\n", ""),
    ("c_six_quarterly", DISTRICTS, "schedule: quarterly\n", "schedule: annual\n"),
    ("c_six_quarterly", DISTRICTS, AIR, SEVENTH + " " * 10 + AIR),
    ("c_quarterly_shares", "scheme.yaml", "{q1: 10%, h1: 20%", "{q1: 10.1%, h1: 19.9%"),
    ("c_quarterly_shares", "scheme.yaml", "{q1: 10%, h1: 20%, q3: 30%", "{q1: 20%, h1: 20%, q3: 20%"),
    ("c_six_blocks", DEPARTMENTS, PARTY, EXTRA + " " * 2 + PARTY),
    ("c_departments", "units.yaml", TOBACCO, ""),
    ("c_departments", "units.yaml", TOBACCO, TOBACCO + TOBACCO.replace("tobacco", "one_more")),
    ("c_departments", "units.yaml", TOBACCO, TOBACCO.replace("dept_dual", "districts")),
    ("c_goals_at_least_one", "units.yaml", LONELY_GOAL, ""),
    ("c_goals_at_most_two", "units.yaml", SECOND, "        g3: {name: 创优目标三}\n" + SECOND),
    ("c_goals_in_all", "units.yaml", SECOND, "        g3: {name: 创优目标三}\n" + SECOND),
    ("c_goals_in_all", "units.yaml", LONELY_GOAL, ""),
    ("c_three_industries", "units.yaml", "        dairy: {name: 乳品加工, name_en: Dairy}\n", ""),
    ("c_three_industries", "units.yaml", "        dairy: ", FOURTH),
    ("c_nine_zones", "units.yaml", "group: zones_specialised, within: shibei}", "group: districts}"),
    ("c_nine_zones", "units.yaml", FTZ, ""),
    ("c_nine_zones", "units.yaml", FTZ, FTZ + FTZ.replace("ftz", "ftz_two")),
    (
        "c_two_classes",
        "units.yaml",
        COMPREHENSIVE,
        COMPREHENSIVE + "  third: {name: 第三类, parent: zones}\n",
    ),
    ("c_two_classes", "units.yaml", SPECIALISED, SPECIALISED.replace("zones}", "zones_comprehensive}")),
    ("c_open_zones", ZONES, "points: 110\n", "points: 100\n"),
    ("c_open_zones", ZONES, "points: 110\n", "points: 110.1\n"),
    ("c_open_zones", ZONES, "overrides: {zones_hitech", "overrides: {ftz: {points: 109.9}, zones_hitech"),
    ("c_hitech_each", ZONES, HITECH, HITECH.replace("70", "68")),
    ("c_hitech_each", ZONES, HITECH, HITECH.replace("70", "70.1")),
    ("c_hitech_each", ZONES, HITECH, HITECH.replace("}}", "}, special_one: {points: 50.1}}")),
    ("c_hitech_together", ZONES, HITECH, HITECH.replace("70", "68")),
    ("c_hitech_together", ZONES, HITECH, HITECH.replace("70", "69.9")),
    ("c_fourteen_targets", "parameters.yaml", targets_of("particles"), same_for_all("particles", 38)),
    ("c_fourteen_targets", "parameters.yaml", targets_of("air_days"), same_for_all("air_days", 78)),
    ("c_fourteen_targets", "parameters.yaml", targets_of("energy"), same_for_all("energy", "{year: 3}")),
    ("c_fourteen_targets", DISTRICTS, "target: 100}", "target: 100}\n            overrides: {" + EASIER),
]


@pytest.fixture(scope="module")
def last_year():
    return read_scheme(DEMONSTRATION.parent / "qingdao-2019").scheme


@pytest.fixture
def copy(tmp_path):
    """The demonstration year, to be changed."""
    keep = shutil.ignore_patterns("figures", "cases")
    return shutil.copytree(DEMONSTRATION, tmp_path / "qingdao-2020", ignore=keep)


def change(folder, file, before, after):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    pattern = re.compile(re.escape(before)) if isinstance(before, str) else before
    text, number = pattern.subn(lambda _: after, text, count=1)
    assert number == 1
    path.write_text(text, encoding="utf-8")


def not_met(folder, last_year):
    reading = read_scheme(folder)
    assert reading.scheme is not None, reading.findings
    findings = check_claims(reading.scheme, last_year, reading.places)
    return {finding.details["claim"] for finding in findings if finding.code == "claim.not_met"}


def test_unchanged_every_claim_holds(copy, last_year):
    assert not_met(copy, last_year) == set()


@pytest.mark.parametrize(("claim", "file", "before", "after"), CHANGES, ids=[row[0] for row in CHANGES])
def test_a_change_against_the_sentence_is_refused(copy, last_year, claim, file, before, after):
    change(copy, file, before, after)
    assert claim in not_met(copy, last_year)


def test_merging_indicators_while_scoring_points_grow_is_refused_as_such(copy, last_year):
    """Parts pile up below one level-2 indicator: no more indicators, and more scoring points."""
    change(copy, DISTRICTS, TRADE, " " * 14 + PARTS + TRADE.lstrip())
    assert not_met(copy, last_year) == {"c_no_more_scoring_points"}
    reading = read_scheme(copy)
    told = [finding.what("zh") for finding in check_claims(reading.scheme, last_year, reading.places)]
    assert told == ["二级指标压缩20%，现44/43=102.33%（区市考核主表；应不高于100.0%）。"]


def test_ten_points_moved_from_investment_to_satisfaction_are_refused_with_the_sentence(copy):
    shutil.copytree(DEMONSTRATION.parent / "qingdao-2019", copy.parent / "qingdao-2019")
    change(copy, DISTRICTS, "points: 80\n", "points: 70\n")
    head, tail = (copy / DISTRICTS).read_text(encoding="utf-8").split("code: satisfied\n")
    moved = head + "code: satisfied\n" + tail.replace("points: 20", "points: 30", 1)
    (copy / DISTRICTS).write_text(moved, encoding="utf-8")
    scheme, findings = load_scheme(copy)
    assert scheme is None
    [finding] = [finding for finding in findings if finding.severity == "error"]
    told = finding.what("zh")
    assert "发展指标权重达80%" in told
    assert "790/1000=79.0%" in told


def test_every_bound_is_reached(scheme, last_year):
    """A claim that another number in its last digit leaves standing says less than its words.

    That scoring points do not grow is kept with room to spare: 36 after 43.
    """
    tight = (claim for code, claim in scheme.claims.items() if code != "c_no_more_scoring_points")
    for claim in tight:
        for value in (claim.value,) if isinstance(claim.value, Decimal) else ():
            ratio = claim.relative_to is not None or bool(claim.against)
            step = Decimal("0.001") if ratio else Decimal(1)
            beyond = {"equal": (step, -step), "at_least": (step,), "at_most": (-step,)}[claim.relation]
            for change in beyond:
                tried = dataclasses.replace(claim, value=value + change)
                year = dataclasses.replace(scheme, claims=Table({claim.code: tried}))
                told = [finding.code for finding in check_claims(year, last_year, NO_PLACES)]
                assert "claim.not_met" in told, (claim.code, value + change)


def test_every_claim_has_its_changes(scheme):
    assert {row[0] for row in CHANGES} == set(scheme.claims)


def test_written_otherwise_the_same_targets_are_no_other_ones(copy, last_year):
    change(
        copy,
        "parameters.yaml",
        re.compile(r"(?<=    particles:\n      target:\n        shinan: )36"),
        "{year: 36.0}",
    )
    assert not_met(copy, last_year) == set()
