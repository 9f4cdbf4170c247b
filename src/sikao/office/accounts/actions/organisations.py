"""Organisations: added under the code of the scheme, renamed and changed with a date, never overwritten."""

from __future__ import annotations

from datetime import date, datetime

from sikao.core.wording import Detail
from sikao.office.accounts.inputs import CODE, CODE_FORM, Inputs
from sikao.office.accounts.models import Organisation, OrganisationChange, OrganisationName
from sikao.office.accounts.queries import authorise, holders
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rules.words import CHANGES, KINDS, NEEDS_OTHER, RECORDED_AT_ONCE
from sikao.office.accounts.telling import named_organisation
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.notices.telling import notify
from sikao.office.groundwork.refusals import NotNow, NotThere

AT_ORGANISATIONS = (Role.REPORTER, Role.SIGNER, Role.VERIFIER)
WATCHING = (Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.OFFICE_DIRECTOR)


@action(Verb.ORGANISATION_ADD, "organisation", key="code")
def add_organisation(
    *, actor: Actor, at: datetime, code: str, kind: str, name: str, name_en: str = "", since: date
) -> str:
    """Add an organisation; its code stays for good, its name is the first of a dated list."""
    capacity = authorise(actor, at, Verb.ORGANISATION_ADD)
    asked = Inputs()
    code = asked.shaped("code", code, CODE, CODE_FORM)
    kind = asked.choice("kind", kind, KINDS.keys())
    name = asked.text("name", name, 200)
    name_en = asked.text("name_en", name_en, 200, needed=False)
    since = asked.day("since", since)
    if Organisation.objects.filter(pk=code).exists():
        asked.wrong("code", "organisation.taken", unit=code)
    asked.refuse()
    made = Organisation.objects.create(code=code, kind=kind)
    write(
        actor=actor,
        at=at,
        verb=Verb.ORGANISATION_ADD,
        subject=Subject("organisation", code, capacity),
        new={"code": code, "kind": kind, "name": name, "name_en": name_en, "since": since},
        rows=[OrganisationName(organisation=made, name=name, name_en=name_en, since=since)],
    )
    return code


@action(Verb.ORGANISATION_CHANGE, "organisation", key="code")
def rename_organisation(
    *, actor: Actor, at: datetime, code: str, name: str, name_en: str = "", since: date
) -> None:
    """Give an organisation another name from a day on; documents about earlier days keep the earlier one."""
    capacity = authorise(actor, at, Verb.ORGANISATION_CHANGE)
    found = changeable(code, max(since, day_of(at)))
    asked = Inputs()
    name = asked.text("name", name, 200)
    name_en = asked.text("name_en", name_en, 200, needed=False)
    since = asked.day("since", since)
    before = found.names.order_by("since", "entry_id").last()
    if before is not None and before.name == name and before.name_en == name_en:
        asked.wrong("name", "organisation.same_name")
    asked.refuse()
    count_version(found)
    write(
        actor=actor,
        at=at,
        verb=Verb.ORGANISATION_CHANGE,
        subject=Subject("organisation", code, capacity),
        old={"name": before.name if before else ""},
        new={"name": name, "name_en": name_en, "since": since},
        rows=[OrganisationName(organisation=found, name=name, name_en=name_en, since=since)],
    )


@action(Verb.ORGANISATION_CHANGE, "organisation", key="code")
def change_organisation(
    *,
    actor: Actor,
    at: datetime,
    code: str,
    what: str,
    on: date,
    other: str = "",
    document: str = "",
    note: str = "",
) -> None:
    """Record that an organisation was founded, split or given two plates; its end is asked for."""
    capacity = authorise(actor, at, Verb.ORGANISATION_CHANGE)
    found = changeable(code, max(on, day_of(at)))
    asked = Inputs()
    what = asked.choice("what", what, RECORDED_AT_ONCE)
    on = asked.day("on", on)
    document = asked.text("document", document, 200, needed=False)
    note = asked.text("note", note, 2000, needed=False)
    check_other(asked, code, what, other)
    asked.refuse()
    tell_of_change(at, what, (code, other), on, document)
    count_version(found)
    write(
        actor=actor,
        at=at,
        verb=Verb.ORGANISATION_CHANGE,
        subject=Subject("organisation", code, capacity),
        new={"what": what, "on": on, "other": other, "document": document},
        rows=[
            OrganisationChange(
                organisation=found, what=what, other_id=other or None, on=on, document=document, note=note
            )
        ],
    )


def check_other(asked: Inputs, code: str, what: str, other: str) -> None:
    """Find fault with the other organisation of a change: needed or not, and another present one."""
    if (what in NEEDS_OTHER) != bool(other):
        asked.wrong("other", "organisation.other_needed" if what in NEEDS_OTHER else "organisation.no_other")
    elif other and (other == code or not Organisation.objects.filter(pk=other).exists()):
        asked.wrong("other", "organisation.unknown", unit=other)


def tell_of_change(at: datetime, what: str, both: tuple[str, str], on: date, document: str) -> None:
    """Tell the people on both sides and those who watch over rights: a merger gives away what others do."""
    today = day_of(at)
    unit, other = (named_organisation(code, at) for code in both)
    persons = [person for code in both if code for person in holders(code, AT_ORGANISATIONS, today)]
    details: dict[str, Detail] = {"unit": unit, "other": other, "change": CHANGES[what]}
    notify(
        [*persons, *holders("", WATCHING, today)],
        "notice.organisation_changed",
        details | {"day": on.isoformat(), "document": document or "—"},
        about=Subject("organisation_change", both[0]),
        at=at,
    )


def changeable(code: str, on: date | None = None) -> Organisation:
    """An organisation that does not end by a day, or at all, locked; ``NotThere`` or ``NotNow`` otherwise."""
    found = Organisation.objects.select_for_update(no_key=True).filter(pk=code).first()
    if found is None:
        raise NotThere.of("organisation.unknown", unit=code)
    if found.ended_on is not None and (on is None or found.ended_on <= on):
        raise NotNow.of("organisation.ended", unit=code, day=found.ended_on.isoformat())
    return found


def count_version(found: Organisation) -> None:
    """Another version of an organisation: a form that was opened before is told so."""
    Organisation.objects.filter(pk=found.pk).update(version=found.version + 1)
