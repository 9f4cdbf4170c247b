"""The commands that keep an installation, run as an operator runs them."""

import stat
from pathlib import Path

import pytest

from tests.office.groundwork.homes import Home

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Home:
    made = Home(tmp_path_factory.mktemp("place") / "home")
    told = made.sikao("init", made.path, "--lang", "zh").stdout
    assert told.startswith(f"准备好了：{made.path}\n日志签名密钥的指纹：")
    assert f"sikao verify --home {made.path}" in told
    return made


def test_a_prepared_home_holds_what_it_needs_and_verifies(home: Home) -> None:
    inside = sorted(path.name for path in home.path.iterdir())
    assert inside[:3] == ["backup-key.pem", "files", "keys"]
    assert {"sikao.sqlite3", "sikao.toml", "witness.log"} <= set(inside)
    told = home.sikao("verify", "--home", home.path)
    assert "All of it holds. Head " in told.stdout
    assert "[home.backup_key_here]" in told.stderr
    for path in (home.path / "sikao.sqlite3", home.path / "keys" / "secret"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_folder_in_use_is_refused_and_left_alone(home: Home, tmp_path: Path) -> None:
    assert "[home.taken]" in home.sikao("init", home.path, code=1).stderr
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert "[home.taken]" in home.sikao("init", tmp_path, code=1).stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_nothing_half_made_is_left_behind(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    told = home.sikao("init", home.path, "--database", "postgresql://x@/none?host=/no", code=1)
    assert "[home.database_away]" in told.stderr
    assert not home.path.exists()


@pytest.mark.parametrize("words", [["verify"], ["upgrade"], ["keys", "rotate"], ["backup", "b.sikao"]])
def test_a_folder_that_is_no_home_is_told(tmp_path: Path, words: list[str]) -> None:
    told = Home(tmp_path).sikao(*words, "--home", tmp_path, code=1)
    assert "[home.not_prepared]" in told.stderr
    assert list(tmp_path.iterdir()) == []


def test_keys_are_rotated_and_tables_upgraded(home: Home) -> None:
    before = home.asked("verify", "--home", home.path)["head"]
    key = home.asked("keys", "rotate", "--home", home.path)["key"]
    home.sikao("upgrade", "--home", home.path)
    verified = home.asked("verify", "--home", home.path)
    # The first verification, the new key and the upgrade are an entry each.
    assert verified["head"] == before + 3
    assert verified["recorded"] == before + 4
    assert (home.path / "keys" / "public" / f"{key}.pem").is_file()


def test_tables_of_an_earlier_version_are_told(home: Home) -> None:
    change = "import sqlite3, sys; sqlite3.connect(sys.argv[1], isolation_level=None).execute(sys.argv[2])"
    database = home.path / "sikao.sqlite3"
    hide = "UPDATE django_migrations SET app = '-cycle' WHERE app = 'cycle'"
    assert home.python("-c", change, database, hide).returncode == 0
    assert "[home.database_behind]" in home.sikao("verify", "--home", home.path, code=1).stderr
    show = "UPDATE django_migrations SET app = 'cycle' WHERE app = '-cycle'"
    assert home.python("-c", change, database, show).returncode == 0
    assert "[home.no_demo]" in home.sikao("demo", "--home", home.path, code=1).stderr


def test_the_year_is_driven_through_no_home_but_a_demonstration(home: Home) -> None:
    before = home.asked("verify", "--home", home.path)["recorded"]
    for words in (("demo", "step", "--home", home.path), ("simulate-year", home.path)):
        assert "[home.no_demo]" in home.sikao(*words, code=1).stderr
    assert home.asked("verify", "--home", home.path)["recorded"] == before + 1


def test_a_backup_goes_where_it_may(home: Home, tmp_path: Path) -> None:
    target = tmp_path / "b.sikao"
    assert "journal up to entry" in home.sikao("backup", target, "--home", home.path).stdout
    home.sikao("backup", target, "--home", home.path)  # the next night
    assert [path.name for path in tmp_path.iterdir()] == ["b.sikao"]
    told = home.sikao("backup", tmp_path / "nowhere" / "b.sikao", "--home", home.path, code=1)
    assert "[file.not_written]" in told.stderr


def test_the_database_of_a_restored_home_is_named_or_not(home: Home, tmp_path: Path) -> None:
    target = tmp_path / "b.sikao"
    home.sikao("backup", target, "--home", home.path)
    words = ["--key", home.path / "backup-key.pem", "--database", "postgresql://x@/none?host=/no"]
    told = home.sikao("restore", target, tmp_path / "again", *words, code=1)
    assert "[backup.database]" in told.stderr
    assert not (tmp_path / "again").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["b.sikao"]
