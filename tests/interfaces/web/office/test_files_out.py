"""Lists that are taken out, by whatever way: a reason for long ones, a limit, and who is told."""

import json
from dataclasses import replace

import pytest

from sikao.office.accounts.actions.journal import export_journal
from sikao.office.accounts.models import Account
from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle import actions
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.journal.reading import Search
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.notices.models import Notice
from sikao.office.groundwork.refusals import NotValid
from tests.interfaces.web.reading import read
from tests.office.staff import AT, person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def people() -> dict[str, Actor]:
    """Who takes lists out, and who watches over it."""
    roles = {"staff": Role.OFFICE_STAFF, "auditor": Role.AUDITOR, "audit": Role.AUDIT_ADMIN}
    made = {name: person(name, role) for name, role in roles.items()}
    Account.objects.update(totp_secret="set")  # noqa: S106 -- set is all that counts
    return made


def limits(settings, **changed: int) -> None:
    settings.SIKAO_PLACE = replace(settings.SIKAO_PLACE, **changed)


def board(who: Actor, rows: int, **more: str) -> dict:
    """The list of who is late is taken out; what the journal keeps of it."""
    actions.export_board(actor=who, at=AT, name="x", rows=rows, content=b"", **more)
    return json.loads(Entry.objects.filter(verb="board.export").latest("seq").new)


def told(people: dict[str, Actor]) -> set[tuple[str, str]]:
    names = {actor.person: name for name, actor in people.items()}
    found = Notice.objects.filter(code__startswith="notice.exported")
    return {(one.code.removeprefix("notice.exported_"), names[one.person]) for one in found}


@pytest.mark.parametrize(
    "act",
    [actions.export_board, actions.export_figures, actions.export_briefings, actions.export_review],
)
def test_no_way_goes_round_the_reason(people, settings, act) -> None:
    limits(settings, export_reason_rows=3, export_most_rows=9)
    for rows, reason, code in (
        (4, " ", "export.reason_missing"),
        (4, "长" * 201, "field.long"),
        (10, "年报", "export.too_long"),
    ):
        with pytest.raises(NotValid) as refused:
            act(actor=people["staff"], at=AT, name="x", rows=rows, content=b"", reason=reason)
        assert [finding.code for finding in refused.value.findings] == [code]
    act(actor=people["staff"], at=AT, name="x", rows=3, content=b"")
    act(actor=people["staff"], at=AT, name="x", rows=9, content=b"", reason="年报")
    assert told(people) == {("bulk", "audit"), ("bulk", "auditor")}


def test_many_exports_of_one_person_are_told_once_and_not_to_that_person(people, settings) -> None:
    limits(settings, export_per_hour=2)
    for who in ("auditor", "staff", "auditor", "auditor"):
        kept = board(people[who], 1)
    assert kept["signs"] == ["often"]
    assert "signs" not in board(people["auditor"], 1)
    assert told(people) == {("often", "audit")}


def test_small_exports_that_are_a_large_one_together_are_told(people, settings) -> None:
    limits(settings, export_reason_rows=10)
    for _ in range(4):
        board(people["staff"], 10)
    assert told(people) == {("pieces", "audit"), ("pieces", "auditor")}
    assert '"40"' in Notice.objects.filter(person=people["audit"].person).latest("pk").details


def test_the_journal_goes_out_by_the_same_rule(people, settings) -> None:
    limits(settings, export_reason_rows=2, export_most_rows=20)
    client, whole = signed_in(people["audit"]), "/journal/export/?verb=test"
    asked = client.post(whole, {"form": "csv"})
    assert asked.status_code == 200 and "Content-Disposition" not in asked.headers
    form = list(read(asked.content.decode()).all("form"))[-1]
    assert form.attributes["method"] == "post" and "action" not in form.attributes, "back to the same search"
    assert not Entry.objects.filter(verb="journal.export").exists(), "asking is no act"
    given = client.post(whole, {"form": "csv", "reason": "季度归档"})
    assert "attachment" in given.headers["Content-Disposition"]
    kept = json.loads(Entry.objects.filter(verb="journal.export").latest("seq").new)
    assert (kept["reason"], kept["search"], kept["signs"]) == ("季度归档", {"verb": "test"}, ["bulk"])
    assert len(b"".join(given.streaming_content).splitlines()) == kept["rows"] + 1
    assert told(people) == {("bulk", "auditor")}
    page = signed_in(people["auditor"]).get("/notices/").content.decode()
    assert "季度归档" in page and "导出日志" in page
    limits(settings, export_most_rows=2)
    with pytest.raises(NotValid) as refused:
        export_journal(actor=people["audit"], at=AT, search=Search(verb="test"), form="csv", reason="x")
    assert [finding.code for finding in refused.value.findings] == ["export.too_long"]
