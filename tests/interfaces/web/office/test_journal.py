"""The journal for auditors: searched, exported, and about its own readers too."""

import csv
import io
import json

import pytest
from django.db import transaction

from sikao.office.accounts.models import Account
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork import clock
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.models import Entry
from tests.interfaces.web.reading import read
from tests.office.staff import organisation, person, signed_in

pytestmark = pytest.mark.django_db


def browser(name: str, role: Role):
    who = person(name, role)
    Account.objects.filter(pk=who.person).update(totp_secret="set")  # noqa: S106
    return signed_in(who)


@pytest.fixture
def audit():
    """The browser of an audit administrator, after some work was done and some refused."""
    system = browser("system", Role.SYSTEM_ADMIN)
    given = {"code": "jimo", "kind": "unit", "name": "=即墨区", "since": "2017-09-01"}
    system.post("/organisations/add/", given)
    system.post("/organisations/add/", given)
    system.post("/organisations/jimo/name/", {"name": "即墨", "since": "2020-01-01"})
    return browser("audit", Role.AUDIT_ADMIN)


def found(client, query: str) -> list[str]:
    table = read(client.get(f"/journal/{query}").content.decode()).first("tbody")
    return [row.text for row in table.all("tr")]


def test_entries_are_found_by_what_how_and_who(audit):
    added = found(audit, "?verb=organisation.add")
    assert len(added) == 2 and "被拒绝" in added[0] and "办成" in added[1]
    assert len(found(audit, "?verb=organisation")) == 3
    assert len(found(audit, "?actor=system&outcome=refused")) == 1
    assert len(found(audit, "?kind=organisation&ref=jimo")) == 3
    assert found(audit, "?actor=nobody") == ["没有找到。"]
    assert found(audit, "?until=2020-07-17") == ["没有找到。"]
    assert len(found(audit, "?since=2020-07-18&until=2020-07-18&verb=organisation")) == 3
    assert found(audit, "?channel=api") == ["没有找到。"]
    assert len(found(audit, "?since=nonsense&verb=organisation")) == 3


def test_people_are_found_by_a_part_of_their_names(audit):
    given = {"kind": "unit", "name": "新区", "since": "2020-01-01"}
    for name in ("one_of_systems", "other"):
        browser(name, Role.SYSTEM_ADMIN).post("/organisations/add/", given | {"code": name})
    assert "one_of_systems" in found(audit, "?actor=of_sys&verb=organisation")[0]
    assert len(found(audit, "?actor=of_sys&verb=organisation")) == 1
    assert len(found(audit, "?actor=system&verb=organisation")) == 3, "the one whose login it is"
    assert len(found(audit, "?actor=syste&verb=organisation")) == 4


def test_reading_is_recorded(audit):
    found(audit, "?verb=organisation.add")
    last = Entry.objects.latest("seq")
    assert (last.verb, last.outcome) == ("journal.view", "done")
    assert json.loads(last.new) == {"found": 2, "page": 1, "search": {"verb": "organisation.add"}}
    audit.get("/journal/1/")
    assert Entry.objects.latest("seq").object_ref == "1"


def test_capacities_name_the_organisation_not_its_code(audit):
    organisation("zhongshan", name="中山区")
    subject = Subject("task", "sheet", "signer@zhongshan")
    with transaction.atomic():
        signed = write(actor=machine(), at=clock.now(), verb="task.sign", subject=subject)
    for page in ("/journal/?ref=sheet", f"/journal/{signed.seq}/"):
        text = read(audit.get(page).content.decode()).first("main").text
        assert "签审人 · 中山区" in text and "zhongshan" not in text


def test_one_entry_shows_what_was_and_what_became(audit):
    seq = Entry.objects.get(verb="organisation.change").seq
    text = read(audit.get(f"/journal/{seq}/").content.decode()).first("main").text
    assert "=即墨区" in text and "即墨" in text and "system" in text and "变更单位" in text
    told = read(audit.get(f"/journal/{seq}/").content.decode()).first("table")
    rows = [[cell.text for cell in row.children if not isinstance(cell, str)] for row in told.all("tr")]
    assert rows == [
        ["项目", "原值", "新值"],
        ["名称", "=即墨区", "即墨"],
        ["英文名称", "—", "—"],
        ["起日", "—", "2020-01-01"],
    ]
    assert audit.get("/journal/999999/").status_code == 404


def test_an_export_holds_what_was_found_and_says_who_took_it(audit):
    answer = audit.post("/journal/export/?verb=organisation", {"form": "jsonl"})
    lines = [json.loads(line) for line in b"".join(answer.streaming_content).decode().splitlines()]
    assert [line["verb"] for line in lines] == ["organisation.add"] * 2 + ["organisation.change"]
    assert lines[0]["new"]["name"] == "=即墨区"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''journal-20200718")
    taken = Entry.objects.latest("seq")
    assert taken.verb == "journal.export"
    kept = {"form": "jsonl", "rows": 3, "search": {"verb": "organisation"}, "seq": taken.seq - 1}
    assert json.loads(taken.new) == kept


def test_a_table_of_the_journal_runs_nothing_in_a_spreadsheet(audit):
    Entry.objects.get(verb="organisation.change")
    answer = audit.post("/journal/export/?kind=organisation", {"form": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:5] == ["序号", "时间", "办理人", "办理人代码", "身份"] and len(rows) == 4
    assert rows[1][2] == "system" and rows[1][8:11] == ["登记单位", "organisation.add", "单位"]
    assert {len(row) for row in rows} == {17} and rows[1][12] == "办成"
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "@"}]


def test_pages_of_the_journal_follow_each_other(audit):
    for number in range(60):
        organisation(f"unit_{number}")
    first, second = found(audit, "?verb=test.found"), found(audit, "?verb=test.found&page=2")
    assert len(first) == len(second) == 25 and not set(first) & set(second)
    main = read(audit.get("/journal/?verb=test.found").content.decode()).first("main")
    assert "?page=2&verb=test.found" in [a.attributes["href"] for a in main.all("a")]


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.OFFICE_DIRECTOR])
def test_the_journal_is_closed_to_those_it_is_about(role):
    client = browser("other", role)
    assert client.get("/journal/").status_code == 403
    assert client.get("/journal/1/").status_code == 404
    assert client.post("/journal/export/").status_code == 403


def test_an_auditor_reads_and_exports_and_it_is_journaled():
    client = browser("auditor", Role.AUDITOR)
    assert "/journal/export/" in client.get("/journal/").content.decode()
    answer = client.post("/journal/export/?verb=journal", {"form": "jsonl"})
    verbs = [json.loads(line)["verb"] for line in b"".join(answer.streaming_content).decode().splitlines()]
    assert verbs == ["journal.view"], "up to the export itself"
    taken = Entry.objects.latest("seq")
    assert json.loads(taken.new)["rows"] == 1
    assert (taken.verb, taken.outcome, json.loads(taken.new)["form"]) == ("journal.export", "done", "jsonl")
