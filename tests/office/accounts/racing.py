"""Rights that end at the very moment at which they are used, and administrators who end each other."""

from datetime import date, datetime, timedelta

from sikao.office.accounts.actions import accounts, delegation, endings, grants
from sikao.office.accounts.models import (
    Account,
    Delegation,
    Grant,
    Membership,
    Organisation,
    OrganisationChange,
)
from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle import actions
from sikao.office.cycle.models import Draft, Task
from sikao.office.groundwork.actor import Actor, machine
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.models import Entry
from sikao.office.ledger.models import Submission
from tests.office.cycle.racing import Ended, sheet
from tests.office.racing import Racing


def a_right_ends_and_is_used(race: Racing) -> Ended:
    """Who signs is either before the end of the right in the journal, or has not signed."""
    ends = administrators(race)[0]
    task, digest = sheet(race)
    race.city.person("passing", Role.SIGNER, "petitions")
    grant = Grant.objects.filter(person_id="passing", end__isnull=True).get()
    before = Submission.objects.count()
    told = race.at_once(
        sign=race.act(actions.sign_task, "passing", task=task, digest=digest),
        end=race.act(grants.end_grant, ends, grant=grant.pk, reason="调离"),
    )
    signed_before_the_end(told, before, "grant.end")
    return told


def an_account_is_closed_and_used(race: Racing) -> Ended:
    ends = administrators(race)[0]
    task, digest = sheet(race)
    leaving = f"leaving_{Account.objects.count()}"
    race.city.person(leaving, Role.SIGNER, "petitions")
    before = Submission.objects.count()
    told = race.at_once(
        sign=race.act(actions.sign_task, leaving, task=task, digest=digest),
        end=race.act(accounts.close_account, ends, person=leaving, reason="退休"),
    )
    signed_before_the_end(told, before, "account.close")
    return told


def a_delegation_ends_and_is_used(race: Racing) -> Ended:
    """The delegate signs at the moment at which the signer is back."""
    task, digest = sheet(race)
    named = delegated(race, "petitions_s", "deputy", "petitions")
    before = Submission.objects.count()
    told = race.at_once(
        sign=race.act(actions.sign_task, "deputy", task=task, digest=digest),
        end=race.act(delegation.end_delegation, "petitions_s", delegation=named),
    )
    signed_before_the_end(told, before, "delegation.end")
    if told["sign"] == "done":
        assert Submission.objects.filter(signer="deputy", delegate_of="petitions_s").count() > 0
    return told


def signed_before_the_end(told: Ended, before: int, verb: str) -> None:
    assert told["end"] == "done", told
    assert told["sign"] in {"done", "NotThere", "NotYou"}, told
    signed = told["sign"] == "done"
    assert Submission.objects.count() == before + signed
    if signed:
        acts = Entry.objects.filter(outcome="done").order_by("-seq")[:2]
        assert [entry.verb for entry in acts] == [verb, "task.sign"], "signed without the right"


def each_signs_for_the_other(race: Racing) -> Ended:
    """Two who stand in for each other sign at once; neither waits for the other for ever."""
    sheets = {"here_s": sheet(race, report=True), "there_s": sheet(race)}
    for who, home, beside in (("here_s", "petitions", "jimo"), ("there_s", "jimo", "petitions")):
        if who not in race.city.people:
            race.city.person(who, Role.SIGNER, home)
            race.city.record_facts(Membership(person_id=who, organisation_id=beside, since=date(2020, 1, 1)))
    ends = [
        ("here_s", delegated(race, "here_s", "there_s", "petitions")),
        ("there_s", delegated(race, "there_s", "here_s", "jimo")),
    ]
    told = race.at_once(
        **{
            who: race.act(actions.sign_task, who, task=task, digest=digest)
            for who, (task, digest) in sheets.items()
        }
    )
    assert set(told.values()) == {"done"}, told
    for who, named in ends:
        race.act(delegation.end_delegation, who, delegation=named)()
    return told


def delegated(race: Racing, signer: str, delegate: str, organisation: str) -> str:
    """A delegation in force, and its code."""
    today = day_of(race.city.at)
    race.city.delegate(signer, delegate, organisation, today - timedelta(1), today + timedelta(1))
    return Delegation.objects.get(signer_id=signer, end__isnull=True).pk


# Administrators.


def administrators(race: Racing, count: int = 2) -> list[str]:
    """So many security administrators, and no more; where one is missing, somebody new."""
    held = Grant.objects.filter(
        role=Role.SECURITY_ADMIN, end__isnull=True, person__account__closed_at__isnull=True
    )
    names = sorted(held.values_list("person_id", flat=True))
    for number in range(len(names), count):
        name = f"security_{Account.objects.count()}_{number}"
        race.city.person(name, Role.SECURITY_ADMIN)
        names.append(name)
    assert len(names) == count
    return names


def grant_of(person: str) -> str:
    return Grant.objects.get(person_id=person, end__isnull=True).pk


def each_ends_the_other_s_grant(race: Racing) -> Ended:
    first, second = administrators(race)
    told = race.at_once(
        first=race.act(grants.end_grant, first, grant=grant_of(second), reason="调离"),
        second=race.act(grants.end_grant, second, grant=grant_of(first), reason="调离"),
    )
    assert sorted(told.values()) == ["NotYou", "done"], told
    one_is_left(race)
    return told


def each_ends_the_own_grant(race: Racing) -> Ended:
    told = race.at_once(
        **{
            place: race.act(grants.end_grant, who, grant=grant_of(who), reason="辞任")
            for place, who in zip(("first", "second"), administrators(race), strict=True)
        }
    )
    assert sorted(told.values()) == ["NotNow", "done"], told
    one_is_left(race)
    return told


def each_closes_the_other_s_account(race: Racing) -> Ended:
    first, second = administrators(race)
    told = race.at_once(
        first=race.act(accounts.close_account, first, person=second, reason="调离"),
        second=race.act(accounts.close_account, second, person=first, reason="调离"),
    )
    assert sorted(told.values()) == ["NotYou", "done"], told
    one_is_left(race)
    return told


def an_account_is_closed_and_the_other_resigns(race: Racing) -> Ended:
    first, second = administrators(race)
    told = race.at_once(
        closes=race.act(accounts.close_account, first, person=second, reason="调离"),
        resigns=race.act(grants.end_grant, first, grant=grant_of(first), reason="辞任"),
    )
    assert told in ({"closes": "done", "resigns": "NotNow"}, {"closes": "NotYou", "resigns": "done"}), told
    one_is_left(race)
    return told


def each_proposes_the_other(race: Racing) -> Ended:
    """Two acts, each about who does the other: both are done, or refused as nonsense, and none is stuck."""
    first, second = administrators(race)
    given = {"role": Role.SECURITY_ADMIN.value, "since": day_of(race.city.at)}
    told = race.at_once(
        first=race.act(grants.propose_grant, first, person=second, **given),
        second=race.act(grants.propose_grant, second, person=first, **given),
    )
    assert set(told.values()) == {"NotValid"}, told
    return told


def one_is_left(race: Racing) -> None:
    assert len(administrators(race, 1)) == 1


# Organisations.


def merged_and_moved(*, actor: Actor, at: datetime, ending: str) -> int:
    """An organisation goes into another, and what it owed goes along."""
    endings.confirm_ending(actor=actor, at=at, ending=ending)
    return actions.move_tasks(actor=machine(), at=at)


def into(race: Racing, code: str, other: str) -> str:
    """The end of an organisation, asked for."""
    given = {"code": code, "what": "merged", "on": day_of(race.city.at), "other": other, "document": "7号"}
    return endings.ask_ending(actor=race.city.people["system"], at=race.city.at, **given)


def merging(race: Racing, number: int) -> tuple[str, str]:
    """An organisation that is about to be merged, with the sheet; and who reports for it."""
    code = f"merging_{number}"
    race.city.organisation(code, "将撤并单位")
    race.city.person(f"{code}_r", Role.REPORTER, code)
    race.city.person(f"{code}_s", Role.SIGNER, code)
    return code, f"{code}_r"


def merged_and_submitted(race: Racing) -> Ended:
    """What was submitted in the last moment goes along as submitted; afterwards nothing can be.

    Between the merger and the moving of its tasks the task is still seen, and refused as nobody's own.
    """
    task, _ = sheet(race, "open")
    code, reporter = merging(race, Account.objects.count())
    confirms = administrators(race)[0]
    Task.objects.filter(pk=task).update(organisation=code)
    version, seen = Draft.objects.get(task=task).version, race.city.warnings(task)
    given = {"task": task, "draft_version": version, "warnings_seen": seen}
    told = race.at_once(
        submit=race.act(actions.submit_task, reporter, **given),
        merge=race.act(merged_and_moved, confirms, ending=into(race, code, "petitions")),
    )
    assert told["merge"] == "done", told
    assert told["submit"] in {"done", "NotThere", "NotYou"}, told
    found = Task.objects.get(pk=task)
    assert found.organisation == "petitions"
    assert (found.state == "submitted") == (told["submit"] == "done")
    return told


def merged_and_signed(race: Racing) -> Ended:
    """What was signed in the last moment stays with whom it was of; what was not goes along."""
    task, digest = sheet(race)
    code, reporter = merging(race, Account.objects.count())
    confirms = administrators(race)[0]
    Task.objects.filter(pk=task).update(organisation=code)
    before = Submission.objects.count()
    told = race.at_once(
        sign=race.act(actions.sign_task, reporter.removesuffix("r") + "s", task=task, digest=digest),
        merge=race.act(merged_and_moved, confirms, ending=into(race, code, "petitions")),
    )
    assert told["merge"] == "done", told
    assert told["sign"] in {"done", "NotThere", "NotYou"}, told
    found, signed = Task.objects.get(pk=task), told["sign"] == "done"
    assert (found.state, found.organisation) == (("signed", code) if signed else ("submitted", "petitions"))
    assert Submission.objects.count() == before + signed
    return told


def each_goes_into_the_other(race: Racing) -> Ended:
    """Two mergers that would leave nobody: the second finds the first ended."""
    confirms, also = administrators(race)
    codes = [merging(race, Account.objects.count())[0] for _ in range(2)]
    told = race.at_once(
        first=race.act(endings.confirm_ending, confirms, ending=into(race, codes[0], codes[1])),
        second=race.act(endings.confirm_ending, also, ending=into(race, codes[1], codes[0])),
    )
    assert sorted(told.values()) == ["NotNow", "done"], told
    assert Organisation.objects.filter(pk__in=codes, ended_on__isnull=True).count() == 1
    return told


def a_merger_is_confirmed_and_taken_back(race: Racing) -> Ended:
    confirms = administrators(race)[0]
    code, _ = merging(race, Account.objects.count())
    asked = into(race, code, "petitions")
    told = race.at_once(
        confirm=race.act(endings.confirm_ending, confirms, ending=asked),
        refuse=race.act(endings.refuse_ending, "system", ending=asked, reason="文号有误"),
    )
    assert sorted(told.values()) == ["NotNow", "done"], told
    ended = Organisation.objects.get(pk=code).ended_on is not None
    assert ended == (told["confirm"] == "done")
    assert OrganisationChange.objects.filter(organisation=code).count() == ended
    return told


def one_identity_for_two(race: Racing) -> Ended:
    """Two accounts, one identity: whoever confirms second is told."""
    confirms, asks = administrators(race)
    identity, number = {"issuer": "https://id.example", "reason": "核实"}, Account.objects.count()
    asked = []
    for name in ("first", "second"):
        race.city.person(f"{name}_{number}", Role.REPORTER, "petitions")
        given = identity | {"person": f"{name}_{number}", "subject": str(number)}
        asked.append(accounts.ask_link(actor=race.city.people[asks], at=race.city.at, **given))
    told = race.at_once(
        first=race.act(accounts.confirm_request, confirms, request=asked[0]),
        second=race.act(accounts.confirm_request, confirms, request=asked[1]),
    )
    assert sorted(told.values()) == ["NotNow", "done"], told
    assert Account.objects.filter(subject=str(number)).count() == 1
    return told


def a_request_is_confirmed_while_the_account_is_closed(race: Racing) -> Ended:
    """About an administrator: rows are locked in one order, and nobody waits for ever."""
    confirms, concerned = administrators(race)
    asked = accounts.ask_reset(
        actor=race.city.people["system"], at=race.city.at, person=concerned, what="password", reason="忘记"
    )
    told = race.at_once(
        confirm=race.act(accounts.confirm_request, confirms, request=asked),
        close=race.act(accounts.close_account, "system", person=concerned, reason="调离"),
    )
    assert told["close"] == "done" and told["confirm"] in {"done", "NotNow"}, told
    return told


RACES = (
    a_right_ends_and_is_used,
    an_account_is_closed_and_used,
    a_delegation_ends_and_is_used,
    each_signs_for_the_other,
    each_ends_the_other_s_grant,
    each_ends_the_own_grant,
    each_closes_the_other_s_account,
    an_account_is_closed_and_the_other_resigns,
    each_proposes_the_other,
    merged_and_submitted,
    merged_and_signed,
    each_goes_into_the_other,
    a_merger_is_confirmed_and_taken_back,
    one_identity_for_two,
    a_request_is_confirmed_while_the_account_is_closed,
)
