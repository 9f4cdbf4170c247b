"""A draft of either sort as it would be handed in: figures by their form, a briefing by its rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sikao.core.wording import Findings, Place
from sikao.office.cycle.briefings import (
    CAUSE,
    NEXT_STEP,
    PARTS,
    PROGRESS,
    STATE,
    BriefingEntry,
    BriefingForm,
    briefing_form,
)
from sikao.office.cycle.judging import Assessed, cells_of, demand_grounds, digest_of, evidence_of, judge
from sikao.office.cycle.models import Draft, Task
from sikao.office.cycle.rules import TaskKind
from sikao.office.groundwork.canonical import canonical
from sikao.office.groundwork.refusals import NotValid
from sikao.office.ledger.facts import Progress

STATES = frozenset(state.value for state in Progress)


@dataclass(frozen=True, slots=True)
class JudgedBriefing(Assessed):
    """The form of a briefing, and the texts as typed by their parts."""

    form: BriefingForm
    cells: Mapping[str, str]

    def said(self, entry: BriefingEntry, part: str) -> str:
        """What is told of a subject under one of its parts."""
        return self.cells.get(entry.key(part), "").strip()

    @property
    def changed(self) -> tuple[BriefingEntry, ...]:
        """The entries that were written anew."""
        return tuple(entry for entry in self.form.entries if self._is_new(entry))

    def _is_new(self, entry: BriefingEntry) -> bool:
        said = tuple(self.said(entry, part) for part in PARTS)
        return any(said) and (entry.standing is None or said != entry.standing.said)


def assess(task: Task, draft: Draft, *, complete: bool) -> Assessed:
    """A draft judged by what its task asks for."""
    return (judge_briefing if task.briefing else judge)(task, draft, complete=complete)


def judge_briefing(task: Task, draft: Draft, *, complete: bool) -> JudgedBriefing:
    """Read a briefing; with ``complete`` what is left out is an error, as before submitting."""
    form, cells = briefing_form(task), cells_of(draft)
    found = Findings()
    for entry in form.entries:
        _judge_entry(entry, form, cells, found, complete=complete and not draft.nothing)
    if complete and not draft.nothing and form.briefing.evidence and not evidence_of(draft):
        found.error("briefing.evidence_missing", Place(), asked="、".join(form.briefing.evidence))
    if complete:
        demand_grounds(task, draft, found)
    digest = digest_of(form.code, form.version, form.parts, draft, beneath=_beneath(task, form))
    filled = sum(any(entry.key(part) in cells for part in PARTS) for entry in form.entries)
    return JudgedBriefing(form.title, found.sorted(), digest, filled, form, cells)


def _beneath(task: Task, form: BriefingForm) -> dict[str, str]:
    """What stands of each subject that a correction of a briefing is about."""
    if task.kind != TaskKind.REVISE:
        return {}
    return {e.subject.key: canonical(list(e.standing.said)) for e in form.entries if e.standing is not None}


def check_parts(task: Task, cells: Mapping[str, str]) -> None:
    """Raise ``NotValid`` for a text that the briefing has no place for, or a state that there is not."""
    known = set(briefing_form(task).parts)
    for key, text in cells.items():
        if key not in known:
            raise NotValid.of("task.foreign_cell", key=key)
        if key.endswith(f"/{STATE}") and text not in STATES:
            raise NotValid.of("briefing.unknown_state", text=text[:40])


def _judge_entry(
    entry: BriefingEntry, form: BriefingForm, cells: Mapping[str, str], found: Findings, *, complete: bool
) -> None:
    said = {part: cells.get(entry.key(part), "").strip() for part in PARTS}
    length = sum(len(said[part]) for part in (PROGRESS, CAUSE, NEXT_STEP))
    longest, name = form.briefing.longest, entry.name
    if length > longest:
        where = _at(entry, PROGRESS)
        found.error("briefing.too_long", where, subject=name, length=str(length), longest=str(longest))
    before = entry.before
    if said[PROGRESS] and before is not None and said[PROGRESS] == before.progress:
        found.warning("briefing.unchanged", _at(entry, PROGRESS), subject=name)
    for part, code in _wanted(said[STATE]) if complete else ():
        if not said[part]:
            found.error(code, _at(entry, part), subject=name)


def _wanted(state: str) -> list[tuple[str, str]]:
    """What has to be told in a state, and what is said where it is not: who is behind says why.

    Where there is nothing to tell, the reason stands in the place of the progress.
    """
    if state == Progress.NOTHING:
        return [(PROGRESS, "briefing.reason_missing")]
    wanted = [(STATE, "briefing.state_missing"), (PROGRESS, "briefing.progress_missing")]
    if state == Progress.BEHIND:
        wanted.append((CAUSE, "briefing.cause_missing"))
    if state in {Progress.BEHIND, Progress.NOT_STARTED}:
        wanted.append((NEXT_STEP, "briefing.next_step_missing"))
    return wanted


def _at(entry: BriefingEntry, part: str) -> Place:
    return Place(path=entry.key(part))
