"""Verification finds what was tampered with and names it, and gives no false alarm."""

from pathlib import Path

import pytest
from django.db import connection, transaction

from sikao.core.wording import Finding, Place, Severity
from sikao.office.groundwork import clock
from sikao.office.groundwork.files import sweep
from sikao.office.groundwork.guards import lift_guards
from sikao.office.groundwork.installation import Installation
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.refs import new_ref
from sikao.office.groundwork.start import examine
from sikao.office.groundwork.verifying import extra, register_check, rows, verify, whole
from sikao.office.ledger.models import FigureVersion
from tests.office.groundwork.verifying.drill import drill
from tests.office.groundwork.verifying.forging import set_columns, sql
from tests.office.groundwork.verifying.histories import History
from tests.office.groundwork.verifying.tampering import TAMPERINGS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def receipts(tmp_path: Path) -> Path:
    folder = tmp_path / "receipts"
    folder.mkdir()
    return folder


def test_an_empty_journal_holds(home: Installation) -> None:
    assert home
    assert verify().findings == ()


@pytest.mark.slow
def test_every_kind_of_tampering_is_found_and_named(home: Installation, receipts: Path) -> None:
    assert home
    done = drill(range(7000, 7000 + len(TAMPERINGS)), receipts)
    assert (done.missed, done.false_alarms) == ([], [])
    assert set(done.of_kind) == set(TAMPERINGS)
    assert len(TAMPERINGS) >= 12
    assert done.tried == done.found == done.named


@pytest.mark.parametrize("seed", range(3))
def test_no_false_alarm_on_random_histories(home: Installation, seed: int, monkeypatch) -> None:
    assert home
    monkeypatch.setattr(whole, "STRETCH", 7)  # so that stretches begin and end everywhere
    monkeypatch.setattr(whole, "ROWS_AT_ONCE", 5)
    history = History(seed)
    history.go_on(25)
    verified = verify()
    assert verified.findings == ()
    assert verified.entries == verified.head == Entry.objects.count()
    assert sweep(history.at) == []


def test_what_hangs_on_an_entry_before_the_first_is_named(home: Installation) -> None:
    """Readers look for what came up to an entry: a figure before all of them would be read everywhere."""
    assert home
    History(2).everything()
    with transaction.atomic():
        first, figure = Entry.objects.get(seq=1), FigureVersion.objects.order_by("ref")[0]
        first.seq, first._state.adding = 0, True
        first.save()
        figure.ref, figure.entry, figure._state.adding = new_ref(), first, True
        figure.save()
        found = [(finding.code, finding.details["ref"]) for finding in verify().findings]
        started = [finding.code for finding in examine(clock.now()) if finding.severity is Severity.ERROR]
        transaction.set_rollback(True)
    assert sorted(found) == sorted([("journal.row_extra", "0"), ("journal.row_extra", figure.ref)])
    assert "journal.row_extra" in started, "and nothing is recorded any more"
    assert verify().findings == ()


def test_a_flood_of_findings_is_counted(home: Installation, monkeypatch) -> None:
    assert home
    monkeypatch.setattr(rows, "MOST", 3)
    history = History(2)
    history.everything()
    with transaction.atomic():
        lift_guards()
        sql("UPDATE ledger_figureversion SET value = '7'")
        codes = [finding.code for finding in verify().findings]
        transaction.set_rollback(True)
    assert codes.count("journal.row_changed") == 3
    assert codes.count("journal.more") == 1


def test_what_a_room_adds_is_checked_too(home: Installation, monkeypatch) -> None:
    assert home
    monkeypatch.setattr(extra, "_checks", {})
    found = Finding("home.retention", Severity.ERROR, Place(), {"days": "1", "least": "184"})
    register_check("retention", lambda: [found])
    told: list[str] = []
    assert verify(progress=lambda what, *_: told.append(what.en)).findings == (found,)
    assert told == ["retention"]


def test_a_row_that_cannot_be_read_is_named(home: Installation) -> None:
    """SQLite keeps any text where a moment belongs; PostgreSQL refuses it."""
    assert home
    History(1).everything()
    if connection.vendor == "postgresql":
        return
    with transaction.atomic():
        lift_guards()
        set_columns(Entry.objects.get(seq=3), at="no moment")
        sql("UPDATE accounts_organisationname SET since = 'no day'")
        found = {(finding.code, finding.details.get("seq")) for finding in verify().findings}
        transaction.set_rollback(True)
    assert ("journal.entry_changed", "3") in found
    assert {code for code, _ in found} >= {"journal.row_changed"}
