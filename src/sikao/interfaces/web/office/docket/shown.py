"""Applications of the docket in words: lines of lists, what was said about one, and how much still counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext

from sikao.core.wording import Term
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.worded import Deadline, Words, deadline, moment_words
from sikao.interfaces.web.results.words import named
from sikao.interfaces.web.templatetags.sikao import plain
from sikao.office.accounts.queries import person_names
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.docket.queries import ApplicationView, StepLine
from sikao.office.docket.stages import State
from sikao.office.docket.standing import Leaf
from sikao.office.docket.visible import told_steps

TONES = {
    **dict.fromkeys((State.SUBMITTED, State.EXAMINED, State.PASSED, State.UNPASSED, State.DECIDING), "note"),
    **dict.fromkeys((State.GRANTED, State.REDUCED), "good"),
    **dict.fromkeys((State.REFUSED, State.RETURNED), "first"),
    **dict.fromkeys((State.WITHDRAWN, State.ABSORBED), "quiet"),
    State.NOTICE: "note",
}
_WAITS = {
    State.SUBMITTED: Term("等考核办初审。", "the office examines it first."),
    State.RETURNED: Term("等提出单位补正后重新提交。", "whoever brought it completes it first."),
    State.EXAMINED: Term("等另一名审核人复审。", "another person examines it again."),
    State.PASSED: Term(
        "等考核办公示，可以和其他件一起公示。",
        "the office puts it up for notice, together with others where there are any.",
    ),
    State.UNPASSED: Term(
        "不公示，等考核办负责人、领导中的两人先后审定。",
        "there is no notice; two of the director and the leaders decide, one after the other.",
    ),
    State.NOTICE: Term(
        "公示期满后，由考核办负责人、领导中的两人先后审定。",
        "after the notice two of the director and the leaders decide, one after the other.",
    ),
    State.DECIDING: Term("等第二人审定。", "a second person confirms the decision."),
}


def waits(state: State) -> str:
    """Who does what next about an application; empty for one that is closed."""
    found = _WAITS.get(state)
    return "" if found is None else found.text(language())


@dataclass(frozen=True, slots=True)
class DocketLine:
    """An application in a list; ``points`` are those decided, before any cap."""

    ref: str
    number: int
    address: str
    unit: str
    entry: str
    each: str
    count: str
    proposed: str
    points: str
    deduction: bool
    matter: str
    document: str
    brought_by: str
    at: str
    state: str
    code: str
    tone: str
    until: Deadline | None


@dataclass(frozen=True, slots=True)
class Said:
    """What was done about an application, in words."""

    at: str
    what: str
    who: str
    count: str
    outcome: str
    reason: str
    document: str
    scan: str
    other: str


@dataclass(frozen=True, slots=True)
class Cap:
    """What counts for a unit under one leaf already, and its bound."""

    name: str
    counted: str
    cap: str
    over: bool


def docket_lines(found: Iterable[ApplicationView], words: Words, at: datetime) -> list[DocketLine]:
    """Applications for a list."""
    return [docket_line(view, words, at) for view in found]


def docket_line(view: ApplicationView, words: Words, at: datetime) -> DocketLine:
    """One application."""
    until = view.notice_until if view.state is State.NOTICE else None
    return DocketLine(
        ref=view.ref,
        number=view.number,
        address=reverse("docket-item", kwargs={"ref": view.ref}),
        unit=words.organisation(view.unit),
        entry=entry_name(view.item, words),
        each=signed(view.counted.each),
        count=plain(view.count),
        proposed="" if view.proposed is None else plain(view.proposed),
        points="" if view.points is None else signed(view.points),
        deduction=view.deduction,
        matter=view.matter,
        document=view.brought.document,
        brought_by=who_brought(view.brought_by, words),
        at=moment_words(view.steps[0].at),
        state=state_words(view, at),
        code=view.state.value,
        tone=TONES[view.state],
        until=None if until is None or until < at else deadline(until, at),
    )


def who_brought(organisation: str, words: Words) -> str:
    """Who brought it, in words."""
    return words.organisation(organisation) if organisation else gettext("考核办")


def state_words(view: ApplicationView, at: datetime) -> str:
    """Where an application stands; a notice that is over waits for its decision."""
    if view.state is State.NOTICE and view.notice_until is not None:
        return gettext("公示期满，待审定") if view.notice_until < at else gettext("公示中")
    return view.state.term.text(language())


def entry_name(item: str, words: Words) -> str:
    """The item that is counted."""
    known = words.scheme
    return item if known is None else named(known.items[item], language())


def signed(points: Decimal) -> str:
    """Points with their sign."""
    return f"+{plain(points)}" if points > 0 else plain(points).replace("-", "−")


def story(view: ApplicationView, words: Words, *, whole: bool) -> list[Said]:
    """What was done about an application, in order; ``whole`` with what the office sees alone."""
    seen = told_steps(view, whole=whole)
    names = person_names(frozenset(step.person for step in seen))
    return [_said(view, step, words, names.get(step.person, "") if whole else "") for step in seen]


def _said(view: ApplicationView, step: StepLine, words: Words, person: str) -> Said:
    scan = reverse("docket-scan", kwargs={"ref": view.ref, "step": step.ref}) if step.scan_sha256 else ""
    organisation = words.organisation(step.organisation) if step.organisation else ""
    dated = f"（{step.document_date.isoformat()}）" if step.document_date else ""
    verb = next(verb for verb in Verb if verb.value == step.what)
    return Said(
        at=moment_words(step.at),
        what=verb_words(verb).text(language()),
        who=" · ".join(part for part in (organisation, person) if part),
        count="" if step.count is None else plain(step.count),
        outcome=State(step.outcome).term.text(language()) if step.outcome else "",
        reason=step.reason,
        document=f"{step.document}{dated}" if step.document else "",
        scan=scan,
        other=step.other,
    )


def cap_of(leaf: Leaf) -> Cap:
    """What counts for a unit under a leaf by now, beside what the scheme allows at most."""
    return Cap(named(leaf.node, language()), signed(leaf.counted), plain(leaf.cap), over=leaf.over)
