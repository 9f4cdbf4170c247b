"""The register and the last administrator from the command line, on a home of their own."""

import csv
import json
import os
import stat
from datetime import date
from pathlib import Path

import pytest

from sikao.core.sheets import read_workbook
from tests import forked
from tests.office.accounts.register.test_register import FIRST
from tests.office.groundwork.homes import Home, lay_down

pytestmark = pytest.mark.slow


def sikao(*words: str, good: bool = True) -> str:
    """The command's answer; a bad one is what it told."""
    environment = {
        name: value for name, value in os.environ.items() if name not in {"SIKAO_HOME", "DATABASE_URL"}
    }
    done = forked.sikao(words, environment)
    assert (done.returncode == 0) is good, done.stdout + done.stderr
    return done.stdout if good else done.stderr


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A prepared home with the register of an office taken in."""
    from sikao.office.accounts.register.form import register_workbook  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("place")
    lay_down(Home(folder / "home"))
    (folder / "people.xlsx").write_bytes(register_workbook(FIRST))
    taken = sikao(
        *("people", "import", str(folder / "people.xlsx"), "--home", str(folder / "home")),
        *("--passwords", str(folder / "passwords.csv"), "--format", "json"),
    )
    assert json.loads(taken) == {
        "organisations": 2,
        "people": 5,
        "accounts": 5,
        "grants": 5,
        "founding": True,
    }
    return folder / "home"


def test_initial_passwords_are_for_the_operator_alone(home):
    file = home.parent / "passwords.csv"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    assert rows[0] == ["登录名", "姓名", "初始口令"]
    assert [row[0] for row in rows[1:]] == ["user1", "user2", "user3", "user4", "user5"]


def test_a_file_of_passwords_is_not_overwritten(home):
    again = sikao(
        *("people", "import", str(home.parent / "people.xlsx"), "--home", str(home)),
        *("--passwords", str(home.parent / "passwords.csv"), "--as", "user1"),
        good=False,
    )
    assert "passwords.csv" in again


def test_the_register_comes_out_as_it_went_in(home):
    out = home.parent / "out.xlsx"
    sikao("people", "export", str(out), "--home", str(home))
    workbook, _ = read_workbook(out)
    went_in, _ = read_workbook(home.parent / "people.xlsx")
    assert workbook.sheets[:2] == went_in.sheets[:2]
    assert [*workbook.sheets[2].rows()][:5] == [*went_in.sheets[2].rows()][:5]  # the last one is over by now


def test_a_faulty_register_is_told_by_its_cells(home, tmp_path):
    sikao("people", "template", str(tmp_path / "empty.xlsx"))
    told = sikao(
        *("people", "import", str(home.parent / "people.xlsx"), "--home", str(home), "--lang", "en"),
        *("--passwords", str(tmp_path / "passwords.csv"), "--as", "user1"),
    )
    assert "0 accounts" in told
    (tmp_path / "text.xlsx").write_bytes(b"no workbook")
    bad = sikao(
        *("people", "import", str(tmp_path / "text.xlsx"), "--home", str(home)),
        *("--passwords", str(tmp_path / "more.csv")),
        good=False,
    )
    assert "package.not_workbook" in bad and not (tmp_path / "more.csv").exists()


def test_a_later_register_is_taken_in_by_a_named_administrator(home, tmp_path):
    from sikao.office.accounts.register.form import GrantLine, Register, register_workbook  # noqa: PLC0415

    later = Register(grants=(GrantLine("4", "auditor", "", date(2090, 1, 1), None),))
    (tmp_path / "later.xlsx").write_bytes(register_workbook(later))
    command = ("people", "import", str(tmp_path / "later.xlsx"), "--home", str(home), "--lang", "en")
    command = (*command, "--passwords", str(tmp_path / "none.csv"))
    assert "register.no_actor" in sikao(*command, good=False)
    assert "rulebook.no_account" in sikao(*command, "--as", "nobody", good=False)
    assert "right.not_you" in sikao(*command, "--as", "user1", good=False)
    assert not (tmp_path / "none.csv").exists()
    assert "1 grants (to be confirmed by a second person)" in sikao(*command, "--as", "user2")
    out = ("people", "export", str(tmp_path / "out.xlsx"), "--home", str(home), "--format", "json")
    assert json.loads(sikao(*out))["left_out"] == {"memberships": 0, "grants": 0}
    workbook, _ = read_workbook(tmp_path / "out.xlsx")
    assert not [row for row in workbook.sheets[2].rows() if "审计监督人员" in row]


def test_an_administrator_is_recovered_with_the_key_that_was_taken_away(home, tmp_path):
    key = home / "backup-key.pem"
    told = sikao("recover-admin", "user2", "--home", str(home), "--key", str(key), "--format", "json")
    assert len(json.loads(told)["password"]) == 19
    nobody = sikao("recover-admin", "user5", "--home", str(home), "--key", str(key), good=False)
    assert "recover.not_admin" in nobody
    sikao("init", str(tmp_path / "other"))
    other = tmp_path / "other" / "backup-key.pem"
    wrong = sikao("recover-admin", "user2", "--home", str(home), "--key", str(other), good=False)
    assert "recover.key" in wrong
    assert "0" in sikao("verify", "--home", str(home))


def test_a_home_that_is_not_as_it_must_be_records_nothing_from_the_command_line(home, tmp_path):
    """Its journal lost an entry; the witness file still has it."""
    before = json.loads(sikao("verify", "--home", str(home), "--format", "json"))["recorded"]
    witness = home / "witness.log"
    kept = witness.read_text(encoding="ascii")
    line = kept.splitlines(keepends=True)[-1]
    witness.write_text(kept + line.replace(f"{before:>19} ", f"{before + 1:>19} "), encoding="ascii")
    where, key = ("--home", str(home)), str(home / "backup-key.pem")
    people = ("people", "import", str(home.parent / "people.xlsx"))
    for words in (
        ("keys", "rotate", *where),
        (*people, *where, "--passwords", str(tmp_path / "passwords.csv"), "--as", "user1"),
        ("recover-admin", "user2", *where, "--key", key),
    ):
        told = sikao(*words, good=False)
        assert "home.read_only" in told and "home.rolled_back" in told, words
    assert not (tmp_path / "passwords.csv").exists()
    witness.write_text(kept, encoding="ascii")
    assert json.loads(sikao("verify", "--home", str(home), "--format", "json"))["recorded"] == before + 1


def test_the_table_of_rights_is_printed():
    table = sikao("rights")
    assert "task.sign" in table and "签审人（本单位）" in table
    rows = json.loads(sikao("rights", "--format", "json"))
    signing = {"verb": "task.sign", "role": "signer", "relation": "own", "states": ["submitted"]}
    assert signing in rows
