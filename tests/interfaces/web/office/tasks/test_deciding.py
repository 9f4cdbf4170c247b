"""Signing, returning, more time and corrections, over HTTP."""

import io
from datetime import date, datetime, timedelta

import pytest

from sikao.office.accounts.models import Account
from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle.actions import attach, sign_task
from sikao.office.cycle.judging import judge
from sikao.office.cycle.models import Draft, Task
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.notices.queries import list_notices
from sikao.office.ledger.models import FigureVersion, Submission
from tests.interfaces.web.office.tasks.conftest import Desk, words
from tests.interfaces.web.reading import read
from tests.office.city import SCAN
from tests.office.cycle.returning import delivered_report, returned
from tests.office.staff import signed_in

JIMO = "jimo/foreign_investment/level/2020-01..06"


def submitted(desk: Desk, task: str) -> str:
    desk.city.fill("commerce_r", task, desk.city.cells(task))
    return desk.city.submit("commerce_r", task)


def test_the_signer_reads_the_same_table_signs_it_and_gets_the_receipt(desk: Desk, june: str):
    digest = submitted(desk, june)
    browser = desk.at("commerce_s")
    page = browser.get(f"/tasks/{june}/")
    assert digest in page.content.decode() and '<td class="cell"' in page.content.decode()
    assert 'name="c:' not in page.content.decode()
    other = browser.post(f"/tasks/{june}/sign/", {"digest": "0" * 64})
    assert other.status_code == 409 and not FigureVersion.objects.exists()
    signed = browser.post(f"/tasks/{june}/sign/", {"digest": digest})
    assert signed.headers["Location"] == f"/tasks/{june}/receipt/?done=1"
    assert FigureVersion.objects.count() == 19
    page = words(browser.get(f"/tasks/{june}/").content)
    assert "签审 commerce_s · 2020-07-16 " in page


def test_whoever_entered_the_figures_is_offered_no_signature(desk: Desk, june: str):
    digest = submitted(desk, june)
    page = desk.at("commerce_r").get(f"/tasks/{june}/")
    assert "签审报出" not in words(page.content)
    assert desk.at("commerce_r").post(f"/tasks/{june}/sign/", {"digest": digest}).status_code == 404


def test_a_task_returned_shows_the_reason_to_its_reporter(desk: Desk, june: str):
    submitted(desk, june)
    browser = desk.at("commerce_s")
    assert browser.post(f"/tasks/{june}/return/", {"reason": " "}).status_code == 422
    assert browser.post(f"/tasks/{june}/return/", {"reason": "即墨的数请再核"}).status_code == 302
    page = words(desk.at("commerce_r").get(f"/tasks/{june}/").content)
    assert "即墨的数请再核" in page and "提交签审" in page


def test_the_director_extends_one_deadline_by_name(desk: Desk, june: str):
    director = desk.at("director")
    before = Task.objects.get(pk=june).due_at
    early = director.post(f"/tasks/{june}/extend/", {"until": "2020-07-01", "reason": "系统切换"})
    assert early.status_code == 422 and Task.objects.get(pk=june).due_at == before
    done = director.post(f"/tasks/{june}/extend/", {"until": "2020-07-31", "reason": "系统切换"})
    assert done.status_code == 302
    assert day_of(Task.objects.get(pk=june).due_at) == date(2020, 7, 31)
    assert desk.at("staff").get(f"/tasks/{june}/extend/").status_code == 404
    for who in ("director", "commerce_r"):
        page = words(desk.at(who).get(f"/tasks/{june}/").content)
        assert "原截止7月20日（周一），延至7月31日（周五）：系统切换" in page


def test_a_correction_shows_old_and_new_and_since_when_it_counts(desk: Desk):
    city = desk.city
    march = city.task("commerce", "month", "2020-03")
    key = "jimo/foreign_investment/level/2020-01..03"
    city.deliver("commerce", march, city.cells(march) | {key: "0.6"})
    browser = desk.at("commerce_r")
    page = browser.get(f"/tasks/{march}/revise/").content.decode()
    assert "data-choosing" in page and "data-choose-all hidden" in page, "all at once, where scripts run"
    assert browser.post(f"/tasks/{march}/revise/", {"reason": "核减"}).status_code == 422
    opened = browser.post(f"/tasks/{march}/revise/", {f"c:{key}": "1", "reason": "核减"})
    revision = Task.objects.get(revises=march)
    assert opened.headers["Location"] == f"/tasks/{revision.pk}/"
    assert Draft.objects.get(task=revision).note == "核减", "the reason is asked for once"
    given = desk.form(revision.pk, {key: "0.5"}, note="核减", document="核减单", caliber="核减后")
    browser = desk.at("commerce_r")
    browser.post(f"/tasks/{revision.pk}/draft/", given)
    row = Task.objects.get(pk=revision.pk)
    seen = len(judge(row, Draft.objects.get(task=row), complete=True).warnings)
    given = desk.form(revision.pk, {key: "0.5"}, note="核减", document="核减单", caliber="核减后", seen=seen)
    assert browser.post(f"/tasks/{revision.pk}/submit/", given).status_code == 302
    page = words(desk.at("commerce_s").get(f"/tasks/{revision.pk}/").content)
    assert "0.6 → 0.5" in page and "半年起采用" in page and "核减后" in page
    assert "用过原数的地方" in page and "这个数据的全部版本" in page
    office = desk.at("staff")
    before = office.get(f"/tasks/{revision.pk}/").content.decode()
    assert "用过原数的地方" not in before, "an unsigned draft is its organisation's alone"
    row.refresh_from_db()
    digest = judge(row, Draft.objects.get(task=row), complete=True).digest
    signer, at = desk.city.people["commerce_s"], desk.city.now()
    sign_task(actor=signer, at=at, task=row.pk, digest=digest)
    office = desk.at("staff")
    for prefix in ("", "/en"):
        shown = office.get(f"{prefix}/tasks/{revision.pk}/").content.decode()
        read(shown)
        assert f"/figures/{key}/#v1" in shown, "the first quarter goes on using the first version"
        assert "→ 0.5" in shown and f'href="/figures/{key}/' in shown.replace("/en/", "/")
    told = [one.message.what("zh") for one in list_notices("jimo_r", only_unread=True)]
    assert any("更正了关于你单位的1个" in words and "核减" in words for words in told)
    assert any(
        "回执可以下载" in one.message.what("zh") for one in list_notices("commerce_r", only_unread=True)
    )


def test_a_returned_figure_that_is_reported_again_shows_as_posted_anew(desk: Desk):
    """Even with the value that was returned: signing posts it."""
    city = desk.city
    sheet = delivered_report(city)
    _, key = returned(city)
    Account.objects.update(must_change=False, password_since=city.at, totp_secret="set")  # noqa: S106 - none
    task, name = Task.objects.get(kind="revise"), "/".join(key)
    page = words(desk.at("jimo_r").get(f"/tasks/{task.pk}/").content)
    assert "已退回" in page
    cells = {name: city.cells(sheet.pk)[name]}
    city.fill("jimo_r", task.pk, cells, note="已核对", document="即统函〔2021〕3号")
    attach(actor=city.people["jimo_r"], at=city.now(), task=task.pk, evidence=SCAN)
    city.submit("jimo_r", task.pk)
    signer = desk.at("jimo_s")
    page = words(signer.get(f"/tasks/{task.pk}/").content)
    assert "退回后重报" in page and "用过原数的地方" in page
    assert "Reported again after it was returned" in words(signer.get(f"/en/tasks/{task.pk}/").content)


def test_a_correction_can_be_dropped(desk: Desk):
    city = desk.city
    march = city.task("commerce", "month", "2020-03")
    city.deliver("commerce", march, city.cells(march))
    desk.at("commerce_r").post(
        f"/tasks/{march}/revise/", {"c:jimo/foreign_investment/level/2020-01..03": "1", "reason": "误点"}
    )
    revision = Task.objects.get(revises=march).pk
    assert desk.at("commerce_r").post(f"/tasks/{revision}/drop/").status_code == 302
    assert Task.objects.get(pk=revision).state == "dropped"


def test_a_signature_asks_for_the_second_factor(desk: Desk, june: str):
    digest = submitted(desk, june)
    Account.objects.filter(pk="commerce_s").update(totp_secret="set")  # noqa: S106 - none
    now = desk.city.now()
    desk.moment(now)
    browser = signed_in(desk.city.people["commerce_s"], now - timedelta(minutes=11))
    page = browser.get(f"/tasks/{june}/").content.decode()
    assert 'name="factor_code"' in page
    asked = browser.post(f"/tasks/{june}/sign/", {"digest": digest})
    assert asked.headers["Location"].startswith("/account/step-up/")
    assert Task.objects.get(pk=june).state == "submitted"


def test_a_delegate_without_a_signers_role_of_their_own_signs_on_the_page(desk: Desk, june: str):
    city = desk.city
    city.person("deputy", Role.REPORTER, "commerce")
    city.delegate("commerce_s", "deputy", "commerce", date(2020, 7, 15), date(2020, 7, 31))
    Account.objects.update(must_change=False, password_since=city.at, totp_secret="set")  # noqa: S106 - none
    digest = submitted(desk, june)
    assert "签审报出" in words(desk.at("deputy").get(f"/tasks/{june}/").content)
    assert desk.at("deputy").post(f"/tasks/{june}/sign/", {"digest": digest}).status_code == 302
    sent = Submission.objects.get()
    assert (sent.signer, sent.delegate_of) == (
        city.people["deputy"].person,
        city.people["commerce_s"].person,
    )


class Arriving(io.BytesIO):
    """A form on its way: once it is read, the clock shows another moment."""

    def __init__(self, content: bytes, moment, at: datetime) -> None:
        super().__init__(content)
        self._arrive = lambda: moment(at)

    def read(self, size: int | None = -1) -> bytes:
        self._arrive()
        return super().read(size)


@pytest.mark.parametrize(("milliseconds", "late"), [(-1, False), (0, False), (1, True)])
def test_a_form_is_in_time_by_its_last_byte(desk: Desk, june: str, milliseconds: int, late: bool):
    digest, due = submitted(desk, june), Task.objects.get(pk=june).due_at
    desk.city.at = due - timedelta(minutes=5)
    browser, form = desk.at("commerce_s"), f"digest={digest}".encode()
    sent = Arriving(form, desk.moment, due + timedelta(milliseconds=milliseconds))
    media = "application/x-www-form-urlencoded"
    answer = browser.generic(
        "POST",
        f"/tasks/{june}/sign/",
        content_type=media,
        **{"wsgi.input": sent, "CONTENT_LENGTH": str(len(form)), "CONTENT_TYPE": media},
    )
    assert answer.status_code == 302
    assert Submission.objects.get().late is late
    assert {figure.late for figure in FigureVersion.objects.all()} == {late}
