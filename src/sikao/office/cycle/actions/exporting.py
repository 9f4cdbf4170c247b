"""Taking lists out of the office: who took what, and of which content, is in the journal."""

from __future__ import annotations

from datetime import datetime

from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.canonical import sha256
from sikao.office.groundwork.journal import Subject, write


@action(Verb.BOARD_EXPORT, "export", "name")
def export_board(*, actor: Actor, at: datetime, name: str, rows: int, content: bytes) -> None:
    """Note that the list of who is late was taken out: its name, its length, its digest."""
    _note(Verb.BOARD_EXPORT, actor, at, name, rows, content)


@action(Verb.FIGURE_EXPORT, "export", "name")
def export_figures(*, actor: Actor, at: datetime, name: str, rows: int, content: bytes) -> None:
    """Note that a list of figures was taken out."""
    _note(Verb.FIGURE_EXPORT, actor, at, name, rows, content)


@action(Verb.BRIEFING_EXPORT, "export", "name")
def export_briefings(*, actor: Actor, at: datetime, name: str, rows: int, content: bytes) -> None:
    """Note that what units told was taken out."""
    _note(Verb.BRIEFING_EXPORT, actor, at, name, rows, content)


def _note(verb: Verb, actor: Actor, at: datetime, name: str, rows: int, content: bytes) -> None:
    subject = Subject("export", name, authorise(actor, at, verb))
    write(actor=actor, at=at, verb=verb, subject=subject, new={"rows": rows, "sha256": sha256(content)})
