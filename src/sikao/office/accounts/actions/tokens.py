"""API tokens: made by a person for a program, for some verbs and some days, shown once."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sikao.core.wording import Listed
from sikao.office.accounts.inputs import Inputs
from sikao.office.accounts.models import ApiToken
from sikao.office.accounts.queries import authorise, hold_alone, holdings
from sikao.office.accounts.rights.deciding import Concerned
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rules.scopes import LONGEST_DAYS, scopes_for
from sikao.office.accounts.sealing import keyed
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotNow, NotThere

PREFIX = "sikao_"


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token's code, and its secret, which is shown once and kept nowhere."""

    ref: str
    secret: str


@action(Verb.TOKEN_MAKE, "token")
def make_token(*, actor: Actor, at: datetime, name: str, scopes: Collection[str], last_day: date) -> NewToken:
    """Make a token for verbs that the person may do now; what the person loses, the token loses too."""
    capacity = authorise(actor, at, Verb.TOKEN_MAKE, Concerned(persons=frozenset({actor.person})))
    asked = Inputs()
    name = asked.text("name", name, 100)
    today = day_of(at)
    if not today <= last_day <= today + timedelta(days=LONGEST_DAYS):
        asked.wrong("last_day", "token.days", most=str(LONGEST_DAYS))
    known = {verb.value for verb in scopes_for(holdings(actor.person, today))}
    if not scopes or not known >= set(scopes):
        asked.wrong("scopes", "token.scopes", known=Listed.of(sorted(known)))
    asked.refuse()
    secret = PREFIX + secrets.token_urlsafe(32)
    made = ApiToken.objects.create(
        person_id=actor.person,
        name=name,
        secret=keyed("token", secret),
        scopes=" ".join(sorted(set(scopes))),
        made_at=at,
        last_day=last_day,
    )
    told = {"name": name, "scopes": sorted(set(scopes)), "last_day": last_day}
    subject = Subject("token", made.pk, capacity)
    write(actor=actor, at=at, verb=Verb.TOKEN_MAKE, subject=subject, new=told)
    return NewToken(made.pk, secret)


@action(Verb.TOKEN_END, "token", key="token")
def end_token(*, actor: Actor, at: datetime, token: str) -> None:
    """End one of one's own tokens."""
    hold_alone(actor.person)
    capacity = authorise(actor, at, Verb.TOKEN_END, Concerned(persons=frozenset({actor.person})))
    found = ApiToken.objects.select_for_update(no_key=True).filter(pk=token, person_id=actor.person).first()
    if found is None:
        raise NotThere.of("token.unknown")
    if found.ended_at is not None:
        raise NotNow.of("token.ended")
    ApiToken.objects.filter(pk=found.pk).update(ended_at=at)
    write(actor=actor, at=at, verb=Verb.TOKEN_END, subject=Subject("token", found.pk, capacity))
