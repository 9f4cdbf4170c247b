"""Every kind of claim on a small scheme, and for each a change of the scheme that must break it."""

import pytest

from sikao.core.scheme import check_scheme, read_scheme
from sikao.core.scheme.claims import check_claims
from tests.core.scheme.broken import CARD, assert_found, findings_of
from tests.core.scheme.samples import write_sample

CLAIM = ("claims.yaml", "    value: 60%\n")


def claim(text):
    """The sample with one more claim, written in flow form."""
    return ("claims.yaml", "", "  extra: {sentence: s_economy, " + text + "}\n")


MORE = """\
      - {code: more, name: 又一项, points: 1, rule: 无, measure: revenue, method: {kind: relative_best}}
"""
SUBGROUPS = """\
  plain: {name: 一般县, parent: counties}
  open: {name: 开放县, parent: counties}
"""
SCHEDULE = "{h1: 40%, year: 60%}"
GROUPS = [
    ("units.yaml", "units: ", SUBGROUPS + "units: "),
    ("units.yaml", "East county, group: counties", "East county, group: open"),
    ("units.yaml", "South county, group: counties", "South county, group: plain"),
    ("units.yaml", "West county, group: counties", "West county, group: plain"),
    (CARD, "rule: 首位", "overrides: {open: {points: 28}}\n        rule: 首位"),
    (CARD, "rule: 目标完成率", "overrides: {open: {points: 12}}\n        rule: 目标完成率"),
]
WHOLE = "relative_to: {scorecard: counties}, "
KINDS = {
    "points": (
        "quantity: points, of: {scorecard: counties, nodes: [air]}, value: 20",
        [(CARD, "points: 20\n        rule: 首位", "points: 21\n        rule: 首位")],
    ),
    "points of a block in all": (
        "quantity: points, of: {scorecard: counties, block: people}, " + WHOLE + "value: 20%",
        [(CARD, "combine: weighted\n        points: 20", "combine: weighted\n        points: 25")],
    ),
    "points of a tag": (
        "quantity: points, of: {scorecard: counties, tag: fast}, value: 40",
        [(CARD, "code: air\n", "code: air\n        tags: [fast]\n")],
    ),
    "points of a bonus": (
        "quantity: points, of: {scorecard: counties, role: bonus}, is: at_most, value: 5",
        [(CARD, "points: 5", "points: 6")],
    ),
    "count of a level": (
        "quantity: count, of: {scorecard: counties, level: indicator}, value: 4",
        [(CARD, "  - code: safety", MORE + "  - code: safety")],
    ),
    "count of leaves for a group": (
        "quantity: count, of: {scorecard: counties}, groups: [counties], value: 5",
        [
            (CARD, "west: {applies: false}", "counties: {applies: false}"),
            (CARD, ", south: {weight: 0.6}", ""),
        ],
    ),
    "count per unit": (
        "quantity: count, of: {scorecard: counties, block: people}, each: unit, is: at_least, value: 1",
        [(CARD, "code: blend\n", "code: blend\n        overrides: {east: {applies: false}}\n")],
    ),
    "count of what applies to nobody": (
        "quantity: count, of: {scorecard: counties, tag: fast}, value: 1",
        [(CARD, "tags: [fast]", "tags: [fast]\n        overrides: {counties: {applies: false}}")],
    ),
    "count of what counts by a schedule": (
        "quantity: count, of: {scorecard: counties, level: indicator, schedule: half_yearly}, value: 1",
        [(CARD, "measure: revenue\n", "measure: revenue\n        schedule: half_yearly\n")],
    ),
    "count of targets that differ": (
        "quantity: targets, of: {scorecard: counties}, value: 1",
        [("parameters.yaml", "{east: 50, south: 30, west: 20}", "{all: 30}")],
    ),
    "members per unit": (
        "quantity: members, of: {register: projects}, each: unit, is: at_most, value: 3",
        [("units.yaml", "p3: {name: 共有项目}", "p3: {name: 共有项目}, p4: {name: 再加一项}")],
    ),
    "members in all": (
        "quantity: members, of: {register: projects}, value: 5",
        [("units.yaml", "p3: {name: 共有项目}", "p3: {name: 共有项目}, p4: {name: 再加一项}")],
    ),
    "shares as a list": (
        "quantity: shares, of: {schedule: half_yearly}, value: [40%, 60%]",
        [("scheme.yaml", SCHEDULE, "{h1: 50%, year: 50%}")],
    ),
    "shares by checkpoint": (
        "quantity: shares, of: {schedule: half_yearly}, value: {h1: 40%, year: 60%}",
        [("scheme.yaml", SCHEDULE, "{h1: 50%, year: 50%}")],
    ),
    "burden": (
        "quantity: burden, is: at_most, value: 29",
        [("items.yaml", "members: projects}\n  votes", "members: projects, evidence: [名单]}\n  votes")],
    ),
    "burden of a block": (
        "quantity: burden, of: {scorecard: counties, block: environment}, value: 3",
        [(CARD, "measure: particles", "measure: particles\n        schedule: half_yearly")],
    ),
    "units": (
        "quantity: units, groups: [counties], value: 3",
        [("units.yaml", "providers:", "  north: {name: 北县, group: counties}\nproviders:")],
    ),
    "groups": (
        "quantity: groups, groups: [counties], value: 0",
        [("units.yaml", "units: ", "  open: {name: 开放县, parent: counties}\nunits: ")],
    ),
}


def broken_claims(folder, changes):
    return [found for found in findings_of(folder, changes) if found.code.startswith("claim.")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_claim_holds_and_kills_its_mutant(kind, tmp_path):
    text, mutation = KINDS[kind]
    added = claim(text)
    setup = [(CARD, "schedule: half_yearly", "schedule: half_yearly\n        tags: [fast]"), added]
    assert broken_claims(tmp_path / "a", setup) == []
    unmet = [found.details["claim"] for found in broken_claims(tmp_path / "b", [*setup, *mutation])]
    assert "extra" in unmet


AGAINST = (
    "quantity: points, of: {scorecard: counties, nodes: [air]}, groups: [open], against: [plain], value: 140%"
)


def test_a_claim_against_another_group_holds_and_kills_its_mutant(tmp_path):
    added = claim(AGAINST + ", each: node")
    # In the sample with two classes the share of the economy block is another one, which is no concern here.
    before = [found.details["claim"] for found in broken_claims(tmp_path / "a", [*GROUPS, added])]
    assert "extra" not in before
    weaker = [*GROUPS, (CARD, "{points: 28}", "{points: 27.2}"), added]
    found = [
        finding for finding in broken_claims(tmp_path / "b", weaker) if finding.details["claim"] == "extra"
    ]
    assert [finding.details["figure"] for finding in found] == ["27.2/20=136.0%"]
    assert found[0].details["subject"].zh == "东县，细颗粒物浓度，对南县"
    assert str(found[0].where).startswith(f"{CARD}:")


def test_a_failed_claim_prints_sentence_figure_and_place(tmp_path):
    changes = [
        (CARD, "points: 20\n        rule: 目标", "points: 19\n        rule: 目标"),
        (CARD, "points: 20\n        rule: 首位", "points: 21\n        rule: 首位"),
    ]
    found = assert_found(tmp_path, "claim.not_met", changes)
    assert found.what("zh") == "经济发展指标权重占60%，现59/100=59.0%（东县；应等于60.0%）。"
    assert str(found.where) == "scorecards/counties.yaml:11:5"
    assert [other.code for other in broken_claims(tmp_path / "again", changes)] == ["claim.not_met"]


BROKEN = {
    "claim.percent": "quantity: points, of: {scorecard: counties, block: people}, "
    "relative_to: {scorecard: counties}, value: 20",
    "claim.by_unit": "quantity: members, of: {register: projects}, is: at_most, value: 3",
    "claim.incomplete": "quantity: points, value: 1",
    "claim.unknown": "quantity: points, of: {scorecard: counties, block: nothing}, value: 1",
    "claim.nothing_selected": "quantity: count, of: {scorecard: counties, tag: nothing}, value: 1",
    "claim.no_previous": "quantity: burden, relative_to: {year: previous}, value: 80%",
    "claim.zero_base": "quantity: points, of: {scorecard: counties}, relative_to: "
    "{scorecard: counties, nodes: [ballot]}, value: 1",
    "claim.value_form": "quantity: points, of: {scorecard: counties}, value: [1, 2]",
    "claim.not_met": "quantity: units, groups: [counties], value: 4",
    "claim.stray": "quantity: units, groups: [counties], each: unit, value: 3",
}


def test_a_value_without_its_percent_sign_is_told_once_and_at_the_value(tmp_path):
    found = findings_of(tmp_path, [claim(BROKEN["claim.percent"])])
    assert [one.code for one in found] == ["claim.percent"]
    assert "请写 20%" in found[0].text("zh")
    assert found[0].where.file == "claims.yaml"


def test_shares_without_percent_signs_are_told_as_such(tmp_path):
    broken = claim("quantity: shares, of: {schedule: half_yearly}, value: [40, 60]")
    assert [one.code for one in findings_of(tmp_path, [broken])] == ["claim.percent"]


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_example_is_found(code, tmp_path):
    assert_found(tmp_path, code, [claim(BROKEN[code])])


@pytest.mark.parametrize(
    "text",
    [
        "quantity: members, of: {register: nothing}, value: 1",
        "quantity: shares, of: {schedule: nothing}, value: [1]",
        "quantity: points, of: {scorecard: nothing}, value: 1",
        "quantity: points, of: {scorecard: counties, nodes: [nothing]}, value: 1",
        "quantity: points, of: {scorecard: counties, level: nothing}, value: 1",
    ],
)
def test_a_claim_about_what_does_not_exist_says_so(text, tmp_path):
    assert_found(tmp_path, "claim.unknown", [claim(text)])


@pytest.mark.parametrize(
    "text",
    [
        "quantity: burden, groups: [counties], is: at_most, value: 99",
        "quantity: members, of: {register: projects, tag: fast}, each: unit, value: 3",
        "quantity: shares, of: {schedule: half_yearly, scorecard: counties}, value: [40%, 60%]",
        "quantity: units, of: {scorecard: counties}, groups: [counties], value: 3",
        "quantity: count, of: {scorecard: counties}, each: node, value: 5",
        "quantity: targets, of: {scorecard: counties}, each: unit, value: 1",
        "quantity: points, of: {scorecard: counties, schedule: half_yearly}, value: 100",
        "quantity: points, of: {scorecard: counties}, relative_to: {}, against: [counties], value: 1",
    ],
)
def test_a_key_that_changes_nothing_is_refused(text, tmp_path):
    assert_found(tmp_path, "claim.stray", [claim(text)])


def test_a_tag_does_not_stand_in_for_the_schedule(tmp_path):
    added = claim("quantity: count, of: {scorecard: counties, tag: fast, schedule: half_yearly}, value: 1")
    tagged = (CARD, "schedule: half_yearly", "schedule: half_yearly\n        tags: [fast]")
    assert broken_claims(tmp_path / "a", [tagged, added]) == []
    slower = (CARD, "tags: [fast]", "tags: [fast]\n        overrides: {south: {schedule: annual}}")
    found = broken_claims(tmp_path / "b", [tagged, slower, added])
    assert [finding.code for finding in found] == ["claim.nothing_selected"]


def test_a_count_by_a_schedule_that_does_not_exist_says_so(tmp_path):
    text = "quantity: count, of: {scorecard: counties, schedule: nothing}, value: 1"
    assert_found(tmp_path, "claim.unknown", [claim(text)])


@pytest.mark.parametrize("quantity", ["units", "groups", "members", "shares", "count"])
def test_a_claim_that_says_too_little_says_so(quantity, tmp_path):
    assert_found(tmp_path, "claim.incomplete", [claim(f"quantity: {quantity}, value: 1")])


def test_last_years_scheme_is_compared_with(tmp_path):
    before = read_scheme(write_sample(tmp_path / "before")).scheme
    earlier = "relative_to: {scorecard: counties, year: previous}"
    text = f"quantity: count, of: {{scorecard: counties}}, {earlier}, value: 80%"
    now = read_scheme(write_sample(tmp_path / "now", claim(text))).scheme
    found = [finding for finding in check_scheme(now, before) if finding.code == "claim.not_met"]
    assert [finding.details["figure"] for finding in found] == ["5/5=100.0%"]
    assert str(found[0].where) == "claims.extra"


WHOLE_BURDEN = "quantity: burden, relative_to: {year: previous}, is: at_most, value: 100%"
CARDS_BURDEN = WHOLE_BURDEN.replace(
    "relative_to: {", "of: {scorecard: counties}, relative_to: {scorecard: counties, "
)
TOWNS = [
    ("units.yaml", "units: ", "  towns: {name: 乡镇, scorecard: towns, ranked: true}\nunits: "),
    ("units.yaml", "providers:", "  hill: {name: 山镇, group: towns}\nproviders:"),
    (
        "scorecards/towns.yaml",
        "",
        (
            "scorecard: towns\nname: 乡镇考核表\nfull_points: 10\nlevels: [block]\nnodes:\n"
            "  - {code: extra_votes, name: 票决, points: 10, rule: 无, measure: votes.score,\n"
            "     method: {kind: attainment, target: 100}}\n"
        ),
    ),
]


@pytest.mark.parametrize("text", [WHOLE_BURDEN, CARDS_BURDEN])
def test_the_burden_is_held_against_last_years_like_with_like(text, tmp_path):
    before = read_scheme(write_sample(tmp_path / "before")).scheme

    def figures(name, *changes):
        reading = read_scheme(write_sample(tmp_path / name, claim(text), *changes))
        assert reading.scheme is not None, reading.findings
        found = check_claims(reading.scheme, before, reading.places)
        return [finding.details["figure"] for finding in found if finding.details.get("claim") == "extra"]

    assert figures("same") == []
    # 29 things of three units; evidence for votes, twice more, is 31.
    assert figures("more", ("items.yaml", "[计票单]", "[计票单, 名单]")) == ["(31/3)/(29/3)=106.9%"]
    # What only this year's scheme asks, of units that no scorecard of last year concerned, is not compared.
    assert figures("towns", *TOWNS) == []
