"""Idempotency keys through the door: forms too, whose dividing line changes with every sending."""

import pytest
from django.core.files.base import ContentFile

from sikao.office.cycle.models import Draft
from sikao.office.groundwork.models import Entry
from tests.interfaces.api.office import Office, codes

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


@pytest.mark.parametrize("key", ["", "a b", "x" * 201, "schlüssel"])
def test_a_key_of_another_shape_is_refused(office: Office, key: str) -> None:
    answer = office.program("reporter").ask("POST", f"/tasks/{office.open}/take-back", idempotency_key=key)
    assert (answer.status_code, codes(answer)) == (400, ["api.shape"])


def test_one_key_serves_one_address(office: Office) -> None:
    program = office.program("reporter")
    program.ask("POST", f"/tasks/{office.open}/take-back", idempotency_key="four")
    answer = program.ask("POST", f"/tasks/{office.signed}/take-back", idempotency_key="four")
    assert (answer.status_code, codes(answer)) == (409, ["api.key_used"])
