"""The docket of a year: the list with its filters, what is under notice, the register as a file, closing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office import forms
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.docket.shown import (
    docket_lines,
    entry_name,
    signed,
    state_words,
    who_brought,
)
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.files_out import ask_reason, asked_now
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.list_files import Table, Value, file_of
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.tasks.files import attached
from sikao.interfaces.web.office.worded import Words, day_words, moment_words, titled
from sikao.office.accounts.exports import needs_reason
from sikao.office.accounts.queries import person_names
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.docket import actions
from sikao.office.docket.counting import docket_for, dockets
from sikao.office.docket.queries import ApplicationView, YearView, year_view
from sikao.office.docket.stages import OUTCOMES, State
from sikao.office.docket.visible import (
    applications_in_sight,
    applies_for,
    charges_for,
    notices_in_sight,
    own_organisations,
    sees_all,
)
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid
from sikao.office.rulebook.queries import scheme_of

SECTION = "docket"
DIRECTIONS = ("bonus", "deduction")
COUNTED = (*OUTCOMES, State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Asked:
    """How a list is narrowed down; empty parts narrow nothing."""

    state: str
    unit: str
    item: str
    direction: str

    def covers(self, view: ApplicationView) -> bool:
        """Whether an application is asked for."""
        direction = "deduction" if view.deduction else "bonus"
        return all(
            not wanted or wanted == own
            for wanted, own in (
                (self.state, view.state.value),
                (self.unit, view.unit),
                (self.item, view.item),
                (self.direction, direction),
            )
        )


@require_safe
def docket(request: OfficeRequest) -> HttpResponse:
    """The applications of a year that the reader may see, and how to bring one."""
    return _list(request)


@require_POST
def announce(request: OfficeRequest) -> HttpResponse:
    """Put the chosen applications up for notice."""
    given = {"scheme": _scheme_asked(request), "applications": request.POST.getlist("application")}
    try:
        forms.act(request, actions.announce_applications, **given)
    except (NotValid, NotNow) as refusal:
        return _list(request, refusal)
    return forms.done("docket")


@require_POST
def close(request: OfficeRequest) -> HttpResponse:
    """Close the docket of a year."""
    try:
        forms.act(request, actions.close_docket, scheme=_scheme_asked(request))
    except (NotValid, NotNow) as refusal:
        return _list(request, refusal)
    return forms.done("docket")


@require_POST
def reopen(request: OfficeRequest) -> HttpResponse:
    """Open a closed docket again."""
    try:
        forms.act(request, actions.reopen_docket, "reason", scheme=_scheme_asked(request))
    except (NotValid, NotNow) as refusal:
        return _list(request, refusal)
    return forms.done("docket")


@require_safe
def notice(request: OfficeRequest) -> HttpResponse:
    """What is under notice before all units: unit, matter, entry; no result of anybody."""
    if not sees_all(request.actor, request.at) and not own_organisations(request.actor, request.at):
        raise NotThere.of("docket.not_there")
    found = notices_in_sight(request.actor, request.at)
    by_scheme = {view.scheme: Words(request.at, scheme_of(view.scheme)) for view in found}
    return paint_office(
        request,
        "office/docket/notice.html",
        section=SECTION,
        lines=[line for view in found for line in docket_lines([view], by_scheme[view.scheme], request.at)],
    )


@require_safe
def export(request: OfficeRequest) -> HttpResponse:
    """The register of a year as a workbook or as CSV; the journal keeps who took it."""
    question, reason = asked_now(request), request.GET.get("reason", "")
    scheme = _scheme_asked(request)
    if not scheme:
        raise NotThere.of("docket.not_there")
    found = applications_in_sight(request.actor, request.at, scheme)
    words = Words(request.at, scheme_of(scheme))
    title = gettext("%(scheme)s加减分台账") % {"scheme": titled(scheme_of(scheme))}
    table = Table(f"docket-{scheme}", title, _heads(), len(found), _rows(found, words, request))
    if needs_reason(len(found), reason):
        return ask_reason(request, title, len(found), SECTION)
    made = file_of(table, question)
    actions.export_docket(
        actor=request.actor,
        at=request.at,
        name=made.name,
        rows=len(found),
        content=made.content,
        reason=reason,
    )
    return attached(made.content, made.name, made.media)


def _scheme_asked(request: OfficeRequest) -> str:
    known = dockets()
    asked = request.POST.get("scheme") or request.GET.get("scheme", "")
    return asked if asked in known else next(iter(known), "")


def _list(request: OfficeRequest, refusal: NotValid | NotNow | None = None) -> HttpResponse:
    scheme = _scheme_asked(request)
    if not scheme:
        return paint_office(request, "office/docket/none.html", section=SECTION)
    known = docket_for(scheme)
    words = Words(request.at, known.scheme)
    found = applications_in_sight(request.actor, request.at, scheme)
    asked = Asked(*(request.GET.get(name, "") for name in ("state", "unit", "item", "direction")))
    year = year_view(scheme)
    return paint_office(
        request,
        "office/docket/list.html",
        section=SECTION,
        status=200 if refusal is None else 422 if isinstance(refusal, NotValid) else 409,
        findings=() if refusal is None else lines(refusal.findings),
        scheme=scheme,
        title=titled(known.scheme),
        schemes=[(code, titled(scheme_of(code)), code == scheme) for code in dockets()],
        whole=sees_all(request.actor, request.at),
        asked=asked,
        lines=docket_lines([view for view in found if asked.covers(view)], words, request.at),
        total=len(found),
        kept=forms.kept(request),
        given=request.POST,
        **_choices(found, words, asked),
        **_open(request, scheme, found, year, words),
    )


def _choices(found: Sequence[ApplicationView], words: Words, asked: Asked) -> dict[str, Any]:
    """What the list can be narrowed down to, and how many there are of each state."""
    counts, lang = Counter(view.state for view in found), language()
    units = dict.fromkeys(view.unit for view in found)
    items = dict.fromkeys(view.item for view in found)
    directions = (gettext("加分"), gettext("减分"))
    return {
        "states": [(one.value, one.term.text(lang), one.value == asked.state) for one in State],
        "units": [(code, words.organisation(code), code == asked.unit) for code in units],
        "items": [(code, entry_name(code, words), code == asked.item) for code in items],
        "directions": [
            (code, name, code == asked.direction) for code, name in zip(DIRECTIONS, directions, strict=True)
        ],
        "counts": [(one.value, one.term.text(lang), counts[one]) for one in State if counts[one]],
    }


def _open(
    request: OfficeRequest, scheme: str, found: Sequence[ApplicationView], year: YearView, words: Words
) -> dict[str, Any]:
    """What the reader may do about the docket as a whole."""
    held = signed_of(request).holdings
    passed = [view for view in found if view.state is State.PASSED]
    waiting = any(view.state.is_open for view in found)
    names = person_names(frozenset({year.person}))
    return {
        "year": year,
        "closed_at": "" if year.at is None else moment_words(year.at),
        "closed_by": names.get(year.person, ""),
        "applies": not year.closed and bool(applies_for(request.actor, request.at, scheme)),
        "charges": not year.closed and bool(charges_for(request.actor, request.at, scheme)),
        "passed": docket_lines(passed, words, request.at) if may(Verb.DOCKET_ANNOUNCE, held) else (),
        "notice_days": scheme_of(scheme).docket.notice_days,
        "closes": not year.closed and bool(found) and not waiting and may(Verb.DOCKET_CLOSE, held),
        "reopens": year.closed and may(Verb.DOCKET_REOPEN, held),
        "exports": may(Verb.DOCKET_EXPORT, held),
    }


def _heads() -> tuple[str, ...]:
    return (
        *(gettext("序号"), gettext("单位"), gettext("类别"), gettext("加减分项"), gettext("每项分值")),
        *(
            gettext("事项"),
            gettext("依据文件"),
            gettext("文件日期"),
            gettext("提出单位"),
            gettext("提出时间"),
        ),
        *(gettext("申报数量"), gettext("初审意见"), gettext("复审意见"), gettext("公示至")),
        *(gettext("公示意见（件）"), gettext("审定数量"), gettext("审定得分（封顶前）"), gettext("状态")),
        *(gettext("审定理由"), gettext("审定文件")),
    )


def _rows(
    found: Sequence[ApplicationView], words: Words, request: OfficeRequest
) -> Iterator[tuple[Value, ...]]:
    for view in found:
        yield _row(view, words, request)


def _row(view: ApplicationView, words: Words, request: OfficeRequest) -> tuple[Value, ...]:
    brought, decision = view.brought, view.decision
    day = "" if brought.document_date is None else brought.document_date.isoformat()
    until = "" if view.notice_until is None else day_words(day_of(view.notice_until), day_of(request.at))
    said = [f"{step.count:f} {step.reason}" for step in view.examinations if step.count is not None]
    return (
        *(view.number, words.organisation(view.unit)),
        gettext("减分") if view.deduction else gettext("加分"),
        *(entry_name(view.item, words), signed(view.counted.each), view.matter, brought.document, day),
        *(who_brought(view.brought_by, words), moment_words(view.steps[0].at), view.count),
        *[*said, "", ""][:2],
        *(until, len(view.objections)),
        "" if view.decided is None else view.decided,
        "" if view.points is None else view.points,
        state_words(view, request.at),
        *(("", "") if decision is None else (decision.reason, decision.document)),
    )
