"""What other rooms may know of organisations, people and rights."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from sikao.core.wording import Language
from sikao.office.accounts.models import (
    Account,
    Delegation,
    Grant,
    Membership,
    Organisation,
    OrganisationChange,
    OrganisationName,
    Person,
    RecoveryCode,
)
from sikao.office.accounts.rights.deciding import NOBODY_ELSE, Concerned, Holding, decide
from sikao.office.accounts.rights.roles import Lane, Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.actor import MACHINE, Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.prepared import PERSON, ask
from sikao.office.groundwork.reading import asked_once, forget
from sikao.office.groundwork.refusals import NotNow, NotYou


@dataclass(frozen=True, slots=True)
class Names:
    """An organisation's name on a day, in both languages."""

    zh: str
    en: str

    def text(self, lang: Language) -> str:
        """The name in the language asked for."""
        return self.zh if lang == "zh" else self.en


@lru_cache(maxsize=8)  # the question is kept, never an answer
def _in_force(on: date) -> QuerySet[Grant]:
    """The grants that count on a day: confirmed, not ended, and the holder belongs to the organisation.

    They end with the organisation: from the day of a merger on its successor acts. They end with the
    membership, too, and another one does not bring them back.
    """
    return Grant.objects.filter(
        Q(last_day__isnull=True) | Q(last_day__gte=on),
        Q(organisation__isnull=True) | Exists(_confirmed_for(_members(on))),
        Q(organisation__ended_on__isnull=True) | Q(organisation__ended_on__gt=on),
        since__lte=on,
        confirmation__isnull=False,
        end__isnull=True,
        person__account__closed_at__isnull=True,
    )


def _members(on: date) -> QuerySet[Membership]:
    return _not_ended(on).filter(since__lte=on)


def _not_ended(on: date) -> QuerySet[Membership]:
    return Membership.objects.filter(Q(end__isnull=True) | Q(end__last_day__gte=on))


def _confirmed_for(members: QuerySet[Membership]) -> QuerySet[Membership]:
    """Of a grant's holder, the memberships that stood when the second person confirmed the grant."""
    return members.filter(
        person_id=OuterRef("person_id"),
        organisation_id=OuterRef("organisation_id"),
        entry_id__lte=OuterRef("confirmation__entry_id"),
    )


def left(on: date) -> QuerySet[Grant]:
    """Confirmed grants that ended with the membership of their holder: no other membership revives them."""
    return Grant.objects.filter(
        ~Exists(_confirmed_for(_not_ended(on))), organisation__isnull=False, confirmation__isnull=False
    )


def present(on: date) -> QuerySet[Organisation]:
    """The organisations that have not ended by a day; one that will end later still acts."""
    return Organisation.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))


def is_member(person: str, organisation: str, on: date) -> bool:
    """Whether a person belongs to an organisation on a day."""
    return _members(on).filter(person_id=person, organisation_id=organisation).exists()


@asked_once
def holdings(person: str, on: date) -> tuple[Holding, ...]:
    """The roles that a person holds on a day, of their own right.

    A role at an organisation is one for those that were merged into it, too: what they delivered, owe and
    have to check is now theirs.
    """
    found = ask(_granted, on, person=person)
    granted = tuple(Holding(Role(role), organisation or "") for role, organisation in found)
    if not any(held.organisation for held in granted):
        return granted
    merged = _merged_into(on)
    inherited = (Holding(held.role, old) for held in granted for old in merged.get(held.organisation, ()))
    return (*granted, *inherited)


def _granted(on: date) -> QuerySet[Grant, tuple[str, str | None]]:
    grants = _in_force(on).filter(person_id=PERSON).order_by("role", "organisation_id")
    return grants.values_list("role", "organisation_id")


def _merged_into(on: date) -> dict[str, tuple[str, ...]]:
    """By organisation those that have been merged into it by a day."""
    into = successors(on)
    return {new: tuple(old for old, by in into.items() if by == new) for new in into.values()}


def same_grant(person: str, role: Role, organisation: str, on: date) -> bool:
    """Whether a person holds a role already, or it is proposed."""
    grants = Grant.objects.filter(
        Q(last_day__isnull=True) | Q(last_day__gte=on),
        person_id=person,
        role=role.value,
        organisation_id=organisation or None,
        end__isnull=True,
    )
    return grants.exclude(pk__in=left(on).filter(person_id=person)).exists()


def is_last_of(role: Role, person: str, on: date) -> bool:
    """Whether a person is the only one left who holds an administrator's role."""
    if role.lane is Lane.BUSINESS:
        return False
    holders = set(_in_force(on).filter(role=role.value).values_list("person_id", flat=True))
    return holders == {person}


@asked_once
def stands_in_for(person: str, on: date) -> dict[str, str]:
    """Whose delegate a person is on a day: organisation → the signer's code.

    A delegation counts while the signer may sign and the delegate still belongs to the organisation; another
    membership does not bring it back. It holds for those that were merged into it as well.
    """
    found: dict[str, str] = {}
    for organisation, signer, entry in ask(_delegated, on, person=person):
        signs = Holding(Role.SIGNER, organisation) in holdings(signer, on)
        belongs = _members(on).filter(person_id=person, organisation_id=organisation)
        if signs and belongs.filter(entry_id__lte=entry).exists():
            found[organisation] = signer
    merged = _merged_into(on) if found else {}
    inherited = {old: signer for code, signer in found.items() for old in merged.get(code, ())}
    return inherited | found


def _delegated(on: date) -> QuerySet[Delegation, tuple[str, str, int]]:
    rows = Delegation.objects.filter(delegate_id=PERSON, since__lte=on, last_day__gte=on, end__isnull=True)
    return rows.order_by("entry_id").values_list("organisation_id", "signer_id", "entry_id")


def authorise(
    actor: Actor, at: datetime, verb: Verb, concerned: Concerned = NOBODY_ELSE, state: str | None = None
) -> str:
    """The capacity in which an actor may act now; raises ``NotYou`` or ``NotNow`` otherwise.

    The program itself may do what rules of a sealed scheme tell it, and nothing else.
    """
    if actor.person == MACHINE:
        return MACHINE
    if actor.scopes is not None and verb.value not in actor.scopes:
        raise NotYou.of("right.not_in_scope", verb=verb.value)
    hold_still(actor.person)
    held = holdings(actor.person, day_of(at))
    return decide(verb, actor.person, held, concerned, state)


def open_verbs(
    actor: Actor, at: datetime, verbs: Iterable[Verb], concerned: Concerned, state: str | None
) -> frozenset[Verb]:
    """Of some verbs those that an actor may do now: what a page offers. The acts themselves ask again."""
    held = holdings(actor.person, day_of(at))
    found = set()
    for verb in verbs:
        if actor.scopes is None or verb.value in actor.scopes:
            with suppress(NotYou, NotNow):
                decide(verb, actor.person, held, concerned, state)
                found.add(verb)
    return frozenset(found)


def authorise_for(
    actor: Actor, at: datetime, verb: Verb, organisation: str, concerned: Concerned, state: str | None = None
) -> tuple[str, str]:
    """As ``authorise``, for the organisation's signer or a delegate whom that signer has named.

    Returns the capacity, and the signer in whose place the actor acts: empty for one of his own right.
    """
    try:
        return authorise(actor, at, verb, concerned, state), ""
    except NotYou:
        principal = stands_in_for(actor.person, day_of(at)).get(organisation)
        if principal is None:
            raise
        replaced = Actor(principal, actor.channel, source=actor.source, scopes=actor.scopes)
        return f"{authorise(replaced, at, verb, concerned, state)} (delegate)", principal


def hold_still(*persons: str) -> None:
    """Within an act, keep the rights of persons as they are until it ends.

    Otherwise an act could be committed after the end of the right under which it was begun. Acts of one
    person share the lock: they do not wait for each other, in whatever order each locks what it is about.
    """
    if connection.in_atomic_block:
        forget()
    if _locks_rows():
        held = "SELECT ref FROM accounts_person WHERE ref = ANY(%s) ORDER BY ref FOR SHARE"
        list(Person.objects.raw(held, [list(persons)]))


def hold_alone(*persons: str) -> None:
    """Within an act that changes rights of persons, wait for everything that is done by these rights.

    Such an act names all persons, its actor too, before it asks for its right: rows are locked in one order,
    so that two acts about each other's persons come one after the other and do not wait for ever.
    """
    if _locks_rows():
        rows = Person.objects.select_for_update(no_key=True).filter(pk__in=persons)
        list(rows.order_by("pk").values_list("pk"))


def _locks_rows() -> bool:
    """Whether this is an act in a database that locks rows; the embedded one has one writer at a time."""
    return connection.in_atomic_block and connection.features.has_select_for_no_key_update


def administrators(role: Role) -> tuple[str, ...]:
    """Whoever was granted an administrator's role and has not lost it: of these, one must always be left.

    Nobody for a role of business, which may be without a holder.
    """
    if role.lane is Lane.BUSINESS:
        return ()
    granted = Grant.objects.filter(role=role.value, end__isnull=True)
    return tuple(granted.values_list("person_id", flat=True))


def holders(organisation: str, roles: Collection[Role], on: date) -> tuple[str, ...]:
    """The persons who hold one of the roles on a day: at an organisation, or, without one, for the city.

    For a merged organisation they are its successor's.
    """
    if organisation:
        return holders_at((organisation,), roles, on)[organisation]
    held = [role.value for role in roles]
    grants = _in_force(on).filter(organisation_id=None, role__in=held)
    return tuple(grants.order_by("person_id").values_list("person_id", flat=True).distinct())


def holders_at(
    organisations: Collection[str], roles: Collection[Role], on: date
) -> dict[str, tuple[str, ...]]:
    """The same for many organisations, asked for at once: by organisation the persons, in a fixed order."""
    into = successors(on)
    present = {code: into.get(code, code) for code in organisations}
    held = [role.value for role in roles]
    grants = _in_force(on).filter(organisation_id__in=set(present.values()), role__in=held)
    found: dict[str, dict[str, None]] = {}
    for organisation, person in grants.order_by("person_id").values_list("organisation_id", "person_id"):
        found.setdefault(organisation, {})[person] = None
    return {code: tuple(found.get(now, ())) for code, now in present.items()}


@asked_once
def successors(on: date) -> dict[str, str]:
    """Into which organisation others have been merged by a day, by code; chains are followed to their end."""
    into = dict(ask(_mergers, on))
    found: dict[str, str] = {}
    for old in into:
        last, seen = old, {old}
        while last in into and into[last] not in seen:
            last = into[last]
            seen.add(last)
        found[old] = last
    return found


def _mergers(on: date) -> QuerySet[OrganisationChange, tuple[str, str]]:
    """Which organisation was merged into which by a day, in their order."""
    rows = OrganisationChange.objects.filter(what="merged", on__lte=on, other__isnull=False)
    return rows.order_by("on", "entry_id").values_list("organisation_id", "other_id")


def comes_back(code: str, other: str) -> bool:
    """Whether a merger of one organisation into another would lead back to it, on whatever day."""
    return successors(date.max).get(other, other) == code


def bodies(on: date) -> dict[str, str]:
    """Organisations that are one body by a day, merged or two plates of one: by code the code of the body."""
    rows = OrganisationChange.objects.filter(what__in=("merged", "plates"), on__lte=on, other__isnull=False)
    together: dict[str, frozenset[str]] = {}
    for one, other in rows.values_list("organisation_id", "other_id"):
        joined = together.get(one, frozenset({one})) | together.get(other, frozenset({other}))
        together.update(dict.fromkeys(joined, joined))
    return {code: min(joined) for code, joined in together.items()}


@asked_once
def names_on(day: date, codes: frozenset[str] | None = None) -> dict[str, Names]:
    """The names of organisations on a day, by code; all of them, or those asked for."""
    found = ask(_named, day) if codes is None else list(_named(day).filter(organisation_id__in=codes))
    return {code: Names(name, name_en or name) for code, name, name_en in found}


def _named(day: date) -> QuerySet[OrganisationName, tuple[str, str, str]]:
    rows = OrganisationName.objects.filter(since__lte=day).order_by("since", "entry_id")
    return rows.values_list("organisation_id", "name", "name_en")


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What a person is shown of the own account."""

    login: str
    has_factor: bool
    password_since: datetime | None
    codes_left: int
    linked: bool


def own_account(person: str) -> OwnAccount:
    """The account of a person who has signed in."""
    found = Account.objects.get(pk=person)
    left = RecoveryCode.objects.filter(account=found, used_at__isnull=True).count()
    return OwnAccount(found.login, bool(found.totp_secret), found.password_since, left, bool(found.subject))


def own_words(person: str) -> tuple[str, ...]:
    """What others know of a person, and what a password therefore must not consist of.

    The names of all organisations are among it: whoever guesses tries the neighbours' too.
    """
    found = Person.objects.select_related("account").get(pk=person)
    login = re.split(r"[^0-9a-z]+", found.account.login.lower())
    words = [found.account.login, *login, "".join(login), found.name, found.staff_number]
    for code, name in OrganisationName.objects.values_list("organisation_id", "name"):
        words += [*code.split("_"), name]
    return tuple(words)


def find_people(named: str) -> tuple[str, ...]:
    """The codes of the people meant by a code, login or staff number, else of all who have it in their names.

    What names nobody is given back as it is: the journal also names who is no person.
    """
    exactly = Q(pk=named) | Q(account__login=named.lower()) | Q(staff_number=named)
    for meant in (exactly, Q(name__contains=named)):
        if found := tuple(Person.objects.filter(meant).order_by("ref").values_list("ref", flat=True)):
            return found
    return (named,)


FOUNDING = "founding"
"""Who confirms the grants of the register that founds an installation."""
_NO_PERSONS = {
    MACHINE: Names("程序", "the program"),
    FOUNDING: Names("首次登记", "the founding register"),
    "": Names("—", "—"),
}


def shown_names(actors: frozenset[str]) -> dict[str, Names]:
    """How those who act are shown, by code: people by their names, the rest by what they are."""
    persons = person_names(actors)
    return {
        code: _NO_PERSONS.get(code) or Names(persons.get(code, code), persons.get(code, code))
        for code in actors
    }


def person_names(persons: frozenset[str]) -> dict[str, str]:
    """The shown names of people, by code."""
    return dict(Person.objects.filter(pk__in=persons).values_list("pk", "name"))


def person_of_login(login: str) -> str | None:
    """The person whose account has a login name."""
    return Account.objects.filter(login=login).values_list("person_id", flat=True).first()
