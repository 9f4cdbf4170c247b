"""What was published: for whoever has signed in, as far as it was meant for him; and for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from sikao.core.books.names import outcome_terms
from sikao.core.scheme import Scheme
from sikao.core.wording import Language
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.editions.ranking import Group, groups_at
from sikao.interfaces.web.office.editions.shown import Shown, shown
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.worded import Words, moment_words
from sikao.interfaces.web.templatetags.sikao import listed, plain
from sikao.office.groundwork.here import place
from sikao.office.groundwork.refusals import NotThere
from sikao.office.results.changes import changed_since
from sikao.office.results.editions import (
    EditionView,
    edition,
    published,
    published_at,
    replaced_by,
    steps_of,
    withdrawal_of,
)
from sikao.office.results.keeping import kept_book
from sikao.office.results.own_results import own_digests
from sikao.office.results.stages import Level, State
from sikao.office.results.visible import ANNOUNCED, announced_to, level_for, own_units
from sikao.office.rulebook.queries import scheme_with

SECTION, OPEN = "published", "open-results"


@require_safe
def published_list(request: OfficeRequest) -> HttpResponse:
    """The results that were published, those that hold first."""
    seen = ((view, level_for(request.actor, request.at, view)) for view in published())
    found = [view for view, level in seen if level is not Level.NOTHING]
    return paint_office(
        request,
        "office/editions/published_list.html",
        section=SECTION,
        lines=_lines(found, "published-result", request.at),
    )


@require_safe
def published_result(request: OfficeRequest, ref: str) -> HttpResponse:
    """One published result, as far as the reader is meant to see it; his own units lead to theirs."""
    view, level = announced_to(request.actor, request.at, ref)
    digests = own_digests(view.book_sha256, scheme_with(view.digest))
    own = sorted(own_units(request.actor, request.at) & digests.keys())
    words = Words(request.at, scheme_with(view.digest))
    holds = view.state is State.PUBLISHED
    return paint_office(
        request,
        "office/editions/published.html",
        section=SECTION,
        **_content(request.at, view, level, holds=holds),
        own=[
            (words.organisation(unit), reverse("own-result", kwargs={"ref": view.ref, "unit": unit}))
            for unit in own
            if holds
        ],
    )


@require_safe
def open_list(request: OfficeRequest) -> HttpResponse:
    """The results that everybody may see."""
    found = [view for view in published() if _open_level(view) is not Level.NOTHING]
    lines = _lines(found, "open-result", request.at)
    return paint_office(request, "office/editions/open_list.html", section=OPEN, lines=lines)


@require_safe
def open_result(request: OfficeRequest, ref: str) -> HttpResponse:
    """One result as everybody may see it."""
    view = edition(ref)
    level = _open_level(view)
    if view.state not in ANNOUNCED or level is Level.NOTHING:
        raise NotThere.of("edition.not_there")
    holds = view.state is State.PUBLISHED
    content = _content(request.at, view, level, holds=holds)
    return paint_office(request, "office/editions/open.html", section=OPEN, **content)


def _open_level(view: EditionView) -> Level:
    return Level.NOTHING if view.audience is None else view.audience.public


def _content(at: datetime, view: EditionView, level: Level, *, holds: bool) -> dict[str, Any]:
    """What a page of a published result shows; of one that holds no more only that, and why."""
    scheme = scheme_with(view.digest)
    steps = steps_of(view.ref)
    before = replaced_by(view) if holds else None
    changed = [] if before is None else _changes(before, view, level, at)
    return {
        "shown": shown(view, at),
        "level": level,
        "groups": _groups(view.book_sha256, view.digest, level, language()) if holds else (),
        "published": moment_words(published_at([view.ref])[view.ref]),
        "approved_by": next((step.document for step in reversed(steps) if step.document), ""),
        "withdrawn": withdrawal_of(view),
        "replaced": view.state is State.REPLACED,
        "changes": changed,
        "corrects": before is not None,
        "digest": view.book[:12],
        "synthetic": place().demo or scheme.illustrative,
    }


@lru_cache(maxsize=64)
def _groups(book_sha256: str, digest: str, level: Level, lang: Language) -> tuple[Group, ...]:
    """The tables of a book as a level shows them: of a book that never changes, for a thousand readers."""
    return tuple(groups_at(kept_book(book_sha256, lang), scheme_with(digest), level))


def _changes(
    before: EditionView, view: EditionView, level: Level, at: datetime
) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The public list of changes: of each unit what is another and is shown at this level."""
    words, scheme = Words(at, scheme_with(view.digest)), scheme_with(view.digest)
    grades = {
        (group, grade.code): grade.name_en if language() == "en" and grade.name_en else grade.name
        for group, of_group in scheme.grades.items()
        for grade in of_group
    }
    found = []
    for one in changed_since(before, view):
        said = []
        if one.grade_before != one.grade:
            was, now = (grades.get((one.group, code or ""), "—") for code in (one.grade_before, one.grade))
            said.append((gettext("等次"), was, now))
        if one.awards_before != one.awards:
            was = _awards(one.awards_before, scheme_with(before.digest))
            now = _awards(one.awards, scheme)
            said.append((gettext("奖项"), was, now))
        if level.covers(Level.RANKS) and one.rank_before != one.rank:
            said.append((gettext("位次"), str(one.rank_before or "—"), str(one.rank or "—")))
        if level.covers(Level.POINTS) and one.points_before != one.points:
            was, now = (_points(points) for points in (one.points_before, one.points))
            said.append((gettext("得分"), was, now))
        if said:
            found.append((words.organisation(one.unit), said))
    return found


def _awards(codes: Sequence[str], scheme: Scheme) -> str:
    names = outcome_terms(scheme)
    return listed(names[code].text(language()) for code in codes) or "—"


def _points(points: Decimal | None) -> str:
    return "—" if points is None else plain(points)


def _lines(found: Sequence[EditionView], page: str, at: datetime) -> list[tuple[Shown, str, str]]:
    """Published results as lists show them: each with the address of its page and when it was published."""
    days = published_at([view.ref for view in found])
    return [
        (shown(view, at), reverse(page, kwargs={"ref": view.ref}), moment_words(days[view.ref]))
        for view in found
    ]
