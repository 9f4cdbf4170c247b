"""What each role looks for on the first page: two or three things, each with a way to the whole of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time

from django.utils.translation import gettext, ngettext

from sikao.interfaces.web import library
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest, Signed
from sikao.interfaces.web.office.frame import address_of
from sikao.interfaces.web.office.progress import Bar, bars
from sikao.interfaces.web.office.worded import Words, day_words, deadline, moment_words
from sikao.office.accounts.attention import ending_accounts, proposed_grants, unstaffed
from sikao.office.accounts.rights.printed import VERBS
from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle.duties import owed
from sikao.office.cycle.lists import checks_disputed_by, list_checks, verifications_decided_by
from sikao.office.cycle.queries import opened_years, tasks_of_year, unfinished_tasks
from sikao.office.cycle.rules import ConfirmState, TaskKind, TaskState
from sikao.office.cycle.views import TaskView
from sikao.office.groundwork.clock import CITY, day_of
from sikao.office.groundwork.journal.refused import last_entry, refusals_since
from sikao.office.groundwork.journal.verified import last_verification
from sikao.office.rulebook.queries import cards, sealed_all
from sikao.office.rulebook.rules import State

SHOWN = 4


@dataclass(frozen=True, slots=True)
class Item:
    """One line: what, beside it a remark, and where it leads."""

    what: str
    beside: str
    address: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """Something that a role looks for: lines, or a picture; ``calm`` is said where there is nothing."""

    code: str
    title: str
    items: tuple[Item, ...]
    calm: str
    more: str = ""
    more_words: str = ""
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who looks, and what was loaded for it."""

    request: OfficeRequest
    signed: Signed
    words: Words
    tasks: list[TaskView]
    """What nobody has signed yet."""

    @property
    def at(self) -> datetime:
        """The moment."""
        return self.request.at

    def organisations(self, role: Role) -> frozenset[str]:
        """Where the role is held."""
        return frozenset(one.organisation for one in self.signed.holdings if one.role is role)


def looks_of(request: OfficeRequest, signed: Signed, words: Words) -> list[Look]:
    """What the reader's roles look for, each thing once."""
    roles = {held.role for held in signed.holdings}
    reader = _Reader(
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


def _openings(reader: _Reader) -> Look:
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


def _filling(reader: _Reader) -> Look:
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


def _given(reader: _Reader) -> Look:
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


def _board(reader: _Reader) -> Look | None:
    """Who has delivered and who is late, as bars."""
    opened = opened_years()
    if not opened:
        return None
    order = list(owed(opened[0]).scheme.providers)
    words = Words(reader.at, owed(opened[0]).scheme)
    year = tasks_of_year(reader.request.actor, reader.at, opened[0])
    due = [task for task in year if task.kind is not TaskKind.REVISE]
    found = bars(due, reader.at, order, words)
    return Look(
        "board",
        gettext("报送进度"),
        (),
        gettext("还没有到期的任务。"),
        address_of("board") or "",
        gettext("进度看板"),
        found[:8],
    )


def _disputes(reader: _Reader) -> Look:
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
            view.label.text(lang),
            address_of("check", ref=view.ref) or "",
        )
        for view in found.views
    )
    total = found.total
    title = ngettext("未答复的异议：%(n)s 件", "未答复的异议：%(n)s 件", total) % {"n": total}
    address = f"{address_of('checks')}?state=disputed"
    return Look("disputes", title, items, gettext("没有未答复的异议。"), address, gettext("全部核对"))


def _deadlines(reader: _Reader) -> Look:
    """The next days on which something is due, with how much is still out."""
    out = [task for task in reader.tasks if task.due_at >= reader.at]
    counted: dict[datetime, int] = {}
    for task in out:
        counted[task.due_at] = counted.get(task.due_at, 0) + 1
    items = tuple(
        Item(
            deadline(due, reader.at).when,
            ngettext("%(n)s 项未报", "%(n)s 项未报", counted[due]) % {"n": counted[due]},
        )
        for due in sorted(counted)[:SHOWN]
    )
    return Look("deadlines", gettext("最近的截止日"), items, gettext("没有将要到期的任务。"))


def _year(reader: _Reader) -> Look | None:
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


def _approvals(reader: _Reader) -> Look:
    """Schemes that wait for a word of approval."""
    del reader
    items = tuple(
        Item(card.title or card.last.name, gettext("等待批准"), address_of("dossier", ref=card.ref) or "")
        for card in cards()
        if card.state is State.SUBMITTED
    )
    return Look("approvals", gettext("等待批准的方案"), items[:SHOWN], gettext("没有等待批准的方案。"))


def _grants(reader: _Reader) -> Look:
    """Grants that wait for a second person."""
    lang = language()
    found = proposed_grants()
    items = tuple(
        Item(
            f"{one.name} · {one.role.term.text(lang)}",
            reader.words.organisation(one.organisation) if one.organisation else gettext("全市"),
            address_of("person", ref=one.person) or "",
        )
        for one in found[:SHOWN]
    )
    title = ngettext("待确认的授权：%(n)s 项", "待确认的授权：%(n)s 项", len(found)) % {"n": len(found)}
    return Look(
        "grants", title, items, gettext("没有待确认的授权。"), address_of("grants") or "", gettext("全部授权")
    )


def _unstaffed(reader: _Reader) -> Look:
    """Organisations whose reporter or signer has left without a successor."""
    lang = language()
    items = tuple(
        Item(
            reader.words.organisation(code), role.term.text(lang), address_of("organisation", code=code) or ""
        )
        for code, role in unstaffed(reader.at)[:SHOWN]
    )
    return Look("unstaffed", gettext("缺填报人或签审人的单位"), items, gettext("没有缺人的单位。"))


def _refusals(reader: _Reader) -> Look:
    """What was refused today, by kind of act."""
    midnight = datetime.combine(day_of(reader.at), time(), CITY)
    found = refusals_since(midnight)
    items = tuple(
        Item(_verb_words(verb), ngettext("%(n)s 次", "%(n)s 次", count) % {"n": count})
        for verb, count in list(found.items())[:SHOWN]
    )
    return Look(
        "refusals",
        gettext("今天被拒绝的操作"),
        items,
        gettext("今天没有被拒绝的操作。"),
        address_of("journal") or "",
        gettext("审计日志"),
    )


def _verb_words(verb: str) -> str:
    """What a verb of the journal is called."""
    known = {one.value: one for one in VERBS}
    return VERBS[known[verb]].text(language()) if verb in known else verb


def _journal(reader: _Reader) -> Look:
    """The last entry of the journal, and how all of it is verified."""
    del reader
    last = last_entry()
    items = (
        ()
        if last is None
        else (
            Item(gettext("最近一条"), gettext("第 %(seq)s 号，%(at)s") % _entry(last)),
            _verified_last(),
        )
    )
    return Look("journal", gettext("审计日志"), items, gettext("日志还是空的。"))


def _verified_last() -> Item:
    """When all that is recorded was held against hashes and signatures, and how that ended."""
    last, title = last_verification(), gettext("最近一次核验")
    if last is None:
        return Item(title, gettext("还没有核验过（sikao verify）"))
    told = {"at": moment_words(last.at), "seq": str(last.head), "n": str(last.faults)}
    address = address_of("journal-entry", seq=last.seq) or ""
    if last.faults:
        return Item(title, gettext("%(at)s，到第 %(seq)s 号：%(n)s 处不符") % told, address, "first")
    return Item(title, gettext("%(at)s，到第 %(seq)s 号：全部相符") % told, address)


def _entry(last: tuple[int, datetime]) -> dict[str, str]:
    return {"seq": str(last[0]), "at": moment_words(last[1])}


def _accounts(reader: _Reader) -> Look:
    """Accounts that end soon."""
    today = day_of(reader.at)
    items = tuple(
        Item(one.name, day_words(one.last_day, today), address_of("person", ref=one.person) or "")
        for one in ending_accounts(reader.at)[:SHOWN]
    )
    return Look(
        "accounts",
        gettext("30 天内到期的账号"),
        items,
        gettext("没有即将到期的账号。"),
        address_of("people") or "",
        gettext("全部人员"),
    )


def _results(reader: _Reader) -> Look:
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


def _schemes(reader: _Reader) -> Look:
    """The schemes that bind."""
    del reader
    items = tuple(
        Item(one.title, str(one.year), address_of("scheme", scheme=one.code) or "")
        for one in reversed(sealed_all())
    )
    return Look("schemes", gettext("生效的方案"), items[:SHOWN], gettext("还没有封存的方案。"))


def _verified(reader: _Reader) -> Look:
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


def _task_words(reader: _Reader, task: TaskView) -> str:
    lang = language()
    return f"{reader.words.organisation(task.organisation)} {task.label.text(lang)}"


_OFFICE = (_year, _board, _disputes, _deadlines)
_LOOKS: dict[Role, tuple[Callable[[_Reader], Look | None], ...]] = {
    Role.OFFICE_STAFF: _OFFICE,
    Role.OFFICE_DIRECTOR: (*_OFFICE, _approvals),
    Role.SIGNER: (_filling, _given),
    Role.REPORTER: (_openings, _given),
    Role.VERIFIER: (_verified,),
    Role.SECURITY_ADMIN: (_grants, _unstaffed),
    Role.AUDIT_ADMIN: (_journal, _refusals),
    Role.SYSTEM_ADMIN: (_accounts,),
    Role.LEADER: (_approvals, _schemes),
    Role.AUDITOR: (_results, _board, _disputes, _refusals),
    Role.REVIEWER: (_schemes,),
    Role.EXPERT: (_schemes,),
}
_TASKS = frozenset(
    {Role.OFFICE_STAFF, Role.OFFICE_DIRECTOR, Role.SIGNER, Role.REPORTER, Role.VERIFIER, Role.AUDITOR}
)
