"""What the pages of amendments show: where one stands, what its reader does next, what changes for whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext

from sikao.core.books.names import Names, names_of
from sikao.core.scheme import Scheme
from sikao.core.scheme.diff import diff_schemes
from sikao.core.scheme.differences import Line, difference_lines
from sikao.core.wording import Term
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import Signed
from sikao.interfaces.web.office.outcomes import OutcomeLine, outcome_line
from sikao.interfaces.web.office.worded import moment_words, titled
from sikao.interfaces.web.results.words import named
from sikao.interfaces.web.templatetags.sikao import listed
from sikao.office.accounts.queries import person_names
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.amendments.impact import Impact, TableEffect, UnitEffect
from sikao.office.amendments.queries import (
    AmendmentView,
    ProposalLine,
    StepLine,
    differences,
    is_outdated,
    scheme_proposed,
    stand_of,
)
from sikao.office.amendments.rules import APPROVERS, WAY, Stand, State, open_to
from sikao.office.rulebook.queries import scheme_with

PAGES = {
    Verb.AMENDMENT_SUBMIT: "amendment-submit",
    Verb.AMENDMENT_APPROVE: "amendment-approve",
    Verb.AMENDMENT_APPROVE_OFFLINE: "amendment-approve-offline",
    Verb.AMENDMENT_ISSUE: "amendment-issue",
    Verb.AMENDMENT_REFUSE: "amendment-refuse",
    Verb.AMENDMENT_WITHDRAW: "amendment-withdraw",
    Verb.AMENDMENT_DROP: "amendment-drop",
}
"""The page of each verb that asks again, in the order in which they are offered: onward before back."""
_ONWARD = frozenset(list(PAGES)[:4])
ACTS = {
    Verb.AMENDMENT_SUBMIT: Term("提交审批", "Submit for approval"),
    Verb.AMENDMENT_APPROVE: Term("批准", "Approve"),
    Verb.AMENDMENT_APPROVE_OFFLINE: Term("登记批准文件", "Record the document of approval"),
    Verb.AMENDMENT_ISSUE: Term("下发调整通知", "Issue and put in force"),
    Verb.AMENDMENT_REFUSE: Term("退回", "Refuse"),
    Verb.AMENDMENT_WITHDRAW: Term("撤回为草稿", "Withdraw to draft"),
    Verb.AMENDMENT_DROP: Term("作废", "Drop"),
}
TONES = {
    State.DRAFT: "note",
    State.SUBMITTED: "note",
    State.APPROVED: "good",
    State.IN_FORCE: "good",
}


@dataclass(frozen=True, slots=True)
class Next:
    """Something that the reader can do with an amendment; ``onward`` leads towards its coming into force."""

    name: str
    address: str
    onward: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """An amendment as lists and its own page show it; ``stage`` counts along its way, none off it."""

    view: AmendmentView
    title: str
    scheme: str
    state: str
    tone: str
    stage: int | None
    since: str
    uploaded_by: str
    at: str
    address: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of how an amendment came there."""

    at: str
    person: str
    what: str
    number: int
    text: str
    document: str
    address: str
    bound: str


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit by both versions; ``rose`` by so many places, none where it had or has none."""

    unit: str
    before: Decimal | None
    now: Decimal | None
    difference: Decimal | None
    rank_before: int | None
    rank: int | None
    rose: int | None
    outcome: OutcomeLine
    nodes: tuple[tuple[str, Decimal | None, Decimal | None], ...]


@dataclass(frozen=True, slots=True)
class TableShown:
    """A ranking group at a checkpoint by both versions, in the order of the new places."""

    key: str
    checkpoint: str
    group: str
    table: str
    reached: bool
    moved: bool
    graded: bool
    outcomes: int
    gained: int
    lost: int
    places: int
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    lines: tuple[UnitLine, ...]


def shown(view: AmendmentView) -> Shown:
    """An amendment in words."""
    lang, line = language(), view.proposal
    scheme = scheme_proposed(line)
    names = person_names(frozenset([line.uploaded_by]))
    return Shown(
        view=view,
        title=gettext("方案调整（第 %(n)s 版）") % {"n": view.number},
        scheme=titled(scheme),
        state=view.state.term.text(lang),
        tone=TONES.get(view.state, "quiet"),
        stage=WAY.index(view.state) if view.state in WAY else None,
        since=named(scheme.checkpoints[line.since], lang),
        uploaded_by=names.get(line.uploaded_by, line.uploaded_by),
        at=moment_words(line.at),
        address=reverse("amendment", kwargs={"ref": view.ref}),
    )


def nexts(view: AmendmentView, signed: Signed) -> list[Next]:
    """What the reader can do with an amendment now, beside uploading another proposal and weighing it."""
    verbs = open_to(stand_of(view), signed.person, signed.holdings)
    if not view.impact or is_outdated(view):
        verbs = tuple(verb for verb in verbs if verb is not Verb.AMENDMENT_SUBMIT)
    lang = language()
    return [
        Next(ACTS[verb].text(lang), reverse(page, kwargs={"ref": view.ref}), verb in _ONWARD)
        for verb, page in PAGES.items()
        if verb in verbs
    ]


def waiting(view: AmendmentView, stand: Stand) -> list[str]:
    """What an amendment waits for, in sentences."""
    told = [_SENTENCES[stand.state].text(language())] if stand.state in _SENTENCES else []
    if stand.state is State.DRAFT:
        told.append(_of_draft(view))
    if stand.state is State.SUBMITTED:
        told.append(_of_submission(stand))
    told += [
        gettext("%(point)s已经出过考核结果，这一稿不能再执行到它：请改为从以后的节点起执行。")
        % {"point": point.text(language())}
        for point in stand.closed
    ]
    return told


_SENTENCES = {
    State.APPROVED: Term(
        "已经批准，等待考核办负责人下发；下发前现行版本不变。",
        "It is approved and waits for the director to issue it; the version in force stays until then.",
    ),
    State.IN_FORCE: Term(
        "已经下发：以后的节点按新版本计分，以前的结果不变。",
        "It is in force: later checkpoints are scored by the new version, earlier results stand.",
    ),
    State.DROPPED: Term("已作废，现行版本不变；留存备查。", "It was dropped and is kept for the record."),
}


def _of_draft(view: AmendmentView) -> str:
    if view.weighing is not None and view.weighing.working:
        return gettext("正在测算对各单位的影响。")
    if not view.impact:
        return gettext("先测算这一稿对各单位的影响，看过影响表再提交审批。")
    if is_outdated(view):
        return gettext("测算影响以后又有数据变化：请按最新数据重新测算，看过影响表再提交审批。")
    return gettext("影响表已有，核对后可以提交审批。")


def _of_submission(stand: Stand) -> str:
    names = person_names(frozenset(stand.approved_by))
    done = listed(names.get(person, person) for person in stand.approved_by)
    missing = str(APPROVERS - len(stand.approved_by))
    if done:
        return gettext("%(done)s 已批准，还需 %(missing)s 位批准，或登记会议的批准文件。") % {
            "done": done,
            "missing": missing,
        }
    return gettext("等待 %(missing)s 位负责人或领导批准，或登记会议的批准文件。") % {"missing": missing}


def lines_between(before: Scheme, after: Scheme) -> tuple[Line, ...]:
    """What differs between two versions, in words."""
    return difference_lines(before, after, diff_schemes(before, after), language())


def lines_of(line: ProposalLine) -> tuple[Line, ...]:
    """What a proposal changes of the version that it follows."""
    return differences(line, language())


def happenings(
    view: AmendmentView, proposals: Sequence[ProposalLine], steps: Sequence[StepLine]
) -> list[Happening]:
    """How an amendment came there, the last first."""
    people = frozenset([*(p.uploaded_by for p in proposals), *(s.person for s in steps)])
    names = person_names(people)
    told = [(line.seq, _upload(view, line, names)) for line in proposals]
    told += [(step.seq, _step(view, step, names)) for step in steps]
    return [one for _, one in sorted(told, key=lambda pair: -pair[0])]


def _upload(view: AmendmentView, line: ProposalLine, names: Mapping[str, str]) -> Happening:
    return Happening(
        at=moment_words(line.at),
        person=names.get(line.uploaded_by, line.uploaded_by),
        what=gettext("上传第 %(number)s 稿") % {"number": line.number},
        number=line.number,
        text=line.reason,
        document=line.name,
        address=reverse("amendment-file", kwargs={"ref": view.ref, "number": line.number}),
        bound="",
    )


def _step(view: AmendmentView, step: StepLine, names: Mapping[str, str]) -> Happening:
    scan = {"ref": view.ref, "step": step.ref}
    return Happening(
        at=moment_words(step.at),
        person=names.get(step.person, step.person),
        what=verb_words(step.verb).text(language()),
        number=step.proposal,
        text=step.reason,
        document=document_words(step),
        address=reverse("amendment-scan", kwargs=scan) if step.scan_sha256 else "",
        bound=step.bound[:12],
    )


def document_words(step: StepLine) -> str:
    """The document of a step: its number and its day."""
    if not step.document or step.document_date is None:
        return ""
    return f"{step.document} · {step.document_date.isoformat()}"


def tables_shown(impact: Impact, line: ProposalLine) -> list[TableShown]:
    """The impact table of a proposal, checkpoint by checkpoint; groups whose results move come first."""
    lang = language()
    before, after = (names_of(one, lang) for one in (scheme_with(line.follows), scheme_proposed(line)))
    found = [_table(effect, before, after) for effect in impact.tables]
    return sorted(found, key=lambda table: (not table.moved, not table.reached))


def _table(effect: TableEffect, before: Names, after: Names) -> TableShown:
    nodes = {**before.nodes, **after.nodes}
    units = {**before.units, **after.units}
    lines = [
        _line(unit, effect.table, units, nodes, _outcome(unit, effect.group, before, after))
        for unit in effect.units
    ]
    last = len(lines) + 1
    tables = {**after.scorecards, **after.checkpoint_tables}
    moved = [line.difference for line in lines if line.difference]

    def called(codes: Sequence[str]) -> tuple[str, ...]:
        return tuple(nodes.get((effect.table, code), code) for code in codes)

    return TableShown(
        key=f"{effect.checkpoint}-{effect.group}",
        checkpoint=after.checkpoints[effect.checkpoint],
        group={**before.groups, **after.groups}[effect.group],
        table=tables.get(effect.table, effect.table),
        reached=effect.reached,
        moved=effect.moved,
        graded=any(line.outcome.told for line in lines),
        outcomes=sum(line.outcome.moved for line in lines),
        gained=sum(value > 0 for value in moved),
        lost=sum(value < 0 for value in moved),
        places=sum(bool(line.rose) for line in lines),
        added=called(effect.added),
        removed=called(effect.removed),
        changed=called(effect.changed),
        lines=tuple(sorted(lines, key=lambda line: line.rank or last)),
    )


def _outcome(effect: UnitEffect, group: str, before: Names, after: Names) -> OutcomeLine:
    grades, awards = (effect.grade_before, effect.grade), (effect.awards_before, effect.awards)
    return outcome_line(group, grades, awards, before, after)


def _line(
    effect: UnitEffect,
    table: str,
    units: Mapping[str, str],
    nodes: Mapping[tuple[str, str], str],
    outcome: OutcomeLine,
) -> UnitLine:
    before, now = (None if text is None else Decimal(text) for text in (effect.points_before, effect.points))
    ranks = effect.rank_before, effect.rank
    return UnitLine(
        unit=units.get(effect.unit, effect.unit),
        before=before,
        now=now,
        difference=None if before is None or now is None else now - before,
        rank_before=ranks[0],
        rank=ranks[1],
        rose=None if ranks[0] is None or ranks[1] is None else ranks[0] - ranks[1],
        outcome=outcome,
        nodes=tuple(
            (nodes.get((table, node.node), node.node), _decimal(node.before), _decimal(node.after))
            for node in effect.nodes
        ),
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
