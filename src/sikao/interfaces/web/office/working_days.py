"""The working days of the years: which notices are known, and the form for the one that has just come out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.calendar import SECTION
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.forms import act, day
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.looks import Todo
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.worded import Deadline, day_words
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle import actions
from sikao.office.cycle.waiting import waiting_in
from sikao.office.groundwork.calendar import FIRST_YEAR, LAST_YEAR, Notice, next_unknown_year, recorded
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotNow, NotValid

NOVEMBER = 11
FIELDS = ("off", "worked", "document")


@dataclass(frozen=True, slots=True)
class Line:
    """A recorded notice: its days in words."""

    year: int
    document: str
    off: tuple[str, ...]
    worked: tuple[str, ...]


def working_days_todos(request: OfficeRequest) -> list[Todo]:
    """From November on, when the notice comes out: tasks wait for their deadlines."""
    today, wanted = day_of(request.at), next_unknown_year()
    comes_out = date(wanted - 1, NOVEMBER, 1)
    if today < comes_out or not may(Verb.WORKING_DAYS_RECORD, signed_of(request).holdings):
        return []
    count = waiting_in(wanted)
    if not count:
        return []
    waits = ngettext("%(n)s 项任务的期限在等这份通知", "%(n)s 项任务的期限在等这份通知", count)
    return [
        Todo(
            step="fill",
            what=gettext("登记"),
            organisation=gettext("%(year)s年工作日安排") % {"year": wanted},
            other="",
            period="",
            figures=0,
            is_briefing=False,
            remark="",
            deadline=Deadline("", "", "later"),
            address=reverse("working-days"),
            detail=waits % {"n": count},
        )
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def working_days(request: OfficeRequest) -> HttpResponse:
    """What is known, and the form for the year to come; once recorded, how many tasks got their deadlines."""
    if request.method == "POST":
        try:
            given = {"year": _year(request), "document_date": day(request, "document_date")}
            made = act(request, actions.record_working_days, *FIELDS, **given)
        except (NotValid, NotNow) as refusal:
            return _page(request, lines(refusal.findings), status=422)
        return redirect(f"{request.path}?made={made}")
    return _page(request)


def _year(request: OfficeRequest) -> int:
    """The year that the form is about; whatever is no number is no year that could be recorded."""
    return _number(request.POST.get("year", "")) or 0


def _number(given: str) -> int | None:
    """A number of at most as many digits as a year has; ``None`` for anything else."""
    return int(given) if given.isdecimal() and len(given) <= len("2027") else None


def _page(request: OfficeRequest, findings: object = (), *, status: int = 200) -> HttpResponse:
    wanted = next_unknown_year()
    return paint_office(
        request,
        "office/calendar/working_days.html",
        section=SECTION,
        status=status,
        findings=findings,
        known=(FIRST_YEAR, LAST_YEAR),
        recorded=[_line(notice) for _, notice in sorted(recorded().items())],
        year=request.POST.get("year") or wanted,
        years=[*sorted(recorded()), wanted],
        given=request.POST,
        waiting=waiting_in(wanted),
        made=_number(request.GET.get("made", "")),
        today=day_of(request.at).isoformat(),
        sample_off=f"{wanted}-01-01 {gettext('至')} {wanted}-01-03",
        sample_worked=f"{wanted}-02-07",
    )


def _line(notice: Notice) -> Line:
    at = notice.document_date
    days = (tuple(day_words(one, at) for one in sorted(of)) for of in (notice.off, notice.worked))
    return Line(notice.year, f"{notice.document} · {at.isoformat()}", *days)
