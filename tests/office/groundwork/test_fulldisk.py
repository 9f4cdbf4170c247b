"""A disk that takes nothing more: the act does not happen, and somebody is told why."""

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import OperationalError

from sikao.core.sheets.files import not_written
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor, Channel
from sikao.office.groundwork.files import row_for, store
from sikao.office.groundwork.fulldisk import full_disk_told
from sikao.office.groundwork.installation import Installation
from sikao.office.groundwork.journal import Subject, head, write
from sikao.office.groundwork.models import Entry, StoredFile
from sikao.office.groundwork.refusals import NotNow
from sikao.office.groundwork.verifying import verify
from tests.office.groundwork.homes import Home, lay_down

AT = datetime(2020, 7, 18, tzinfo=UTC)
ACTOR = Actor("p1", Channel.WEB)
FILLER = Path(__file__).with_name("filler.py")


@action("test.act", "test")
def bring_file(*, actor: Actor, at: datetime, content: bytes) -> None:
    row = row_for(store([content]), "a.pdf", "application/pdf")
    write(actor=actor, at=at, verb="test.act", subject=Subject("test", "1"), rows=[row])


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of half a megabyte, where this machine lets one be mounted."""
    place = tmp_path / "small"
    place.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)  # noqa: S607


def refused(content: bytes) -> list[str]:
    with pytest.raises(NotNow) as refusal:
        bring_file(actor=ACTOR, at=AT, content=content)
    return [finding.code for finding in refusal.value.findings]


def brought() -> list[str]:
    """Why a small file was refused; nothing when it was not."""
    try:
        bring_file(actor=ACTOR, at=AT, content=b"small")
    except NotNow as refusal:
        return [finding.code for finding in refusal.findings]
    return []


def fill(path: Path) -> None:
    """Write until the disk is full."""
    with path.open("wb", buffering=0) as filler, suppress(OSError):
        while True:
            filler.write(b"x" * 4096)


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_for_files_refuses_the_act(home: Installation, small_disk: Path) -> None:
    home.files.rmdir()
    home.files.symlink_to(small_disk)
    bring_file(actor=ACTOR, at=AT, content=b"small")
    assert refused(os.urandom(1 << 20)) == ["file.not_written"]
    assert StoredFile.objects.count() == 1
    assert [path for path in small_disk.rglob(".*") if path.is_file()] == []
    assert list(Entry.objects.order_by("seq").values_list("outcome", flat=True)) == ["done", "refused"]
    assert verify().findings == ()


@pytest.mark.django_db(transaction=True)
@pytest.mark.both
def test_a_full_disk_for_the_witness_refuses_the_act(home: Installation, small_disk: Path) -> None:
    home.witness.symlink_to(small_disk / "witness.log")
    bring_file(actor=ACTOR, at=AT, content=b"small")
    fill(small_disk / "filler")
    done, codes = head(), None
    for _ in range(60):  # until the page that the witness has is full
        codes = brought()
        if codes:
            break
        done = head()
    assert codes == ["home.full"]
    assert head() == done
    assert Entry.objects.count() == StoredFile.objects.count() == done[0]
    (small_disk / "filler").unlink()
    bring_file(actor=ACTOR, at=AT, content=b"small")  # room was made: it goes on
    assert verify().findings == ()


@pytest.mark.slow
def test_a_full_disk_for_the_database_refuses_the_act(tmp_path: Path) -> None:
    """By the largest size of a file: every process has its own, and SQLite meets it like a full disk."""
    home = Home(tmp_path / "home")
    lay_down(home)
    done = home.python(FILLER, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    verified = home.asked("verify", "--home", home.path)
    assert [f["code"] for f in verified["findings"] if f["severity"] == "error"] == []
    told = dict(line.split("=") for line in done.stdout.split())
    assert told["code"] == "home.full"
    assert int(told["done"]) > 3
    # The entry of making the home, those of the acts, and that of the refusal where it still had room.
    assert verified["entries"] - 1 - int(told["done"]) in {0, 1}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "home.full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "home.full"),
        (OperationalError("database or disk is full"), "home.full"),
        (not_written(Path("files"), errno.ENOSPC), None),
        (OSError(errno.ECONNRESET, "reset"), None),
        (OperationalError("no such table"), None),
    ],
)
def test_only_a_full_disk_is_told_as_one(error: Exception, code: str | None) -> None:
    if code is None:
        with pytest.raises(type(error)), full_disk_told():
            raise error
        return
    with pytest.raises(NotNow) as refusal, full_disk_told():
        raise error
    assert refusal.value.findings[0].code == code
