"""Idempotency keys through the door: forms too, whose dividing line changes with every sending."""

import errno
import io
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client

from sikao.office.cycle.models import Draft
from sikao.office.groundwork import clock, files
from sikao.office.groundwork.models import Entry
from tests.interfaces.api.office import Office, codes
from tests.interfaces.api.test_fields import WHO, path_of
from tests.interfaces.api.test_matrix import BODIES, FILES, operations

pytestmark = pytest.mark.both


def letter(content: bytes = b"%PDF-1.7 a") -> ContentFile:
    return ContentFile(content, "letter.pdf")


def test_a_file_that_is_sent_twice_is_attached_once(office: Office) -> None:
    program, path = office.program("reporter"), f"/tasks/{office.open}/evidence"
    first = program.send(path, letter(), key_="one")
    again = program.send(path, letter(), key_="one")
    assert (first.status_code, first.content) == (201, again.content)
    assert again["Idempotency-Replayed"] == "true" and "Idempotency-Replayed" not in first
    assert Draft.objects.get(task=office.open).version == first.json()["draft_version"] == 1
    other = program.send(path, letter(b"%PDF-1.7 b"), key_="one")
    assert (other.status_code, codes(other)) == (409, ["api.key_used"])
    assert program.send(path, letter(), key_="two").json()["draft_version"] == 2


def test_a_refusal_is_an_answer_too_and_is_journaled_once(office: Office) -> None:
    program, path = office.program("reporter"), f"/tasks/{office.open}/take-back"
    before = Entry.objects.count()
    answers = [program.ask("POST", path, idempotency_key="three") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [409, 409]
    assert answers[0].content == answers[1].content
    assert Entry.objects.count() == before + 1


def test_what_was_wrong_with_the_machine_is_no_answer(office: Office, monkeypatch) -> None:
    """The disk was full; once there is room, the same request with the same key is performed."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    program, path = office.program("reporter"), f"/tasks/{office.open}/evidence"
    with monkeypatch.context() as patched:
        patched.setattr(files, "_write", full)
        first = program.send(path, letter(), key_="five")
    assert first.status_code == 503
    second, third = (program.send(path, letter(), key_="five") for _ in range(2))
    assert (second.status_code, "Idempotency-Replayed" in second) == (201, False)
    assert (third.content, third["Idempotency-Replayed"]) == (second.content, "true")


def test_a_refusal_for_the_clock_is_no_answer(office: Office, monkeypatch) -> None:
    program, path = office.program("unit"), f"/confirmations/{office.confirmation}/confirm"
    behind = Entry.objects.latest("seq").at - timedelta(minutes=2)
    with monkeypatch.context() as patched:
        patched.setattr(clock, "now", lambda: behind)
        first = program.ask("POST", path, idempotency_key="six")
    assert (first.status_code, codes(first)) == (409, ["clock.behind"])
    again = program.ask("POST", path, idempotency_key="six")
    assert (again.status_code, "Idempotency-Replayed" in again) == (200, False)


@pytest.mark.parametrize("key", ["", "a b", "x" * 201, "schlüssel"])
def test_a_key_of_another_shape_is_refused(office: Office, key: str) -> None:
    answer = office.program("reporter").ask("POST", f"/tasks/{office.open}/take-back", idempotency_key=key)
    assert (answer.status_code, codes(answer)) == (400, ["api.shape"])


def test_one_key_serves_one_address(office: Office) -> None:
    program = office.program("reporter")
    program.ask("POST", f"/tasks/{office.open}/take-back", idempotency_key="four")
    answer = program.ask("POST", f"/tasks/{office.signed}/take-back", idempotency_key="four")
    assert (answer.status_code, codes(answer)) == (409, ["api.key_used"])


POSTED = sorted(name for name, (method, _) in operations().items() if method == "POST")


@pytest.mark.parametrize("operation", POSTED)
def test_whatever_is_sent_again_has_one_effect_and_one_answer(office: Office, operation: str) -> None:
    program, path = office.program(WHO.get(operation, "reporter")), path_of(office, operation)

    def send():
        if operation in FILES:
            more = {"version": 0} if operation == "upload_workbook" else {}
            return program.send(path, ContentFile(b"%PDF-1.7", "letter.pdf"), key_="k", **more)
        return program.ask("POST", path, BODIES.get(operation), idempotency_key="k")

    first, entry = send(), Entry.objects.latest("seq").seq
    for again in (send(), send()):
        assert (again.status_code, again.content) == (first.status_code, first.content)
        assert again["Idempotency-Replayed"] == "true"
    assert Entry.objects.latest("seq").seq == entry


class Slow(io.BytesIO):
    """What a program sends, bit by bit; it notes how deep in transactions it was asked for more."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.depths: set[int] = set()

    def read(self, size: int | None = -1) -> bytes:
        self.depths.add(len(connection.savepoint_ids))
        return super().read(size)


FORM = (
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7 '
    + b"0" * 3_000_000
    + b"\r\n--x--\r\n"
)


@pytest.mark.parametrize(
    ("who", "act", "body", "media", "status"),
    [
        ("reporter", "evidence", FORM, "multipart/form-data; boundary=x", 201),
        ("signer", "return", b'{"reason": "no"}', "application/json", 409),
    ],
)
def test_a_program_that_sends_slowly_holds_up_nobody(
    office: Office, monkeypatch, who: str, act: str, body: bytes, media: str, status: int
) -> None:
    """All of a request is read before its transaction begins, which on SQLite locks everybody else out."""
    sent, before = Slow(body), len(connection.savepoint_ids)
    late = office.city.at + timedelta(seconds=9)
    monkeypatch.setattr(clock, "now", lambda: late if sent.depths else office.city.at)
    answer = Client().generic(
        "POST",
        f"/api/v1/tasks/{office.open}/{act}",
        content_type=media,
        headers={"authorization": f"Bearer {office.secrets[who]}", "idempotency-key": "slow"},
        **{"wsgi.input": sent, "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": media},
    )
    assert answer.status_code == status, answer.content
    assert sent.depths == {before}
    kept = Draft.objects.get(task=office.open).saved_at if status == 201 else Entry.objects.latest("seq").at
    assert kept == late, "the moment of the last byte"
