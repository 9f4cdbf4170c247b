"""People are told once, in the transaction of what there is to tell."""

from datetime import timedelta

import pytest
from django.db import transaction

from sikao.core.wording import Term
from sikao.office.groundwork.jobs.models import Job
from sikao.office.groundwork.journal import Subject
from sikao.office.groundwork.notices.models import Notice
from sikao.office.groundwork.notices.queries import list_notices, mails_of, unread_count
from sikao.office.groundwork.notices.telling import mark_read, mark_settled, notify, set_mail
from sikao.office.groundwork.refusals import NotValid
from tests.office.groundwork.notices.conftest import AT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_in_drill]
TASK = Subject("task", "t1")


def tell(*persons, about=TASK, at=AT, state="x"):
    with transaction.atomic():
        return notify(persons, "job.ended", {"state": state}, about=about, at=at)


def test_everybody_is_told_once_in_words_of_the_reader_s_language():
    assert tell("p1", "p2", "p1", "", state=Term("已完成", "done")) == 2
    (notice,) = list_notices("p1")
    assert "已完成" in notice.message.what("zh")
    assert "done" in notice.message.what("en")
    assert (notice.about, notice.at, notice.read_at) == (TASK, AT, None)
    assert unread_count("p1") == unread_count("p2") == 1
    assert unread_count("p3") == 0


def test_nobody_is_told_what_did_not_happen():
    with pytest.raises(RuntimeError):
        notify(["p1"], "job.ended", {"state": "x"}, about=TASK, at=AT)
    with transaction.atomic():
        notify(["p1"], "job.ended", {"state": "x"}, about=TASK, at=AT)
        transaction.set_rollback(True)
    assert unread_count("p1") == 0


@pytest.mark.parametrize(("code", "details"), [("no.such", {}), ("job.ended", {})])
def test_an_unknown_message_or_a_missing_detail_fails_loudly(code, details):
    with pytest.raises(LookupError), transaction.atomic():
        notify(["p1"], code, details, about=TASK, at=AT)


def test_one_marks_one_s_own_notices_as_read():
    for minute in range(3):
        tell("p1", "p2", at=AT + timedelta(minutes=minute))
    newest, middle, oldest = list_notices("p1")
    assert newest.at > middle.at > oldest.at
    assert mark_read("p2", [newest.ref], at=AT) == 0
    assert mark_read("p1", [newest.ref], at=AT) == 1
    assert mark_read("p1", [newest.ref], at=AT) == 0
    assert [notice.ref for notice in list_notices("p1", only_unread=True)] == [middle.ref, oldest.ref]
    assert mark_read("p1", at=AT) == 2
    assert (unread_count("p1"), unread_count("p2")) == (0, 3)


def test_what_is_settled_needs_nobody_s_attention():
    tell("p1", "p2")
    tell("p1", about=Subject("task", "t2"))
    assert mark_settled(TASK, at=AT) == 2
    assert (unread_count("p1"), unread_count("p2")) == (1, 0)


def test_no_reminder_is_asked_for_unless_the_place_wants_it():
    set_mail("p1", "p1@example.gov.cn")
    tell("p1")
    assert Notice.objects.count() == 1
    assert not Job.objects.exists()


def test_reminders_come_once_in_ten_minutes_to_those_with_an_address(place):
    place(mail_host="127.0.0.1", mail_from="sikao@example.gov.cn", webhook="http://127.0.0.1:9/hook")
    set_mail("p1", "p1@example.gov.cn")
    for minute in (
        0,
        1,
        9,
        17,
    ):  # 01:02, 01:03, 01:11, 01:19: windows of ten minutes begin at 01:00 and 01:10
        tell("p1", "p2", at=AT + timedelta(minutes=minute))
    kinds = sorted(Job.objects.values_list("kind", "arguments"))
    assert kinds == [("notices.mail", '{"person":"p1"}')] * 2 + [("notices.webhook", "{}")] * 2


def test_an_address_is_changed_and_taken_back():
    set_mail("p1", "one@example.gov.cn")
    set_mail("p1", "two@example.gov.cn")
    assert mails_of(["p1", "p2"]) == {"p1": "two@example.gov.cn"}
    set_mail("p1", "")
    assert mails_of(["p1"]) == {}


@pytest.mark.parametrize(
    "mail", ["x", "a@b\r\nBcc: c@d", "a@b@c", "甲@example.cn", "a@b c", f"a@{'b' * 300}", "@b", "a@b\n"]
)
def test_what_is_no_address_is_refused(mail):
    with pytest.raises(NotValid) as refused:
        set_mail("p1", mail)
    assert refused.value.findings[0].code == "notice.bad_mail"
