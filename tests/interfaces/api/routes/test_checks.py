"""Confirming, disputing and verifying by a program."""

import pytest

from sikao.office.ledger.models import FigureEvent
from tests.interfaces.api.office import Office, codes

pytestmark = pytest.mark.both_in_drill


def test_a_unit_disputes_one_figure_and_confirms_the_rest(office: Office) -> None:
    program, path = office.program("unit"), f"/confirmations/{office.confirmation}"
    listed = program.ask("GET", "/confirmations?state=open").json()
    assert [check["ref"] for check in listed["items"]] == [office.confirmation]
    check = program.ask("GET", path).json()
    assert {version["unit"] for version in check["versions"]} == {"laixi"}
    ref = check["versions"][0]["ref"]
    foreign = program.ask("POST", f"{path}/dispute", {"disputes": {"2" * 16: "应为 37"}})
    assert (foreign.status_code, codes(foreign)) == (422, ["task.foreign_cell"])
    done = program.ask("POST", f"{path}/dispute", {"disputes": {ref: "应为 37"}})
    assert done.json() == {"state": "disputed"}
    assert FigureEvent.objects.get(figure_id=ref).reason == "应为 37"
    again = program.ask("POST", f"{path}/confirm")
    assert (again.status_code, codes(again)) == (409, ["right.not_now"])


def test_a_unit_confirms(office: Office) -> None:
    done = office.program("unit").ask("POST", f"/confirmations/{office.confirmation}/confirm")
    assert done.json() == {"state": "confirmed"}


def test_a_bureau_returns_a_figure_and_accepts_the_others(office: Office) -> None:
    program, path = office.program("verifier"), f"/verifications/{office.verification}"
    assert program.ask("GET", "/verifications?state=decided").json()["total"] == 0
    figures = [version["ref"] for version in program.ask("GET", path).json()["versions"]]
    assert figures
    done = program.ask("POST", f"{path}/return", {"figures": {figures[0]: "没有依据"}})
    assert done.status_code == 200
    for rest in [figures[1:]] if figures[1:] else []:
        assert program.ask("POST", f"{path}/accept", {"figures": rest}).json() == {"state": "decided"}
    late = program.ask("POST", f"{path}/accept", {"figures": figures[:1]})
    assert late.status_code == 409


def test_a_bureau_upholds_what_a_unit_disputed(office: Office) -> None:
    unit, path = office.program("unit"), f"/confirmations/{office.confirmation}"
    bureau = office.program("reporter")
    early = bureau.ask("POST", f"{path}/uphold", {"reason": "以联审数为准"})
    assert (early.status_code, codes(early)) == (409, ["right.not_now"])
    ref = unit.ask("GET", path).json()["versions"][0]["ref"]
    unit.ask("POST", f"{path}/dispute", {"disputes": {ref: "应为 37"}})
    own = unit.ask("POST", f"{path}/uphold", {"reason": "x"})
    assert (own.status_code, codes(own)) == (403, ["right.not_you"])
    blank = bureau.ask("POST", f"{path}/uphold", {"reason": " "})
    assert (blank.status_code, codes(blank)) == (422, ["task.reason_missing"])
    done = bureau.ask("POST", f"{path}/uphold", {"reason": "以联审数为准"})
    assert (done.status_code, done.json()) == (200, {"state": "upheld"})
    event = FigureEvent.objects.get(figure_id=ref, what="upheld")
    assert (event.organisation, event.person, event.reason) == ("commerce", "reporter_p", "以联审数为准")
