"""The door of the API: who gets in, what is refused before anything is read, how every answer looks."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from sikao.interfaces.api import door
from sikao.interfaces.api.routes import checks
from sikao.office.accounts.models import Account, ApiToken
from sikao.office.groundwork import clock
from sikao.office.groundwork.models import Entry
from tests.interfaces.api.office import Office, Program, codes
from tests.office.staff import signed_in

pytestmark = pytest.mark.both_in_drill
ABSENT = "2" * 16


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


def test_administrators_ask_from_the_networks_of_the_place_alone(office: Office, settings) -> None:
    settings.SIKAO_PLACE = replace(settings.SIKAO_PLACE, administrator_networks=("10.1.0.0/16",))
    before = Entry.objects.count()
    for name in ("system", "security", "audit"):
        answer = office.program(name).ask("GET", "/me")
        assert (answer.status_code, codes(answer)) == (403, ["sign_in.elsewhere"])
        last = Entry.objects.latest("seq")
        assert (last.actor, last.channel, last.verb) == (f"{name}_p", "api", "session.sign_in")
        assert (last.outcome, last.new) == ("refused", '{"codes":["sign_in.elsewhere"],"refused":"NotYou"}')
    assert Entry.objects.count() == before + 3
    assert office.program("director").ask("GET", "/me").status_code == 200
    settings.SIKAO_PLACE = replace(settings.SIKAO_PLACE, administrator_networks=("127.0.0.0/8",))
    assert office.program("system").ask("GET", "/me").status_code == 200


def refused_token(answer) -> bool:
    assert answer["WWW-Authenticate"] == "Bearer"
    return answer.status_code == 401 and codes(answer) == ["api.no_token"]


@pytest.mark.parametrize("secret", ["", "nobody's", "令牌", "x" * 500, "a b"])
def test_without_a_token_in_force_nobody_gets_in(office: Office, secret: str) -> None:
    del office
    assert refused_token(Program(secret=secret).ask("GET", "/me"))


def test_a_token_ends_with_its_days_its_owner_or_itself(office: Office) -> None:
    over = Program(secret=office.token("reporter_p", last_day=date(2021, 1, 31)))
    assert refused_token(over.ask("GET", "/me"))
    ended = Program(secret=office.token("reporter_p"))
    assert ended.ask("GET", "/me").status_code == 200
    ApiToken.objects.filter(person_id="reporter_p").update(ended_at=clock.now())
    assert refused_token(ended.ask("GET", "/me"))
    Account.objects.filter(pk="signer_p").update(closed_at=clock.now())
    assert refused_token(office.program("signer").ask("GET", "/me"))


def test_a_browser_that_has_signed_in_is_nobody_here(office: Office) -> None:
    browser = signed_in(office.city.people["staff"], office.city.at)
    answer = browser.get("/api/v1/me", headers={"host": "localhost"})
    assert refused_token(answer)
    assert not answer.cookies


@pytest.mark.parametrize("path", ["/", "/nowhere", "/tasks/", "/docs", "/me/%00", "/../../admin"])
def test_addresses_that_are_not_served_are_not_there(office: Office, path: str) -> None:
    answer = office.program("staff").ask("GET", path)
    assert answer.status_code == 404 and codes(answer) == ["api.not_there"]
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD", "NONSENSE"])
def test_other_methods_are_refused_with_those_that_are_taken(office: Office, method: str) -> None:
    answer = office.program("staff").ask(method, "/tasks")
    assert (answer.status_code, answer["Allow"]) == (405, "GET")


def test_what_is_not_there_and_what_is_another_organisations_are_the_same_bytes(office: Office) -> None:
    program = office.program("reporter")
    for tail in ("", "/form", "/draft", "/workbook", "/evidence"):
        absent = program.ask("GET", f"/tasks/{ABSENT}{tail}")
        foreign = program.ask("GET", f"/tasks/{office.foreign}{tail}")
        assert absent.status_code == foreign.status_code == 404
        assert absent.content == foreign.content
        assert dict(absent.headers) == dict(foreign.headers)


def test_a_scope_that_the_token_lacks_is_refused_whoever_owns_it(office: Office) -> None:
    narrow = Program(secret=office.token("staff", "scheme.view"))
    assert narrow.ask("GET", "/schemes").status_code == 200
    answer = narrow.ask("GET", "/tasks")
    assert answer.status_code == 403 and codes(answer) == ["right.not_in_scope"]


def test_a_right_that_the_owner_lacks_is_refused_whatever_the_token_says(office: Office) -> None:
    answer = office.program("security").ask("GET", "/tasks")
    assert answer.status_code == 403 and codes(answer) == ["right.not_you"]


def test_findings_are_told_in_the_language_asked_for(office: Office) -> None:
    del office
    assert Program(lang="en-GB, zh;q=0.5").ask("GET", "/me").json()["findings"][0]["what"].startswith("There")
    for lang in ("zh-CN", "fr", ""):
        assert Program(lang=lang).ask("GET", "/me").json()["findings"][0]["what"].startswith("没有")


def test_an_unknown_parameter_is_refused_and_not_passed_over(office: Office) -> None:
    answer = office.program("staff").ask("GET", "/tasks?stat=open")
    assert answer.status_code == 400
    assert answer.json()["findings"][0]["where"] == {"path": "query.stat"}


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "size=201", "late=perhaps", "due_by=2020-02-30", "state=%00"]
)
def test_parameters_of_the_wrong_shape_are_refused(office: Office, query: str) -> None:
    answer = office.program("staff").ask("GET", f"/tasks?{query}")
    assert answer.status_code == 400 and set(codes(answer)) == {"api.shape"}


HOSTILE = {
    "no json": b"{",
    "an array": b"[]",
    "a text": b'"x"',
    "nul": b'{"version": 0, "cells": {"a": "\\u0000"}}',
    "half a character": b'{"version": 0, "cells": {"a": "\\ud800"}}',
    "nan": b'{"version": NaN, "cells": {}}',
    "endless": b'{"version": 1e999, "cells": {}}',
    "huge": b'{"version": ' + b"9" * 5000 + b', "cells": {}}',
    "deep": b'{"version": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "twice": b'{"version": 0, "version": 0, "cells": {}}',
    "another name": b'{"version": 0, "cells": {}, "sign": true}',
    "a number for a text": b'{"version": 0, "cells": {"a": 1}}',
    "a text for a number": b'{"version": "0", "cells": {}}',
    "too long": b'{"version": 0, "cells": {"a": "' + b"1" * 201 + b'"}}',
    "other encoding": '{"version": 0, "cells": {}}'.encode("utf-16"),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_bodies_that_nobody_should_send_are_refused(office: Office, body: bytes) -> None:
    given = {"authorization": f"Bearer {office.secrets['reporter']}"}
    path = f"/api/v1/tasks/{office.open}/draft"
    answer = Client().generic("PUT", path, body, "application/json", headers=given)
    assert answer.status_code == 400, answer.content
    assert set(codes(answer)) <= {"api.malformed", "api.shape"}


def test_other_kinds_of_content_are_refused(office: Office) -> None:
    given = {"authorization": f"Bearer {office.secrets['reporter']}"}
    path = f"/api/v1/tasks/{office.open}/draft"
    answer = Client().generic("PUT", path, b"a=1", "application/x-www-form-urlencoded", headers=given)
    assert (answer.status_code, codes(answer)) == (415, ["api.media"])


def test_bodies_beyond_the_limits_are_refused(office: Office) -> None:
    long = {"version": 0, "cells": {"a": "1" * 3_000_000}}
    answer = office.program("reporter").ask("PUT", f"/tasks/{office.open}/draft", long)
    assert (answer.status_code, codes(answer)) == (413, ["api.too_large"])
    path, given = f"/tasks/{office.open}/evidence", {"content-length": str(1 << 40)}
    answer = Client().generic(
        "POST",
        f"/api/v1{path}",
        b"",
        "multipart/form-data; boundary=x",
        headers={"authorization": f"Bearer {office.secrets['reporter']}"},
        CONTENT_LENGTH=given["content-length"],
        CONTENT_TYPE="multipart/form-data; boundary=x",
    )
    assert (answer.status_code, codes(answer)) == (413, ["api.too_large"])


def test_a_form_that_is_none_is_refused(office: Office) -> None:
    answer = Client().generic(
        "POST",
        f"/api/v1/tasks/{office.open}/evidence",
        b"no form",
        "multipart/form-data",
        headers={"authorization": f"Bearer {office.secrets['reporter']}"},
    )
    assert answer.status_code == 400


def test_who_asks_too_often_waits(office: Office, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SIKAO_PLACE = replace(settings.SIKAO_PLACE, api_per_minute=3)
    passing = iter(range(100, 10_000))
    monkeypatch.setattr(door.limiter, "_clock", lambda: next(passing) / 1000)
    program = office.program("reporter")
    assert [program.ask("GET", "/me").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = program.ask("GET", "/me")
    assert (answer["Retry-After"], codes(answer)) == ("20", ["api.too_many"])
    assert office.program("signer").ask("GET", "/me").status_code == 200, "each token has its own count"
    tries = [Program(secret=f"guess{n}").ask("GET", "/me").status_code for n in range(4)]
    assert tries == [401, 401, 401, 429], "wrong tokens are counted by where they come from"


def test_a_program_of_pages_to_study_has_no_api(settings) -> None:
    settings.MIDDLEWARE = settings.STUDY_MIDDLEWARE
    settings.ROOT_URLCONF = settings.STUDY_URLCONF
    assert Client().get("/api/v1/openapi.json").status_code == 404


def test_what_nobody_thought_of_is_a_problem_with_a_reference(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    value = "246.5 万元"

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError(value)

    monkeypatch.setattr(checks.lists, "list_checks", broken)
    answer = office.program("unit").ask("GET", "/confirmations")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert codes(answer) == ["api.failed"]
    (told,) = answer.json()["findings"]
    (line,) = [record.getMessage() for record in caplog.records if record.name == "sikao.api"]
    reference = line.split()[1].rstrip(":")
    assert reference in told["what"] and "ZeroDivisionError" in line and "checks.py" in line
    assert "246.5" not in line + answer.content.decode(), "no figure goes into the log"
