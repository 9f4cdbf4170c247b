"""A part is never added to its whole."""

from tests.core.scheme.broken import CARD, assert_found, findings_of

INSIDE = ("units.yaml", "{name: 南县,", "{name: 南县, within: east,")
SHARE = (CARD, "measure: particles", "measure: share(particles)")
CODE = "scheme.contained_counted_twice"
BROKEN = {"scheme.contained_counted_twice": [INSIDE, SHARE]}


def test_a_sum_over_a_group_with_a_part_and_its_whole_is_refused(tmp_path):
    found = assert_found(tmp_path, CODE, BROKEN[CODE])
    assert found.details["part"] != found.details["whole"]


def test_parts_and_wholes_may_compare_without_being_added(tmp_path):
    assert CODE not in [finding.code for finding in findings_of(tmp_path, [INSIDE])]


def test_a_group_without_parts_may_be_added_up(tmp_path):
    assert CODE not in [finding.code for finding in findings_of(tmp_path, [SHARE])]
