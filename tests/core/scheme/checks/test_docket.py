import pytest

from tests.core.scheme.broken import CARD, assert_found, findings_of

ITEM = "  praises: {name: 通报表扬, kinds: {level: 项}, provider: self, frequency: year}\n"
LEAF = """\
  - code: praise
    name: 表扬加分
    role: bonus
    points: 6
    rule: 每项加2分
    method:
      kind: tally
      entries: [{name: 通报表扬, count: praises, each: 2}]
"""


def docket(text, *changes):
    return [
        ("items.yaml", "", ITEM),
        (CARD, "", LEAF),
        *changes,
        ("scheme.yaml", "schedules:", f"docket: {text}\nschedules:"),
    ]


def leaf(old, new):
    return (CARD, old, new)


SECOND = "entries: [{name: 通报表扬, count: praises, each: 2}, {name: 又一次, count: praises, each: 1}]"
BROKEN = {
    "scheme.docket_untyped": docket("{items: [praises]}", leaf("count: praises", "count: praises + 1")),
    "scheme.docket_doubly": docket(
        "{items: [praises]}", leaf("entries: [{name: 通报表扬, count: praises, each: 2}]", SECOND)
    ),
    "scheme.docket_unfit": docket("{items: [honours]}"),
    "scheme.docket_twice": docket("{items: [praises, praises]}"),
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_example_is_found(code, tmp_path):
    assert_found(tmp_path, code, BROKEN[code])


def test_an_item_that_one_entry_counts_is_fine(tmp_path):
    assert findings_of(tmp_path, docket("{items: [praises], notice_days: 7}")) == ()


def test_points_by_expression_or_none_are_no_type(tmp_path):
    for worth in ('"max(1, 2)"', "0"):
        changed = leaf("count: praises, each: 2", f"count: praises, each: {worth}")
        folder = tmp_path / str(len(worth))
        assert_found(folder, "scheme.docket_untyped", docket("{items: [praises]}", changed))


def test_an_item_that_a_leaf_of_the_main_table_counts_is_no_bonus(tmp_path):
    changed = [leaf("role: bonus\n    points: 6", "points: 6")]
    found = assert_found(tmp_path, "scheme.docket_untyped", docket("{items: [praises]}", *changed))
    assert found.what("zh") == "加减分审定的数据项通报表扬（praises）没有被任何加分、减分指标逐项计分。"
    assert found.where.line is not None


def test_codes_and_days_are_checked(tmp_path):
    assert_found(tmp_path, "scheme.unknown_reference", docket("{items: [nothing]}"))
    assert_found(
        tmp_path / "bodies", "scheme.unknown_reference", docket("{items: [praises], bodies: [nobody]}")
    )
    assert_found(tmp_path / "days", "scheme.not_whole", docket("{items: [praises], notice_days: 0}"))
