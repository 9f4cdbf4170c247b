"""What each role looks for on the first page: two or three things, each with a way to the whole of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext, ngettext

from sikao.interfaces.web import library
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.administrators import (
    accounts,
    endings,
    grants,
    journal,
    refusals,
    requests,
    vacancies,
)
from sikao.interfaces.web.office.asking import OfficeRequest, Signed
from sikao.interfaces.web.office.editions.shown import shown
from sikao.interfaces.web.office.frame import address_of
from sikao.interfaces.web.office.looks import SHOWN, Item, Look, Reader
from sikao.interfaces.web.office.progress import bars
from sikao.interfaces.web.office.worded import Words, day_words, deadline, titled
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.duties import owed
from sikao.office.cycle.lists import checks_disputed_by, list_checks, verifications_decided_by
from sikao.office.cycle.obligations import obligations_of_year, unfulfilled
from sikao.office.cycle.queries import opened_years, unfinished_tasks
from sikao.office.cycle.rules import ConfirmState, TaskState
from sikao.office.cycle.views import TaskView
from sikao.office.groundwork.clock import day_of
from sikao.office.results.visible import charted
from sikao.office.rulebook.queries import cards, scheme_of, sealed_all
from sikao.office.rulebook.rules import State, open_to


def looks_of(request: OfficeRequest, signed: Signed, words: Words) -> list[Look]:
    """What the reader's roles look for, each thing once."""
    roles = {held.role for held in signed.holdings}
    reader = Reader(
        request, signed, words, unfinished_tasks(request.actor, request.at) if roles & _TASKS else []
    )
    made: dict[str, Look] = {}
    for role, makers in _LOOKS.items():
        if role in roles:
            for maker in makers:
                look = maker(reader)
                if look is not None:
                    made.setdefault(look.code, look)
    return list(made.values())


def _openings(reader: Reader) -> Look:
    """What opens next for a reporter."""
    mine, today = reader.organisations(Role.REPORTER), day_of(reader.at)
    ahead = [task for task in reader.tasks if task.opens > today and task.organisation in mine]
    ahead = sorted((task for task in ahead if task.state is TaskState.OPEN), key=lambda task: task.opens)
    items = tuple(
        Item(
            _task_words(reader, task),
            gettext("%(day)s起填") % {"day": day_words(task.opens, today)},
            address_of("task", ref=task.ref) or "",
        )
        for task in ahead[:SHOWN]
    )
    return Look("openings", gettext("接下来要填的"), items, gettext("本年度没有更多要填报的。"))


def _filling(reader: Reader) -> Look:
    """What is still with the reporters of a signer's organisation."""
    mine = reader.organisations(Role.SIGNER)
    today = day_of(reader.at)
    found = [
        task
        for task in reader.tasks
        if task.state is TaskState.OPEN and task.opens <= today and task.organisation in mine
    ]
    items = tuple(
        Item(
            _task_words(reader, task),
            deadline(task.due_at, reader.at).left,
            address_of("task", ref=task.ref) or "",
            "first" if task.late else "",
        )
        for task in sorted(found, key=lambda task: task.due_at)[:SHOWN]
    )
    return Look("filling", gettext("还在填报、尚未送签的"), items, gettext("没有在填的任务。"))


def _given(reader: Reader) -> Look:
    """Own disputes and what became of them."""
    mine = reader.organisations(Role.REPORTER) | reader.organisations(Role.SIGNER)
    found = checks_disputed_by(reader.request.actor, reader.at, mine, SHOWN)
    lang = language()
    items = tuple(
        Item(
            f"{reader.words.organisation(view.provider)} {view.label.text(lang)}",
            view.state.term.text(lang),
            address_of("check", ref=view.ref) or "",
        )
        for view in found
    )
    return Look("disputes-own", gettext("本单位提过的异议"), items, gettext("没有提过异议。"))


def _board(reader: Reader) -> Look | None:
    """Who has delivered and who is late, as bars."""
    opened = opened_years()
    if not opened:
        return None
    order = list(owed(opened[0]).scheme.providers)
    words = Words(reader.at, owed(opened[0]).scheme)
    year = obligations_of_year(reader.request.actor, reader.at, opened[0])
    found = bars(year, reader.at, order, words)
    return Look(
        "board",
        gettext("报送进度"),
        (),
        gettext("还没有到期的事项。"),
        address_of("board") or "",
        gettext("进度看板"),
        found[:8],
    )


def _disputes(reader: Reader) -> Look:
    """Disputes that a bureau has not answered."""
    found = list_checks(reader.request.actor, reader.at, ConfirmState.DISPUTED, 1, SHOWN)
    lang = language()
    items = tuple(
        Item(
            gettext("%(unit)s 对 %(bureau)s")
            % {
                "unit": reader.words.organisation(view.unit),
                "bureau": reader.words.organisation(view.provider),
            },
            f"{view.label.text(lang)} · {deadline(view.deadline, reader.at).left}",
            address_of("check", ref=view.ref) or "",
            "first" if view.deadline < reader.at else "",
        )
        for view in found.views
    )
    total = found.total
    title = ngettext("未答复的异议：%(n)s 件", "未答复的异议：%(n)s 件", total) % {"n": total}
    address = f"{address_of('checks')}?state=disputed"
    return Look("disputes", title, items, gettext("没有未答复的异议。"), address, gettext("全部核对"))


def _deadlines(reader: Reader) -> Look:
    """The next days on which something is due, with how much is still out."""
    out = [one for one in unfulfilled(reader.request.actor, reader.at) if one.due_at >= reader.at]
    counted: dict[datetime, int] = {}
    for one in out:
        counted[one.due_at] = counted.get(one.due_at, 0) + 1
    items = tuple(
        Item(
            deadline(due, reader.at).when,
            ngettext("%(n)s 项未办", "%(n)s 项未办", counted[due]) % {"n": counted[due]},
        )
        for due in sorted(counted)[:SHOWN]
    )
    return Look("deadlines", gettext("最近的截止日"), items, gettext("没有将要到期的事项。"))


def _year(reader: Reader) -> Look | None:
    """Sealed schemes whose tasks were not generated yet."""
    del reader
    opened = set(opened_years())
    if not sealed_all() or opened:
        return None
    items = tuple(
        Item(one.title, gettext("生成报送任务"), address_of("year", scheme=one.code) or "")
        for one in reversed(sealed_all())
    )
    return Look("year", gettext("方案已封存，任务尚未生成"), items, "")


def _approvals(reader: Reader) -> Look:
    """Schemes that wait for a word of approval; those that the reader approved wait for somebody else."""
    signed, found = reader.signed, [card for card in cards() if card.state is State.SUBMITTED]
    waiting = any(Verb.SCHEME_APPROVE in open_to(one.stand, signed.person, signed.holdings) for one in found)
    items = tuple(
        Item(one.title or one.last.name, gettext("等待批准"), address_of("dossier", ref=one.ref) or "")
        for one in found[:SHOWN]
    )
    calm = gettext("没有等待批准的方案。")
    return Look("approvals", gettext("等待批准的方案"), items, calm, waiting=waiting)


def _results(reader: Reader) -> Look:
    """The latest results, for who may look at them."""
    del reader
    lang = language()
    items = tuple(
        Item(
            year.title(lang),
            str(year.scheme.year),
            address_of("overview", scheme=year.scheme.code, checkpoint=year.last_checkpoint) or "",
        )
        for year in library.years()
        if year.last_checkpoint is not None
    )
    return Look("results", gettext("最新测算结果"), items[:SHOWN], gettext("还没有可测算的结果。"))


def _charted(reader: Reader) -> Look:
    """The results that hold, each with its charts."""
    found = charted(reader.request.actor, reader.at)[:SHOWN]
    items = tuple(
        Item(one.title, one.scheme, address_of("dashboard", ref=one.view.ref) or "")
        for one in (shown(view, reader.at) for view in found)
    )
    address = (address_of("dashboards") or "") if items else ""
    calm = gettext("还没有发布的结果。")
    return Look("charts", gettext("已发布的结果"), items, calm, address, gettext("结果图表"))


def _schemes(reader: Reader) -> Look:
    """The schemes that bind."""
    del reader
    items = tuple(
        Item(titled(scheme_of(one.code)), str(one.year), address_of("scheme", scheme=one.code) or "")
        for one in reversed(sealed_all())
    )
    return Look("schemes", gettext("生效的方案"), items[:SHOWN], gettext("还没有封存的方案。"))


def _verified(reader: Reader) -> Look:
    """What a verifier has decided on last."""
    verifiers = reader.organisations(Role.VERIFIER)
    found = verifications_decided_by(reader.request.actor, reader.at, verifiers, SHOWN)
    lang = language()
    items = tuple(
        Item(
            f"{reader.words.organisation(view.unit)} {view.label.text(lang)}",
            ngettext("%(n)s 个数据", "%(n)s 个数据", view.figures) % {"n": view.figures},
            address_of("verification", ref=view.ref) or "",
        )
        for view in found
    )
    return Look("verified", gettext("最近核实过的"), items, gettext("还没有核实过的数据。"))


def _task_words(reader: Reader, task: TaskView) -> str:
    lang = language()
    return f"{reader.words.organisation(task.organisation)} {task.label.text(lang)}"


_OFFICE = (_year, _board, _disputes, _deadlines)
_LOOKS: dict[Role, tuple[Callable[[Reader], Look | None], ...]] = {
    Role.OFFICE_STAFF: _OFFICE,
    Role.OFFICE_DIRECTOR: (_approvals, grants, requests, endings, *_OFFICE),
    Role.SIGNER: (_filling, _given),
    Role.REPORTER: (_openings, _given),
    Role.VERIFIER: (_verified,),
    Role.SECURITY_ADMIN: (grants, requests, endings, vacancies),
    Role.AUDIT_ADMIN: (journal, refusals),
    Role.SYSTEM_ADMIN: (accounts,),
    Role.LEADER: (_charted, _approvals, _schemes),
    Role.AUDITOR: (_results, _board, _disputes, refusals),
    Role.REVIEWER: (_schemes,),
    Role.EXPERT: (_schemes,),
}
_TASKS = frozenset({Role.SIGNER, Role.REPORTER})
