"""From where the three administrators come in: the networks that the place names, or everywhere."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from sikao.office.accounts.queries import holdings
from sikao.office.accounts.rights.roles import Lane
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.here import place
from sikao.office.groundwork.journal import Subject, write_refusal
from sikao.office.groundwork.networks import is_within
from sikao.office.groundwork.refusals import NotNow, NotYou


def refuse_elsewhere(actor: Actor, at: datetime, address: str) -> None:
    """Journal and raise ``NotYou`` where one of the three administrators comes from another network."""
    named = place().administrator_networks
    if not named or is_within(address, named) or not _administers(actor.person, at):
        return
    refusal = NotYou.of("sign_in.elsewhere")
    with suppress(NotNow):  # a home that is read-only records nothing, and keeps people out all the same
        write_refusal(actor, at, Verb.SIGN_IN, Subject("account", actor.person), refusal)
    raise refusal


def _administers(person: str, at: datetime) -> bool:
    return any(held.role.lane is not Lane.BUSINESS for held in holdings(person, day_of(at)))
