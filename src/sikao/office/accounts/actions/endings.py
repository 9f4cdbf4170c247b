"""The end of an organisation, merged into another or dissolved: asked for by one, confirmed by another.

It takes the roles of its people away, and a merger gives its tasks, disputes and checks to others.
"""

from __future__ import annotations

from datetime import date, datetime

from sikao.core.wording import Detail
from sikao.office.accounts.actions.organisations import (
    changeable,
    check_other,
    count_version,
    tell_of_change,
)
from sikao.office.accounts.inputs import Inputs
from sikao.office.accounts.models import Organisation, OrganisationChange, OrganisationEnding
from sikao.office.accounts.queries import authorise, comes_back
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rules.words import CHANGES, CONFIRMED, ENDINGS, REFUSED
from sikao.office.accounts.telling import named_organisation, named_person, tell_who_may
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.notices.telling import mark_settled
from sikao.office.groundwork.refusals import NotNow, NotThere, NotYou


@action(Verb.ENDING_ASK, "organisation", key="code")
def ask_ending(
    *,
    actor: Actor,
    at: datetime,
    code: str,
    what: str,
    on: date,
    other: str = "",
    document: str,
    note: str = "",
) -> str:
    """Ask to merge an organisation into another on a day, or to dissolve it. Gives the request's code."""
    capacity = authorise(actor, at, Verb.ENDING_ASK)
    found = changeable(code)
    asked = Inputs()
    what = asked.choice("what", what, ENDINGS)
    on = asked.day("on", on)
    document = asked.text("document", document, 200)
    note = asked.text("note", note, 2000, needed=False)
    check_other(asked, code, what, other)
    asked.refuse()
    _refuse_circle(code, other)
    if OrganisationEnding.objects.filter(organisation=found, outcome="").exists():
        raise NotNow.of("ending.already", unit=code)
    made = OrganisationEnding.objects.create(
        organisation=found,
        what=what,
        other_id=other or None,
        on=on,
        document=document,
        note=note,
        asked_by=actor.person,
        asked_at=at,
    )
    _tell_who_confirms(made, at)
    write(
        actor=actor,
        at=at,
        verb=Verb.ENDING_ASK,
        subject=Subject("organisation", code, capacity),
        new=_told(made),
    )
    return made.pk


def _refuse_circle(code: str, other: str) -> None:
    if other and comes_back(code, other):
        raise NotNow.of("ending.circle", unit=code, other=other)


def _tell_who_confirms(made: OrganisationEnding, at: datetime) -> None:
    details: dict[str, Detail] = {
        "asker": named_person(made.asked_by),
        "unit": named_organisation(made.organisation_id, at),
        "change": CHANGES[made.what],
        "other": named_organisation(made.other_id or "", at),
        "day": made.on.isoformat(),
        "document": made.document,
    }
    about, besides = Subject("organisation", made.organisation_id), {made.asked_by}
    tell_who_may(Verb.ENDING_CONFIRM, "notice.ending_asked", details, about=about, at=at, besides=besides)


@action(Verb.ENDING_CONFIRM, "ending", key="ending")
def confirm_ending(*, actor: Actor, at: datetime, ending: str) -> str:
    """Confirm what another asked for: the organisation ends on the day. Gives the organisation's code.

    What it reported stays its own. People on both sides and those who watch over rights are told.
    """
    found = _locked(ending)
    capacity = authorise(actor, at, Verb.ENDING_CONFIRM, state=_state(found))
    if actor.person == found.asked_by:
        raise NotYou.of("request.own")
    code, other = found.organisation_id, found.other_id or ""
    # Both rows in one order: of two that would go into each other at once, the second finds the first.
    present = {
        one: changeable(one, None if one == code else max(found.on, day_of(at)))
        for one in sorted({code, other} - {""})
    }
    _refuse_circle(code, other)
    tell_of_change(at, found.what, (code, other), found.on, found.document)  # while the roles are there
    Organisation.objects.filter(pk=code).update(ended_on=found.on)
    count_version(present[code])
    _decide(found, actor, at, CONFIRMED)
    change = OrganisationChange(
        organisation_id=code,
        what=found.what,
        other_id=found.other_id,
        on=found.on,
        document=found.document,
        note=found.note,
    )
    write(
        actor=actor,
        at=at,
        verb=Verb.ENDING_CONFIRM,
        subject=Subject("organisation", code, capacity),
        new=_told(found) | {"asked_by": found.asked_by},
        rows=[change],
    )
    return code


@action(Verb.ENDING_REFUSE, "ending", key="ending")
def refuse_ending(*, actor: Actor, at: datetime, ending: str, reason: str) -> str:
    """Refuse what was asked for, or take the own request back. Gives the organisation's code."""
    found = _locked(ending)
    capacity = authorise(actor, at, Verb.ENDING_REFUSE, state=_state(found))
    asked = Inputs()
    reason = asked.text("reason", reason, 500)
    asked.refuse()
    _decide(found, actor, at, REFUSED)
    write(
        actor=actor,
        at=at,
        verb=Verb.ENDING_REFUSE,
        subject=Subject("organisation", found.organisation_id, capacity),
        new=_told(found) | {"asked_by": found.asked_by, "reason": reason},
    )
    return found.organisation_id


def _locked(ref: str) -> OrganisationEnding:
    found = OrganisationEnding.objects.select_for_update(no_key=True).filter(pk=ref).first()
    if found is None:
        raise NotThere.of("request.unknown")
    return found


def _state(found: OrganisationEnding) -> str:
    return "over" if found.outcome else "asked"


def _decide(found: OrganisationEnding, actor: Actor, at: datetime, outcome: str) -> None:
    decided = {"outcome": outcome, "decided_by": actor.person, "decided_at": at}
    OrganisationEnding.objects.filter(pk=found.pk).update(**decided)
    mark_settled(Subject("organisation", found.organisation_id), at=at)


def _told(found: OrganisationEnding) -> dict[str, object]:
    return {
        "request": found.pk,
        "what": found.what,
        "on": found.on,
        "other": found.other_id or "",
        "document": found.document,
        "note": found.note,
    }
