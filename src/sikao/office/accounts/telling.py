"""Telling whoever may decide that something waits for a second person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sikao.core.wording import Detail, Term
from sikao.office.accounts.queries import holders, names_on, person_names
from sikao.office.accounts.rights.table import rights_for
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject
from sikao.office.groundwork.notices.telling import notify

NOBODY = Term("", "")


def tell_who_may(
    verb: Verb,
    code: str,
    details: Mapping[str, Detail],
    *,
    about: Subject,
    at: datetime,
    besides: Collection[str],
) -> None:
    """Leave a notice for everybody who may do something for the city, ``besides`` whom it is not for."""
    roles = [right.role for right in rights_for(verb) if right.role is not None]
    persons = [person for person in holders("", roles, day_of(at)) if person not in besides]
    notify(persons, code, details, about=about, at=at)


def named_person(person: str) -> str:
    """A person's name for the words of a notice."""
    return person_names(frozenset({person})).get(person, person)


def named_organisation(code: str, at: datetime) -> Term:
    """An organisation's name on the day for the words of a notice; no words for none."""
    found = names_on(day_of(at), frozenset({code})).get(code)
    return NOBODY if found is None else Term(found.zh, found.en)
