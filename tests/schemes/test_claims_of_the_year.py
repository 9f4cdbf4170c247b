"""Every claim of the demonstration year stops the change that would break its sentence."""

import shutil

import pytest

from sikao.core.scheme import load_scheme, read_scheme
from sikao.core.scheme.claims import check_claims
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

# Eight parts more below one level-2 indicator: 44 scoring points after 43, and still 32 indicators.
TRADE = "              - code: trade_growth\n"
PARTS = "".join(EXTRA.replace("extra", f"extra{number}") + " " * 14 for number in range(8))

# Claim, file, what is written, what somebody might write instead.
CHANGES = [
    ("c_development_share", DISTRICTS, "points: 80\n", "points: 70\n"),
    ("c_fewer_indicators", DISTRICTS, AIR, EXTRA + " " * 10 + AIR),
    ("c_no_more_scoring_points", DISTRICTS, TRADE, " " * 14 + PARTS + TRADE.lstrip()),
    ("c_six_quarterly", DISTRICTS, "            tags: [quarterly]\n", ""),
    ("c_quarterly_shares", "scheme.yaml", "{q1: 10%, h1: 20%, q3: 30%", "{q1: 20%, h1: 20%, q3: 20%"),
    ("c_six_blocks", DEPARTMENTS, PARTY, EXTRA + " " * 2 + PARTY),
    ("c_departments", "units.yaml", TOBACCO, ""),
    ("c_goals_at_least_one", "units.yaml", LONELY_GOAL, ""),
    ("c_goals_at_most_two", "units.yaml", SECOND, "        g3: {name: 创优目标三}\n" + SECOND),
    ("c_goals_in_all", "units.yaml", SECOND, "        g3: {name: 创优目标三}\n" + SECOND),
    ("c_three_industries", "units.yaml", "        dairy: {name: 乳品加工, name_en: Dairy}\n", ""),
    ("c_nine_zones", "units.yaml", "group: zones_specialised, within: shibei}", "group: districts}"),
    ("c_two_classes", "units.yaml", SPECIALISED, SPECIALISED.replace("zones}", "zones_comprehensive}")),
    ("c_open_zones", ZONES, "points: 110\n", "points: 100\n"),
    ("c_hitech_each", ZONES, HITECH, HITECH.replace("70", "68")),
    ("c_hitech_together", ZONES, HITECH, HITECH.replace("70", "68")),
    ("c_fourteen_targets", DISTRICTS, "            tags: [differentiated]\n", ""),
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
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


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


def test_every_claim_has_its_change(scheme):
    assert {row[0] for row in CHANGES} == set(scheme.claims)
