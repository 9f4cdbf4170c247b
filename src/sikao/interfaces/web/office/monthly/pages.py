"""The monthly review: the list of months, one month's sheet, and what the office does with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from sikao.core.figures.periods import Period
from sikao.core.insight.monthly import Light
from sikao.core.scheme.model import MonthlyReview, share_text
from sikao.core.wording import Term
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office import forms
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.files_out import taken_out
from sikao.interfaces.web.office.frame import address_of, paint_office
from sikao.interfaces.web.office.list_files import Table, Value
from sikao.interfaces.web.office.monthly.shown import (
    Naming,
    decision_lines,
    exact,
    follow_lines,
    groups,
    lags,
    letter,
)
from sikao.interfaces.web.office.paper_lines import papers_about
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.worded import Words, day_words, moment_words, titled
from sikao.interfaces.web.templatetags.sikao import plain
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle import actions
from sikao.office.cycle.briefings import briefing_name
from sikao.office.cycle.calendar import When
from sikao.office.cycle.duties import owed
from sikao.office.cycle.monthly import Cell, Sheet, known_in, named_by
from sikao.office.cycle.months import Coming, MonthLine, MonthView, month_view, months, sheet_seen
from sikao.office.cycle.queries import opened_years
from sikao.office.cycle.rules import ReviewState
from sikao.office.cycle.taking_out import Question
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid

SECTION = "reviews"
REPORT = Term("拟制月度报告", "Prepare the monthly report")
LIGHTS = (Light.RED, Light.YELLOW, Light.GREEN)


@dataclass(frozen=True, slots=True)
class Month:
    """A month in the list."""

    name: str
    address: str
    due: str
    meets: str
    state: str
    tone: str
    held: str
    document: str
    counts: tuple[tuple[str, str, int], ...]
    decisions: int
    open: int

    @property
    def lit(self) -> bool:
        """Whether there is any light that the reader may see."""
        return any(count for _, _, count in self.counts)


@require_safe
def reviews(request: OfficeRequest) -> HttpResponse:
    """Every month of a year: its days, whether its review was held, what it came to."""
    opened = opened_years()
    if not opened:
        return paint_office(request, "office/monthly/none.html", section=SECTION)
    scheme = request.GET.get("scheme") or opened[0]
    found = months(request.actor, request.at, scheme)
    return paint_office(
        request,
        "office/monthly/list.html",
        section=SECTION,
        schemes=[(code, titled(owed(code).scheme), code == scheme) for code in opened],
        months=[_month(line, request) for line in found],
        lights=[(light.value, letter(light), light.term.text(language())) for light in LIGHTS],
    )


@require_safe
def review(request: OfficeRequest, ref: str) -> HttpResponse:
    """One month: the map of lights, who lags and why, decisions and what became of earlier ones."""
    return _page(request, ref)


@require_POST
def ask(request: OfficeRequest, ref: str) -> HttpResponse:
    """Ask the units that were chosen why they lag."""
    try:
        units = request.POST.getlist("unit")
        actions.ask_explanation(actor=request.actor, at=request.at, review=ref, units=units)
    except NotValid as refusal:
        return _page(request, ref, refusal)
    return forms.done("review", "#lagging", ref=ref)


@require_POST
def hold(request: OfficeRequest, ref: str) -> HttpResponse:
    """Record that the meeting was held; from here on the sheet stays as it is."""
    try:
        held_on = forms.day(request, "held_on")
        forms.act(request, actions.hold_review, "document", review=ref, held_on=held_on)
    except NotValid as refusal:
        return _page(request, ref, refusal)
    return forms.done("review", ref=ref)


@require_POST
def decide(request: OfficeRequest, ref: str) -> HttpResponse:
    """Record a decision of the meeting."""
    try:
        due, bearers = forms.day(request, "due"), request.POST.getlist("bearer")
        forms.act(request, actions.make_decision, "text", "document", review=ref, bearers=bearers, due=due)
    except (NotValid, NotNow) as refusal:
        return _page(request, ref, refusal)
    return forms.done("review", "#decisions", ref=ref)


@require_safe
def export(request: OfficeRequest) -> HttpResponse:
    """The sheet of a month as a workbook or as CSV; the journal keeps who took it."""
    return taken_out(request, review_list, Verb.REVIEW_EXPORT, SECTION)


def review_list(question: Question) -> Table:
    """The sheet of a month: a row for every indicator of every unit."""
    ref = question.given.get("review") or _latest(question)
    named = named_by(ref)
    if named.scheme not in opened_years():
        raise NotThere.of("review.not_there", review=ref)
    sheet = sheet_seen(question.actor, question.at, ref, question.seq)
    words = Words(question.at, known_in(named, sheet.seq).scheme)
    heads = (
        *(gettext("单位"), gettext("指标"), gettext("期间"), gettext("比较办法"), gettext("计量单位")),
        *(gettext("实绩"), gettext("目标值"), gettext("应达"), gettext("进度（%）"), gettext("与应达之差")),
        *(gettext("亮灯"), gettext("进展"), gettext("原因"), gettext("下一步")),
    )
    rows = _rows(sheet, Naming(sheet, words), words)
    return Table(f"review-{named.through}", _title(named.through), heads, len(sheet.cells), rows)


def _latest(question: Question) -> str:
    """The review of the last month that is over, of the year that was opened last."""
    for scheme in opened_years():
        begun = [
            line for line in months(question.actor, question.at, scheme) if line.step.when is not When.AHEAD
        ]
        if begun:
            return begun[-1].named.ref
    return ""


def _rows(sheet: Sheet, naming: Naming, words: Words) -> Iterator[tuple[Value, ...]]:
    for cell in sheet.cells:
        yield _row(cell, naming, words)


def _row(cell: Cell, naming: Naming, words: Words) -> tuple[Value, ...]:
    lang, said = language(), cell.explained
    share = None if cell.progress is None else cell.progress * 100
    lit = cell.light.term.text(lang) if cell.light is not None else ""
    unlit = cell.unlit.term.text(lang) if cell.unlit is not None else ""
    return (
        *(words.organisation(cell.unit), naming.indicator(cell)),
        *(Period.from_canonical(cell.period).label(lang) if cell.period else "", naming.basis(cell)),
        *(naming.measure(cell), naming.value(cell) if cell.value is None else cell.value),
        *("" if cell.target is None else cell.target, exact(cell.plan, 4), exact(share, 1)),
        *(exact(cell.gap, 4), lit or unlit),
        *(("", "", "") if said is None else (said.progress, said.cause, said.next_step)),
    )


def _title(through: str) -> str:
    period = Period.of(int(through[:4]), int(through[5:]), int(through[5:])).label(language())
    return gettext("%(period)s月度调度") % {"period": period}


def _month(line: MonthLine, request: OfficeRequest) -> Month:
    today = day_of(request.at)
    state, tone = _state(line)
    return Month(
        name=line.step.step.period.label(language()),
        address=address_of("review", ref=line.named.ref) or "",
        due=day_words(line.step.due, today),
        meets="" if line.step.meets is None else day_words(line.step.meets, today),
        state=state,
        tone=tone,
        held="" if line.held is None else day_words(line.held.held_on, today),
        document="" if line.held is None else line.held.document,
        counts=tuple((light.value, letter(light), line.counts.get(light, 0)) for light in LIGHTS),
        decisions=line.decisions,
        open=line.open,
    )


def _state(line: MonthLine) -> tuple[str, str]:
    """Where a month stands, and the tone in which it is said."""
    if line.held is not None:
        return ReviewState.HELD.term.text(language()), "good"
    if line.step.is_missed:
        return gettext("未登记召开"), "first"
    if line.step.when is When.AHEAD:
        return gettext("未开始"), ""
    return ReviewState.PLANNED.term.text(language()), "note"


def _page(request: OfficeRequest, ref: str, refusal: NotValid | NotNow | None = None) -> HttpResponse:
    view = month_view(request.actor, request.at, ref)
    findings = () if refusal is None else lines(refusal.findings)
    return paint_office(
        request,
        "office/monthly/review.html",
        section=SECTION,
        status=200 if refusal is None else 422 if isinstance(refusal, NotValid) else 409,
        findings=findings,
        **_context(request, view),
        **papers_about(request, ref, "review-paper", REPORT, ready=view.held is not None),
    )


def _context(request: OfficeRequest, view: MonthView) -> dict[str, Any]:
    scheme, today = known_in(view.named, view.sheet.seq).scheme, day_of(request.at)
    words = Words(request.at, scheme)
    naming, sheet = Naming(view.sheet, words), view.sheet
    held = signed_of(request).holdings
    planned, lang = view.state is ReviewState.PLANNED and view.has_begun, language()
    waiting = {key: _coming(one, view, request) for key, one in view.coming.items()}
    asks = view.asks if planned and may(Verb.REVIEW_ASK, held) else frozenset()
    return {
        "ref": view.named.ref,
        "title": _title(view.named.through),
        "scheme": titled(scheme),
        "view": view,
        "begun": view.has_begun,
        "state": _state_of(view),
        "due": day_words(view.step.due, today),
        "meets": "" if view.step.meets is None else day_words(view.step.meets, today),
        "held_on": "" if view.held is None else day_words(view.held.held_on, today),
        "frozen_at": "" if view.held is None else moment_words(view.held.at),
        "counts": [
            (light.value, letter(light), light.term.text(lang), sheet.counts[light]) for light in LIGHTS
        ],
        "unlit": sheet.counts[None],
        "groups": groups(sheet, naming, words),
        "lags": lags(sheet, naming, words, waiting, asks),
        "asks": bool(asks),
        "days": scheme.review.explain_days,
        "follow": follow_lines(sheet.follow, today, words),
        "decisions": decision_lines(view.decisions, request.at, words),
        "holds": planned and may(Verb.REVIEW_HOLD, held),
        "decides": view.state is ReviewState.HELD and may(Verb.DECISION_MAKE, held),
        "bearers": [(code, words.organisation(code)) for code in (*scheme.units, *scheme.providers)],
        "chosen": request.POST.getlist("bearer"),
        "given": request.POST,
        "today": today.isoformat(),
        "now": moment_words(request.at),
        "rule": _rule(scheme.review),
    }


def _rule(rule: MonthlyReview) -> dict[str, str]:
    """The thresholds in words."""
    rates = {"rate_green": rule.rate_green, "rate_yellow": rule.rate_yellow}
    shares = {"green": share_text(rule.green), "yellow": share_text(rule.yellow)}
    return shares | {name: plain(value).replace("-", "−") for name, value in rates.items()}


def _state_of(view: MonthView) -> tuple[str, str]:
    line = MonthLine(view.named, view.step, view.held, {}, 0, 0)
    return _state(line)


def _coming(one: Coming, view: MonthView, request: OfficeRequest) -> str:
    name = briefing_name(known_in(view.named).scheme, one.briefing).text(language())
    due = "" if one.due is None else day_words(one.due, day_of(request.at))
    return gettext("已要求，%(due)s截止（%(name)s）") % {"due": due, "name": name}
