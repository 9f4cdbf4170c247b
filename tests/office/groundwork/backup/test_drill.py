"""The drill: a backup while acts go on, everything lost, everything restored; on both databases."""

import shutil
from pathlib import Path

import pytest

from sikao.office.groundwork.journal import witness
from tests.office.groundwork.homes import Home, fresh_database, fresh_home

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both, pytest.mark.slow]
APPENDER = Path(__file__).parents[1] / "journal" / "appender.py"


def errors(verified: dict) -> list[str]:
    return [finding["code"] for finding in verified["findings"] if finding["severity"] == "error"]


def restored(home: Home, *words: object, address: str, code: int = 0) -> dict:
    database = ["--database", address] if address else []
    return home.asked("restore", *words, *database, code=code)


def test_a_backup_taken_while_acts_go_on_is_restored_and_verified(tmp_path: Path) -> None:
    key, kept, safe = tmp_path / "key.pem", tmp_path / "b.sikao", tmp_path / "witness.log"
    with fresh_home(tmp_path / "home") as home:
        shutil.move(home.path / "backup-key.pem", key)
        assert home.python(APPENDER, 20, "before").returncode == 0
        for name in ("keys/journal-signing.pem.2025.bak", "files/README"):
            (home.path / name).write_text("left by somebody", encoding="utf-8")
        writing = home.start(APPENDER, 400, "during")
        taken = home.asked("backup", kept, "--home", home.path)
        assert writing.poll() is None  # it was taken while acts went on
        writing.terminate()
        writing.communicate(timeout=60)
        assert home.python(APPENDER, 10, "after").returncode == 0
        shutil.copy(home.path / "witness.log", safe)
        last = witness.last_committed(safe)
        shutil.rmtree(home.path)
    assert last is not None
    assert last.seq > taken["head"] >= 19
    _restore(tmp_path, kept, key, safe, taken)


def _restore(tmp_path: Path, kept: Path, key: Path, safe: Path, taken: dict) -> None:
    """Head equal; verified; and said that acts came after it, which a witness kept elsewhere knows."""
    with fresh_database() as (address,):
        again = Home(tmp_path / "again", address)
        words = [kept, again.path, "--key", key, "--witness", safe]
        done = restored(again, *words, address=address)
        assert (done["head"], done["sha256"]) == (taken["head"], taken["sha256"])
        verified = again.asked("verify", "--home", again.path)
        assert errors(verified) == []
        assert verified["head"] == taken["head"] + 1  # the act of restoring
        assert not list(again.path.rglob("README")), "what is not the home's is in no backup"
        assert 1 <= verified["files"] <= taken["files"]  # a file may lie there before the act that names it
        assert again.python(APPENDER, 10, "onwards").returncode == 0
        assert errors(again.asked("verify", "--home", again.path)) == []
        told = again.sikao("restore", kept, again.path, "--key", key, code=1)
        assert "[home.taken]" in told.stderr
    with fresh_database() as (address,):
        third = Home(tmp_path / "third", address)
        database = ["--database", address] if address else []
        told = third.sikao("restore", kept, third.path, "--key", key, "--witness", safe, *database)
        assert "[backup.older]" in told.stderr


@pytest.mark.parametrize("spoil", ["bit", "cut", "key"])
def test_a_damaged_backup_restores_nothing(tmp_path: Path, spoil: str) -> None:
    with fresh_home(tmp_path / "home") as home:
        kept = tmp_path / "b.sikao"
        home.sikao("backup", kept, "--home", home.path)
        key = home.path / "backup-key.pem"
        data = bytearray(kept.read_bytes())
        if spoil == "bit":
            data[-20] ^= 1
        kept.write_bytes(bytes(data[:-100] if spoil == "cut" else data))
        words = [] if spoil == "key" else ["--key", key]
        told = home.sikao("restore", kept, tmp_path / "again", *words, code=1)
        assert "[backup.unreadable]" in told.stderr
        assert not (tmp_path / "again").exists()


def test_a_passphrase_locks_and_opens(tmp_path: Path) -> None:
    with fresh_home(tmp_path / "home") as home, fresh_database() as (address,):
        kept, word = tmp_path / "b.sikao", tmp_path / "word"
        word.write_text("一句很长的口令\n", encoding="utf-8")
        home.sikao("backup", kept, "--home", home.path, "--passphrase", word)
        again = Home(tmp_path / "again", address)
        done = restored(again, kept, again.path, "--passphrase", word, address=address)
        assert done["head"] == 1


def test_no_canary_is_read_in_a_backup(tmp_path: Path) -> None:
    with fresh_home(tmp_path / "home") as home:
        assert home.python(APPENDER, 5, "canary-9f3").returncode == 0
        home.sikao("backup", tmp_path / "b.sikao", "--home", home.path)
    data = (tmp_path / "b.sikao").read_bytes()
    assert b"canary-9f3" not in data
    assert b"PRIVATE KEY" not in data
    assert (tmp_path / "b.sikao").stat().st_mode & 0o077 == 0
