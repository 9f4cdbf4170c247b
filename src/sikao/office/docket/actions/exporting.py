"""Taking the register of the docket out of the office: who took it and what for is in the journal."""

from __future__ import annotations

from datetime import datetime

from sikao.office.accounts.exports import note_export
from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.canonical import sha256
from sikao.office.groundwork.journal import Subject


@action(Verb.DOCKET_EXPORT, "export", "name")
def export_docket(
    *, actor: Actor, at: datetime, name: str, rows: int, content: bytes, reason: str = ""
) -> None:
    """Note that the register of a year was taken out: its name, its length, its digest."""
    subject = Subject("export", name, authorise(actor, at, Verb.DOCKET_EXPORT))
    told = {"name": name, "sha256": sha256(content)}
    note_export(Verb.DOCKET_EXPORT, actor, at, subject, rows=rows, reason=reason, told=told)
