"""A backup is of one moment: database and keys belong together, whatever is changed meanwhile."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sikao.core.wording import FindingsError
from sikao.office.groundwork.actor import Channel, machine
from sikao.office.groundwork.backup import taking
from sikao.office.groundwork.backup.databases import Copied
from sikao.office.groundwork.installation import Installation
from sikao.office.groundwork.journal import signing
from sikao.office.groundwork.keys import rotate_key
from sikao.office.groundwork.models import Head

AT = datetime(2020, 7, 18, tzinfo=UTC)
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


def rotate() -> str:
    return rotate_key(actor=machine(Channel.COMMAND), at=AT)


def copied() -> Copied:
    head = Head.objects.get()
    return Copied("sqlite", head.seq, head.sha256, head.key_id)


@pytest.mark.parametrize("when", ["before", "after", "both", "never"])
def test_the_key_that_the_copy_names_is_in_the_backup(home: Installation, monkeypatch, when: str) -> None:
    assert home
    rotate()  # the journal names a key

    def copy_database(_: Path) -> Copied:
        if when in {"before", "both"}:
            rotate()
        found = copied()
        if when in {"after", "both"}:
            rotate()
        return found

    monkeypatch.setattr(taking, "copy_database", copy_database)
    if when == "both":  # in the midst of every attempt: told, and no backup that nobody can go on from
        with pytest.raises(FindingsError) as refused:
            taking._together(Path("unused"))
        assert [finding.code for finding in refused.value.findings] == ["backup.keys_change"]
        return
    found, keys = taking._together(Path("unused"))
    private = keys[f"keys/{signing.PRIVATE}"]
    assert signing.holds_key({signing.PRIVATE: private}, found.key_id)
    assert f"keys/public/{found.key_id}.pem" in keys


def test_a_prepared_key_counts_and_a_foreign_one_does_not(home: Installation) -> None:
    key_id, _ = signing.prepare_key(home.keys)
    files = {path.name: path.read_bytes() for path in home.keys.iterdir() if path.is_file()}
    assert signing.holds_key(files, key_id) and signing.holds_key(files, signing.present_key())
    assert not signing.holds_key(files, "0" * 16)
    assert not signing.holds_key({signing.PRIVATE: b"no key"}, key_id)


def test_a_home_that_has_lost_its_key_is_kept_without_it(home: Installation, monkeypatch) -> None:
    rotate()
    (home.keys / signing.PRIVATE).unlink()
    count = []
    monkeypatch.setattr(taking, "copy_database", lambda _: count.append(1) or copied())
    found, keys = taking._together(Path("unused"))
    assert found.key_id and f"keys/{signing.PRIVATE}" not in keys
    assert f"keys/public/{found.key_id}.pem" in keys and count == [1], "copied once, for nothing is changed"
