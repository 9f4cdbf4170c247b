"""From the office's frozen records to the shapes of the API."""

from __future__ import annotations

from decimal import Decimal

from sikao.core.figures.absence import Absence
from sikao.core.figures.forms import Entered, EntryForm, EntrySlot
from sikao.core.wording import Language
from sikao.interfaces.api.shapes import ledger, tasks
from sikao.interfaces.api.shapes.common import finding, moment, number, words
from sikao.office.cycle.judging import Judged, evidence_of
from sikao.office.cycle.models import Draft
from sikao.office.cycle.views import ConfirmationView, LateLine, TaskView, VerificationView
from sikao.office.ledger.facts import NewEvidence, Piece, Version


def task(view: TaskView) -> tasks.TaskShown:
    """A task."""
    return tasks.TaskShown(
        ref=view.ref,
        kind=view.kind.value,
        scheme=view.scheme,
        provider=view.provider,
        organisation=view.organisation,
        frequency=view.frequency,
        through=view.through,
        briefing=view.briefing or None,
        label=words(view.label),
        figures=view.figures,
        opens=view.opens.isoformat(),
        due_at=moment(view.due_at) or "",
        state=view.state.value,
        late=view.late,
        paper=view.paper,
        submitted_at=moment(view.submitted_at),
        signed_at=moment(view.signed_at),
        submission=view.submission or None,
        returned_reason=view.returned_reason or None,
        reason=view.reason or None,
        asked=view.asked,
        revises=view.revises or None,
        version=view.version,
    )


def form(shown: EntryForm) -> tasks.FormShown:
    """A form."""
    return tasks.FormShown(
        task=shown.code,
        title=words(shown.title),
        period=str(shown.period),
        label=words(shown.period_label),
        version=shown.version,
        slots=[_slot(slot) for slot in shown.slots],
    )


def _slot(slot: EntrySlot) -> tasks.SlotShown:
    return tasks.SlotShown(
        key=str(slot.key),
        unit=slot.unit,
        unit_name=words(slot.unit_name),
        indicator=slot.indicator,
        indicator_name=words(slot.indicator_name),
        kind=slot.kind.value,
        period=str(slot.period),
        measure=tasks.Measure(code=slot.measure.code, words=words(slot.measure.term)),
        last_year=known(slot.last_year),
        target=number(slot.target),
        evidence=slot.evidence,
        absences=[words(choice) for choice in slot.choices()],
        note=None if slot.note is None else words(slot.note),
    )


def known(found: Decimal | Absence | None) -> tasks.Known | None:
    """A figure that is known already, or why there is none."""
    if found is None:
        return None
    if isinstance(found, Absence):
        return tasks.Known(value=None, absence=found.value)
    return tasks.Known(value=number(found), absence=None)


def draft(row: Draft, judged: Judged, lang: Language) -> tasks.DraftShown:
    """What was entered, with everything found."""
    return tasks.DraftShown(
        task=row.task_id,
        version=row.version,
        cells=[_cell(entered, lang) for entered in judged.entries],
        note=row.note,
        document=row.document,
        document_date=None if row.document_date is None else row.document_date.isoformat(),
        caliber=row.caliber,
        nothing=row.nothing,
        evidence=[evidence(piece) for piece in evidence_of(row)],
        findings=[finding(found, lang) for found in judged.findings],
        errors=len(judged.errors),
        warnings=len(judged.warnings),
        digest=judged.digest,
    )


def _cell(entered: Entered, lang: Language) -> tasks.CellShown:
    return tasks.CellShown(
        key=str(entered.key),
        raw=entered.raw,
        reply=entered.reply.value,
        value=number(entered.value),
        absence=None if entered.absence is None else entered.absence.value,
        echo=None if entered.echo is None else words(entered.echo),
        findings=[finding(found, lang) for found in entered.findings],
    )


def evidence(piece: NewEvidence | Piece) -> tasks.EvidenceShown:
    """A file."""
    key = None if piece.key is None else "/".join(piece.key)
    return tasks.EvidenceShown(file=piece.file, name=piece.name, size=piece.size, key=key)


def version(found: Version) -> ledger.Version:
    """One version of a figure."""
    return ledger.Version(
        ref=found.ref,
        seq=found.seq,
        at=moment(found.at) or "",
        submission=found.submission,
        unit=found.unit,
        indicator=found.indicator,
        kind=found.kind,
        period=found.period,
        value=number(found.value),
        measure=found.measure,
        absence=None if found.absence is None else found.absence.value,
        caliber=found.caliber,
        provider=found.provider,
        raw=found.raw,
        since=found.since,
        replaces=found.replaces,
        reason=found.reason,
        late=found.late,
        standing=found.standing,
    )


def confirmation(view: ConfirmationView) -> ledger.Confirmation:
    """A unit's check."""
    return ledger.Confirmation(
        ref=view.ref,
        task=view.task,
        submission=view.submission,
        unit=view.unit,
        provider=view.provider,
        label=words(view.label),
        figures=view.figures,
        due_at=moment(view.due_at) or "",
        state=view.state.value,
        given_at=moment(view.given_at),
        answer_due_at=moment(view.answer_due_at),
        answered_at=moment(view.answered_at),
    )


def verification(view: VerificationView) -> ledger.Verification:
    """A bureau's check."""
    return ledger.Verification(
        ref=view.ref,
        task=view.task,
        submission=view.submission,
        unit=view.unit,
        verifier=view.verifier,
        label=words(view.label),
        figures=view.figures,
        decided=view.decided,
        due_at=moment(view.due_at) or "",
        state=view.state.value,
        decided_at=moment(view.decided_at),
    )


def late(line: LateLine) -> ledger.Late:
    """What somebody is late with."""
    owed = line.owed
    return ledger.Late(
        kind=owed.kind.value,
        ref=owed.ref,
        task=owed.task,
        scheme=owed.scheme,
        organisation=owed.organisation,
        other=owed.other or None,
        frequency=owed.frequency,
        through=owed.through,
        label=words(owed.label),
        figures=owed.figures,
        due_at=moment(owed.due_at) or "",
        days_late=line.days_late,
        steps=list(line.steps),
    )
