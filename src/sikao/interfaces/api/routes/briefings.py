"""Briefings: what a unit is asked to tell, its draft, and the review of what all units told."""

from __future__ import annotations

from typing import Annotated

from ninja import Path, Query, Router, Schema
from pydantic import Field

from sikao.core.wording import Language
from sikao.interfaces.api import shown
from sikao.interfaces.api.asking import ApiRequest
from sikao.interfaces.api.serving import operation
from sikao.interfaces.api.shapes import briefings as shapes
from sikao.interfaces.api.shapes.common import Code, Ref, finding, moment, number, words
from sikao.interfaces.api.shapes.tasks import Measure
from sikao.office.cycle import actions
from sikao.office.cycle.assessing import JudgedBriefing, judge_briefing
from sikao.office.cycle.briefings import Beside, BriefingEntry
from sikao.office.cycle.judging import evidence_of
from sikao.office.cycle.models import Draft, Task
from sikao.office.cycle.offers import draft_for
from sikao.office.cycle.queries import visible_task
from sikao.office.cycle.reviewing import Chosen, Teller, review
from sikao.office.groundwork.refusals import NotThere
from sikao.office.ledger.facts import BriefingLine

router = Router(tags=["briefings"])


class Wanted(Schema):
    """Which briefing, through which month."""

    scheme: Code
    briefing: Code
    through: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}$")]


@operation(router, "GET", "/tasks/{ref}/briefing", "get_briefing", shapes.BriefingShown)
def get_briefing(request: ApiRequest, ref: Path[Ref]) -> shapes.BriefingShown:
    """What a briefing asks, the figures that stand beside it, and what was written so far."""
    return _briefing(request, ref)


@operation(router, "PUT", "/tasks/{ref}/briefing", "put_briefing", shapes.BriefingShown)
def put_briefing(request: ApiRequest, ref: Path[Ref], draft: shapes.BriefingTaken) -> shapes.BriefingShown:
    """Replace the draft, if nobody has changed it since ``version``; it is submitted as any task."""
    _task(request, ref)
    actions.save_draft(actor=request.actor, at=request.at, task=ref, **draft.model_dump())
    return _briefing(request, ref)


@operation(router, "GET", "/briefings", "list_briefings", shapes.Review)
def list_briefings(request: ApiRequest, wanted: Query[Wanted]) -> shapes.Review:
    """What all units told on a briefing, with those that have not told yet."""
    chosen = Chosen(wanted.scheme, wanted.briefing, wanted.through)
    found = review(request.actor, request.at, chosen)
    return shapes.Review(
        **wanted.model_dump(),
        subjects=[subject.key for subject in found.subjects],
        units=[_teller(teller) for teller in found.tellers],
    )


def _task(request: ApiRequest, ref: str) -> Task:
    """A task that is a briefing; a sheet of figures is none."""
    row = visible_task(request.actor, request.at, ref)
    if not row.briefing:
        raise NotThere.of("task.not_there", ref=ref)
    return row


def _briefing(request: ApiRequest, ref: str) -> shapes.BriefingShown:
    row = _task(request, ref)
    draft = draft_for(request.actor, request.at, row)
    return _shown(draft, judge_briefing(row, draft, complete=True), request.lang)


def _shown(draft: Draft, judged: JudgedBriefing, lang: Language) -> shapes.BriefingShown:
    form = judged.form
    return shapes.BriefingShown(
        task=form.code,
        title=words(form.title),
        briefing=form.briefing.code,
        longest=form.briefing.longest,
        subjects=[_subject(entry) for entry in form.entries],
        version=draft.version,
        cells=dict(judged.cells),
        note=draft.note,
        nothing=draft.nothing,
        evidence=[shown.evidence(piece) for piece in evidence_of(draft)],
        findings=[finding(found, lang) for found in judged.findings],
        errors=len(judged.errors),
        warnings=len(judged.warnings),
        digest=judged.digest,
    )


def _subject(entry: BriefingEntry) -> shapes.SubjectShown:
    return shapes.SubjectShown(
        subject=entry.subject.key,
        name=words(entry.name),
        text=None if entry.text is None else words(entry.text),
        figures=[_figure(beside) for beside in entry.beside],
        before=_entry(entry.before),
        standing=_entry(entry.standing),
    )


def _figure(beside: Beside) -> shapes.FigureBeside:
    slot = beside.slot
    return shapes.FigureBeside(
        key=str(slot.key),
        indicator_name=words(slot.indicator_name),
        period=str(slot.period),
        measure=Measure(code=slot.measure.code, words=words(slot.measure.term)),
        value=shown.known(beside.value),
        target=number(slot.target),
        last_year=shown.known(slot.last_year),
    )


def _entry(line: BriefingLine | None) -> shapes.Entry | None:
    if line is None:
        return None
    said = {"progress": line.progress, "cause": line.cause, "next": line.next_step}
    return shapes.Entry(state=line.state.value, **said)


def _teller(teller: Teller) -> shapes.Teller:
    return shapes.Teller(
        unit=teller.unit,
        task=teller.task.ref,
        state=teller.task.state.value,
        late=teller.task.late,
        asked=sorted(subject.key for subject in teller.asked),
        told=[_told(line) for line in teller.told.values()],
        nothing=teller.nothing or None,
        again=teller.again,
    )


def _told(line: BriefingLine) -> shapes.Told:
    entry = _entry(line)
    assert entry is not None  # noqa: S101 -- tells the type checker
    return shapes.Told(
        ref=line.ref,
        seq=line.seq,
        at=moment(line.at) or "",
        subject=line.subject,
        entry=entry,
        late=line.late,
        replaces=line.replaces,
    )
