"""Before anything is recorded, what must hold is looked at; what does not makes the process read-only."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from sikao.core.wording import Severity
from sikao.office.groundwork import appendonly, clock
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor, machine
from sikao.office.groundwork.guards import lay_guards, lift_guards
from sikao.office.groundwork.here import place, read_only, refuse_when_read_only
from sikao.office.groundwork.installation import Installation
from sikao.office.groundwork.journal import Subject, signing, witness, write
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.refusals import NotNow
from sikao.office.groundwork.start import examine, start
from tests.office.groundwork.verifying.forging import sql

AT = datetime(2020, 7, 18, tzinfo=UTC)
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


def moment() -> datetime:
    """The database's own clock, as a machine whose clock is right reads it."""
    if connection.vendor == "sqlite":
        return AT
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def found() -> list[str]:
    return [f.code for f in examine(moment()) if f.severity is not Severity.NOTE]


def act() -> Entry:
    with transaction.atomic():
        return write(actor=machine(), at=AT, verb="test.act", subject=Subject("test", "1"))


def test_a_sound_home_is_not_read_only(home: Installation) -> None:
    assert home
    act()
    assert found() == []
    start(moment())
    assert read_only() == ()
    refuse_when_read_only()


def test_a_database_behind_the_witness_makes_it_read_only(home: Installation) -> None:
    act()
    witness.confirm(home.witness, witness.intend(home.witness, 2, "a" * 64, "2020-07-18T00:00:00.000000Z"))
    start(moment())
    assert [finding.code for finding in read_only()] == ["home.rolled_back"]
    with pytest.raises(NotNow) as refused:
        act()
    assert refused.value.findings[0].code == "home.read_only"
    assert Entry.objects.count() == 1


def test_another_history_than_the_witness_saw_is_told(home: Installation) -> None:
    act()
    text = home.witness.read_text(encoding="ascii")
    home.witness.write_text(text.replace(text[21:85], "f" * 64), encoding="ascii")
    assert found() == ["home.witness_differs"]
    home.witness.write_text("x" * 114, encoding="ascii")
    assert found() == ["home.witness_broken"]


def test_missing_and_hollow_guards_are_told(home: Installation) -> None:
    assert home
    lift_guards()
    assert found() == ["home.unguarded"]
    lay_guards()
    assert found() == []
    if connection.vendor == "sqlite":
        sql("DROP TRIGGER journal_entry_no_delete")
        sql("CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry BEGIN SELECT 1; END")
    else:
        sql("ALTER TABLE journal_entry DISABLE TRIGGER journal_entry_no_delete")
    assert found() == ["home.unguarded"]
    lay_guards()
    if connection.vendor == "postgresql":  # the same trigger, for one column only
        sql("DROP TRIGGER journal_entry_no_update ON journal_entry")
        laid = "CREATE TRIGGER journal_entry_no_update BEFORE UPDATE OF actor ON journal_entry"
        sql(f"{laid} FOR EACH ROW EXECUTE FUNCTION sikao_written_once()")
        sql("ALTER TABLE journal_entry ENABLE ALWAYS TRIGGER journal_entry_no_update")
        assert found() == ["home.unguarded"]
        lay_guards()
    if connection.vendor == "postgresql":
        sql(
            "CREATE OR REPLACE FUNCTION sikao_written_once() RETURNS trigger LANGUAGE plpgsql AS "
            "$$BEGIN RETURN OLD; END$$"
        )
        assert found() == ["home.unguarded"]
        lay_guards()
    assert found() == []


def test_settings_that_lose_or_change_rows_are_told(home: Installation, settings) -> None:
    assert home
    settings.SIKAO_DURABLE_DATABASE = True
    if connection.vendor == "postgresql":
        sql("SET synchronous_commit = off")
        try:
            assert found() == ["home.database_setting"]
        finally:
            sql("RESET synchronous_commit")
        return
    sql("PRAGMA recursive_triggers = OFF")
    sql("PRAGMA synchronous = NORMAL")
    try:
        told = [dict(f.details) for f in examine(AT) if f.code == "home.database_setting"]
    finally:
        sql("PRAGMA recursive_triggers = ON")
        sql("PRAGMA synchronous = FULL")
    assert told == [
        {"name": "recursive_triggers", "found": "0", "wanted": "1"},
        {"name": "synchronous", "found": "1", "wanted": "2"},
    ]


def test_a_missing_key_and_open_files_are_told(home: Installation) -> None:
    (home.keys / "secret").write_text("s", encoding="ascii")
    (home.keys / "secret").chmod(0o644)
    assert found() == ["home.open_to_others"]
    (home.keys / "secret").chmod(0o600)
    home.home.chmod(0o755)
    assert found() == ["home.open_to_others"]
    home.home.chmod(0o700)
    home.backup_key.write_text("k", encoding="ascii")
    home.backup_key.chmod(0o600)
    assert found() == ["home.backup_key_here"]
    start(moment())
    assert read_only() == ()  # a warning
    home.backup_key.unlink()
    (home.keys / signing.PRIVATE).unlink()
    assert found() == ["home.key_missing"]


@pytest.mark.parametrize(("days", "codes"), [(183, ["home.retention"]), (184, [])])
def test_the_journal_is_kept_at_least_half_a_year(home: Installation, settings, days, codes) -> None:
    assert home
    settings.SIKAO_PLACE = replace(place(), journal_days=days)
    assert found() == codes


def test_there_is_no_way_to_delete_from_the_journal() -> None:
    """Retention needs no clock: nothing deletes. Neither the models nor any SQL of the program can."""
    with pytest.raises(appendonly.WrittenOnceError):
        Entry.objects.filter(at__lt=AT).delete()
    with pytest.raises(appendonly.WrittenOnceError):
        Entry.objects.filter(at__lt=AT)._raw_delete("default")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no clock of its own")
def test_clocks_that_differ_are_told(home: Installation) -> None:
    assert home
    codes = [f.code for f in examine(moment() - timedelta(seconds=7)) if f.severity is Severity.ERROR]
    assert codes == ["home.clock_skew"]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no owners")
def test_an_account_that_owns_the_tables_is_told(home: Installation, settings) -> None:
    assert home
    notes = [f.code for f in examine(moment()) if f.severity is Severity.NOTE]
    assert notes == ["home.owns_tables"]
    settings.SIKAO_PLACE = replace(place(), database_owner_apart=True)
    assert found() == ["home.owns_tables"]


@pytest.mark.parametrize(
    ("seconds", "told"), [(-3600, "-3600"), (-6, "-6"), (-4, ""), (4, ""), (86_400, "+86400")]
)
def test_a_clock_that_was_set_while_the_program_runs_dates_nothing(
    home: Installation, monkeypatch, seconds: int, told: str
) -> None:
    assert home

    @action("test.act", "test")
    def perform(*, actor: Actor, at: datetime) -> int:
        return write(actor=actor, at=at, verb="test.act", subject=Subject("test", "1")).seq

    monkeypatch.setattr(clock, "_BEGAN", clock._BEGAN - seconds)
    if not told:
        assert perform(actor=machine(), at=AT) == 1
        return
    with pytest.raises(NotNow) as refused:
        perform(actor=machine(), at=AT)
    (finding,) = refused.value.findings
    assert (finding.code, dict(finding.details)) == ("clock.moved", {"seconds": told})
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("networks", "proxy", "https", "codes"),
    [
        ((), False, True, []),
        (("10.1.0.0/16",), True, True, ["home.networks"]),
        (("10.1.0.0/16",), False, False, ["home.networks"]),
        (("10.1.0.0/16", "127.0.0.0/8"), True, True, []),
        (("::1/128",), True, True, []),
        # The proxy's own address would be everybody's.
        (("10.1.0.0/16",), False, True, ["home.networks_of_proxy"]),
        (("127.0.0.0/8",), False, True, ["home.networks_of_proxy"]),
    ],
)
def test_networks_that_may_keep_out_everybody_or_nobody_are_told(
    home: Installation, settings, networks, proxy, https, codes
) -> None:
    assert home
    settings.SIKAO_PLACE = replace(place(), administrator_networks=networks, behind_proxy=proxy, https=https)
    told = [finding for finding in examine(moment()) if finding.code.startswith("home.networks")]
    assert [finding.code for finding in told] == codes
    start(moment())
    assert read_only() == ()  # nothing of it is unsound
