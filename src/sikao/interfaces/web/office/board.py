"""The board: who has delivered and who is late, as a picture and as a list; how far the checks have come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from sikao.core.scheme.model.items import FREQUENCIES
from sikao.core.scheme.model.reporting import ESCALATION
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office import forms
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.files_out import Table, taken_out
from sikao.interfaces.web.office.frame import address_of, paint_office
from sikao.interfaces.web.office.meeting import delivered_late, still_out
from sikao.interfaces.web.office.progress import Bar, Row, bars, matrix, standing_of
from sikao.interfaces.web.office.worded import Words, day_words, moment_words, titled
from sikao.office.cycle import actions
from sikao.office.cycle.dealings import Answers, Dealings, answers_of, dealings_of
from sikao.office.cycle.duties import owed
from sikao.office.cycle.queries import opened_years, tasks_of_year
from sikao.office.cycle.rules import ConfirmState, TaskKind
from sikao.office.cycle.views import TaskView
from sikao.office.groundwork.calendar import working_days_between
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotThere

SECTION = "board"
PAGE = 50
STATES = ("late", "delayed", "done", "submitted", "open", "ahead")


@dataclass(frozen=True, slots=True)
class Line:
    """A task in the list, with what was done about its deadline."""

    organisation: str
    kind: str
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
    signed_at: str


@dataclass(frozen=True, slots=True)
class Checking:
    """How the units have answered about one sheet."""

    organisation: str
    period: str
    counts: tuple[tuple[str, str, int], ...]
    total: int
    answered: int
    waiting: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Which tasks the board is about."""

    scheme: str
    frequency: str
    month: str
    state: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The pictures of the board: tiles, bars and how many tasks stand how."""

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
    asked = _asked(request, opened)
    words = Words(request.at, owed(asked.scheme).scheme)
    kept = forms.kept(request)
    year = _duties(request, asked.scheme)
    tasks, page, lang = _narrowed(year, asked), forms.page(request), language()
    chosen = _in_state(tasks, asked.state, request.at)
    late = _in_state(tasks, "late", request.at)
    checking = _checking(tasks, words)
    return paint_office(
        request,
        "office/board/board.html",
        section=SECTION,
        asked=asked,
        shown=_shown(tasks, request.at, asked, words),
        lines=_lines(chosen[(page - 1) * PAGE : page * PAGE], request.at, words),
        total=len(chosen),
        page=page,
        more=len(chosen) > page * PAGE,
        late=_lines(late[:PAGE], request.at, words),
        late_left=max(0, len(late) - PAGE),
        checking=checking[:PAGE],
        checking_left=max(0, len(checking) - PAGE),
        still_out=still_out(tasks, request.at, _order(asked.scheme), words),
        delivered_late=delivered_late(tasks, request.at, words),
        waiting=[one for one in checking if one.waiting],
        check_states=[state.term.text(lang) for state in ConfirmState],
        schemes=[(code, titled(owed(code).scheme), code == asked.scheme) for code in opened],
        frequencies=[(code, term.text(lang), code == asked.frequency) for code, term in FREQUENCIES.items()],
        months=sorted({task.through for task in year}),
        states=[(code, standing_words(code), code == asked.state) for code in STATES],
        kept=kept,
        more_kept=f"&{kept}" if kept else "",
        now=moment_words(request.at),
    )


@require_safe
def export(request: OfficeRequest) -> HttpResponse:
    """The list as a workbook or as CSV; the journal keeps who took it."""
    opened = opened_years()
    if not opened:
        raise NotThere.of("ledger.not_there")
    asked = _asked(request, opened)
    words = Words(request.at, owed(asked.scheme).scheme)
    tasks = _narrowed(_duties(request, asked.scheme), asked)
    found = _lines(_in_state(tasks, asked.state, request.at), request.at, words)
    heads = (
        *(gettext("单位"), gettext("事项"), gettext("频度"), gettext("期间"), gettext("应报格数")),
        *(gettext("截止"), gettext("状态"), gettext("逾期工作日"), gettext("已采取措施")),
        *(gettext("延期"), gettext("签报时间")),
    )
    rows = [
        (
            *(one.organisation, one.kind, one.frequency, one.period, one.figures, one.due, one.state),
            *(one.days_late, " ".join(one.steps), "; ".join(one.extensions), one.signed_at),
        )
        for one in found
    ]
    return taken_out(
        request, Table("progress", gettext("报送进度"), heads, rows), actions.export_board, SECTION
    )


def standing_words(code: str) -> str:
    """How a task stands, in a word that needs no colour."""
    return {
        "late": gettext("逾期未报"),
        "delayed": gettext("迟报"),
        "done": gettext("按时报送"),
        "submitted": gettext("待签审"),
        "open": gettext("待填报"),
        "ahead": gettext("未到期"),
    }[code]


def _asked(request: OfficeRequest, opened: tuple[str, ...]) -> Asked:
    scheme = request.GET.get("scheme") or opened[0]
    if scheme not in opened:
        raise NotThere.of("ledger.not_there")
    frequency = request.GET.get("frequency", "")
    return Asked(
        scheme,
        frequency if frequency in FREQUENCIES else "",
        request.GET.get("month", ""),
        request.GET.get("state", "") if request.GET.get("state", "") in STATES else "",
    )


def _duties(request: OfficeRequest, scheme: str) -> list[TaskView]:
    """The tasks of the calendar of one year; corrections are none of them."""
    year = tasks_of_year(request.actor, request.at, scheme)
    return [task for task in year if task.kind is not TaskKind.REVISE]


def _narrowed(tasks: list[TaskView], asked: Asked) -> list[TaskView]:
    """The tasks that the pictures and the lists are about."""
    return [
        task
        for task in tasks
        if asked.frequency in ("", task.frequency) and asked.month in ("", task.through)
    ]


def _in_state(tasks: list[TaskView], state: str, at: datetime) -> list[TaskView]:
    """Those that stand so, by deadline: who has been late longest comes first."""
    return [task for task in tasks if state in ("", standing_of(task, at))]


def _days_late(tasks: Iterable[TaskView], at: datetime) -> dict[str, int]:
    """By how many working days each late task is late."""
    today = day_of(at)
    late = (task for task in tasks if standing_of(task, at) == "late")
    return {task.ref: working_days_between(day_of(task.due_at), today) for task in late}


def _shown(tasks: list[TaskView], at: datetime, asked: Asked, words: Words) -> Shown:
    order = _order(asked.scheme)
    counted = Counter(standing_of(task, at) for task in tasks)
    return Shown(
        rows=matrix(tasks, at, order, words, _days_late(tasks, at)),
        months=tuple(sorted({task.through for task in tasks})),
        bars=bars(tasks, at, order, words),
        counts=tuple((code, standing_words(code), counted[code]) for code in STATES),
    )


def _order(scheme: str) -> list[str]:
    """Bureaus, then units, as the scheme lists them."""
    known = owed(scheme).scheme
    return [*known.providers, *known.units]


def _lines(tasks: list[TaskView], at: datetime, words: Words) -> list[Line]:
    dealt, days = dealings_of([task.ref for task in tasks]), _days_late(tasks, at)
    return [_line(task, at, days.get(task.ref, 0), dealt.get(task.ref), words) for task in tasks]


def _line(task: TaskView, at: datetime, days: int, dealt: Dealings | None, words: Words) -> Line:
    lang, dealings = language(), dealt or Dealings()
    code, today = standing_of(task, at), day_of(at)
    return Line(
        organisation=words.organisation(task.organisation),
        kind=task.kind.term.text(lang),
        frequency=FREQUENCIES[task.frequency].text(lang),
        period=task.label.text(lang),
        figures=task.figures,
        due=day_words(day_of(task.due_at), today),
        state=standing_words(code),
        code=code,
        days_late=days,
        steps=tuple(
            f"{ESCALATION[one.step].text(lang)} {day_words(day_of(one.at), today)}" for one in dealings.steps
        ),
        extensions=tuple(
            gettext("延至%(day)s：%(reason)s")
            % {"day": day_words(day_of(one.due_at), today), "reason": one.reason}
            for one in dealings.extensions
        ),
        address=address_of("task", ref=task.ref) or "",
        signed_at="" if task.signed_at is None else moment_words(task.signed_at),
    )


def _checking(tasks: Iterable[TaskView], words: Words) -> list[Checking]:
    """Sheets with checks, the latest first."""
    signed = [task for task in tasks if task.signed_at is not None]
    answers = answers_of([task.ref for task in signed])
    ordered = sorted(signed, key=lambda task: task.signed_at or task.due_at, reverse=True)
    return [_answers(task, answers[task.ref], words) for task in ordered if task.ref in answers]


def _answers(task: TaskView, found: Answers, words: Words) -> Checking:
    lang = language()
    total = sum(found.counts.values())
    return Checking(
        words.organisation(task.organisation),
        task.label.text(lang),
        tuple((state.value, state.term.text(lang), found.counts.get(state, 0)) for state in ConfirmState),
        total,
        total - found.counts.get(ConfirmState.OPEN, 0) - found.counts.get(ConfirmState.SILENT, 0),
        any(found.counts.get(state, 0) for state in (ConfirmState.OPEN, ConfirmState.DISPUTED)),
    )
