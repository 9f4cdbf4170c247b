"""Taking a paper out of the office: who took which one, by its digest, is in the journal."""

from __future__ import annotations

from datetime import datetime

from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.deciding import Concerned
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.canonical import sha256
from sikao.office.groundwork.journal import Subject, write


@action(Verb.PAPER_TAKE, "edition", "edition")
def take_paper(*, actor: Actor, at: datetime, edition: str, state: str, name: str, content: bytes) -> None:
    """Note that a paper of a result was taken out: its name and its digest."""
    capacity = authorise(actor, at, Verb.PAPER_TAKE, state=state)
    told = {"name": name, "sha256": sha256(content)}
    subject = Subject("edition", edition, capacity)
    write(actor=actor, at=at, verb=Verb.PAPER_TAKE.value, subject=subject, new=told)


@action(Verb.LETTER_TAKE, "edition", "edition")
def take_letter(
    *, actor: Actor, at: datetime, edition: str, state: str, unit: str, name: str, content: bytes
) -> None:
    """Note that a unit took its own letter: its name and its digest."""
    concerned = Concerned(own=frozenset({unit}))
    capacity = authorise(actor, at, Verb.LETTER_TAKE, concerned, state)
    told = {"name": name, "unit": unit, "sha256": sha256(content)}
    subject = Subject("edition", edition, capacity)
    write(actor=actor, at=at, verb=Verb.LETTER_TAKE.value, subject=subject, new=told)
