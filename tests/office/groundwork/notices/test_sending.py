"""Reminders reach a real mail server and a real robot, are tried again, and carry only their sentence."""

import email
import json
import logging
from email import policy

import pytest
from django.db import transaction

from sikao.office.groundwork.jobs.kinds import Kind
from sikao.office.groundwork.jobs.models import Job
from sikao.office.groundwork.jobs.worker import Worker
from sikao.office.groundwork.journal import Subject
from sikao.office.groundwork.notices.sending import send_mail, send_webhook
from sikao.office.groundwork.notices.telling import MAIL, WEBHOOK, notify, set_mail
from tests.office.groundwork.jobs.conftest import Clock
from tests.office.groundwork.notices.sinks import MailSink, PostSink, serving

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]
SENTENCE = "您有一条新的待办，请登录系统查看"
CANARY = "canary-2718"
KINDS = {MAIL: Kind(send_mail), WEBHOOK: Kind(send_webhook)}


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def tell(clock):
    """Tells one person, with a canary wherever content could come from."""

    def told():
        with transaction.atomic():
            about = Subject(f"task-{CANARY}", CANARY)
            notify(["p-secret"], "job.ended", {"state": CANARY}, about=about, at=clock())
        return Worker(KINDS, name="w1", now=clock).run(drain=True)

    return told


def test_a_mail_carries_the_sentence_and_nothing_else(place, tell, caplog):
    caplog.set_level(logging.DEBUG)
    sink = MailSink()
    place(mail_host=sink.address, mail_from="sikao@example.gov.cn")
    set_mail("p-secret", "p1@example.gov.cn")
    with serving(sink):
        assert tell() == 1
    (content,) = sink.mails
    mail = email.message_from_bytes(content, policy=policy.default)
    assert (mail["From"], mail["To"], mail["Subject"]) == (
        "sikao@example.gov.cn",
        "p1@example.gov.cn",
        SENTENCE,
    )
    assert mail.get_content().strip() == SENTENCE
    assert mail["Date"] == "Sat, 18 Jul 2020 01:02:03 +0000"
    heard = (b"".join(sink.heard) + content).decode()
    for said in (heard, str(mail), caplog.text, str(Job.objects.values())):
        assert CANARY not in said
    assert "p-secret" not in heard


def test_what_happens_after_a_mail_has_gone_is_mailed_when_its_ten_minutes_are_over(place, tell, clock):
    """At 01:02:03, then at 01:09:03 and 01:09:33: windows of ten minutes begin at 01:00, 01:10 and 01:20."""
    sink = MailSink()
    place(mail_host=sink.address, mail_from="sikao@example.gov.cn")
    set_mail("p-secret", "p1@example.gov.cn")

    def run_at(minute: int, second: int = 0) -> int:
        clock.at = clock.at.replace(minute=minute, second=second)
        return Worker(KINDS, name="w1", now=clock).run(drain=True)

    with serving(sink):
        assert tell() == 1
        for put in ({"minutes": 7}, {"seconds": 30}):
            clock.put(**put)
            assert (tell(), len(sink.mails)) == (0, 1), "one in ten minutes"
        assert (run_at(9, 59), run_at(10)) == (0, 1) and len(sink.mails) == 2
        clock.put(minutes=1)
        assert (tell(), len(sink.mails)) == (0, 2), "one in these ten minutes, too"
        assert (run_at(20), run_at(40), len(sink.mails)) == (1, 0, 3)


def test_a_robot_is_told_again_when_its_ten_minutes_are_over(place, tell, clock):
    sink = PostSink([(200, {"errcode": 0})] * 2)
    place(webhook=sink.address)
    with serving(sink):
        assert tell() == 1
        clock.put(minutes=7)
        assert tell() == 0
        clock.put(minutes=1)
        assert Worker(KINDS, name="w1", now=clock).run(drain=True) == 1
    assert len(sink.heard) == 2


def test_a_robot_is_posted_the_sentence_and_nothing_else(place, tell, caplog):
    caplog.set_level(logging.DEBUG)
    sink = PostSink([(200, {"errcode": 0})])
    place(webhook=sink.address)
    with serving(sink):
        assert tell() == 1
    (heard,) = sink.heard
    head, _, body = heard.decode().rpartition("\n")
    assert json.loads(body) == {"msgtype": "text", "text": {"content": SENTENCE}}
    assert head.startswith("/robot?key=k\n")
    for said in (heard.decode(), caplog.text, str(Job.objects.values())):
        assert CANARY not in said
        assert "p-secret" not in said or said == str(Job.objects.values())


def test_a_relay_that_is_busy_is_asked_again(place, tell, clock):
    sink = MailSink(refusing=1)
    place(mail_host=sink.address, mail_from="sikao@example.gov.cn")
    set_mail("p-secret", "p1@example.gov.cn")
    with serving(sink):
        tell()
        assert (Job.objects.get().state, sink.mails) == ("ready", [])
        clock.put(seconds=2)
        Worker(KINDS, name="w1", now=clock).run(drain=True)
    assert (Job.objects.get().state, len(sink.mails)) == ("done", 1)


@pytest.mark.parametrize("refused", [(200, {"errcode": 93000}), (500, {}), (302, {})])
def test_a_robot_that_refuses_is_asked_again(place, tell, clock, refused):
    sink = PostSink([refused, (200, {"errcode": 0})])
    place(webhook=sink.address)
    with serving(sink):
        tell()
        clock.put(seconds=2)
        Worker(KINDS, name="w1", now=clock).run(drain=True)
    assert (Job.objects.get().state, len(sink.heard)) == ("done", 2)


def test_a_robot_that_answers_in_no_json_has_taken_it(place, tell):
    sink = PostSink([(200, {})])
    place(webhook=sink.address)
    sink.answers[0] = (200, "ok")
    with serving(sink):
        tell()
    assert Job.objects.get().state == "done"


def test_what_was_switched_off_meanwhile_sends_nothing(place, clock):
    place(mail_host="127.0.0.1:9", mail_from="sikao@example.gov.cn", webhook="http://127.0.0.1:9/")
    set_mail("p1", "p1@example.gov.cn")
    with transaction.atomic():
        notify(["p1"], "job.ended", {"state": "x"}, about=Subject("task", "1"), at=clock())
    place(mail_host="", webhook="")
    assert Worker(KINDS, name="w1", now=clock).run(drain=True) == 2
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
