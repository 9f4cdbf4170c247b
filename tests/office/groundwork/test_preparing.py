"""Preparing a home: what lies where, what an account of the program may do, what refuses."""

from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from sikao.core.wording import FindingsError
from sikao.office.groundwork.guards import guarded_tables
from sikao.office.groundwork.installation import Installation, PlaceSettings, read_settings
from sikao.office.groundwork.layout import lay_out
from sikao.office.groundwork.preparing import refuse_tables
from sikao.office.groundwork.settings_text import settings_text
from tests.office.groundwork.homes import Home, fresh_database

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


def test_a_home_is_for_its_user_alone(tmp_path: Path) -> None:
    lay_out(tmp_path / "home", None, owner_apart=False)
    inside = [tmp_path / "home", *(tmp_path / "home").rglob("*")]
    assert [path for path in inside if path.stat().st_mode & 0o077] == []


def test_every_setting_is_in_the_file_with_its_value(tmp_path: Path) -> None:
    """Uncommented, the file says what the program takes where nothing is written."""
    place = Installation(tmp_path)
    lines = settings_text(owner_apart=False).splitlines()
    kept = [line.removeprefix("# ") for line in lines if " = " in line or line.startswith("# [")]
    text = (
        "\n".join(kept)
        .replace('["kaohe.example.gov.cn"]', "[]")
        .replace('["10.1.0.0/16"]', "[]")
        .replace('"clamdscan --fdpass --no-summary"', '""')
        .replace('"https://sso.example.gov.cn"', '""')
    )
    place.settings_file.write_text(text, encoding="utf-8")
    assert read_settings(place) == PlaceSettings()
    shown = {line.partition(" = ")[0] for line in kept}
    internal = {"demo", "demo_offset_seconds", "database_owner_apart", "single_sign_on"}
    assert set(PlaceSettings.__dataclass_fields__) - internal <= shown
    place.settings_file.write_text(settings_text(owner_apart=True), encoding="utf-8")
    assert read_settings(place).database_owner_apart


def test_a_database_in_use_is_refused() -> None:
    with pytest.raises(FindingsError) as refused:
        refuse_tables()
    assert refused.value.findings[0].code == "home.database_taken"


@pytest.mark.slow
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no accounts")
def test_the_programs_account_can_append_and_nothing_more(tmp_path: Path) -> None:
    assert connection
    with fresh_database("laying", "working") as (owner, working):
        home = Home(tmp_path / "home", working)
        home.sikao("init", home.path, "--database", working, "--owner", owner)
        verified = home.asked("verify", "--home", home.path)
        assert [f["code"] for f in verified["findings"] if f["severity"] != "warning"] == []
        with psycopg.connect(working, autocommit=True) as account:
            assert account.execute("SELECT count(*) FROM journal_entry").fetchone() == (2,), "made, verified"
            keys = {model._meta.db_table: model._meta.pk.column for model in apps.get_models()}
            for table in guarded_tables():
                for statement in (
                    f"UPDATE {table} SET {keys[table]} = {keys[table]}",
                    f"DELETE FROM {table}",
                    f"TRUNCATE {table} CASCADE",
                    f"DROP TABLE {table}",
                    f"ALTER TABLE {table} DISABLE TRIGGER ALL",
                    f"ALTER TABLE {table} OWNER TO working",
                ):
                    with pytest.raises(psycopg.errors.InsufficientPrivilege):
                        account.execute(statement)  # type: ignore[call-overload]
            for statement in (
                "CREATE TABLE mine (x int)",
                "CREATE OR REPLACE FUNCTION sikao_written_once() RETURNS trigger LANGUAGE sql AS 'SELECT 1'",
                "SET session_replication_role = replica",
                "DELETE FROM journal_head",
                "INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'x', now())",
                "SET ROLE laying",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    account.execute(statement)  # type: ignore[call-overload]
        home.sikao("upgrade", "--home", home.path, "--owner", owner)
        assert home.asked("verify", "--home", home.path)["head"] == 3
