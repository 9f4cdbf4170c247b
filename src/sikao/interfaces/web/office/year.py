"""Opening the year's reporting: what a sealed scheme asks of whom, and the button that makes the tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from sikao.core.insight.briefings import BriefingDuty
from sikao.core.insight.duties import Duty
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.worded import Words, day_words, titled
from sikao.office.accounts.queries import successors
from sikao.office.cycle import actions
from sikao.office.cycle.duties import all_of, owed
from sikao.office.cycle.queries import opened_years
from sikao.office.cycle.sheets import has_deadline
from sikao.office.groundwork.clock import day_of


@dataclass(frozen=True, slots=True)
class Owing:
    """What one organisation will owe over the year."""

    name: str
    sheets: int
    figures: int
    first: str
    by_itself: bool
    paper: bool


@require_http_methods(["GET", "HEAD", "POST"])
def year(request: OfficeRequest, scheme: str) -> HttpResponse:
    """What will be generated, and the button; once it was, the way to the board."""
    known = owed(scheme)
    if request.method == "POST":
        actions.open_year(actor=request.actor, at=request.at, scheme=scheme)
        return redirect("board")
    duties = list(known.duties.values())
    words = Words(request.at, known.scheme)
    return paint_office(
        request,
        "office/year/year.html",
        section="rulebook",
        scheme=known.scheme,
        title=titled(known.scheme),
        digest=known.digest[:12],
        opened=scheme in opened_years(),
        sheets=len(duties) + len(known.briefings),
        briefings=len(known.briefings),
        waiting=sum(not has_deadline(duty) for duty in all_of(known)),
        figures=sum(len(duty.slots) for duty in duties),
        bureaus=_owing(request, [duty for duty in duties if not duty.by_itself], words),
        units=_owing(request, [duty for duty in duties if duty.by_itself], words),
        deadlines=_deadlines([*duties, *known.briefings.values()], day_of(request.at)),
    )


def _owing(request: OfficeRequest, duties: list[Duty], words: Words) -> list[Owing]:
    """By the organisation that fulfils the duties now, in the order of the first deadline."""
    today = day_of(request.at)
    moved = successors(today)
    by_code: dict[str, list[Duty]] = {}
    for duty in duties:
        by_code.setdefault(moved.get(duty.provider, duty.provider), []).append(duty)
    providers = words.scheme.providers if words.scheme is not None else {}
    return [
        Owing(
            words.organisation(code),
            len(owing),
            sum(len(duty.slots) for duty in owing),
            day_words(min(duty.due for duty in owing), today),
            owing[0].by_itself,
            any(duty.provider in providers and providers[duty.provider].paper for duty in owing),
        )
        for code, owing in by_code.items()
    ]


def _deadlines(duties: Sequence[Duty | BriefingDuty], today: date) -> list[tuple[str, int]]:
    """The first days on which something is due, with how many sheets."""
    counted: dict[date, int] = {}
    for duty in duties:
        counted[duty.due] = counted.get(duty.due, 0) + 1
    return [(day_words(day, today), counted[day]) for day in sorted(counted)[:5]]
