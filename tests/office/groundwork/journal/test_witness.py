"""The witness file: whole lines, a mark for what was kept, and nothing of what broke off."""

import errno
import os
from pathlib import Path

import pytest

from sikao.office.groundwork.journal import witness

MOMENT = "2020-07-18T01:02:03.000000Z"


def lines(path: Path) -> list[tuple[int, bool]]:
    return [(line.seq, line.committed) for line in witness.lines(path)]


def test_a_line_is_intended_then_marked(tmp_path: Path) -> None:
    path = tmp_path / "witness.log"
    assert witness.last_committed(path) is None
    first = witness.intend(path, 1, "a" * 64, MOMENT)
    witness.intend(path, 2, "b" * 64, MOMENT)
    assert lines(path) == [(1, False), (2, False)]
    witness.confirm(path, first)
    assert witness.last_committed(path) == witness.Line(1, "a" * 64, MOMENT, committed=True)
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_a_broken_off_writing_left_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "witness.log"
    witness.intend(path, 1, "a" * 64, MOMENT)
    with path.open("ab") as log:
        log.write(b"?      half a line")
    assert lines(path) == [(1, False)]
    witness.intend(path, 2, "b" * 64, MOMENT)
    assert lines(path) == [(1, False), (2, False)]


def test_a_full_disk_leaves_no_half_line(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "witness.log"
    witness.intend(path, 1, "a" * 64, MOMENT)

    def half(descriptor: int, text: bytes, place: int) -> int:
        os.lseek(descriptor, place, os.SEEK_SET)
        return os.write(descriptor, text[:50])

    monkeypatch.setattr(witness.os, "pwrite", half)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        witness.intend(path, 2, "b" * 64, MOMENT)
    assert path.stat().st_size == 114


@pytest.mark.parametrize("text", ["x" * 113 + "\n", "!" + " " * 18 + "1 " + "a" * 64 + f" {MOMENT}\n"])
def test_a_line_that_is_none_raises(tmp_path: Path, text: str) -> None:
    path = tmp_path / "witness.log"
    path.write_text(text, encoding="ascii")
    with pytest.raises(witness.WitnessError):
        list(witness.lines(path))


def test_a_copy_is_cut_at_a_head(tmp_path: Path) -> None:
    path = tmp_path / "witness.log"
    for seq in (1, 2, 3):
        witness.confirm(path, witness.intend(path, seq, f"{seq}" * 64, MOMENT))
    witness.cut(path, tmp_path / "copy", 2)
    assert lines(tmp_path / "copy") == [(1, True), (2, True)]
    witness.cut(tmp_path / "none", tmp_path / "empty", 2)
    assert lines(tmp_path / "empty") == []
