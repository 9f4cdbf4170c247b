"""A draft as understood: what its cells say, what is wrong, what is still missing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sikao.core.figures.forms import Entries, EntryForm, SlotKey, understand_grid
from sikao.core.wording import Finding, Findings, Place, Term
from sikao.office.cycle.duties import owed_by
from sikao.office.cycle.forms import form_of
from sikao.office.cycle.models import Draft, Task
from sikao.office.cycle.rules import TaskKind
from sikao.office.groundwork.canonical import canonical, sha256
from sikao.office.groundwork.refusals import NotValid
from sikao.office.ledger.facts import NewEvidence
from sikao.office.ledger.queries import versions
from sikao.office.ledger.rules import NOT_STANDING

NOTE, DOCUMENT = "note", "document"
"""Where findings about the remarks of a draft stand, by the name of its field."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """A draft and what was found in it: ``digest`` is of what would be signed, ``filled`` counts entries."""

    title: Term
    findings: tuple[Finding, ...]
    digest: str
    filled: int

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What somebody has to have looked at before it is submitted."""
        return tuple(finding for finding in self.findings if finding.severity.value == "warning")

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps it from being submitted."""
        return tuple(finding for finding in self.findings if finding.severity.value == "error")


@dataclass(frozen=True, slots=True)
class Judged(Assessed):
    """The form of a task for figures, and what was entered."""

    form: EntryForm
    entries: Entries


def cells_of(draft: Draft) -> dict[str, str]:
    """The texts as typed, by the slot's key as text."""
    found: dict[str, str] = json.loads(draft.cells)
    return found


def evidence_of(draft: Draft) -> tuple[NewEvidence, ...]:
    """The files attached to a draft."""
    return tuple(
        NewEvidence(**{**piece, "key": tuple(piece["key"]) if piece["key"] else None})
        for piece in json.loads(draft.evidence)
    )


def judge(task: Task, draft: Draft, *, complete: bool) -> Judged:
    """Read a draft; with ``complete`` blanks and missing evidence are errors, as before submitting."""
    form = form_of(task)
    entries = read_cells(form, cells_of(draft), task, complete=complete and not draft.nothing)
    found = Findings(entries.findings)
    if complete and not draft.nothing:
        _demand_evidence(form, entries, draft, found)
    if complete:
        demand_grounds(task, draft, found)
    slots = [str(slot.key) for slot in form.slots]
    digest = digest_of(form.code, form.version, slots, draft, beneath=_beneath(task, form))
    return Judged(form.title, found.sorted(), digest, entries.filled, form, entries)


def _beneath(task: Task, form: EntryForm) -> dict[str, str]:
    """The version of each figure of a correction's form that stands, by its reference."""
    if task.kind != TaskKind.REVISE:
        return {}
    keys = [(slot.unit, slot.indicator, slot.kind.value, str(slot.period)) for slot in form.slots]
    stand = (version for version in versions(keys) if version.standing not in NOT_STANDING)
    return {"/".join(version.key): version.ref for version in stand}


def read_cells(form: EntryForm, cells: Mapping[str, str], task: Task, *, complete: bool) -> Entries:
    """The texts as the form understands them; a text for a slot that the form lacks is refused."""
    by_key = {str(slot.key): slot.key for slot in form.slots}
    if unknown := [key for key in cells if key not in by_key]:
        raise NotValid.of("task.foreign_cell", key=unknown[0])
    typed: dict[SlotKey, str] = {by_key[key]: text for key, text in cells.items()}
    return understand_grid(form, typed, complete=complete, measures=owed_by(task.digest).catalogue.measures)


def digest_of(
    form: str, version: str, slots: Iterable[str], draft: Draft, *, beneath: Mapping[str, str]
) -> str:
    """SHA-256 of what is handed in: the form's edition and slots, the texts, the files, the remarks.

    ``beneath`` names what a correction was held against: what changes is signed, and it depends on that.
    """
    return sha256(
        canonical(
            {
                "form": form,
                "version": version,
                "slots": list(slots),
                "cells": json.loads(draft.cells),
                "evidence": [
                    [piece["file"], piece["name"], piece["key"]] for piece in json.loads(draft.evidence)
                ],
                "beneath": dict(beneath),
                "note": draft.note,
                "document": draft.document,
                "document_date": None if draft.document_date is None else draft.document_date.isoformat(),
                "caliber": draft.caliber,
                "nothing": draft.nothing,
            }
        ).encode()
    )


def demand_grounds(task: Task, draft: Draft, found: Findings) -> None:
    """A revision says why; one that brings other figures also by what document."""
    if task.kind != TaskKind.REVISE:
        return
    if not draft.note.strip():
        found.error("task.revision_without_reason", Place(path=NOTE))
    if not task.briefing and not draft.nothing and not draft.document.strip():
        found.error("task.revision_without_document", Place(path=DOCUMENT))


def _demand_evidence(form: EntryForm, entries: Entries, draft: Draft, found: Findings) -> None:
    """Documents that the scheme asks for; one for the whole sheet serves every figure in it."""
    attached = evidence_of(draft)
    if any(piece.key is None for piece in attached):
        return
    named = {piece.key for piece in attached}
    for slot in form.slots:
        entered = entries[slot.key]
        key = (slot.unit, slot.indicator, slot.kind.value, str(slot.period))
        if slot.evidence and entered.value is not None and key not in named:
            found.error("task.evidence_missing", form.place(slot), figure=slot.name)
