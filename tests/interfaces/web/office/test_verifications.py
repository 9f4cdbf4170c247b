"""Verifying what units report about themselves: beside history and neighbours, singly or in bulk."""

import json
from datetime import date

import pytest

from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle import actions
from sikao.office.cycle.attaching import stored_evidence
from sikao.office.cycle.duties import owed, slots_of
from sikao.office.cycle.models import Task, Verification
from sikao.office.groundwork.files import place_of
from sikao.office.groundwork.malware import HandedIn
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.refusals import NotValid
from sikao.office.groundwork.verifying import verify
from sikao.office.ledger.models import FigureVersion
from tests.interfaces.web.office.browsers import browser, text_of
from tests.interfaces.web.reading import read
from tests.office.city import SCAN, SCHEME, City
from tests.office.cycle.conftest import city, opened

__all__ = ["city", "opened"]
pytestmark = pytest.mark.django_db


def reports_of(count: int) -> list[Task]:
    """Reports of units about themselves with at least two figures that one bureau verifies."""
    items = owed(SCHEME).scheme.items
    found = []
    for task in Task.objects.filter(kind="report").order_by("organisation"):
        codes = [items[slot.indicator.partition("/")[0]].verified_by for slot in slots_of(task)]
        if codes.count("assessment_office") >= 2:
            found.append(task)
    return found[:count]


def with_reports(city: City) -> None:
    """Two units have reported about themselves; both reports are to be verified by the same bureau."""
    city.person("verifier", Role.VERIFIER, "assessment_office")
    city.person("other", Role.VERIFIER, "finance")
    city.on(2021, 3, 1)
    for task in reports_of(2):
        Task.objects.filter(pk=task.ref).update(opens=date(2021, 1, 1))
        city.staffed(task.organisation)
        cells = {key: "5" if text == "未报" else text for key, text in city.cells(task.ref).items()}
        city.fill(f"{task.organisation}_r", task.ref, cells, note="见材料")
        _attach(city, task)
        digest = city.submit(f"{task.organisation}_r", task.ref)
        _sign(city, task, digest)


@pytest.fixture
def reported(city: City, moment) -> City:
    del moment
    city.once(with_reports)
    return city


def _attach(city: City, task: Task) -> None:
    who = city.people[f"{task.organisation}_r"]
    actions.attach(actor=who, at=city.now(), task=task.ref, evidence=SCAN)


def _sign(city: City, task: Task, digest: str) -> None:
    actions.sign_task(
        actor=city.people[f"{task.organisation}_s"], at=city.now(), task=task.ref, digest=digest
    )


def mine() -> list[Verification]:
    return list(Verification.objects.filter(verifier="assessment_office").order_by("unit"))


def figures(found: Verification) -> list[str]:
    items = owed(SCHEME).scheme.items
    rows = FigureVersion.objects.filter(submission_id=found.submission).order_by("position")
    return [row.pk for row in rows if items[row.indicator.partition("/")[0]].verified_by == found.verifier]


def test_a_verifier_sees_neighbours_and_evidence(reported: City, moment) -> None:
    one, other = mine()
    client = browser(reported, "verifier", moment)
    assert f"/verifications/{one.ref}/" in text_of(client, "/")
    assert one.ref in text_of(client, "/verifications/")
    for prefix in ("", "/en"):
        page = text_of(client, f"{prefix}/verifications/{one.ref}/")
        read(page)
        assert "盖章件.pdf" in page
    name = owed(SCHEME).scheme.units[other.unit].name
    assert name in text_of(client, f"/verifications/{one.ref}/")


def test_accepting_some_leaves_the_rest_undecided(reported: City, moment) -> None:
    found = mine()[0]
    first, *rest = figures(found)
    client = browser(reported, "verifier", moment)
    assert client.post(f"/verifications/{found.ref}/decide/", {"step": "accept"}).status_code == 422
    done = client.post(f"/verifications/{found.ref}/decide/", {"step": "accept", "figure": [first]})
    assert done.status_code == 302
    found.refresh_from_db()
    assert (found.state, found.decided) == ("open", 1)
    page = text_of(client, f"/verifications/{found.ref}/")
    assert first not in page and all(ref in page for ref in rest), "only the undecided can be ticked"
    bulk = client.post(f"/verifications/{found.ref}/decide/", {"step": "accept", "figure": rest})
    assert bulk.status_code == 302
    found.refresh_from_db()
    assert found.state == "decided"


def test_what_is_returned_needs_a_reason_that_the_unit_reads(reported: City, moment) -> None:
    found = mine()[0]
    chosen = figures(found)[:2]
    client = browser(reported, "verifier", moment)
    address = f"/verifications/{found.ref}/decide/"
    bare = client.post(address, {"step": "return", "figure": chosen, "reason": " "})
    assert bare.status_code == 422 and "checked" in bare.content.decode()
    client.post(address, {"step": "return", "figure": chosen, "reason": "材料不足"})
    unit = browser(reported, f"{found.unit}_r", moment)
    assert "材料不足" in text_of(unit, f"/verifications/{found.ref}/")
    assert "材料不足" in text_of(unit, "/"), "the correction is there to be done"


def test_a_unit_sees_its_own_report_without_neighbours(reported: City, moment) -> None:
    one, other = mine()
    client = browser(reported, f"{one.unit}_r", moment)
    page = text_of(client, f"/verifications/{one.ref}/")
    main = read(page).first("main").text
    assert owed(SCHEME).scheme.units[other.unit].name not in main
    assert "通过所选" not in page
    assert client.get(f"/verifications/{other.ref}/").status_code == 404


def test_another_bureau_sees_and_decides_nothing(reported: City, moment) -> None:
    found = mine()[0]
    client = browser(reported, "other", moment)
    assert client.get(f"/verifications/{found.ref}/").status_code == 404
    refused = client.post(
        f"/verifications/{found.ref}/decide/", {"step": "accept", "figure": figures(found)[:1]}
    )
    assert refused.status_code == 404
    found.refresh_from_db()
    assert found.decided == 0


def test_evidence_that_was_swapped_is_not_accepted_and_a_decision_names_what_it_saw(
    city: City,
) -> None:
    (task,) = reports_of(1)
    verifier = city.person("verifier", Role.VERIFIER, "assessment_office")
    city.on(2021, 3, 1)
    Task.objects.filter(pk=task.ref).update(opens=date(2021, 1, 1))
    city.staffed(task.organisation)
    unit = city.people[f"{task.organisation}_r"]
    cells = {key: "5" if text == "未报" else text for key, text in city.cells(task.ref).items()}
    city.fill(f"{task.organisation}_r", task.ref, cells, note="见材料")
    sent = HandedIn("合同.pdf", unit, city.now(), Verb.EVIDENCE_ADD)
    piece = stored_evidence(sent, [b"%PDF-1.7 a contract"], 1 << 20)
    actions.attach(actor=unit, at=city.now(), task=task.ref, evidence=piece)
    _sign(city, task, city.submit(f"{task.organisation}_r", task.ref))
    found = Verification.objects.get(task=task.ref, verifier="assessment_office")
    first, second = [version.ref for version in actions.verifying.to_decide(found)][:2]
    given = {"actor": verifier, "verification": found.ref}
    actions.verify_figures(**given, at=city.now(), accepted=frozenset({first}))
    told = json.loads(Entry.objects.filter(verb="verify.accept", outcome="done").latest("seq").new)
    assert told["files"] == [piece.file], "the decision is bound to the bytes that were looked at"
    place = place_of(piece.file)
    place.chmod(0o600)
    place.write_bytes(b"%PDF-1.7 another one")
    with pytest.raises(NotValid) as refused:
        actions.verify_figures(**given, at=city.now(), accepted=frozenset({second}))
    assert [finding.code for finding in refused.value.findings] == ["task.file_damaged"]
    assert [fault.code for fault in verify().findings] == ["stored.changed"], "and a verification tells"
    actions.verify_figures(**given, at=city.now(), returned={second: "证明材料已不是原件"})
    place.unlink()
