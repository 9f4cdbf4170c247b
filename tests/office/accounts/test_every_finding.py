"""Every refusal about people and accounts, each brought about by the act that it answers."""

from datetime import date, timedelta

import pytest

from sikao.core.wording.catalogue import accounts as said_of_accounts
from sikao.core.wording.catalogue import people as said_of_people
from sikao.office.accounts import attempts
from sikao.office.accounts.actions import (
    accounts,
    delegation,
    endings,
    grants,
    organisations,
    own,
    people,
    tokens,
)
from sikao.office.accounts.actions.signing_in import prove_factor, sign_in, sign_in_elsewhere
from sikao.office.accounts.models import Account, Delegation, Grant, Membership
from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.actor import Actor, Channel
from sikao.office.groundwork.refusals import Refusal
from tests.office.staff import AT, PASSWORD, organisation, person

pytestmark = pytest.mark.django_db
DAY, NEXT = AT.date(), AT.date() + timedelta(days=1)
GOOD = "Kettle+lantern 41 reeds"


@pytest.fixture
def at_work():
    """One of each who has a hand in it, and two organisations."""
    organisation("laoshan")
    organisation("jimo")
    return {
        "system": person("system", Role.SYSTEM_ADMIN),
        "security": person("security", Role.SECURITY_ADMIN),
        "second": person("second", Role.SECURITY_ADMIN),
        "director": person("director", Role.OFFICE_DIRECTOR),
        "signer": person("signer", (Role.SIGNER, "laoshan")),
        "reporter": person("reporter", (Role.REPORTER, "laoshan")),
    }


def add(p, **changes):
    given = {"code": "chengyang", "kind": "unit", "name": "城阳区", "since": DAY} | changes
    organisations.add_organisation(actor=p["system"], at=AT, **given)


def change(p, code="jimo", **changes):
    given = {"what": "founded", "on": DAY} | changes
    organisations.change_organisation(actor=p["system"], at=AT, code=code, **given)


def end(p, code="jimo", **changes):
    given = {"what": "dissolved", "on": DAY, "document": "青编〔2020〕7号"} | changes
    return endings.ask_ending(actor=p["system"], at=AT, code=code, **given)


def ended(p, **changes):
    endings.confirm_ending(actor=p["security"], at=AT, ending=end(p, **changes))


def circle(p):
    end(p, "laoshan", what="merged", other="jimo")


def propose(p, by="security", to="reporter", **changes):
    given = {"role": "verifier", "organisation": "laoshan", "since": DAY} | changes
    return grants.propose_grant(actor=p[by], at=AT, person=p[to].person, **given)


def hand_over(p, of="signer", to="reporter"):
    given = {"person": p[of].person, "successor": p[to].person, "organisation": "laoshan", "since": DAY}
    return grants.propose_handover(actor=p["security"], at=AT, **given)


def delegate(p, **changes):
    given = {"delegate": p["reporter"].person, "since": NEXT, "last_day": NEXT} | changes
    return delegation.give_delegation(actor=p["signer"], at=AT, organisation="laoshan", **given)


def token(p, **changes):
    given = {"name": "x", "scopes": ["task.view"], "last_day": NEXT} | changes
    return tokens.make_token(actor=p["reporter"], at=AT, **given)


def change_password(p, new=GOOD, again=None, present=PASSWORD):
    given = {"present": present, "new": new, "again": new if again is None else again}
    own.change_password(actor=p["reporter"], at=AT, **given)


def close(p, whom="reporter", by="system"):
    accounts.close_account(actor=p[by], at=AT, person=p[whom].person, reason="moved away")


def belong(p, organisation="laoshan"):
    whom = p["reporter"].person
    people.add_membership(actor=p["system"], at=AT, person=whom, organisation=organisation, since=DAY)


def end_membership(p, ref, last_day=DAY):
    people.end_membership(actor=p["system"], at=AT, membership=ref, last_day=last_day)


def enter(login="reporter", password=PASSWORD, at=AT):
    actor = Actor("", Channel.WEB, source="here")
    sign_in(actor=actor, at=at, login=login, password=password, address="127.0.0.1")


def locked_out(_):
    for _time in range(6):
        try:
            enter(password="no")  # noqa: S106
        except Refusal as refusal:
            last = refusal
    raise last


def initial_over(p):
    Account.objects.filter(pk=p["reporter"].person).update(must_change=True, initial_until=AT)
    enter()


def wrong_codes(p):
    for _time in range(11):
        try:
            prove_factor(actor=p["director"], at=AT, code="000000")
        except Refusal as refusal:
            last = refusal
    raise last


def set_twice(p):
    Account.objects.filter(pk=p["reporter"].person).update(totp_secret="x")  # noqa: S106
    own.set_factor(actor=p["reporter"], at=AT, secret="A" * 32, code="000000")


def twice(act, *given):
    def done(p):
        for argument in given or (None, None):
            act(p) if argument is None else act(p, argument)

    return done


def own_request(p):
    ref = accounts.ask_unlock(actor=p["security"], at=AT, person=p["reporter"].person, reason="x")
    accounts.confirm_request(actor=p["security"], at=AT, request=ref)


def for_oneself(p):
    ref = propose(p, to="director", role="leader", organisation="")
    grants.confirm_grant(actor=p["director"], at=AT, grant=ref)


def own_proposal(p):
    grants.confirm_grant(actor=p["security"], at=AT, grant=propose(p))


def ended_delegation(p):
    ref = delegate(p)
    delegation.end_delegation(actor=p["signer"], at=AT, delegation=ref)
    delegation.end_delegation(actor=p["signer"], at=AT, delegation=ref)


def ended_token(p):
    ref = token(p).ref
    tokens.end_token(actor=p["reporter"], at=AT, token=ref)
    tokens.end_token(actor=p["reporter"], at=AT, token=ref)


def ended_membership(p):
    ref = Membership.objects.get(person_id=p["reporter"].person).pk
    end_membership(p, ref)
    end_membership(p, ref)


def linked_elsewhere(p):
    Account.objects.filter(pk=p["signer"].person).update(issuer="i", subject="s")
    ask_link(p)


def ask_link(p):
    given = {"person": p["reporter"].person, "issuer": "i", "subject": "s", "reason": "x"}
    return accounts.ask_link(actor=p["security"], at=AT, **given)


def last_one(p):
    ref = Grant.objects.get(person_id=p["system"].person).pk
    grants.end_grant(actor=p["security"], at=AT, grant=ref, reason="x")


def not_linked(_):
    sign_in_elsewhere(
        actor=Actor("", Channel.WEB), at=AT, issuer="https://id.example", subject="7", address=""
    )


def limited(p):
    authorise(Actor(p["reporter"].person, Channel.API, scopes=frozenset({"task.view"})), AT, Verb.HOME_VIEW)


BROKEN = {
    "field.empty": lambda p: add(p, name="  "),
    "field.long": lambda p: add(p, name="长" * 201),
    "field.unseen": lambda p: add(p, name="城\x00阳"),
    "field.shape": lambda p: add(p, code="城阳"),
    "field.choice": lambda p: add(p, kind="city"),
    "field.day": lambda p: add(p, since=date(1900, 1, 1)),
    "field.order": lambda p: propose(p, last_day=DAY - timedelta(days=1)),
    "organisation.taken": lambda p: add(p, code="jimo"),
    "organisation.unknown": lambda p: change(p, "nowhere"),
    "organisation.ended": twice(ended),
    "organisation.same_name": lambda p: organisations.rename_organisation(
        actor=p["system"], at=AT, code="jimo", name="jimo", since=DAY
    ),
    "organisation.other_needed": lambda p: change(p, what="split"),
    "organisation.no_other": lambda p: change(p, other="laoshan"),
    "person.taken": lambda p: people.add_person(
        actor=p["system"], at=AT, name="王", staff_number="n-signer", lane="business"
    ),
    "person.unknown": lambda p: accounts.open_account(actor=p["system"], at=AT, person="x", login="wang"),
    "membership.already": belong,
    "membership.unknown": lambda p: end_membership(p, "x"),
    "membership.ended": ended_membership,
    "account.already": lambda p: accounts.open_account(
        actor=p["system"], at=AT, person=p["signer"].person, login="wang"
    ),
    "account.unknown": lambda p: accounts.ask_unlock(actor=p["system"], at=AT, person="x", reason="x"),
    "account.closed": twice(close),
    "account.login_taken": lambda p: accounts.open_account(
        actor=p["system"],
        at=AT,
        login="signer",
        person=people.add_person(actor=p["system"], at=AT, name="王", staff_number="7", lane="business"),
    ),
    "account.own": lambda p: close(p, "system"),
    "account.linked_elsewhere": linked_elsewhere,
    "account.not_linked": lambda p: accounts.unlink_account(
        actor=p["security"], at=AT, person=p["reporter"].person, reason="x"
    ),
    "ending.already": twice(end),
    "ending.circle": lambda p: [ended(p, what="merged", other="laoshan", on=NEXT), circle(p)],
    "request.unknown": lambda p: accounts.confirm_request(actor=p["security"], at=AT, request="x"),
    "request.own": own_request,
    "grant.unknown": lambda p: grants.confirm_grant(actor=p["security"], at=AT, grant="x"),
    "grant.to_oneself": lambda p: propose(p, to="security", role="security_admin", organisation=""),
    "grant.own_proposal": own_proposal,
    "grant.for_oneself": for_oneself,
    "grant.other_lane": lambda p: propose(p, role="audit_admin", organisation=""),
    "grant.whole": lambda p: propose(p, role="expert"),
    "grant.organisation_needed": lambda p: propose(p, organisation=""),
    "grant.no_member": lambda p: propose(p, organisation="jimo"),
    "grant.handover_same": lambda p: hand_over(p, to="signer"),
    "grant.handover_both": hand_over,
    "grant.handover_nothing": lambda p: hand_over(p, of="director"),
    "grant.backdated": lambda p: propose(p, since=DAY - timedelta(days=1)),
    "grant.already": twice(propose),
    "grant.last_one": last_one,
    "delegation.unknown": lambda p: delegation.end_delegation(actor=p["signer"], at=AT, delegation="x"),
    "delegation.late": lambda p: delegate(p, since=DAY),
    "delegation.oneself": lambda p: delegate(p, delegate=p["signer"].person),
    "delegation.no_member": lambda p: delegate(p, delegate=p["director"].person),
    "delegation.overlaps": twice(delegate),
    "delegation.over": ended_delegation,
    "token.unknown": lambda p: tokens.end_token(actor=p["reporter"], at=AT, token="x"),  # noqa: S106
    "token.ended": ended_token,
    "token.days": lambda p: token(p, last_day=DAY + timedelta(days=367)),
    "token.scopes": lambda p: token(p, scopes=["task.sign"]),
    "sign_in.wrong": lambda _: enter(password="no"),  # noqa: S106
    "sign_in.locked": locked_out,
    "sign_in.initial_over": initial_over,
    "sign_in.not_linked": not_linked,
    "factor.wrong": lambda p: prove_factor(actor=p["director"], at=AT, code="000000"),
    "factor.locked": wrong_codes,
    "factor.set_already": set_twice,
    "password.short": lambda p: change_password(p, "Kettle+41 reeds"[:14]),
    "password.long": lambda p: change_password(p, GOOD * 6),
    "password.kinds": lambda p: change_password(p, "kettle lantern reeds"),
    "password.common": lambda p: change_password(p, "Aa1Aa1Aa1Aa1Aa1Aa1"),
    "password.word": lambda p: change_password(p, "Reporter-2020-Sikao"),
    "password.used": lambda p: change_password(p, PASSWORD),
    "password.differ": lambda p: change_password(p, GOOD, "x"),
    "password.present_wrong": lambda p: change_password(p, present="no"),
    "right.not_in_scope": limited,
}
# Told by pages, the register and the command, in the tests of those.
ELSEWHERE = {
    *("sign_in.provider", "form.foreign", "entry.unknown", "recover.key", "recover.not_admin"),
    *("sign_in.elsewhere", "register.doubled", "register.empty", "register.no_admin", "notice.shared_place"),
    *("notice.organisation_changed", "notice.account_linked", "notice.ending_asked", "notice.request_asked"),
    *("register.doubled_grant", "register.differs", "register.no_membership"),
    *("register.no_actor", "register.two_hands"),
}


@pytest.mark.parametrize("code", sorted(BROKEN))
def test_the_act_is_refused_with_this_finding(code: str, at_work) -> None:
    with pytest.raises(Refusal) as refused:
        BROKEN[code](at_work)
    assert code in {finding.code for finding in refused.value.findings}


def test_every_message_has_a_broken_example() -> None:
    known = {**said_of_accounts.MESSAGES, **said_of_people.MESSAGES}
    assert set(known) - set(BROKEN) - ELSEWHERE == set()


def test_nothing_of_a_refused_act_stays(at_work) -> None:
    before = (Grant.objects.count(), Delegation.objects.count(), attempts.Attempt.objects.count())
    for code in ("grant.already", "delegation.overlaps"):
        with pytest.raises(Refusal):
            BROKEN[code](at_work)
    after = (Grant.objects.count(), Delegation.objects.count(), attempts.Attempt.objects.count())
    assert after == (before[0] + 1, before[1] + 1, before[2])
