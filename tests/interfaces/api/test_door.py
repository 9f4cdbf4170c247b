"""The door of the API: who gets in, what is refused before anything is read, how every answer looks."""

import pytest
from django.test import Client

from sikao.interfaces.api import door
from sikao.interfaces.api.limits import Limiter
from tests.interfaces.api.office import Office, Program

pytestmark = pytest.mark.both


def codes(answer) -> list[str]:
    return [finding["code"] for finding in answer.json()["findings"]]


def test_a_program_asks_and_is_answered(office: Office) -> None:
    answer = office.program("reporter").ask("GET", "/me")
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert told["person"] == "reporter_p"
    assert told["capacities"] == [
        {"role": "reporter", "words": {"zh": "填报人", "en": "reporter"}, "organisation": "commerce"}
    ]
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Language"] == "en"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not answer.cookies and "Cookie" not in answer["Vary"]
