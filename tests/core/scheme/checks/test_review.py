import pytest

from tests.core.scheme.broken import assert_found, findings_of


def rules(text):
    return [("scheme.yaml", "schedules:", f"review: {text}\nschedules:")]


BROKEN = {
    "scheme.review_order": rules("{green: 90%, yellow: 95%}"),
    # The place of the air among the counties is no target that a month could be held against.
    "scheme.review_unfit": rules("{nodes: [economy, air]}"),
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_example_is_found(code, tmp_path):
    assert_found(tmp_path, code, BROKEN[code])


def test_lights_of_rates_are_in_order_too(tmp_path):
    found = assert_found(tmp_path, "scheme.review_order", rules("{rate_green: -3, rate_yellow: -2}"))
    assert found.what("zh") == "月度调度的rate_yellow高于rate_green。"
    assert found.where.line is not None


def test_what_cannot_be_followed_is_named_at_its_place(tmp_path):
    found = assert_found(tmp_path, "scheme.review_unfit", BROKEN["scheme.review_unfit"])
    assert found.details["code"] == "air"
    assert findings_of(tmp_path, rules("{nodes: [economy], green: 95%, yellow: 80%, meeting_days: 3}")) == ()


def test_tags_must_lead_somewhere_and_be_known(tmp_path):
    found = assert_found(tmp_path, "scheme.review_unfit", rules("{tags: [key]}"))
    assert found.details["code"] == "key"
    named = [("scheme.yaml", "schedules:", "tags: {key: {name: 重点}}\nreview: {tags: [kee]}\nschedules:")]
    assert assert_found(tmp_path, "scheme.unknown_reference", named).details["near"] == "key"


def test_codes_and_days_are_checked(tmp_path):
    assert_found(tmp_path, "scheme.unknown_reference", rules("{nodes: [nowhere]}"))
    assert_found(tmp_path, "scheme.not_whole", rules("{meeting_days: 0}"))
