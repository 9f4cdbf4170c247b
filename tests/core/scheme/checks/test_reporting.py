import pytest

from tests.core.scheme.broken import CARD, assert_found, findings_of


def rules(text):
    return [("scheme.yaml", "schedules:", f"reporting: {text}\nschedules:")]


BROKEN = {
    "scheme.due_by_date": rules("{due: {month: 03-18}}"),
    "scheme.due_before_opens": rules("{opens: {quarter: 26}}"),
    "scheme.closing_order": rules("{closes: {h1: 300}}"),
    "scheme.closes_before_due": rules("{closes: {h1: 07-10}}"),
    "scheme.escalation_order": rules("{escalation: {remind: 1, supervise: 1}}"),
    "scheme.nobody_reports": [
        (CARD, "measure: particles\n", "measure: particles + votes@city\n"),
    ],
    "scheme.verified_by_provider": [
        ("items.yaml", "provider: environment", "provider: environment\n    verified_by: statistics")
    ],
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_example_is_found(code, tmp_path):
    assert_found(tmp_path, code, BROKEN[code])


def test_rules_that_can_be_kept_are_not_told(tmp_path):
    text = (
        "{opens: {month: 2, year: 01-10}, due: {month: 10, quarter: 20, half_year: 25, year: 03-20}, "
        "escalation: {remind: 0, notify: 4}, closes: {h1: 07-31, year: 03-31}}"
    )
    assert findings_of(tmp_path, rules(text)) == ()


def test_what_units_report_themselves_may_be_verified(tmp_path):
    change = ("items.yaml", "provider: self, frequency", "provider: self, verified_by: office, frequency")
    assert findings_of(tmp_path, [change]) == ()


def test_a_closing_names_checkpoint_day_and_what_is_due_later(tmp_path):
    found = assert_found(tmp_path, "scheme.closes_before_due", BROKEN["scheme.closes_before_due"])
    assert found.what("zh") == "节点半年（h1）在2024-07-10关账，但月报到2024-07-18才截止报送。"
    assert found.where.line is not None


def test_a_frequency_that_no_item_has_may_be_due_after_the_closing(tmp_path):
    # The sample has monthly and yearly items, and no half-yearly ones.
    assert findings_of(tmp_path, rules("{due: {half_year: 60}, closes: {h1: 07-31}}")) == ()


def test_the_closing_of_an_unknown_checkpoint_is_refused(tmp_path):
    assert_found(tmp_path, "scheme.unknown_reference", rules("{closes: {q1: 04-30}}"))


def test_who_verifies_must_be_a_provider(tmp_path):
    change = ("items.yaml", "provider: self, frequency", "provider: self, verified_by: nobody, frequency")
    assert_found(tmp_path, "scheme.unknown_reference", [change])
