"""The papers of the year: bulletins and letters of published results, letters on rulings, monthly reports.

All of it is invented, and says so. Where the machine has no Chinese font the drafts wait for one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from sikao.interfaces.demo.agenda import Act
from sikao.interfaces.demo.moments import on_day
from sikao.interfaces.demo.scenes.announcing import RESULTS, Result
from sikao.interfaces.demo.stage import SCHEME, Stage
from sikao.office.bulletins import actions, queries
from sikao.office.bulletins.actions.wording import Typed
from sikao.office.bulletins.document import Kind
from sikao.office.bulletins.queries import PaperView
from sikao.office.bulletins.rules import State as PaperState
from sikao.office.cycle.calendar import meeting_day
from sikao.office.cycle.models import HeldReview
from sikao.office.cycle.monthly import Named, reviewed
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.jobs.models import OPEN
from sikao.office.groundwork.jobs.queries import find_job
from sikao.office.results.disputing import State as ObjectionState
from sikao.office.results.editions import EditionView, editions
from sikao.office.results.objections import objections
from sikao.office.results.own_results import own_digests
from sikao.office.results.stages import State
from sikao.office.rulebook.queries import scheme_with

ISSUER = "示例市综合考核委员会办公室"
BULLETIN, LETTER, RULING, REPORT = "示考办发", "示考办函", "示考办复", "示考办调"
"""What the numbers of papers of each kind begin with."""
AFTER = timedelta(hours=2)
"""So long after a result was published, or a meeting began, the office makes the papers."""
RULED = (ObjectionState.UPHELD, ObjectionState.REJECTED)
LEFT = ("q1", "pingdu")
"""A letter that stays a draft, to be tried out."""


def papers(stage: Stage) -> Iterator[Act]:
    """The papers that nobody has issued so far."""
    out = [view for view in queries.papers(scheme=SCHEME) if view.state is not PaperState.DRAFT]
    told = {view.about or view.edition for view in out}
    for number, result in enumerate(RESULTS, 1):
        view = _published(result)
        if view is None or view.ref not in told:
            do = _announcing(stage, result, number)
            yield Act(result.published + AFTER, "印发通报和反馈书", "bulletin and feedback letters", do)
    for step in reviewed(SCHEME):
        day, named = meeting_day(step), Named(SCHEME, str(step.through))
        if day is not None and named.ref not in told:
            do = _reporting(stage, named)
            yield Act(on_day(day, 15) + AFTER, "印发月度调度专报", "the report of the monthly review", do)


def _published(result: Result) -> EditionView | None:
    found = (view for view in editions(SCHEME) if view.state is State.PUBLISHED)
    return next((view for view in found if view.checkpoint == result.checkpoint), None)


def _announcing(stage: Stage, result: Result, number: int) -> Callable[[], None]:
    return lambda: _announce(stage, result, number)


def _announce(stage: Stage, result: Result, number: int) -> None:
    """The office prepares and numbers the papers of a published result; the director issues them."""
    view, office = _published(result), stage.cast["office"]
    if view is None:
        return
    units = list(own_digests(view.book_sha256, scheme_with(view.digest)))
    actions.prepare_papers(actor=office, at=stage.later(), edition=view.ref, bulletin=True, letters=units)
    for said in objections(edition=view.ref):
        if said.state in RULED:
            actions.prepare_ruling(actor=office, at=stage.later(), objection=said.ref)
    drafts = _made(stage, [one.ref for one in queries.papers(edition=view.ref)])
    for one in drafts:
        if one.kind is not Kind.FEEDBACK:
            before = RULING if one.kind is Kind.RULING else BULLETIN
            _number(stage, one, f"{before}〔{stage.at.year}〕{number}号（示例）")
    letters = [one.ref for one in drafts if one.kind is Kind.FEEDBACK]
    if letters:
        typed = _typed(stage, f"{LETTER}〔{stage.at.year}〕#号（示例）")
        actions.number_letters(
            actor=office, at=stage.later(), edition=view.ref, typed=typed, first=100 * number + 1
        )
    numbered = _made(stage, [one.ref for one in drafts])
    _issue(stage, [one for one in numbered if (view.checkpoint, one.unit, one.about) != (*LEFT, "")])


def _reporting(stage: Stage, named: Named) -> Callable[[], None]:
    return lambda: _report(stage, named)


def _report(stage: Stage, named: Named) -> None:
    """The report of a review that was held."""
    if not HeldReview.objects.filter(scheme=SCHEME, through=named.through).exists():
        return
    ref = actions.prepare_report(actor=stage.cast["office"], at=stage.later(), review=named.ref)
    for one in _made(stage, [ref]):
        _number(stage, one, f"{REPORT}〔{stage.at.year}〕{named.month}号（示例）")
    _issue(stage, _made(stage, [ref]))


def _made(stage: Stage, refs: Sequence[str]) -> list[PaperView]:
    """Those drafts among some papers that the worker could make, once it has done what was asked."""
    stage.wait_until(lambda: not any(_being_made(queries.paper(ref)) for ref in refs))
    found = [queries.paper(ref) for ref in refs]
    return [view for view in found if view.state is PaperState.DRAFT and view.made]


def _being_made(view: PaperView) -> bool:
    job = find_job(view.job)
    return job is not None and job.state in OPEN


def _number(stage: Stage, view: PaperView, number: str) -> None:
    office, at = stage.cast["office"], stage.later()
    typed = _typed(stage, number)
    actions.word_paper(actor=office, at=at, paper=view.ref, seen=view.words, typed=typed, passages={})


def _typed(stage: Stage, number: str) -> Typed:
    return Typed(ISSUER, ISSUER, number, day_of(stage.at), printed_by=ISSUER)


def _issue(stage: Stage, drafts: Sequence[PaperView]) -> None:
    """What was made goes out; each is named with the digest of what was read."""
    read = {view.ref: made.content for view in drafts if (made := queries.made_of(view))}
    if read:
        actions.issue_papers(actor=stage.cast["director"], at=stage.later(), papers=read)
