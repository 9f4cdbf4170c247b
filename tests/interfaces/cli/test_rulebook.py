"""A scheme from a folder to its seal by commands alone, each by a named account, all of it journaled."""

import json
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import transaction

from sikao.core.books import load_figures
from sikao.core.scheme import load_scheme, scheme_digest
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork import clock
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.here import installation
from sikao.office.groundwork.jobs.queue import enqueue
from sikao.office.groundwork.journal import head
from sikao.office.groundwork.models import Entry
from sikao.office.rulebook import queries, shelf
from sikao.office.rulebook.rules import State
from tests.office.ground import emptying, keys
from tests.office.scanners import MARK, scanning
from tests.office.staff import AT, person

__all__ = ["emptying", "keys"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch):
    """The home of the tests, laid out as one that a command opens; three people stand in it."""
    shelf.forget()
    monkeypatch.setattr(clock, "now", lambda: AT)
    monkeypatch.setenv("SIKAO_HOME", str(installation().home))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.settings")
    installation().settings_file.touch(mode=0o600)
    for login, role in (("wang", Role.OFFICE_STAFF), ("li", Role.OFFICE_DIRECTOR), ("zhao", Role.LEADER)):
        person(login, role)
    yield installation().home
    installation().settings_file.unlink()


@pytest.fixture
def run(sikao, home: Path):
    """Runs a command of schemes as somebody."""

    def as_(login: str, *words: object, code: int = 0):
        return sikao("scheme", *words, "--home", home, "--as", login, code=code)

    return as_


HEAD = "unit,indicator,kind,period,value,unit_of_measure,absence,flags,caliber,source"


@pytest.fixture
def sealed(run, trial: Path) -> None:
    """The scheme ``trial``, approved by two and sealed."""
    run("wang", "draft", trial)
    run("wang", "submit", "trial")
    run("li", "approve", "trial")
    run("zhao", "approve", "trial")
    run("wang", "seal", "trial")


def test_a_folder_becomes_a_sealed_scheme(run, trial: Path) -> None:
    assert "trial  草案" in run("wang", "draft", trial, "--note", "初稿").output
    digest = queries.card(queries.find("trial")).last.digest
    assert "待批准" in run("wang", "submit", "trial").output
    run("li", "approve", "trial", "--digest", digest[:12])
    assert "已批准" in run("zhao", "approve", "trial").output
    told = json.loads(run("wang", "seal", "trial", "--format", "json").output)
    assert (told["state"], told["digest"]) == ("sealed", digest)
    assert queries.sealed("trial").digest == digest
    channels = set(Entry.objects.filter(object_kind="scheme").values_list("channel", flat=True))
    assert channels == {"command"}


def test_a_document_approves(run, trial: Path, tmp_path: Path) -> None:
    run("wang", "draft", trial)
    run("wang", "submit", "trial")
    scan = tmp_path / "纪要.pdf"
    scan.write_bytes(b"%PDF-1.7 page")
    given = ("--document", "会议纪要5号", "--date", "2020-07-01", "--scan", scan)
    run("wang", "approve-offline", "trial", *given)
    assert queries.card(queries.find("trial")).state is State.APPROVED


def test_commands_have_files_scanned_too(run, trial: Path, tmp_path: Path, settings) -> None:
    infected = tmp_path / "infected"
    shutil.copytree(trial, infected)
    (infected / "notes.txt").write_bytes(MARK)
    scanning(settings, tmp_path)
    assert "[stored.malware]" in run("wang", "draft", infected, code=1).stderr
    assert queries.cards() == ()
    run("wang", "draft", trial)
    run("wang", "submit", "trial")
    scan = tmp_path / "纪要.pdf"
    scan.write_bytes(b"%PDF-1.7 " + MARK)
    given = ("--document", "会议纪要5号", "--date", "2020-07-01", "--scan", scan)
    assert "[stored.malware]" in run("wang", "approve-offline", "trial", *given, code=1).stderr
    assert queries.card(queries.find("trial")).state is State.SUBMITTED


def test_a_version_is_refused_and_a_submission_withdrawn_each_with_its_reason(run, trial: Path) -> None:
    run("wang", "draft", trial)
    run("wang", "submit", "trial")
    assert "草案" in run("li", "refuse", "trial", "--reason", "权重需要调整").output
    assert "[right.not_now]" in run("wang", "withdraw", "trial", "--reason", "再改", code=1).output
    run("wang", "submit", "trial")
    assert "[right.not_you]" in run("wang", "refuse", "trial", "--reason", "再改", code=1).output
    seen = ("--digest", "ffff", "--reason", "再改")
    assert "[rulebook.changed]" in run("li", "refuse", "trial", *seen, code=1).output
    assert "草案" in run("wang", "withdraw", "trial", "--reason", "补充说明").output
    done = Entry.objects.filter(outcome="done", verb__in=("scheme.refuse", "scheme.withdraw"))
    assert [entry.verb for entry in done.order_by("seq")] == ["scheme.refuse", "scheme.withdraw"]


def test_refusals_are_told_with_their_code(run, trial: Path) -> None:
    run("wang", "draft", trial)
    assert "[right.not_now]" in run("li", "approve", "trial", code=1).output
    assert "[right.not_you]" in run("zhao", "submit", "trial", code=1).output
    assert "[rulebook.changed]" in run("wang", "submit", "trial", "--digest", "ffff", code=1).output
    assert "[rulebook.no_account]" in run("sun", "submit", "trial", code=1).output
    assert "[rulebook.not_there]" in run("wang", "submit", "nothing", code=1).output


def test_a_version_with_errors_is_kept_and_told(run, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "scheme.yaml").write_text("code: broken\n", encoding="utf-8")
    output = run("wang", "draft", broken).output
    assert "scheme.yaml" in output
    (card,) = queries.cards()
    assert card.last.errors > 0
    assert "[rulebook.faulty]" in run("wang", "submit", card.ref, code=1).output


def test_the_list_says_where_schemes_stand(run, trial: Path) -> None:
    run("wang", "draft", trial)
    (told,) = json.loads(run("zhao", "list", "--format", "json").output)
    assert (told["code"], told["state"], told["version"]) == ("trial", "draft", 1)
    assert "trial" in run("zhao", "list").output


@pytest.mark.usefixtures("sealed")
def test_a_sealed_schemes_tasks_are_generated_and_earlier_years_taken_over(run, tmp_path: Path) -> None:
    assert "项报送任务" in run("wang", "open", "trial").output
    assert "year.open_already" in run("wang", "open", "trial", code=1).stderr
    scheme = queries.scheme_of("trial")
    item = next(item for item in scheme.items.values() if "level" in item.kinds and item.members is None)
    before = tmp_path / "before.csv"
    row = f"{next(iter(scheme.units))},{item.code},level,{scheme.year - 1},12,{item.kinds['level']},,,,年鉴\n"
    before.write_text(f"{HEAD}\n{row}", encoding="utf-8")
    asked = ("history", "trial", before, "--document", "统计年鉴", "--date", "2020-01-06")
    assert "导入了 1 个数据" in run("wang", *asked).output
    assert "history.known" in run("wang", *asked, code=1).stderr
    assert "right.not_you" in run("li", *asked, code=1).stderr


@pytest.mark.usefixtures("sealed")
def test_scheme_and_figures_of_any_moment_are_taken_out_and_scored(
    run, sikao, settings, tmp_path: Path
) -> None:
    """Before and after the figures of an earlier year came in."""
    scheme = queries.scheme_of("trial")
    item = next(item for item in scheme.items.values() if "level" in item.kinds and item.members is None)
    before = tmp_path / "before.csv"
    row = (
        f"{next(iter(scheme.units))},{item.code},level,{scheme.year - 1},12.50,{item.kinds['level']},,,,年鉴"
    )
    before.write_text(f"{HEAD}\n{row}\n", encoding="utf-8")
    empty = head()[0]
    run("wang", "history", "trial", before, "--document", "统计年鉴", "--date", "2020-01-06")
    full = head()[0]

    then, now = tmp_path / "then", tmp_path / "now"
    assert f"截至日志第 {empty} 号的 0 个数据" in run("wang", "take", "trial", then, "--as-of", empty).output
    told = json.loads(run("wang", "take", "trial", now, "--format", "json").output)
    assert (told["figures"], told["entry"] >= full) == (1, True)
    noted = json.loads(Entry.objects.filter(verb="figure.export").latest("seq").new)
    assert noted == {
        "rows": 1,
        "sha256": sha256((now / "figures" / "figures.parquet").read_bytes()).hexdigest(),
    }
    settings.SIKAO_PLACE = replace(settings.SIKAO_PLACE, export_reason_rows=0)
    more = tmp_path / "more"
    assert "export.reason_missing" in run("wang", "take", "trial", more, code=1).stderr
    assert not more.exists()
    run("wang", "take", "trial", more, "--reason", "年报")
    assert '"reason":"年报"' in Entry.objects.filter(verb="figure.export").latest("seq").new
    figures, findings = load_figures(scheme, now / "figures")
    assert findings == () and [str(figure.value) for figure in figures] == ["12.5"]
    assert scheme_digest(load_scheme(now)[0]) == queries.sealed("trial").digest
    sikao("score", now, "--out", tmp_path / "book")


@pytest.mark.usefixtures("sealed")
def test_what_cannot_be_taken_is_refused(run, tmp_path: Path) -> None:
    odd = run("wang", "take", "trial", tmp_path / "a", "--as-of", "昨天", code=1)
    assert "ledger.no_such_moment" in odd.stderr
    assert "已经存在" in run("wang", "take", "trial", Path(__file__), code=2).stderr
    assert "rulebook.not_sealed" in run("wang", "take", "other", tmp_path / "b", code=1).stderr
    assert not (tmp_path / "a").exists()


def test_a_waiting_job_is_cancelled_by_its_owner_and_by_nobody_else(sikao, home: Path) -> None:
    sun = person("sun")
    with transaction.atomic():
        mine = enqueue("test.work", actor=sun, at=AT)
        clocks = enqueue("test.work", actor=machine(), at=AT)
    where = ("--home", home, "--as")
    assert "[job.not_there]" in sikao("jobs", "cancel", clocks, *where, "sun", code=1).output
    assert "[job.not_there]" in sikao("jobs", "cancel", mine, *where, "zhao", code=1).output
    assert "已取消" in sikao("jobs", "cancel", mine, *where, "sun").output
    assert "[job.ended]" in sikao("jobs", "cancel", mine, *where, "wang", code=1).output
    entry = Entry.objects.get(verb="job.cancel", outcome="done")
    assert (entry.channel, entry.object_ref) == ("command", mine)
