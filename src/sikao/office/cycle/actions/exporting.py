"""Taking lists out of the office: who took what, of which content and what for, is in the journal."""

from __future__ import annotations

from datetime import datetime

from sikao.office.accounts.exports import note_export
from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.canonical import sha256
from sikao.office.groundwork.journal import Subject


@action(Verb.BOARD_EXPORT, "export", "name")
def export_board(
    *, actor: Actor, at: datetime, name: str, rows: int, content: bytes, reason: str = ""
) -> None:
    """Note that the list of who is late was taken out: its name, its length, its digest."""
    _note(Verb.BOARD_EXPORT, actor, at, name, rows, content, reason)


@action(Verb.FIGURE_EXPORT, "export", "name")
def export_figures(
    *, actor: Actor, at: datetime, name: str, rows: int, content: bytes, reason: str = ""
) -> None:
    """Note that a list of figures was taken out."""
    _note(Verb.FIGURE_EXPORT, actor, at, name, rows, content, reason)


@action(Verb.BRIEFING_EXPORT, "export", "name")
def export_briefings(
    *, actor: Actor, at: datetime, name: str, rows: int, content: bytes, reason: str = ""
) -> None:
    """Note that what units told was taken out."""
    _note(Verb.BRIEFING_EXPORT, actor, at, name, rows, content, reason)


@action(Verb.REVIEW_EXPORT, "export", "name")
def export_review(
    *, actor: Actor, at: datetime, name: str, rows: int, content: bytes, reason: str = ""
) -> None:
    """Note that the sheet of a monthly review was taken out."""
    _note(Verb.REVIEW_EXPORT, actor, at, name, rows, content, reason)


@action(Verb.FIGURE_EXPORT, "export", "scheme")
def export_page(
    *, actor: Actor, at: datetime, scheme: str, seq: int, page: int, total: int, reason: str = ""
) -> None:
    """Note that a program takes out all figures of a scheme, a page at a time, of ``total`` in all."""
    subject = Subject("export", scheme, authorise(actor, at, Verb.FIGURE_EXPORT))
    told = {"seq": seq, "page": page}
    note_export(Verb.FIGURE_EXPORT, actor, at, subject, rows=total, reason=reason, told=told, whole=scheme)


def _note(verb: Verb, actor: Actor, at: datetime, name: str, rows: int, content: bytes, reason: str) -> None:
    subject = Subject("export", name, authorise(actor, at, verb))
    note_export(verb, actor, at, subject, rows=rows, reason=reason, told={"sha256": sha256(content)})
