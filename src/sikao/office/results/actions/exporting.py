"""Taking the result of a run out of the office: who took which file and what for is in the journal."""

from __future__ import annotations

from datetime import datetime

from sikao.office.accounts.exports import note_export
from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.canonical import sha256
from sikao.office.groundwork.journal import Subject


@action(Verb.RUN_EXPORT, "run", "run")
def export_run(
    *, actor: Actor, at: datetime, run: str, name: str, rows: int, content: bytes, reason: str = ""
) -> None:
    """Note that a file of a run was taken out: its name, its length in scores, its digest."""
    subject = Subject("run", run, authorise(actor, at, Verb.RUN_EXPORT))
    told = {"name": name, "sha256": sha256(content)}
    note_export(Verb.RUN_EXPORT, actor, at, subject, rows=rows, reason=reason, told=told)
