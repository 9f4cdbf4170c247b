"""The list of tasks: what an organisation owes, or for the office what everybody does."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from sikao.interfaces.web.frame import Entry, language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.frame import paint_office
from sikao.office.accounts.queries import names_on
from sikao.office.cycle.queries import tasks_of
from sikao.office.cycle.rules import TaskKind, TaskState
from sikao.office.cycle.views import TaskView
from sikao.office.groundwork.clock import day_of

SECTION = "tasks"
PAGE = 100
OPEN, WITH_SIGNER, LATER, SIGNED = "open", "submitted", "later", "signed"


@dataclass(frozen=True, slots=True)
class Owed:
    """A task as the list shows it; ``days`` counts to the deadline, below nothing once it has passed."""

    task: TaskView
    name: str
    organisation: str
    days: int


@require_safe
def tasks(request: OfficeRequest) -> HttpResponse:
    """What is owed, by where it stands; searched by words of period, organisation or kind."""
    day = day_of(request.at)
    found = [task for task in tasks_of(request.actor, request.at) if task.state is not TaskState.DROPPED]
    names = _names(request, found)
    lines = [_line(task, names, request) for task in found]
    query = request.GET.get("q", "").strip()[:60]
    if query:
        lines = [line for line in lines if all(word in _text(line) for word in query.lower().split())]
    groups: dict[str, list[Owed]] = {group: [] for group in (OPEN, WITH_SIGNER, LATER, SIGNED)}
    for line in lines:
        groups[_group(line.task, later=line.task.opens > day)].append(line)
    groups[SIGNED].sort(key=lambda line: line.task.signed_at or line.task.due_at, reverse=True)
    show = request.GET.get("show", OPEN)
    show = show if show in groups else OPEN
    page = _number(request.GET.get("page", ""))
    return paint_office(
        request,
        "office/tasks/list.html",
        section=SECTION,
        lines=groups[show][(page - 1) * PAGE : page * PAGE],
        show=show,
        query=query,
        tabs=[
            Entry(f"{name} {len(groups[group])}", _address(group, query), group == show)
            for group, name in _words().items()
        ],
        several=len({task.organisation for task in found}) > 1,
        before=_address(show, query, page - 1) if page > 1 else "",
        after=_address(show, query, page + 1) if len(groups[show]) > page * PAGE else "",
    )


def _words() -> dict[str, str]:
    return {
        OPEN: gettext("待填报"),
        WITH_SIGNER: gettext("待签审"),
        LATER: gettext("以后的"),
        SIGNED: gettext("已报出"),
    }


def _group(task: TaskView, *, later: bool) -> str:
    if task.state is TaskState.SIGNED:
        return SIGNED
    if task.state is TaskState.SUBMITTED:
        return WITH_SIGNER
    return LATER if later else OPEN


def _names(request: OfficeRequest, found: list[TaskView]) -> dict[str, str]:
    codes = frozenset(task.organisation for task in found)
    named = names_on(day_of(request.at), codes) if codes else {}
    return {code: name.en if language() == "en" else name.zh for code, name in named.items()}


def _line(task: TaskView, names: dict[str, str], request: OfficeRequest) -> Owed:
    lang = language()
    words = f"{task.label.text(lang)} · {task.kind.term.text(lang)}"
    if task.kind is TaskKind.REVISE and task.reason:
        words = f"{words}（{task.reason[:20]}）"
    days = (day_of(task.due_at) - day_of(request.at)).days
    return Owed(task, words, names.get(task.organisation, task.organisation), days)


def _text(line: Owed) -> str:
    return f"{line.name} {line.organisation} {line.task.organisation} {line.task.through}".lower()


def _number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _address(show: str, query: str, page: int = 1) -> str:
    asked = {"show": show} | ({"q": query} if query else {}) | ({"page": page} if page > 1 else {})
    return f"{reverse('tasks')}?{urlencode(asked)}"
