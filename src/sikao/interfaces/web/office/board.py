"""The board: who has done what they owe and who is late, as a picture and a list; how far the checks are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from sikao.core.scheme.model.items import FREQUENCIES
from sikao.core.scheme.model.reporting import ESCALATION
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office import forms
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.files_out import taken_out
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.list_files import Table, Value
from sikao.interfaces.web.office.meeting import delivered_late, still_out
from sikao.interfaces.web.office.progress import (
    Bar,
    Row,
    bars,
    matrix,
    page_of,
    standing_of,
    standing_words,
)
from sikao.interfaces.web.office.worded import Words, day_words, moment_words, titled
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.dealings import Answers, Dealings, StepTaken, answers_of, dealings_of
from sikao.office.cycle.duties import owed
from sikao.office.cycle.obligations import days_late, obligations_of_year
from sikao.office.cycle.queries import opened_years
from sikao.office.cycle.rules import ConfirmState, ObligationKind
from sikao.office.cycle.taking_out import Question
from sikao.office.cycle.views import Obligation
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotThere

SECTION = "board"
PAGE = 50
BATCH = 1000
"""A file is composed so many lines at a time."""
STATES = ("late", "delayed", "done", "submitted", "open", "ahead")


@dataclass(frozen=True, slots=True)
class Line:
    """Something owed, in the list, with what was done about its deadline."""

    organisation: str
    kind: str
    other: str
    frequency: str
    period: str
    figures: int
    due: str
    state: str
    code: str
    days_late: int
    steps: tuple[str, ...]
    extensions: tuple[str, ...]
    address: str
    done_at: str


@dataclass(frozen=True, slots=True)
class Checking:
    """How the units have answered about one sheet; ``kind`` is its kind where it is a correction."""

    organisation: str
    period: str
    kind: str
    counts: tuple[tuple[str, str, int], ...]
    total: int
    answered: int
    waiting: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What the board is about."""

    scheme: str
    kind: str
    frequency: str
    month: str
    state: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The pictures of the board: tiles, bars and how much stands how."""

    rows: tuple[Row, ...]
    months: tuple[str, ...]
    bars: tuple[Bar, ...]
    counts: tuple[tuple[str, str, int], ...]


@require_safe
def board(request: OfficeRequest) -> HttpResponse:
    """The matrix of organisations and months, who is late, and the progress of the checks."""
    opened = opened_years()
    if not opened:
        return paint_office(request, "office/board/none.html", section=SECTION)
    asked = _asked(request.GET, opened)
    words = Words(request.at, owed(asked.scheme).scheme)
    kept = forms.kept(request)
    year = obligations_of_year(request.actor, request.at, asked.scheme)
    owing, page, lang = _narrowed(year, asked), forms.page(request), language()
    chosen = _in_state(owing, asked.state, request.at)
    late = _in_state(owing, "late", request.at)
    checking = _checking(owing, words)
    deliveries = [one for one in owing if one.kind.is_of_the_calendar]
    return paint_office(
        request,
        "office/board/board.html",
        section=SECTION,
        asked=asked,
        shown=_shown(owing, request.at, asked, words),
        lines=_lines(chosen[(page - 1) * PAGE : page * PAGE], request.at, words),
        total=len(chosen),
        page=page,
        more=len(chosen) > page * PAGE,
        late=_lines(late[:PAGE], request.at, words),
        late_left=max(0, len(late) - PAGE),
        checking=checking[:PAGE],
        checking_left=max(0, len(checking) - PAGE),
        still_out=still_out(deliveries, request.at, _order(asked.scheme), words),
        delivered_late=delivered_late(owing, request.at, words),
        waiting=[one for one in checking if one.waiting],
        check_states=[state.term.text(lang) for state in ConfirmState],
        schemes=[(code, titled(owed(code).scheme), code == asked.scheme) for code in opened],
        frequencies=[(code, term.text(lang), code == asked.frequency) for code, term in FREQUENCIES.items()],
        kinds=[(kind.value, kind.term.text(lang), kind == asked.kind) for kind in ObligationKind],
        months=sorted({one.through for one in year}),
        states=[(code, standing_words(code), code == asked.state) for code in STATES],
        kept=kept,
        stateless=forms.kept(request, without="state"),
        more_kept=f"&{kept}" if kept else "",
        now=moment_words(request.at),
    )


@require_safe
def export(request: OfficeRequest) -> HttpResponse:
    """The list as a workbook or as CSV; the journal keeps who took it."""
    return taken_out(request, progress_list, Verb.BOARD_EXPORT, SECTION)


def progress_list(question: Question) -> Table:
    """What is owed of what a question is about, with what was done about its deadlines."""
    opened = opened_years()
    if not opened:
        raise NotThere.of("ledger.not_there")
    asked, at = _asked(question.given, opened), question.at
    words = Words(at, owed(asked.scheme).scheme)
    owing = _narrowed(obligations_of_year(question.actor, at, asked.scheme), asked)
    chosen = _in_state(owing, asked.state, at)
    heads = (
        *(gettext("单位"), gettext("事项"), gettext("对方单位"), gettext("频度"), gettext("期间")),
        *(gettext("应报格数"), gettext("截止"), gettext("状态"), gettext("逾期工作日")),
        *(gettext("已采取措施"), gettext("延期"), gettext("办结时间")),
    )
    return Table("progress", gettext("报送进度"), heads, len(chosen), _rows(chosen, at, words))


def _rows(owing: list[Obligation], at: datetime, words: Words) -> Iterator[tuple[Value, ...]]:
    for start in range(0, len(owing), BATCH):
        for one in _lines(owing[start : start + BATCH], at, words, date.isoformat):
            yield (
                *(one.organisation, one.kind, one.other, one.frequency, one.period),
                *(one.figures, one.due, one.state, one.days_late),
                *(" ".join(one.steps), "; ".join(one.extensions), one.done_at),
            )


def _asked(given: Mapping[str, str], opened: tuple[str, ...]) -> Asked:
    scheme = given.get("scheme") or opened[0]
    if scheme not in opened:
        raise NotThere.of("ledger.not_there")
    frequency, kind, state = (given.get(name, "") for name in ("frequency", "kind", "state"))
    return Asked(
        scheme,
        kind if kind in set(ObligationKind) else "",
        frequency if frequency in FREQUENCIES else "",
        given.get("month", ""),
        state if state in STATES else "",
    )


def _narrowed(year: list[Obligation], asked: Asked) -> list[Obligation]:
    """What the pictures and the lists are about."""
    return [
        one
        for one in year
        if asked.kind in ("", one.kind)
        and asked.frequency in ("", one.frequency)
        and asked.month in ("", one.through)
    ]


def _in_state(owing: list[Obligation], state: str, at: datetime) -> list[Obligation]:
    """What stands so, by deadline: what has been late longest comes first."""
    return [one for one in owing if state in ("", standing_of(one, at))]


def _days_late(owing: Iterable[Obligation], at: datetime) -> dict[str, int]:
    """By how many working days what is late is late."""
    return {one.ref: days_late(one, at) for one in owing if standing_of(one, at) == "late"}


def _shown(owing: list[Obligation], at: datetime, asked: Asked, words: Words) -> Shown:
    order = _order(asked.scheme)
    counted = Counter(standing_of(one, at) for one in owing)
    return Shown(
        rows=matrix(owing, at, order, words, _days_late(owing, at)),
        months=tuple(sorted({one.through for one in owing})),
        bars=bars(owing, at, order, words),
        counts=tuple((code, standing_words(code), counted[code]) for code in STATES),
    )


def _order(scheme: str) -> list[str]:
    """Bureaus, then units, as the scheme lists them."""
    known = owed(scheme).scheme
    return [*known.providers, *known.units]


def _lines(
    owing: list[Obligation], at: datetime, words: Words, told: Callable[[date], str] | None = None
) -> list[Line]:
    """``told`` says a day: a page leaves out the present year, a file, which is read later, tells it."""
    dealt, days, today = dealings_of([one.ref for one in owing]), _days_late(owing, at), day_of(at)
    on = told or (lambda day: day_words(day, today))
    return [
        _line(one, at, days.get(one.ref, 0), dealt.get(one.ref) or Dealings(), words, on) for one in owing
    ]


def _line(
    one: Obligation, at: datetime, days: int, dealings: Dealings, words: Words, on: Callable[[date], str]
) -> Line:
    lang, code = language(), standing_of(one, at)
    return Line(
        organisation=words.organisation(one.organisation),
        kind=one.kind.term.text(lang),
        other=words.organisation(one.other) if one.other else "",
        frequency=FREQUENCIES[one.frequency].text(lang),
        period=one.label.text(lang),
        figures=one.figures,
        due=on(day_of(one.due_at)),
        state=standing_words(code, delivering=one.kind.is_of_the_calendar),
        code=code,
        days_late=days,
        steps=tuple(_step(step, one, words, on) for step in dealings.steps),
        extensions=tuple(
            gettext("延至%(day)s：%(reason)s") % {"day": on(day_of(longer.due_at)), "reason": longer.reason}
            for longer in dealings.extensions
        ),
        address=page_of(one),
        done_at="" if one.done_at is None else moment_words(one.done_at),
    )


def _step(step: StepTaken, one: Obligation, words: Words, on: Callable[[date], str]) -> str:
    """A step with its day; one about an earlier deadline, or against who owed it before, says so."""
    told = f"{ESCALATION[step.step].text(language())} {on(day_of(step.at))}"
    if step.organisation != one.organisation:
        told = gettext("%(step)s（对%(organisation)s）") % {
            "step": told,
            "organisation": words.organisation(step.organisation),
        }
    return told if step.due_at == one.due_at else gettext("%(step)s（延期前）") % {"step": told}


def _checking(owing: Iterable[Obligation], words: Words) -> list[Checking]:
    """Sheets with checks, the latest first."""
    sheets = [one for one in owing if one.ref == one.task and one.done_at is not None]
    answers = answers_of([one.ref for one in sheets])
    ordered = sorted(sheets, key=lambda one: one.done_at or one.due_at, reverse=True)
    return [_answers(one, answers[one.ref], words) for one in ordered if one.ref in answers]


def _answers(sheet: Obligation, found: Answers, words: Words) -> Checking:
    lang = language()
    total = sum(found.counts.values())
    return Checking(
        words.organisation(sheet.organisation),
        sheet.label.text(lang),
        sheet.kind.term.text(lang) if sheet.kind is ObligationKind.REVISE else "",
        tuple((state.value, state.term.text(lang), found.counts.get(state, 0)) for state in ConfirmState),
        total,
        total - found.counts.get(ConfirmState.OPEN, 0) - found.counts.get(ConfirmState.SILENT, 0),
        any(found.counts.get(state, 0) for state in (ConfirmState.OPEN, ConfirmState.DISPUTED)),
    )
