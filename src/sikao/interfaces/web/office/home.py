"""The first page of the office: what is mine to do now, and the few things that each role looks for."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from sikao.core.wording import Term
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.amendments.todos import amendment_todos
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.docket.todos import docket_todos
from sikao.interfaces.web.office.editions.todos import result_todos
from sikao.interfaces.web.office.frame import address_of, paint_office
from sikao.interfaces.web.office.looking import looks_of
from sikao.interfaces.web.office.looks import Look, Todo
from sikao.interfaces.web.office.notices import told
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.worded import Words, deadline, words_of_year
from sikao.interfaces.web.office.working_days import working_days_todos
from sikao.office.cycle.queries import to_do
from sikao.office.cycle.views import Step, ToDo
from sikao.office.groundwork.notices.queries import list_notices

STEPS: dict[Step, tuple[str, Term]] = {
    Step.FILL: ("task", Term("填报", "Fill in")),
    Step.SIGN: ("task", Term("签审", "Sign")),
    Step.CHECK: ("check", Term("核对", "Check")),
    Step.ANSWER: ("check", Term("答复异议", "Answer")),
    Step.VERIFY: ("verification", Term("核实", "Verify")),
    Step.PAPER: ("paper", Term("代录", "Enter paper")),
    Step.CARRY_OUT: ("decision", Term("办理", "Carry out")),
    Step.FOLLOW_UP: ("decision", Term("督促", "Follow up")),
}
DECIDED = frozenset({Step.CARRY_OUT, Step.FOLLOW_UP})
BUCKETS = ("late", "today", "week", "later")
SHOWN = 50
MOST_NOTICES = 5


@dataclass(frozen=True, slots=True)
class Bucket:
    """What lies in one stretch of time; ``left_off`` counts what is not shown."""

    code: str
    name: str
    entries: tuple[Todo, ...]
    left_off: int


@require_safe
def home(request: OfficeRequest) -> HttpResponse:
    """The work of whoever has signed in, the most urgent first."""
    signed = signed_of(request)
    words = words_of_year(request.at)
    todos = [_todo(entry, words, request) for entry in to_do(request.actor, request.at)]
    todos += result_todos(request, words)
    todos += docket_todos(request)
    todos += amendment_todos(request)
    todos += working_days_todos(request)
    unread = [told(notice) for notice in list_notices(signed.person, only_unread=True, limit=MOST_NOTICES)]
    looks: list[Look] = looks_of(request, signed, words)
    return paint_office(
        request,
        "office/home/home.html",
        section="home",
        buckets=_buckets(todos),
        count=len(todos),
        late=sum(todo.deadline.bucket == "late" for todo in todos),
        notices=unread,
        looks=looks,
        waiting=any(look.waiting for look in looks),
        has_roles=bool(signed.holdings),
    )


def _todo(entry: ToDo, words: Words, request: OfficeRequest) -> Todo:
    page, term = STEPS[entry.step]
    lang = language()
    return Todo(
        entry.step.value,
        term.text(lang),
        words.organisation(entry.organisation),
        words.organisation(entry.other) if entry.other else "",
        entry.label.text(lang),
        entry.figures,
        bool(entry.briefing),
        entry.remark,
        deadline(entry.due_at, request.at),
        address_of(page, ref=entry.ref) or "",
        detail=gettext("议定事项") if entry.step in DECIDED else "",
    )


def _buckets(todos: list[Todo]) -> list[Bucket]:
    names = {
        "late": gettext("已逾期"),
        "today": gettext("今天"),
        "week": gettext("本周"),
        "later": gettext("以后"),
    }
    found = []
    for code in BUCKETS:
        entries = [todo for todo in todos if todo.deadline.bucket == code]
        if entries:
            left_off = max(0, len(entries) - SHOWN)
            found.append(Bucket(code, names[code], tuple(entries[:SHOWN]), left_off))
    return found
