"""Files put in place whole, whatever happens in between."""

import errno
import os
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from sikao.core.sheets import content, not_written, replace_files
from sikao.core.wording import FindingsError

NEW = {name: content(f"new {name}") for name in ("a", "b", "inner/c")}
KNOWN = ("a", "b", "inner/c", "d")


def texts(folder: Path) -> dict[str, str]:
    """Every file below a folder with what it says."""
    return {
        str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if not path.is_dir()
    }


@pytest.fixture
def former(tmp_path: Path) -> Path:
    """A folder with a former set of files, and one that is nobody's business."""
    folder = tmp_path / "out"
    replace_files(folder, {name: content(f"old {name}") for name in ("a", "b", "d")})
    (folder / "mine").write_text("mine")
    return folder


OLD_TEXTS = {"a": "old a", "b": "old b", "d": "old d", "mine": "mine"}
NEW_TEXTS = {"a": "new a", "b": "new b", "inner/c": "new inner/c", "mine": "mine"}


def test_new_files_take_the_place_of_the_former_ones_and_of_no_others(former: Path):
    replace_files(former, NEW, KNOWN)
    assert texts(former) == NEW_TEXTS


def test_a_file_that_is_not_known_is_not_written_over(former: Path):
    with pytest.raises(FindingsError) as refused:
        replace_files(former, {"a": content("new a"), "mine": content("theirs")}, ("a",))
    assert [finding.code for finding in refused.value.findings] == ["file.not_written"]
    assert "mine" in refused.value.findings[0].what("zh")
    assert texts(former) == OLD_TEXTS


def test_who_could_not_read_the_former_file_cannot_read_the_new_one(former: Path):
    (former / "a").chmod(0o600)
    replace_files(former, NEW, KNOWN)
    assert stat.S_IMODE((former / "a").stat().st_mode) == 0o600
    assert stat.S_IMODE((former / "b").stat().st_mode) == stat.S_IMODE((former / "mine").stat().st_mode)


@pytest.mark.parametrize("name", [".sikao-complete", ".sikao-unfinished"])
def test_files_elsewhere_are_never_taken_for_unfinished_work(former: Path, tmp_path: Path, name: str):
    elsewhere = tmp_path / "elsewhere"
    for inner in ("new", "old"):
        (elsewhere / inner).mkdir(parents=True)
        (elsewhere / inner / "theirs").write_text("theirs")
    (former / name).symlink_to(elsewhere)
    with pytest.raises(FindingsError) as refused:
        replace_files(former, NEW, KNOWN)
    assert name in refused.value.findings[0].what("zh")
    assert set(texts(elsewhere)) == {"new/theirs", "old/theirs"}
    (former / name).unlink()
    assert texts(former) == OLD_TEXTS


def test_what_fails_while_files_are_made_leaves_the_former_ones(former: Path):
    def fail(_path: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(FindingsError) as refused:
        replace_files(former, {**NEW, "b": fail}, KNOWN)
    assert refused.value.findings[0].what("zh").endswith(f"/{former.name}”没有写成：磁盘空间不足。")
    assert texts(former) == OLD_TEXTS
    assert not (former / "inner").exists()


def test_what_fails_while_files_are_put_in_place_is_undone(former: Path):
    """``mine`` is a file, so that nothing can be put below it; ``a`` was put in place before."""
    with pytest.raises(FindingsError) as refused:
        replace_files(former, {"a": content("new a"), "mine/b": content("new b")}, ("a",))
    assert refused.value.findings[0].code == "file.not_written"
    assert texts(former) == OLD_TEXTS


def test_a_failure_leaves_no_folder_that_was_not_there(tmp_path: Path):
    def fail(_path: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(FindingsError):
        replace_files(tmp_path / "x" / "y", {"a": fail})
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_reason_is_told_in_the_words_of_the_system():
    finding = not_written(Path("a"), errno.EIO).findings[0]
    assert finding.what("en") == "“a” was not written: Input/output error."


ENDED = """
    import os, sys
    from pathlib import Path
    from sikao.core.sheets import content, replace_files

    rename, left = Path.rename, int(sys.argv[2])

    def ending(self, target):
        global left
        left -= 1
        if left == 0:
            os._exit(9)  # as a power cut would: nothing is cleaned up
        return rename(self, target)

    Path.rename = ending
    names = ("a", "b", "inner/c")
    replace_files(Path(sys.argv[1]), {n: content(f"new {n}") for n in names}, (*names, "d"))
"""


def run(script: str, *words: object, **options) -> subprocess.Popen:
    command = [sys.executable, "-c", textwrap.dedent(script), *map(str, words)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, **options)


@pytest.mark.parametrize("moment", range(1, 9))
def test_what_a_process_left_that_was_ended_is_settled_by_the_next(former: Path, moment: int):
    """Three moves away, one that says that all is ready, three moves in: an end after that is none.

    The next one adds a file; before the fourth rename is done it finds the former set again, later the new.
    """
    process = run(ENDED, former, moment)
    process.communicate(timeout=60)
    assert process.returncode == (9 if moment <= 7 else 0)
    replace_files(former, {"next": content("next")})
    whole = OLD_TEXTS if moment <= 4 else NEW_TEXTS
    assert texts(former) == {**whole, "next": "next"}


RACING = """
    import sys
    from pathlib import Path
    from sikao.core.sheets import content, replace_files

    folder, own = Path(sys.argv[1]), sys.argv[2]
    for turn in range(40):
        names = ["a", "b"] + (["c"] if own in "02" else [])
        text = f"{own} {turn} " + own * 20_000
        replace_files(folder, {name: content(text) for name in names}, ("a", "b", "c"))
"""


def test_of_processes_that_write_to_one_folder_one_wins_wholly(tmp_path: Path):
    """Four processes, two of them by way of a symbolic link, write forty sets each at the same time."""
    folder, link = tmp_path / "out", tmp_path / "link"
    folder.mkdir()
    link.symlink_to(folder)
    racing = [run(RACING, link if own % 2 else folder, own) for own in range(4)]
    said = [process.communicate(timeout=120)[1] for process in racing]
    assert said == ["", "", "", ""]
    found = texts(folder)
    assert len(set(found.values())) == 1
    winner = found["a"][0]
    assert found["a"].startswith(f"{winner} 39 ")
    assert set(found) == ({"a", "b", "c"} if winner in "02" else {"a", "b"})


LIMITED = """
    import resource, sys
    from pathlib import Path
    from sikao.core.sheets import content, replace_files
    from sikao.core.wording import FindingsError

    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    try:
        replace_files(Path(sys.argv[1]), {"a": content("x" * 10), "b": content("x" * 5000)}, ("a", "b"))
    except FindingsError as refused:
        sys.exit(refused.findings[0].what("zh"))
"""


def test_a_file_larger_than_allowed_is_not_written_by_half(former: Path):
    process = run(LIMITED, former)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said.strip().endswith(f"/{former.name}”没有写成：文件超过允许的大小。")
    assert texts(former) == OLD_TEXTS
