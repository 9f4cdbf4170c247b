"""The demonstration's year, shortened to its first weeks; the drill drives the whole of it."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from sikao.core.wording import FindingsError
from sikao.interfaces.demo.home import fill, on_stage
from sikao.interfaces.demo.irregular import (
    DECEMBER,
    FIRST_SAID,
    ONE_FOUND,
    OPINIONS,
    PLANNED,
    SENT_BACK,
    SHARED,
    SPECIAL,
)
from sikao.interfaces.demo.moments import NEW_YEAR, SCHEMES, THE_END
from sikao.interfaces.demo.scenes import SCENES
from sikao.interfaces.demo.scenes.announcing import RESULTS
from sikao.interfaces.demo.scenes.ballots import count_sheet
from sikao.interfaces.demo.scenes.reviewing import ASKED, DECIDED
from sikao.interfaces.demo.whole import prove
from sikao.office.cycle.duties import slots_of
from sikao.office.cycle.models import HeldReview, Task
from sikao.office.cycle.monthly import reviewed
from sikao.office.cycle.rules import TaskKind, TaskState
from sikao.office.groundwork import clock
from sikao.office.groundwork.journal import head
from sikao.office.rulebook.queries import scheme_of
from tests.interfaces.demo.conftest import FEBRUARY, silent, work
from tests.office.city import SCHEME
from tests.office.staff import organisation

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_first_weeks_leave_eight_sheets_a_review_and_nothing_that_does_not_hold(february: datetime):
    january = Task.objects.filter(through="2020-01")
    assert (january.count(), set(january.values_list("state", flat=True))) == (8, {TaskState.SIGNED})
    held = HeldReview.objects.get()
    # 18 February is the last day for January's figures; five working days later they meet.
    assert (held.through, held.held_on) == ("2020-01", date(2020, 2, 25))
    assert held.document == "调度会纪要〔2020〕1号（示例）"
    assert clock.now() >= february
    whole = prove(silent, silent)
    assert (whole.findings, whole.reviews, whole.books) == ((), 1, 0)


def test_a_story_told_again_to_the_same_day_does_nothing_twice(february: datetime):
    before = head()
    fill(february, silent, work)
    assert head() == before


def test_what_is_left_lies_ahead_and_ends_with_the_story(february: datetime):
    stage = on_stage(SCHEMES, work)
    left = [act.when for scene in SCENES for act in scene(stage)]
    assert february <= min(left)
    assert max(left) < THE_END


def test_a_home_with_organisations_of_its_own_is_refused(demonstration: Callable[[datetime], None]):
    demonstration(NEW_YEAR)
    organisation("jimo")
    with pytest.raises(FindingsError) as refused:
        fill(FEBRUARY, silent, work)
    assert [finding.code for finding in refused.value.findings] == ["home.no_demo"]


def test_every_scene_names_what_the_scheme_has(february: datetime):
    del february
    scheme = scheme_of(SCHEME)
    months = {str(step.through) for step in reviewed(SCHEME)}
    assert [result.checkpoint for result in RESULTS] == list(scheme.checkpoints)
    assert len(months) == 12
    assert {plan.through for plan in DECIDED} | set(ASKED) <= months
    for provider, frequency, through in SPECIAL:
        found = Task.objects.filter(provider=provider, through=through, revises=None)
        delivered = {"kind": TaskKind.DELIVER, "frequency": frequency}
        found = found.exclude(briefing="") if frequency == "brief" else found.filter(**delivered)
        assert found.count() == 1, (provider, frequency, through)


def test_what_is_first_said_is_asked_for_and_is_not_what_the_year_has(february: datetime):
    del february
    known = on_stage(SCHEMES, work).known
    final = {PLANNED: "35", SHARED[0]: "0.5", SHARED[1]: "0.5"}
    assert {key: known[key] for key in FIRST_SAID} == final
    for key in FIRST_SAID:
        provider = key[0] if key == PLANNED else "assessment_office"
        task = Task.objects.get(provider=provider, through=DECEMBER, frequency="year", revises=None)
        assert key in {slot.key for slot in slots_of(task)}
    assert set(SENT_BACK) <= set(FIRST_SAID)


def test_seven_letters_are_answered_and_one_names_a_case(february: datetime):
    """As the illustrative scorecards tell it: seven letters go out, one unit is barred."""
    del february
    cases = {
        key[0]: text for key, text in on_stage(SCHEMES, work).known.items() if key[1] == "discipline_cases"
    }
    assert {unit for unit, text in cases.items() if text != "0"} == {"enforcement_unit"}
    assert [letter.document for letter in OPINIONS.values()] == [
        f"对考核办征求意见函第{number}号的复函（示例）" for number in (1, 2, 3, 4, 5, 6, 7)
    ]
    assert [sheet[0] for sheet, letter in OPINIONS.items() if letter.note == ONE_FOUND] == ["discipline"]


def test_the_count_of_the_ballots_is_what_the_year_has(february: datetime):
    """Sixty-four valid ballots: each share is a whole number of them; two people differ once."""
    del february
    stage = on_stage(SCHEMES, work)
    shares = {key: text for key, text in stage.known.items() if key[1] == "peer_votes"}
    book = load_workbook(BytesIO(count_sheet(stage, shares)))
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert (len(head), len(rows)) == (7, 76)
    for (_, _, second, differs, votes, valid, share), text in zip(rows, shares.values(), strict=True):
        assert (valid, votes - second, Decimal(str(share))) == (64, differs, Decimal(text))
        assert abs(Decimal(votes) * 100 / 64 - Decimal(text)) <= Decimal("0.005")
    assert [row[3] for row in rows].count(0) == 75
