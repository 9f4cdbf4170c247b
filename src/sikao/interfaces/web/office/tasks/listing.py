"""The list of tasks: what an organisation owes, or for the office what everybody does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from sikao.interfaces.web.frame import Entry, language
from sikao.interfaces.web.office import forms
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.frame import paint_office
from sikao.office.accounts.queries import names_on
from sikao.office.cycle.briefings import briefing_name
from sikao.office.cycle.duties import owed
from sikao.office.cycle.rules import TaskKind
from sikao.office.cycle.task_lists import Group, of_several, tasks_by_group, tasks_in
from sikao.office.cycle.views import TaskView
from sikao.office.groundwork.clock import day_of

SECTION = "tasks"
PAGE = 50


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
    actor, at, lang = request.actor, request.at, language()
    query = request.GET.get("q", "").strip()[:60]
    show = request.GET.get("show", "")
    group = Group(show) if show in set(Group) else Group.OPEN
    page = forms.page(request)
    found = tasks_in(actor, at, group, query, lang, page, PAGE)
    counts = tasks_by_group(actor, at, query, lang)
    names = _names(request, found.views)
    return paint_office(
        request,
        "office/tasks/list.html",
        section=SECTION,
        lines=[_line(task, names, request) for task in found.views],
        show=group.value,
        query=query,
        tabs=[
            Entry(f"{name} {counts[one]}", _address(one, query), one is group)
            for one, name in _words().items()
        ],
        several=of_several(actor, at),
        before=_address(group, query, page - 1) if page > 1 else "",
        after=_address(group, query, page + 1) if found.total > page * PAGE else "",
    )


def _words() -> dict[Group, str]:
    return {
        Group.OPEN: gettext("待填报"),
        Group.WITH_SIGNER: gettext("待签审"),
        Group.LATER: gettext("以后的"),
        Group.SIGNED: gettext("已报出"),
    }


def _names(request: OfficeRequest, found: Iterable[TaskView]) -> dict[str, str]:
    codes = frozenset(task.organisation for task in found)
    named = names_on(day_of(request.at), codes) if codes else {}
    return {code: name.en if language() == "en" else name.zh for code, name in named.items()}


def _line(task: TaskView, names: dict[str, str], request: OfficeRequest) -> Owed:
    lang = language()
    words = f"{task.label.text(lang)} · {task.kind.term.text(lang)}"
    if task.briefing:
        name = briefing_name(owed(task.scheme).scheme, task.briefing).text(lang)
        words = f"{words} · {name}"
    if task.kind is TaskKind.REVISE and task.reason:
        words = f"{words}（{task.reason[:20]}）"
    days = (day_of(task.due_at) - day_of(request.at)).days
    return Owed(task, words, names.get(task.organisation, task.organisation), days)


def _address(group: Group, query: str, page: int = 1) -> str:
    asked = {"show": group.value} | ({"q": query} if query else {}) | ({"page": page} if page > 1 else {})
    return f"{reverse('tasks')}?{urlencode(asked)}"
