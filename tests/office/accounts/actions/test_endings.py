"""How an organisation ends, and how an account is linked to an identity: never by one person alone."""

import json
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from sikao.office.accounts.actions import accounts, endings, organisations
from sikao.office.accounts.models import (
    Account,
    AccountRequest,
    Organisation,
    OrganisationChange,
    OrganisationEnding,
)
from sikao.office.accounts.queries import successors
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.waiting import waiting_endings, waiting_requests
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.notices.models import Notice
from sikao.office.groundwork.notices.queries import list_notices
from sikao.office.groundwork.refusals import NotNow, NotValid, NotYou, Refusal
from tests.office.staff import AT, organisation, person

pytestmark = [pytest.mark.django_db, pytest.mark.both_in_drill]
DAY = AT.date()


@pytest.fixture
def p():
    for code in ("laoshan", "jimo", "laixi"):
        organisation(code)
    return {
        "system": person("system", Role.SYSTEM_ADMIN),
        "security": person("security", Role.SECURITY_ADMIN),
        "second": person("second", Role.SECURITY_ADMIN),
        "director": person("director", Role.OFFICE_DIRECTOR),
        "staff": person("staff", Role.OFFICE_STAFF),
        "reporter": person("reporter", (Role.REPORTER, "jimo")),
        "signer": person("signer", (Role.SIGNER, "laoshan")),
    }


def ask(p, code="jimo", **changes) -> str:
    given = {"what": "merged", "other": "laoshan", "on": DAY, "document": "青编〔2020〕7号"} | changes
    return endings.ask_ending(actor=p["system"], at=AT, code=code, **given)


def codes(refused) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def test_nothing_ends_before_a_second_person_confirms(p) -> None:
    asked = ask(p)
    assert Organisation.objects.get(pk="jimo").ended_on is None and successors(DAY) == {}
    [row] = waiting_endings(AT)
    assert (row.ref, row.code, row.what, row.document) == (asked, "jimo", "merged", "青编〔2020〕7号")
    assert endings.confirm_ending(actor=p["director"], at=AT, ending=asked) == "jimo"
    assert Organisation.objects.get(pk="jimo").ended_on == DAY and successors(DAY) == {"jimo": "laoshan"}
    assert waiting_endings(AT) == ()
    told = set(Notice.objects.filter(code="notice.organisation_changed").values_list("person", flat=True))
    assert told == {p[one].person for one in ("security", "second", "director", "reporter", "signer")}
    entry = Entry.objects.order_by("seq").last()
    told = json.loads(entry.new)
    asker = p["system"].person
    assert (entry.verb, told["asked_by"], told["other"]) == ("ending.confirm", asker, "laoshan")


@pytest.mark.parametrize("who", ["system", "staff", "reporter"])
def test_who_asked_and_who_has_no_right_confirm_nothing(p, who: str) -> None:
    asked = ask(p)
    with pytest.raises(NotYou):
        endings.confirm_ending(actor=p[who], at=AT, ending=asked)
    assert Organisation.objects.get(pk="jimo").ended_on is None
    assert OrganisationEnding.objects.get(pk=asked).outcome == ""


def test_the_database_itself_wants_two_persons(p) -> None:
    row = OrganisationEnding.objects.filter(pk=ask(p))
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(outcome="confirmed", decided_by=p["system"].person)


@pytest.mark.parametrize("who", ["system", "second", "director"])
def test_a_request_is_refused_with_a_reason_and_asked_anew(p, who: str) -> None:
    asked = ask(p)
    with pytest.raises(NotValid):
        endings.refuse_ending(actor=p[who], at=AT, ending=asked, reason=" ")
    endings.refuse_ending(actor=p[who], at=AT, ending=asked, reason="文号有误")
    for act in (endings.confirm_ending, endings.refuse_ending):
        given = {"reason": "x"} if act is endings.refuse_ending else {}
        with pytest.raises(NotNow):
            act(actor=p["security"], at=AT, ending=asked, **given)
    assert Organisation.objects.get(pk="jimo").ended_on is None
    endings.confirm_ending(actor=p["security"], at=AT, ending=ask(p, what="dissolved", other=""))
    assert OrganisationChange.objects.get(organisation="jimo").what == "dissolved"


def test_what_waits_is_held_against_the_day_on_which_it_is_confirmed(p) -> None:
    """Whatever it would go into has ended meanwhile: nothing is recorded, and the request can be refused."""
    first, second = ask(p, "laoshan", other="laixi"), ask(p)
    endings.confirm_ending(actor=p["second"], at=AT, ending=first)
    with pytest.raises(NotNow) as refused:
        endings.confirm_ending(actor=p["second"], at=AT, ending=second)
    assert codes(refused) == ["organisation.ended"]
    endings.refuse_ending(actor=p["system"], at=AT, ending=second, reason="已并入莱西")
    assert successors(DAY) == {"laoshan": "laixi"}


@pytest.mark.parametrize("what", ["merged", "dissolved"])
def test_no_form_records_an_end_at_once(p, what: str) -> None:
    given = {"what": what, "on": DAY, "other": "laoshan" if what == "merged" else ""}
    with pytest.raises(NotValid) as refused:
        organisations.change_organisation(actor=p["system"], at=AT, code="jimo", **given)
    assert codes(refused) == ["field.choice"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"document": ""}, "field.empty"),
        ({"other": ""}, "organisation.other_needed"),
        ({"other": "jimo"}, "organisation.unknown"),
        ({"other": "nowhere"}, "organisation.unknown"),
        ({"what": "dissolved"}, "organisation.no_other"),
        ({"what": "split"}, "field.choice"),
        ({"on": date(1900, 1, 1)}, "field.day"),
    ],
)
def test_what_is_asked_for_is_complete(p, changes, code: str) -> None:
    with pytest.raises(NotValid) as refused:
        ask(p, **changes)
    assert code in codes(refused) and not OrganisationEnding.objects.exists()


def link(p) -> str:
    given = {"person": p["reporter"].person, "issuer": "https://id.example", "subject": "7", "reason": "核实"}
    return accounts.ask_link(actor=p["security"], at=AT, **given)


def test_an_identity_counts_once_a_second_person_has_confirmed_it(p) -> None:
    asked, account = link(p), Account.objects.filter(pk=p["reporter"].person)
    assert account.get().subject == ""
    assert [row.identity for row in waiting_requests(AT)] == ["https://id.example · 7"]
    for who in ("security", "reporter", "system"):
        with pytest.raises(NotYou):
            accounts.confirm_request(actor=p[who], at=AT, request=asked)
    epoch = account.get().epoch
    accounts.confirm_request(actor=p["second"], at=AT, request=asked)
    assert (account.get().issuer, account.get().subject) == ("https://id.example", "7")
    assert account.get().epoch > epoch
    told = json.loads(Entry.objects.order_by("seq").last().new)
    assert (told["subject"], told["asked_by"]) == ("7", p["security"].person)
    assert Notice.objects.filter(person=p["reporter"].person, code="notice.account_linked").exists()


def told_of(code: str, *, unread: bool = False) -> set[str]:
    rows = Notice.objects.filter(code=code, **({"read_at": None} if unread else {}))
    assert rows.count() == rows.values("person").distinct().count()
    return set(rows.values_list("person", flat=True))


@pytest.mark.parametrize("outcome", ["confirmed", "refused"])
def test_whoever_may_confirm_an_end_is_told_that_it_was_asked_for(p, outcome: str) -> None:
    asked = ask(p)
    may = {p[one].person for one in ("security", "second", "director")}
    assert told_of("notice.ending_asked") == told_of("notice.ending_asked", unread=True) == may
    notice = list_notices(p["director"].person)[0]
    assert "自2020-07-18起，jimo 并入 laoshan（青编〔2020〕7号）" in notice.message.what("zh")
    assert (notice.about.kind, notice.about.ref) == ("organisation", "jimo")
    if outcome == "confirmed":
        endings.confirm_ending(actor=p["director"], at=AT, ending=asked)
    else:
        endings.refuse_ending(actor=p["director"], at=AT, ending=asked, reason="文号有误")
    assert told_of("notice.ending_asked", unread=True) == set(), "settled for all of them"


@pytest.mark.parametrize(
    ("what", "by", "about", "told"),
    [
        ("link", "security", "reporter", {"second", "director"}),
        ("password", "system", "reporter", {"security", "second", "director"}),
        ("factor", "system", "second", {"security", "director"}),
        ("unlock", "security", "director", {"second"}),
    ],
)
def test_whoever_may_confirm_a_request_is_told_of_it_but_not_who_asked_nor_whom_it_concerns(
    p, what: str, by: str, about: str, told: set[str]
) -> None:
    given = {"actor": p[by], "at": AT, "person": p[about].person, "reason": "核实"}
    if what == "link":
        asked = accounts.ask_link(**given, issuer="https://id.example", subject="7")
    else:
        asked = accounts.ask_unlock(**given) if what == "unlock" else accounts.ask_reset(**given, what=what)
    assert told_of("notice.request_asked") == {p[one].person for one in told}
    notice = Notice.objects.filter(code="notice.request_asked")[0]
    assert (notice.object_kind, notice.object_ref) == ("request", asked)
    accounts.confirm_request(actor=p["second" if what != "factor" else "director"], at=AT, request=asked)
    assert told_of("notice.request_asked", unread=True) == set()


@pytest.mark.parametrize("who", ["system", "security", "second", "director"])
def test_a_request_for_an_account_is_refused_or_taken_back(p, who: str) -> None:
    asked, account = link(p), Account.objects.filter(pk=p["reporter"].person)
    with pytest.raises(NotYou):
        accounts.refuse_request(actor=p["staff"], at=AT, request=asked, reason="x")
    with pytest.raises(NotValid):
        accounts.refuse_request(actor=p[who], at=AT, request=asked, reason=" ")
    epoch = account.get().epoch
    accounts.refuse_request(actor=p[who], at=AT, request=asked, reason="身份有误")
    assert waiting_requests(AT) == () and told_of("notice.request_asked", unread=True) == set()
    entry = Entry.objects.order_by("seq").last()
    kept = json.loads(entry.new)
    assert (entry.verb, kept["request"], kept["reason"]) == ("account.refuse", asked, "身份有误")
    assert kept["asked_by"] == p["security"].person
    with pytest.raises(NotNow):
        accounts.confirm_request(actor=p["second"], at=AT, request=asked)
    with pytest.raises(NotNow):
        accounts.refuse_request(actor=p[who], at=AT, request=asked, reason="x")
    assert (account.get().subject, account.get().epoch) == ("", epoch), "nothing is done, no session ends"


def test_a_request_that_has_run_out_is_not_refused_either(p) -> None:
    asked = link(p)
    with pytest.raises(NotNow):
        accounts.refuse_request(actor=p["director"], at=AT + timedelta(hours=24), request=asked, reason="x")


def test_the_database_wants_two_persons_to_confirm_a_request(p) -> None:
    row = AccountRequest.objects.filter(pk=link(p))
    row.update(outcome="refused", decided_by=p["security"].person)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(outcome="confirmed")


def test_of_two_requests_for_one_identity_the_second_is_refused(p) -> None:
    first = link(p)
    given = {"person": p["signer"].person, "issuer": "https://id.example", "subject": "7", "reason": "核实"}
    second = accounts.ask_link(actor=p["security"], at=AT, **given)
    accounts.confirm_request(actor=p["director"], at=AT, request=first)
    with pytest.raises(Refusal) as refused:
        accounts.confirm_request(actor=p["director"], at=AT, request=second)
    assert codes(refused) == ["account.linked_elsewhere"]


def test_one_person_undoes_a_link_at_once(p) -> None:
    accounts.confirm_request(actor=p["second"], at=AT, request=link(p))
    account = Account.objects.filter(pk=p["reporter"].person)
    epoch = account.get().epoch
    accounts.unlink_account(actor=p["security"], at=AT, person=p["reporter"].person, reason="身份遗失")
    assert (account.get().issuer, account.get().subject) == ("", "")
    assert account.get().epoch > epoch


def test_mergers_that_would_leave_nobody_are_refused_in_whatever_order(p) -> None:
    """The one of a later day was confirmed first: on that day each would have gone into the other."""
    later = DAY + timedelta(days=20)
    endings.confirm_ending(actor=p["second"], at=AT, ending=ask(p, "laoshan", other="jimo", on=later))
    with pytest.raises(NotNow) as refused:
        ask(p, "jimo", other="laoshan", on=DAY + timedelta(days=10))
    assert codes(refused) == ["ending.circle"]
    asked = ask(p, "jimo", other="laixi")
    third = ask(p, "laixi", other="laoshan")
    endings.confirm_ending(actor=p["second"], at=AT, ending=third)
    with pytest.raises(NotNow) as refused:
        endings.confirm_ending(actor=p["second"], at=AT, ending=asked)
    assert codes(refused) == ["organisation.ended"], "laixi has ended today"
    assert successors(later) == {"laixi": "jimo", "laoshan": "jimo"}
