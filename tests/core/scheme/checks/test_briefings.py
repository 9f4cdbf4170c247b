import pytest

from tests.core.scheme.broken import assert_found, findings_of

TASK = "key_tasks:\n  roads: {name: 修路, text: 年内通车。, units: [east]}\n"


def briefings(*lines, tasks=""):
    """The sample with a file of briefings, one a line; each asks the counties every quarter."""
    asked = "".join(f"  {line}\n" for line in lines)
    return [("briefings.yaml", "", f"{tasks}briefings:\n{asked}")]


def one(code="quarterly", units="[counties]", frequency="quarter", **more):
    fields = {"name": f"说明{code}", "units": units, "frequency": frequency} | more
    return f"{code}: {{{', '.join(f'{key}: {value}' for key, value in fields.items())}}}"


BROKEN = {
    "scheme.briefing_empty": briefings(one()),
    # The ballot does not apply to west.
    "scheme.briefing_asks_nobody": briefings(one(units="[west]", nodes="[ballot, economy]")),
    "scheme.briefing_nothing_to_tell": briefings(one(nodes="[ballot]")),
    "scheme.briefing_twice": briefings(
        one("a", nodes="[economy]"), one("b", nodes="[economy]", units="[west]")
    ),
    "scheme.key_task_untold": briefings(one(nodes="[economy]"), tasks=TASK),
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_example_is_found(code, tmp_path):
    assert_found(tmp_path, code, BROKEN[code])


@pytest.mark.parametrize(
    ("line", "code", "place"),
    [
        (one(nodes="[economy]", due="03-20"), "scheme.due_by_date", "briefings.yaml:2:"),
        (one(nodes="[economy]", due="0"), "scheme.due_before_opens", "briefings.yaml:2:"),
        (one(nodes="[nowhere]"), "scheme.unknown_reference", "briefings.yaml:2:"),
        (one(key_tasks="[roads]"), "scheme.unknown_reference", "briefings.yaml:2:"),
        (one(nodes="[economy]", longest="49"), "scheme.not_whole", "briefings.yaml:2:"),
    ],
)
def test_days_codes_and_lengths_are_checked_at_their_place(line, code, place, tmp_path):
    found = assert_found(tmp_path, code, briefings(line))
    assert str(found.where).startswith(place)


def test_a_tag_that_no_scorecard_knows_is_told(tmp_path):
    tags = ("scheme.yaml", "schedules:", "tags:\n  key: {name: 重点}\nschedules:")
    found = assert_found(tmp_path, "scheme.unknown_reference", [tags, *briefings(one(tags="[kee]"))])
    assert found.details["near"] == "key"


def test_briefings_that_are_in_order_are_not_told(tmp_path):
    lines = (
        one(nodes="[economy, air]", due="10", longest="500", evidence="[台账]"),
        one("yearly", units="[east]", frequency="year", key_tasks="[roads]", due="01-20"),
    )
    assert findings_of(tmp_path, briefings(*lines, tasks=TASK)) == ()
