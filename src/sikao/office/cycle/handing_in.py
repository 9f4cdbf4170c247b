"""From a judged draft to rows of the ledger, and to the checks that follow from them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sikao.core.figures.absence import Absence
from sikao.core.figures.forms import Entered, EntryForm
from sikao.core.scheme import Scheme
from sikao.core.scheme.closings import counts_since
from sikao.core.wording import Detail
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.assessing import JudgedBriefing
from sikao.office.cycle.briefings import CAUSE, NEXT_STEP, PROGRESS, STATE
from sikao.office.cycle.correcting import named_elsewhere, origin_of
from sikao.office.cycle.disputes import end_dispute, in_dispute
from sikao.office.cycle.duties import owed_by
from sikao.office.cycle.judging import Assessed, Judged, evidence_of
from sikao.office.cycle.keeping import answer_request, is_kept, upholding
from sikao.office.cycle.models import Confirmation, Draft, Task, Verification
from sikao.office.cycle.rules import ConfirmState, TaskKind
from sikao.office.cycle.telling import BOTH, label_of, name_of, tell_about, tell_each
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.calendar import add_working_days, end_of
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject
from sikao.office.groundwork.refusals import NotValid
from sikao.office.ledger.briefings import briefing_rows
from sikao.office.ledger.facts import (
    Key,
    NewBriefing,
    NewEvidence,
    NewFigure,
    NewSubmission,
    Progress,
    Version,
)
from sikao.office.ledger.models import FigureVersion, Submission
from sikao.office.ledger.posting import rows_of
from sikao.office.ledger.queries import versions
from sikao.office.ledger.rules import NOT_STANDING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What an act of handing in left behind."""

    submission: str
    seq: int
    figures: int
    late: bool


def posting(
    task: Task, draft: Draft, judged: Assessed, at: datetime, **who: str
) -> tuple[Submission, list[Record], int]:
    """What an act of handing in brings to the journal: its head, all rows, how many figures or entries."""
    if is_kept(task, draft):
        submission = _new_submission(task, draft, judged, late=at > task.due_at, **who)
        head, rows = rows_of(submission, (), [piece for piece in evidence_of(draft) if piece.key is None])
        return head, [*rows, *upholding(task, draft, who.get("signer") or who["reporter"])], 0
    if isinstance(judged, JudgedBriefing):
        told = _new_entries(task, judged, nothing=draft.nothing)
        _refuse_unchanged(task, told)
        before = {entry.subject.key for entry in judged.form.entries if entry.standing is not None}
        new = any(entry.subject not in before for entry in told)
        submission = _new_submission(task, draft, judged, late=is_late(task, at, new=new), **who)
        head, rows = rows_of(submission, (), evidence_of(draft))
        return head, [*rows, *briefing_rows(head, told)], len(told)
    assert isinstance(judged, Judged)  # noqa: S101 -- tells the type checker
    known = known_of(judged.form)
    figures = new_figures(task, draft, judged, known, at)
    _refuse_unchanged(task, figures)
    new = any(figure.key not in known.told for figure in figures if figure.absence is not Absence.MISSING)
    submission = _new_submission(task, draft, judged, late=is_late(task, at, new=new), **who)
    head, rows = rows_of(submission, figures, _evidence_for(draft, figures))
    return head, rows, len(figures)


def _refuse_unchanged(task: Task, brought: Sequence[object]) -> None:
    if task.kind == TaskKind.REVISE and not brought:
        raise NotValid.of("task.nothing_revised")


def _new_entries(task: Task, judged: JudgedBriefing, *, nothing: bool) -> list[NewBriefing]:
    """The entries to be posted; of a revision only those that differ from what stands."""
    entries = () if nothing else judged.form.entries
    made = [
        NewBriefing(
            unit=task.provider,
            briefing=task.briefing,
            subject=entry.subject.key,
            through=task.through,
            state=Progress(judged.said(entry, STATE)),
            progress=judged.said(entry, PROGRESS),
            cause=judged.said(entry, CAUSE),
            next_step=judged.said(entry, NEXT_STEP),
        )
        for entry in entries
    ]
    if task.kind != TaskKind.REVISE:
        return made
    stands = {entry.subject.key: entry.standing.said for entry in entries if entry.standing is not None}
    return [entry for entry in made if entry.said != stands.get(entry.subject)]


def _new_submission(task: Task, draft: Draft, judged: Assessed, *, late: bool, **who: str) -> NewSubmission:
    """The head of what is handed in; ``who`` names way, reporter, signer and the delegate's principal."""
    return NewSubmission(
        task=task.ref,
        scheme=task.scheme,
        organisation=task.organisation,
        document=draft.document,
        document_date=draft.document_date,
        nothing=draft.nothing,
        late=late,
        note=draft.note,
        form_sha256=judged.digest,
        **who,
    )


@dataclass(frozen=True, slots=True)
class KnownFigures:
    """What the ledger holds of a form's figures: the last version of each, and the one that stands.

    ``told`` are those of which something was ever reported but that they are not reported (未报).
    """

    last: Mapping[Key, Version]
    stands: Mapping[Key, Version]
    told: frozenset[Key]

    def is_returned(self, key: Key) -> bool:
        """Whether the last version of a figure was returned."""
        return key in self.last and self.last[key].standing in NOT_STANDING


def known_of(form: EntryForm) -> KnownFigures:
    """What the ledger holds of a form's figures now."""
    keys = {(slot.unit, slot.indicator, slot.kind.value, str(slot.period)) for slot in form.slots}
    found = versions(keys)
    stand = (version for version in found if version.standing not in NOT_STANDING)
    told = frozenset(version.key for version in found if version.absence is not Absence.MISSING)
    return KnownFigures({one.key: one for one in found}, {one.key: one for one in stand}, told)


def is_late(task: Task, at: datetime, *, new: bool) -> bool:
    """Whether something is handed in after its deadline; ``new`` where it was never told before.

    That is as late by a correction as it would be by its sheet: "nothing to report" or 未报 in time gives
    nobody more time.
    """
    return at > task.due_at or (new and at > origin_of(task).due_at)


def new_figures(
    task: Task, draft: Draft, judged: Judged, known: KnownFigures, at: datetime
) -> list[NewFigure]:
    """The figures to be posted; of a revision only those that differ from what stands.

    What was returned meanwhile and has a correction of its own is left to that one.
    """
    revises = task.kind == TaskKind.REVISE
    elsewhere = {key for key in named_elsewhere(task) if known.is_returned(key)} if revises else set()
    return [
        _figure(task, judged.form, entered, draft, known, at)
        for entered in judged.entries
        if entered.accepted and _key(entered) not in elsewhere
        if not revises or differs(entered, draft, known.stands.get(_key(entered)))
    ]


def _evidence_for(draft: Draft, figures: Sequence[NewFigure]) -> list[NewEvidence]:
    """The files of a draft that belong to the sheet, or to a figure that is posted."""
    posted = {figure.key for figure in figures}
    return [piece for piece in evidence_of(draft) if piece.key is None or piece.key in posted]


def _key(entered: Entered) -> Key:
    key = entered.key
    return (key.unit, key.indicator, key.kind.value, str(key.period))


def _figure(
    task: Task, form: EntryForm, entered: Entered, draft: Draft, known: KnownFigures, at: datetime
) -> NewFigure:
    scheme, slot = owed_by(task.digest).scheme, form.slot(entered.key)
    item = scheme.items[entered.key.indicator.partition("/")[0]]
    unit, indicator, kind, period = key = _key(entered)
    before, revises = known.stands.get(key), task.kind == TaskKind.REVISE
    return NewFigure(
        unit=unit,
        indicator=indicator,
        kind=kind,
        period=period,
        value=entered.value,
        measure="" if slot is None or entered.value is None else slot.measure.code,
        absence=entered.absence,
        raw=entered.raw,
        caliber=_caliber(draft, before) or item.caliber or "",
        since=_since(task, entered, known, at),
        reason=draft.note if revises or before is not None else "",
    )


def _since(task: Task, entered: Entered, known: KnownFigures, at: datetime) -> str:
    """Since which checkpoint a figure counts that is posted now.

    The first version of a sheet counts from the beginning, and so does one that was returned and is corrected
    in time. Whatever else a correction brings counts from the checkpoint that is open.
    """
    last, stands = known.last.get(_key(entered)), known.stands.get(_key(entered))
    if task.kind != TaskKind.REVISE and stands is None:
        return ""
    if last is not None and last != stands and at <= task.due_at:
        return last.since
    return since_of(owed_by(task.digest).scheme, entered, at)


def since_of(scheme: Scheme, entered: Entered, at: datetime) -> str:
    """Since which checkpoint a new version counts; after the last closing it is the last checkpoint."""
    since = counts_since(scheme, entered.key.period, day_of(at))
    return list(scheme.checkpoints)[-1] if since is None else since


def differs(entered: Entered, draft: Draft, before: Version | None) -> bool:
    """Whether what was entered says something else than what stands: another value, or by another caliber."""
    if before is None or (entered.value, entered.absence) != (before.value, before.absence):
        return True
    return _caliber(draft, before) != before.caliber


def _caliber(draft: Draft, before: Version | None) -> str:
    """The caliber that a draft names for all its figures; unnamed, that of what stands."""
    named = draft.caliber.strip()
    return named if named or before is None else before.caliber


def follow_up(task: Task, submission: Submission, rows: Sequence[object], at: datetime) -> None:
    """What a posted submission brings about: units check a bureau's figures, bureaus verify a unit's own.

    What the office asked to be corrected is answered, whether it changes or stays as it is.
    """
    figures = [row for row in rows if isinstance(row, FigureVersion)]
    scheme = owed_by(task.digest).scheme
    _let_units_check(task, submission, scheme, figures, at)
    _let_bureaus_verify(task, submission, scheme, figures, at)
    _answer_by_revision(task, figures, at)
    answer_request(task, submission, rows, at)


def _let_units_check(
    task: Task, submission: Submission, scheme: Scheme, figures: list[FigureVersion], at: datetime
) -> None:
    if origin_of(task).kind == TaskKind.REPORT:
        return  # bureaus verify it; after a merger its units are not those of who reports it
    due = end_of(add_working_days(day_of(at), scheme.reporting.confirm_days))
    counts = Counter(figure.unit for figure in figures if figure.unit in scheme.units)
    told: dict[str, Detail] = {"bureau": name_of(task.organisation, at), "period": label_of(task)}
    code = "notice.to_check"
    if task.kind == TaskKind.REVISE:
        code = "notice.to_check_revised"
        told["reason"] = submission.note.strip()
    checks: dict[str, tuple[Subject, dict[str, Detail]]] = {}
    for unit, count in counts.items():
        if unit == task.organisation:
            continue
        made = Confirmation.objects.create(
            task=task,
            submission=submission.ref,
            unit=unit,
            provider=task.organisation,
            figures=count,
            due_at=due,
        )
        checks[unit] = (Subject("confirmation", made.ref), {**told, "count": str(count)})
    tell_each(checks, BOTH, code, at)


def _let_bureaus_verify(
    task: Task, submission: Submission, scheme: Scheme, figures: list[FigureVersion], at: datetime
) -> None:
    due = end_of(add_working_days(day_of(at), scheme.reporting.verify_days))
    told = {"unit": name_of(task.organisation, at), "period": label_of(task)}
    verifiers = [scheme.items[figure.indicator.partition("/")[0]].verified_by for figure in figures]
    for verifier, count in Counter(code for code in verifiers if code is not None).items():
        if verifier == task.organisation:
            continue
        made = Verification.objects.create(
            task=task,
            submission=submission.ref,
            unit=task.organisation,
            verifier=verifier,
            figures=count,
            due_at=due,
        )
        about = Subject("verification", made.ref)
        tell_about(verifier, (Role.VERIFIER,), "notice.to_verify", about, at, count=str(count), **told)


def _answer_by_revision(task: Task, figures: list[FigureVersion], at: datetime) -> None:
    """A dispute is answered once each figure in dispute has a new version; the rest awaits the provider."""
    replaced = {figure.replaces_id for figure in figures if figure.replaces_id is not None}
    if not replaced:
        return
    units = {figure.unit for figure in figures}
    disputes = Confirmation.objects.select_for_update(no_key=True).filter(
        state=ConfirmState.DISPUTED, unit__in=units
    )
    for found in disputes.order_by("ref"):
        disputed = {version.ref for version in in_dispute(found)}
        if not disputed or disputed - replaced:
            continue
        end_dispute(found, Verb.TASK_SIGN, at)
        about = Subject("confirmation", found.ref)
        details = {"bureau": name_of(found.provider, at), "period": label_of(task)}
        tell_about(found.unit, BOTH, "notice.dispute_revised", about, at, **details)
