"""Stored files: written before they are named, read with distrust, shown by harmless names."""

import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.wording import FindingsError
from sikao.office.groundwork import files
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.files import (
    FileDamagedError,
    check_quota,
    content_of,
    damaged,
    display_name,
    hold,
    is_whole,
    place_of,
    row_for,
    store,
    sweep,
)
from sikao.office.groundwork.installation import Installation
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotValid

AT = datetime(2020, 7, 18, tzinfo=UTC)
NOW = datetime.fromtimestamp(2_000_000_000, UTC)


def lying(home: Installation) -> list[str]:
    return sorted(path.name for path in home.files.rglob("*") if path.is_file())


def aged(*digests: str) -> None:
    """Files laid down more than a day before ``NOW``."""
    past = NOW.timestamp() - 86_401
    for digest in digests:
        os.utime(place_of(digest), (past, past))


def test_a_file_lies_under_its_digest_and_nobody_may_change_it(home: Installation) -> None:
    stored = store([b"ab", b"c"])
    # FIPS 180-2, appendix B.1, and GB/T 32905-2016, appendix A.1: the digests of "abc".
    assert stored.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert stored.sm3 == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert stored.size == 3
    path = home.files / "ba" / stored.sha256
    assert path == place_of(stored.sha256)
    assert path.stat().st_mode & 0o777 == 0o400
    assert content_of(stored.sha256) == b"abc"
    assert store([b"abc"]) == stored
    assert lying(home) == [stored.sha256]


def test_reading_checks_the_digest(home: Installation) -> None:
    assert home
    digest = store([b"abc"]).sha256
    assert is_whole(digest)
    place_of(digest).chmod(0o600)
    place_of(digest).write_bytes(b"abd")
    assert not is_whole(digest)
    with pytest.raises(FileDamagedError, match=digest):
        content_of(digest)
    store([b"abc"])  # stored again it is whole again
    assert is_whole(digest)
    place_of(digest).unlink()
    assert not is_whole(digest)
    with pytest.raises(FileDamagedError):
        content_of(digest)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_what_is_no_digest_leads_nowhere(home: Installation, name: str) -> None:
    assert home
    with pytest.raises(ValueError, match="not a digest"):
        place_of(name)


def test_a_file_beyond_the_limit_leaves_nothing(home: Installation) -> None:
    with pytest.raises(NotValid) as refused:
        store([b"x" * 700, b"x" * 700], limit=1024)
    assert refused.value.findings[0].code == "stored.too_large"
    assert lying(home) == []


def test_an_upload_that_breaks_off_leaves_nothing(home: Installation) -> None:
    def broken() -> Iterator[bytes]:
        yield b"x"
        raise ConnectionResetError

    with pytest.raises(FindingsError):
        store(broken())
    assert lying(home) == []


def test_the_quota_counts_what_is_held_and_what_comes() -> None:
    check_quota(held=1 << 20, adding=1 << 20, megabytes=2)
    with pytest.raises(NotValid) as refused:
        check_quota(held=1 << 20, adding=(1 << 20) + 1, megabytes=2)
    assert refused.value.findings[0].code == "stored.over_quota"
    assert dict(refused.value.findings[0].details) == {"held": "1.0", "adding": "1.1", "quota": "2"}


@pytest.mark.django_db(transaction=True)
def test_the_sweep_takes_what_nothing_names_a_day_later(home: Installation, monkeypatch) -> None:
    monkeypatch.setattr(files, "_holders", {})
    named, draft, orphan, fresh = (store([text]) for text in (b"named", b"draft", b"orphan", b"fresh"))
    with transaction.atomic():
        row = row_for(named, "a.pdf", "application/pdf")
        write(actor=machine(), at=AT, verb="test.act", subject=Subject("test", "1"), rows=[row])
    assert damaged([named.sha256, draft.sha256]) == []
    place_of(named.sha256).rename(home.files / "aside")
    assert damaged([named.sha256, draft.sha256]) == [named.sha256]
    (home.files / "aside").rename(place_of(named.sha256))
    aged(named.sha256, draft.sha256, orphan.sha256)
    os.utime(place_of(fresh.sha256), (NOW.timestamp() - 86_399,) * 2)
    half = home.files / ".half"
    half.write_bytes(b"x")
    os.utime(half, (0, 0))
    hold("drafts", lambda: [draft.sha256])
    assert sweep(NOW) == [orphan.sha256]
    assert lying(home) == sorted([named.sha256, draft.sha256, fresh.sha256])
    assert sweep(NOW + timedelta(seconds=2)) == [fresh.sha256]


@pytest.mark.django_db
def test_what_is_stored_again_while_the_sweep_asks_around_stays(home: Installation, monkeypatch) -> None:
    monkeypatch.setattr(files, "_holders", {})
    again, gone = store([b"again"]), store([b"gone"])
    aged(again.sha256, gone.sha256)

    def meanwhile() -> list[str]:
        store([b"again"])
        os.utime(place_of(again.sha256), (NOW.timestamp(),) * 2)
        return []

    hold("drafts", meanwhile)
    assert sweep(NOW) == [gone.sha256]
    assert lying(home) == [again.sha256]


def test_a_file_that_is_stored_again_waits_anew(home: Installation) -> None:
    assert home
    digest = store([b"again"]).sha256
    aged(digest)
    store([b"again"])
    assert place_of(digest).stat().st_mtime != NOW.timestamp() - 86_401


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("报告.pdf", "报告.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\报告.pdf", "报告.pdf"),
        ("报告\u202efdp.exe", "报告fdp.exe"),
        ("a\x00b\x1b[31m.pdf", "ab[31m.pdf"),
        ("a\r\nContent-Type: x.pdf", "a Content-Type_ x.pdf"),
        ("\ufeff\u200b报\u200d告.pdf", "报告.pdf"),
        ("\udc80a.pdf", "a.pdf"),
        ('a"b<c>|d?.pdf', "a_b_c__d_.pdf"),
        ("...", "未命名文件"),
        ("", "未命名文件"),
        ("..", "未命名文件"),
        (".htaccess", "htaccess"),
        ("con.txt", "未命名文件_con.txt"),
        ("NUL", "未命名文件_NUL"),
        ("a .", "a"),
        ("e\u0301.pdf", "é.pdf"),
        ("全角　空格.pdf", "全角 空格.pdf"),
        ("长" * 100 + ".xlsx", "长" * 58 + ".xlsx"),
        ("长" * 100, "长" * 60),
    ],
)
def test_names_are_shown_without_harm(name: str, shown: str) -> None:
    assert display_name(name) == shown


# 200 names: every odd character before, inside and behind the ending, and paths.
ODD = [
    *map(chr, range(32)),
    "\x7f",
    "\u00ad",
    *map(chr, range(0x200B, 0x2010)),
    *map(chr, range(0x2028, 0x202F)),
]
ODD += [*map(chr, range(0x2066, 0x206A)), "\ufeff", "\ud800", "\U000e0041", "\ue000", "/", "\\", ":", "*"]


@pytest.mark.parametrize("pattern", ["{0}报告.pdf", "报{0}告.pdf", "报告.p{0}df", "{0}{0}报告.pdf{0}"])
def test_two_hundred_odd_names(pattern: str) -> None:
    assert len(ODD) * 4 >= 200
    for char in ODD:
        shown = display_name(pattern.format(char))
        assert shown
        assert not set(shown) & {*ODD}
        assert shown.encode()


@given(st.text(max_size=300))
def test_any_name_becomes_one_short_visible_line(name: str) -> None:
    shown = display_name(name)
    assert 0 < len(shown.encode()) <= 200
    assert not shown.startswith(".")
    assert not set(shown) & set('/\\:*?"<>|\n\r\t\0')
    assert display_name(shown) == shown


def test_a_file_on_the_disk_is_durable_before_it_has_its_name(home: Installation, monkeypatch) -> None:
    """fsync of the content, then the name, then fsync of the folders."""
    assert home
    steps: list[str] = []
    real_sync, real_replace = os.fsync, files.Path.replace
    monkeypatch.setattr(files.os, "fsync", lambda fd: (steps.append("fsync"), real_sync(fd))[1])

    def replace(path, target):
        steps.append("rename")
        return real_replace(path, target)

    monkeypatch.setattr(files.Path, "replace", replace)
    digest = store([b"abc"]).sha256
    assert steps == ["fsync", "rename", "fsync", "fsync"]
    assert hashlib.sha256(b"abc").hexdigest() == digest
