import pytest

from tests.core.scheme.broken import CARD, assert_found, findings_of

BROKEN = {
    "scheme.unknown_reference": [("units.yaml", "group: counties}\n  south", "group: nobody}\n  south")],
    "scheme.code_twice": [(CARD, "code: poll", "code: ballot")],
    "scheme.code_clash": [("units.yaml", "  city:", "  east:")],
    "scheme.reserved_code": [("units.yaml", "  city:", "  each:")],
    "scheme.table_code_taken": [(CARD, "code: counties_h1", "code: counties")],
    "scheme.code_look_alike": [("units.yaml", "  city:", "  w0: {name: 甲}\n  wo: {name: 乙}\n  city:")],
    "scheme.name_look_alike": [("units.yaml", "name: 南县", "name: 東县")],
    "scheme.name_twice": [("units.yaml", "name: 南县", "name: 东县")],
    "scheme.cycle": [("units.yaml", "ranked: true}", "ranked: true, parent: counties}")],
    "scheme.transfer_default": [("scheme.yaml", "missing: refuse", "missing: transfer air")],
    "scheme.transfer_target": [(CARD, "transfer air", "transfer blend")],
    "name.unusual_character": [("units.yaml", "name: 南县", "name: 南⻔县")],
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_example_is_found(code, tmp_path):
    assert_found(tmp_path, code, BROKEN[code])


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("items.yaml", "provider: statistics", "provider: nobody", "items.yaml:7:15"),
        ("units.yaml", "scorecard: counties", "scorecard: none", "units.yaml:2:54"),
        (CARD, "schedule: half_yearly", "schedule: never", f"{CARD}:22:19"),
        ("parameters.yaml", "revenue_done:", "revenue_gone:", "parameters.yaml:7:5"),
        ("grades.yaml", "counties:\n", "cities:\n", "grades.yaml:2:3"),
        ("claims.yaml", "sentence: s_economy", "sentence: s_other", "claims.yaml:4:15"),
        ("scheme.yaml", "{h1: 40%", "{q1: 40%", "scheme.yaml:16:43"),
        ("scheme.yaml", "ties: competition}", "ties: competition, tie_break: [nothing]}", "scheme.yaml:8:55"),
    ],
)
def test_every_reference_is_checked_at_its_own_place(file, old, new, place, tmp_path):
    found = assert_found(tmp_path, "scheme.unknown_reference", [(file, old, new)])
    assert str(found.where) == place


def test_a_cycle_over_three_units_is_told_once(tmp_path):
    changes = [
        ("units.yaml", "{name: 东县,", "{name: 东县, within: south,"),
        ("units.yaml", "{name: 南县,", "{name: 南县, within: west,"),
        ("units.yaml", "{name: 西县,", "{name: 西县, within: east,"),
    ]
    cycles = [found for found in findings_of(tmp_path, changes) if found.code == "scheme.cycle"]
    assert [found.details["chain"] for found in cycles] == ["east → south → west → east"]


def test_points_that_are_transferred_in_a_circle_are_refused(tmp_path):
    changes = [
        (CARD, "rule: 首位", "absence: {missing: transfer poll}\n        rule: 首位"),
    ]
    assert_found(tmp_path, "scheme.cycle", changes)


@pytest.mark.parametrize(
    "name", ["\uff25ast county", "E\u0430st county", "East\u3164county", "East\u2003county"]
)
def test_english_names_are_looked_at_too(name, tmp_path):
    assert_found(tmp_path, "name.unusual_character", [("units.yaml", "South county", f'"{name}"')])


def test_chinese_punctuation_is_no_unusual_character(tmp_path):
    changes = [("units.yaml", "name: 南县", 'name: "南县（合署，计一个单位）"')]
    assert findings_of(tmp_path, changes) == ()


NAMED = ("scheme.yaml", "schedules:", "tags: {core: {name: 核心}}\nschedules:")


def test_a_tag_must_have_a_name_once_tags_have_names(tmp_path):
    carried = (CARD, "schedule: half_yearly", "schedule: half_yearly\n        tags: [core, cor]")
    found = assert_found(tmp_path, "scheme.unknown_reference", [NAMED, carried])
    assert (found.details["code"], found.details["near"]) == ("cor", "core")
    assert str(found.where).startswith(f"{CARD}:23")


def test_tags_without_names_are_free_words(tmp_path):
    carried = (CARD, "schedule: half_yearly", "schedule: half_yearly\n        tags: [anything]")
    assert findings_of(tmp_path, [carried]) == ()


@pytest.mark.parametrize("code", ["total", "main"])
def test_a_node_cannot_be_called_like_a_sum(code, tmp_path):
    found = assert_found(tmp_path, "scheme.reserved_code", [(CARD, "code: poll", f"code: {code}")])
    assert found.details["code"] == code
