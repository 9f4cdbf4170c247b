"""Entering figures: a draft is kept at every pause, and counts for nothing until it is signed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.assessing import check_parts
from sikao.office.cycle.correcting import is_recordable
from sikao.office.cycle.duties import briefing_named, owed_by, slots_of
from sikao.office.cycle.forms import form_of
from sikao.office.cycle.holding import held_bytes
from sikao.office.cycle.judging import evidence_of, read_cells
from sikao.office.cycle.loading import concerned_by, task_for
from sikao.office.cycle.models import Draft, Task
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.canonical import canonical
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.files import check_quota
from sikao.office.groundwork.here import place
from sikao.office.groundwork.refusals import NotNow, NotValid
from sikao.office.ledger.facts import Key, NewEvidence

LONGEST_CELL = 200
LONGEST_NOTE = 2000


@action(Verb.TASK_FILL, "task", "task")
def save_draft(
    *,
    actor: Actor,
    at: datetime,
    task: str,
    version: int,
    cells: Mapping[str, str],
    note: str | None = None,
    document: str | None = None,
    document_date: date | None = None,
    caliber: str | None = None,
    nothing: bool = False,
    paper: bool = False,
) -> int:
    """Keep the texts as typed; returns the draft's new version.

    ``version`` is the version that the person started from: when somebody else has saved since, nothing is
    overwritten and ``NotNow`` is raised. ``paper`` is the office's own draft of a sealed sheet.
    Texts are kept whatever they say; blank ones are dropped.
    """
    found = task_for(actor, at, task)
    fillable(actor, at, found, paper=paper)
    draft = draft_of(found, paper=paper)
    if draft.version != version:
        raise NotNow.of("task.draft_changed", version=draft.version)
    kept = {key: text for key, text in cells.items() if text.strip()}
    _check_texts(found, kept, note or "")
    draft.cells = canonical(kept)
    draft.note = draft.note if note is None else note
    draft.document = draft.document if document is None else document
    draft.document_date = document_date or draft.document_date
    draft.caliber = draft.caliber if caliber is None else caliber
    draft.nothing = nothing
    return _kept(draft, actor, at)


@action(Verb.EVIDENCE_ADD, "task", "task")
def attach(*, actor: Actor, at: datetime, task: str, evidence: NewEvidence, paper: bool = False) -> int:
    """Attach a stored file to the draft; the same file for the same figure is attached once."""
    found = task_for(actor, at, task)
    fillable(actor, at, found, paper=paper)
    if found.briefing and not briefing_named(owed_by(found.digest).scheme, found.briefing).evidence:
        raise NotValid.of("briefing.evidence_unasked")
    if evidence.key is not None and evidence.key not in {slot.key for slot in slots_of(found)}:
        raise NotValid.of("task.foreign_cell", key="/".join(evidence.key))
    check_quota(held_bytes(found.organisation, paper=paper), evidence.size, place().quota_megabytes)
    draft = draft_of(found, paper=paper)
    pieces = [
        piece for piece in evidence_of(draft) if (piece.file, piece.key) != (evidence.file, evidence.key)
    ]
    _keep_evidence(draft, [*pieces, evidence])
    return _kept(draft, actor, at)


@action(Verb.EVIDENCE_ADD, "task", "task")
def detach(
    *, actor: Actor, at: datetime, task: str, file: str, key: Key | None = None, paper: bool = False
) -> int:
    """Take a file off the draft again, off the figure or the sheet that it belongs to."""
    found = task_for(actor, at, task)
    fillable(actor, at, found, paper=paper)
    draft = draft_of(found, paper=paper)
    _keep_evidence(draft, [piece for piece in evidence_of(draft) if (piece.file, piece.key) != (file, key)])
    return _kept(draft, actor, at)


def draft_of(task: Task, *, paper: bool = False) -> Draft:
    """The draft of a task, locked; an empty one where nothing was entered yet."""
    draft = Draft.objects.select_for_update(no_key=True).filter(task=task, paper=paper).first()
    return Draft.objects.create(task=task, paper=paper) if draft is None else draft


def fillable(actor: Actor, at: datetime, task: Task, *, paper: bool) -> None:
    """Raise unless the actor may enter figures into a task now."""
    verb = Verb.TASK_RECORD_PAPER if paper else Verb.TASK_FILL
    authorise(actor, at, verb, concerned_by(task), task.state)
    if paper:
        refuse_unrecordable(task)
    if day_of(at) < task.opens:
        raise NotNow.of("task.not_open_yet", opens=task.opens.isoformat())


def refuse_unrecordable(task: Task) -> None:
    """Raise ``NotNow`` for what a unit says of itself, and for corrections of what never came on paper."""
    if not is_recordable(task):
        raise NotNow.of("task.not_on_paper")


def _check_texts(task: Task, cells: Mapping[str, str], note: str) -> None:
    """Raise ``NotValid`` for texts that the form has no place for, or that are too long for it."""
    longest = LONGEST_NOTE if task.briefing else LONGEST_CELL
    if any(len(text) > longest for text in cells.values()) or len(note) > LONGEST_NOTE:
        raise NotValid.of("task.text_too_long", longest=longest)
    if task.briefing:
        check_parts(task, cells)
    else:
        read_cells(form_of(task), cells, task, complete=False)


def _keep_evidence(draft: Draft, pieces: list[NewEvidence]) -> None:
    draft.evidence = canonical(
        [{name: getattr(piece, name) for name in NewEvidence.__dataclass_fields__} for piece in pieces]
    )


def _kept(draft: Draft, actor: Actor, at: datetime) -> int:
    draft.version += 1
    draft.saved_by, draft.saved_at = actor.person, at
    draft.save()
    return draft.version
