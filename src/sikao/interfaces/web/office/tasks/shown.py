"""A task as its page shows it: where it stands, what its reader may do, the form with what was entered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext

from sikao.core.scheme.model.reporting import ESCALATION
from sikao.core.wording import Finding, Language
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.tasks.briefing import Sheet, sheet_of, told_of_briefing
from sikao.interfaces.web.office.tasks.grid import Grid, Told, grid_of, told_of
from sikao.interfaces.web.office.worded import day_words
from sikao.office.accounts.queries import holders, names_on, person_names
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.assessing import JudgedBriefing, assess
from sikao.office.cycle.comparing import changes_of
from sikao.office.cycle.dealings import Dealings, dealings_of
from sikao.office.cycle.duties import owed
from sikao.office.cycle.forms import provider_name
from sikao.office.cycle.judging import Assessed, Judged, evidence_of
from sikao.office.cycle.models import Draft, Task
from sikao.office.cycle.offers import draft_for, offered, reads_draft
from sikao.office.cycle.queries import checks_of_task, revisions_of, task_view, visible_task
from sikao.office.cycle.rules import ConfirmState, TaskKind, TaskState
from sikao.office.cycle.views import ConfirmationView, TaskView
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotValid
from sikao.office.ledger.facts import NewEvidence, Piece, Sent
from sikao.office.ledger.queries import handed_in_elsewhere, pieces_in, sent

SHORT = 12
MOST_ELSEWHERE = 5
"""So many other places of the same file are named."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the way that a task goes."""

    name: str
    past: bool
    current: bool
    remark: str


@dataclass(frozen=True, slots=True)
class Check:
    """How one unit has checked the figures about it."""

    unit: str
    state: str
    good: bool
    waiting: bool


@dataclass(frozen=True, slots=True)
class File:
    """An evidence file as a list shows it; ``figure`` names what it belongs to.

    ``elsewhere`` are other organisations, or moments, that rest on the very same file, and ``left`` how many
    more there are; for the office alone.
    """

    file: str
    short: str
    name: str
    size: int
    key: str
    figure: str
    elsewhere: tuple[str, ...] = ()
    left: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """A task with its draft, judged, for one reader."""

    row: Task
    view: TaskView
    draft: Draft
    judged: Assessed
    verbs: frozenset[Verb]
    paper: bool
    reads: bool
    """Whether the draft is shown; of an unsigned one strangers see the empty form alone."""

    @property
    def figures(self) -> Judged:
        """The form of a task for figures, judged; raises ``NotValid`` for a briefing, which has none."""
        if not isinstance(self.judged, Judged):
            raise NotValid.of("briefing.no_figures")
        return self.judged

    @property
    def fills(self) -> bool:
        """Whether the reader may enter figures now."""
        return (Verb.TASK_RECORD_PAPER if self.paper else Verb.TASK_FILL) in self.verbs


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of a task shows around its form."""

    task: TaskView
    title: str
    kind: str
    organisation: str
    reporters: str
    signers: str
    stages: tuple[Stage, ...]
    days_left: int
    later: bool
    can: dict[str, bool]
    sent: Sent | None
    submitted_by: str
    reporter: str
    signer: str
    principal: str
    checks: tuple[Check, ...]
    revisions: tuple[TaskView, ...]
    nothing: bool
    is_revision: bool
    is_briefing: bool
    dealings: tuple[str, ...]
    """What was done about the deadline, in words: steps against who is late, later deadlines."""


def known(request: OfficeRequest, ref: str, *, paper: bool = False, complete: bool = False) -> Known:
    """A task that the reader may see; raises ``NotThere``."""
    row = visible_task(request.actor, request.at, ref)
    view = task_view(request.actor, request.at, ref)
    handed = sent(row.submission) if row.submission else None
    paper = paper or (handed is not None and handed.way == "paper")
    reads = handed is not None or reads_draft(request.actor, request.at, row, paper=paper)
    draft = draft_for(request.actor, request.at, row, paper=paper)
    verbs = offered(request.actor, request.at, row)
    return Known(row, view, draft, assess(row, draft, complete=complete), verbs, paper, reads)


def shown(request: OfficeRequest, found: Known) -> Shown:
    """Everything around the form."""
    lang, day, view = language(), day_of(request.at), found.view
    checks = _in_official_order(view, checks_of_task(request.actor, request.at, view.ref))
    codes = frozenset({view.organisation, *(check.unit for check in checks)})
    names = _names(view.scheme, codes, day, lang)
    handed = sent(view.submission) if view.submission else None
    people = _people(view, handed)
    return Shown(
        task=view,
        title=found.judged.title.text(lang),
        kind=view.kind.term.text(lang),
        organisation=names[view.organisation],
        reporters=_holders(view.organisation, Role.REPORTER, day),
        signers=_holders(view.organisation, Role.SIGNER, day),
        stages=_stages(view, checks, handed),
        days_left=(day_of(view.due_at) - day).days,
        later=view.state is TaskState.OPEN and view.opens > day,
        can={verb.name: verb in found.verbs for verb in Verb},
        sent=handed,
        submitted_by=people.get(view.submitted_by, ""),
        reporter="" if handed is None else people.get(handed.reporter, ""),
        signer="" if handed is None else people.get(handed.signer, ""),
        principal="" if handed is None else people.get(handed.delegate_of, ""),
        checks=tuple(_check(check, names, lang) for check in checks),
        revisions=tuple(revisions_of(request.actor, request.at, view.ref)),
        nothing=found.draft.nothing,
        is_revision=view.kind is TaskKind.REVISE,
        is_briefing=bool(view.briefing),
        dealings=_dealings(view, day),
    )


def _dealings(view: TaskView, today: date) -> tuple[str, ...]:
    """What was done about the deadline, in the order in which it was done."""
    found, lang = dealings_of({view.ref}).get(view.ref, Dealings()), language()
    others = frozenset(step.organisation for step in found.steps) - {view.organisation}
    names = _names(view.scheme, others, today, lang)
    told = []
    for step in found.steps:
        words = f"{ESCALATION[step.step].text(lang)} {day_words(day_of(step.at), today)}"
        if step.organisation in names:
            given = {"step": words, "organisation": names[step.organisation]}
            words = gettext("%(step)s（对%(organisation)s）") % given
        told.append((step.at, words))
    for longer in found.extensions:
        days = {
            "before": day_words(day_of(longer.due_before), today),
            "until": day_words(day_of(longer.due_at), today),
        }
        words = gettext("原截止%(before)s，延至%(until)s：%(reason)s") % (days | {"reason": longer.reason})
        told.append((longer.at, f"{words}（{longer.document}）" if longer.document else words))
    return tuple(words for _, words in sorted(told))


def _in_official_order(view: TaskView, checks: Iterable[ConfirmationView]) -> tuple[ConfirmationView, ...]:
    """The checks of what was delivered, their units in the order in which the scheme lists them."""
    if not view.submission:
        return ()
    order = {code: place for place, code in enumerate(owed(view.scheme).scheme.units)}
    return tuple(sorted(checks, key=lambda check: order.get(check.unit, len(order))))


def _names(scheme: str, codes: frozenset[str], day: date, lang: Language) -> dict[str, str]:
    """What organisations are called on the day; one without a name here as the scheme has it."""
    named = names_on(day, codes)
    known = owed(scheme).scheme
    terms = {code: provider_name(known, code) for code in codes}
    return {
        code: (named[code].en if lang == "en" else named[code].zh) if code in named else term.text(lang)
        for code, term in terms.items()
    }


def _people(view: TaskView, handed: Sent | None) -> dict[str, str]:
    involved = {view.submitted_by}
    if handed is not None:
        involved |= {handed.reporter, handed.signer, handed.delegate_of}
    return person_names(frozenset(involved))


def _check(check: ConfirmationView, names: dict[str, str], lang: Language) -> Check:
    state = check.state
    good = state in {ConfirmState.CONFIRMED, ConfirmState.UPHELD, ConfirmState.REVISED}
    waiting = state is ConfirmState.OPEN
    return Check(names[check.unit], state.term.text(lang), good, waiting)


def _holders(organisation: str, role: Role, day: date) -> str:
    people = holders(organisation, (role,), day)
    names = person_names(frozenset(people))
    return gettext("、").join(names.get(person, person) for person in people)


def _stages(view: TaskView, checks: tuple[ConfirmationView, ...], handed: Sent | None) -> tuple[Stage, ...]:
    """填报 → 签审 → 已报出 → 核对, with moments where they are known."""
    at = {TaskState.OPEN: 0, TaskState.SUBMITTED: 1, TaskState.SIGNED: 2, TaskState.DROPPED: -1}[view.state]
    waiting = sum(check.state.value == "open" for check in checks)
    if checks and at == 2:
        at = 3 if waiting else 4
    told = (
        _moment(view.submitted_at),
        _moment(view.signed_at) if handed is not None and handed.signer else "",
        _moment(view.signed_at),
        "" if not checks else f"{len(checks) - waiting}/{len(checks)}",
    )
    words = [gettext("填报"), gettext("签审"), gettext("已报出")]
    if view.kind is not TaskKind.REPORT and not view.briefing:
        words.append(gettext("各单位核对"))
    return tuple(Stage(word, number < at, number == at, told[number]) for number, word in enumerate(words))


def _moment(at: datetime | None) -> str:
    return "" if at is None else f"{day_of(at):%m-%d}"


def form_for(found: Known, at: datetime) -> Grid | Sheet:
    """What a task asks for, in the language of the page, with what was entered."""
    judged = found.judged
    return sheet_of(judged, language()) if isinstance(judged, JudgedBriefing) else grid_for(found, at)


def grid_for(found: Known, at: datetime) -> Grid:
    """The form of a task for figures; of a revision beside what stands."""
    revises = found.view.kind is TaskKind.REVISE and found.view.state is not TaskState.SIGNED
    changes = changes_of(found.row, found.draft, found.figures, at) if revises else None
    named = Counter("/".join(piece.key) for piece in evidence_of(found.draft) if piece.key)
    return grid_of(found.figures, language(), changes=changes, files=named)


def told_for(found: Known, more: tuple[Finding, ...] = ()) -> tuple[Told, ...]:
    """What was found in a draft, after what a refused act has said."""
    own = [finding for finding in more if finding not in found.judged.findings]
    findings = (*own, *found.judged.findings)
    if isinstance(found.judged, JudgedBriefing):
        return told_of_briefing(found.judged, findings, language())
    return told_of(found.figures.form, findings, language())


def files_of(request: OfficeRequest, found: Known) -> tuple[File, ...]:
    """The evidence of a task: what was handed in, else what hangs on the draft."""
    pieces: tuple[NewEvidence | Piece, ...] = evidence_of(found.draft)
    if found.view.submission:
        pieces = tuple(pieces_in(found.view.submission))
    signed = request.signed
    twice: dict[str, tuple[str, ...]] = {}
    if signed is not None and may(Verb.BOARD_VIEW, signed.holdings):
        twice = _elsewhere(found, {piece.file for piece in pieces}, day_of(request.at))
    return tuple(_with(_file(found, piece, language()), twice.get(piece.file, ())) for piece in pieces)


def _with(file: File, elsewhere: tuple[str, ...]) -> File:
    left = max(0, len(elsewhere) - MOST_ELSEWHERE)
    return replace(file, elsewhere=elsewhere[:MOST_ELSEWHERE], left=left)


def _elsewhere(found: Known, files: set[str], day: date) -> dict[str, tuple[str, ...]]:
    others = handed_in_elsewhere(files, found.view.submission)
    codes = frozenset(other.organisation for held in others.values() for other in held)
    names = _names(found.view.scheme, codes, day, language())
    return {
        file: tuple(f"{names[other.organisation]} {day_of(other.at).isoformat()}" for other in held)
        for file, held in others.items()
    }


def _file(found: Known, piece: NewEvidence | Piece, lang: Language) -> File:
    key = "/".join(piece.key) if piece.key else ""
    slot = found.figures.form.named(key) if key else None
    figure = "" if slot is None else slot.name.text(lang)
    return File(piece.file, piece.file[:SHORT], piece.name, piece.size, key, figure)
