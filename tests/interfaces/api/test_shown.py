"""Records as they are shown: what is not there is null, numbers are text."""

from datetime import UTC, date, datetime
from decimal import Decimal

from sikao.core.figures.absence import Absence
from sikao.core.wording import Term
from sikao.interfaces.api import shown
from sikao.office.cycle.rules import TaskKind, TaskState
from sikao.office.cycle.views import TaskView
from sikao.office.ledger.facts import NewEvidence, Version

AT = datetime(2020, 7, 18, 1, 2, 3, tzinfo=UTC)


def test_a_task_that_nobody_has_touched():
    named = ("r", TaskKind.DELIVER, "s", "p", "o", "month", "2020-06", "", Term("六月", "June"))
    view = TaskView(
        *(*named, 3, date(2020, 7, 1), AT, TaskState.OPEN, False, False, "", None, None),
        *("", "", "", False, "", 1),
    )
    told = shown.task(view)
    assert (told.due_at, told.opens, told.state) == ("2020-07-18T01:02:03Z", "2020-07-01", "open")
    assert (told.signed_at, told.submission, told.returned_reason, told.revises) == (None, None, None, None)


def test_a_version_is_a_number_as_text_or_an_absence():
    def version(value, absence):
        named = ("r", 7, AT, "s", "laixi", "fdi", "level", "2020-01..06")
        return shown.version(Version(*named, value, "", absence, "", "p", "raw", "", None, "", False, ""))

    assert version(Decimal("246.50"), None).value == "246.5"
    missing = version(None, Absence.MISSING)
    assert (missing.value, missing.absence) == (None, "missing")


def test_evidence_belongs_to_a_figure_or_to_the_sheet():
    key = ("laixi", "fdi", "level", "2020-01..06")
    assert shown.evidence(NewEvidence("a", "b", 1, key)).key == "laixi/fdi/level/2020-01..06"
    assert shown.evidence(NewEvidence("a", "b", 1)).key is None
