"""What looks claimed twice: files, documents, projects, texts; told to the office, decided by people."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from sikao.core.figures.periods import Period
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office import forms
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.frame import address_of, paint_office
from sikao.interfaces.web.office.worded import Words, words_of_year
from sikao.office.cycle.repeating import claimed_twice
from sikao.office.ledger.sameness import MOST_BODIES, Mention, Place, Repeated, Sign, Why

SECTION = "repeats"
PAGE = 20
SHOWN = 12
"""So many places of one thing are listed."""


@dataclass(frozen=True, slots=True)
class At:
    """One place: whose, of which time, where it stands there, with a way to the task."""

    organisation: str
    period: str
    place: str
    shown: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing with its places."""

    sign: str
    shown: str
    why: tuple[str, ...]
    places: tuple[At, ...]
    left: int


@require_safe
def repeats(request: OfficeRequest) -> HttpResponse:
    """The list, narrowed to one sign if asked; below it what is common to many and says nothing of any."""
    page, asked = forms.page(request), request.GET.get("sign", "")
    found = claimed_twice(request.actor, request.at)
    told = [one for one in found if one.why and asked in ("", one.sign.value)]
    common = [one for one in found if not one.why]
    words = words_of_year(request.at)
    return paint_office(
        request,
        "office/repeats/list.html",
        section=SECTION,
        lines=[_line(one, words) for one in told[(page - 1) * PAGE : page * PAGE]],
        common=[_line(one, words) for one in common[:PAGE]],
        signs=[(code.value, text, code.value == asked) for code, text in _signs().items()],
        total=len(told),
        page=page,
        more=len(told) > page * PAGE,
        kept=f"&sign={asked}" if asked in {*Sign} else "",
        bodies=MOST_BODIES,
    )


def _line(found: Repeated, words: Words) -> Line:
    # A report may name a thing under several subjects: it is one place to go to.
    places = tuple(dict.fromkeys(_place(one, words) for one in found.mentions))
    return Line(
        _signs()[found.sign],
        found.shown,
        tuple(text for why, text in _whys().items() if why in found.why),
        places[:SHOWN],
        max(0, len(places) - SHOWN),
    )


def _place(found: Mention, words: Words) -> At:
    return At(
        words.organisation(found.organisation),
        Period.from_canonical(found.period).label(language()),
        _places()[found.place],
        found.shown if found.sign is not Sign.TEXT else "",
        address_of("task", ref=found.task) or "",
    )


def _signs() -> dict[Sign, str]:
    return {
        Sign.FILE: gettext("同一文件"),
        Sign.DOCUMENT: gettext("同一文号"),
        Sign.PROJECT: gettext("同一项目"),
        Sign.TEXT: gettext("同一段文字"),
    }


def _whys() -> dict[Why, str]:
    return {
        Why.UNITS: gettext("不同单位"),
        Why.PERIODS: gettext("不同期间"),
        Why.PARTS: gettext("拆成几部分"),
        Why.INDICATORS: gettext("不同指标"),
    }


def _places() -> dict[Place, str]:
    return {
        Place.LETTER: gettext("报送函"),
        Place.EVIDENCE: gettext("证明材料"),
        Place.NOTE: gettext("备注"),
        Place.BRIEFING: gettext("进度说明"),
        Place.MEMBER: gettext("登记册成员"),
    }
