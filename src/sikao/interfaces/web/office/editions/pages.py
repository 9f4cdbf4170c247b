"""Reading pages of the office: the list of results, one of them with everything about it, its scans."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from sikao.core.books.names import Names, names_of
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.editions.disputed import dispute_lines
from sikao.interfaces.web.office.editions.ranking import groups_at
from sikao.interfaces.web.office.editions.shown import audience_words, happenings, nexts, shown, waiting
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.outcomes import OutcomeLine, outcome_line
from sikao.interfaces.web.office.shelf import key_of_run
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.tasks.files import BYTES, attached
from sikao.interfaces.web.office.worded import Words, moment_words
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.files import content_of
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid
from sikao.office.results import actions
from sikao.office.results.changes import Changed, changed_since
from sikao.office.results.editions import (
    EditionView,
    agreed,
    objecting,
    replaced_by,
    stand_of,
    step_of,
    steps_of,
)
from sikao.office.results.objections import objections
from sikao.office.results.opening import book_of
from sikao.office.results.own_results import own_digests
from sikao.office.results.queries import run as run_view
from sikao.office.results.stages import Level
from sikao.office.results.visible import edition_in_sight, editions_in_sight
from sikao.office.rulebook.queries import scheme_with

SECTION = "editions"


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """What a unit has said to its own result."""

    unit: str
    said: str
    at: str


@require_safe
def editions(request: OfficeRequest) -> HttpResponse:
    """The results on their way and those that were published, the latest first."""
    found = editions_in_sight(request.actor, request.at)
    return paint_office(
        request,
        "office/editions/list.html",
        section=SECTION,
        under_way=[shown(view, request.at) for view in found if view.state.under_way],
        others=[shown(view, request.at) for view in found if not view.state.under_way],
    )


@require_POST
def open_edition(request: OfficeRequest) -> HttpResponse:
    """Make a run the provisional result of its checkpoint, which leads to its page."""
    run = request.POST.get("run", "")
    try:
        ref = actions.open_edition(actor=request.actor, at=request.at, run=run)
    except (NotNow, NotValid) as refusal:
        findings = lines(refusal.findings)
        return paint_office(request, "office/refused.html", section=SECTION, status=409, findings=findings)
    return redirect("edition", ref=ref)


@require_safe
def edition(request: OfficeRequest, ref: str) -> HttpResponse:
    """One result: where it stands and what comes next, the units' replies, the table, how it came there."""
    view = edition_in_sight(request.actor, request.at, ref)
    scheme, run = scheme_with(view.digest), run_view(view.run)
    words = Words(request.at, scheme)
    book = book_of(run, language())
    at = {"scheme": key_of_run(run.scheme, run.ref), "checkpoint": view.checkpoint}
    return paint_office(
        request,
        "office/editions/edition.html",
        section=SECTION,
        shown=shown(view, request.at),
        steps=nexts(view, signed_of(request), request.at),
        waiting=waiting(stand_of(view)),
        audience=audience_words(view.audience),
        replies=_replies(view, words),
        objections=dispute_lines(objections(edition=ref), words),
        groups=groups_at(book, scheme, Level.POINTS),
        changes=_changes(view, words),
        charts=may(Verb.DASHBOARD_VIEW, signed_of(request).holdings, view.state.value),
        history=happenings(view, steps_of(ref), words),
        comparable=[
            (other.run, shown(other, request.at))
            for other in editions_in_sight(request.actor, request.at)
            if other.run != view.run
        ],
        results=reverse("overview", kwargs=at),
        run=reverse("run", kwargs={"ref": view.run}),
    )


@require_safe
def scan(request: OfficeRequest, ref: str, step: str) -> HttpResponse:
    """The scan of a document of approval."""
    edition_in_sight(request.actor, request.at, ref)
    found = step_of(ref, step)
    if not found.scan_sha256:
        raise NotThere.of("edition.not_there")
    return attached(content_of(found.scan_sha256), found.scan_name, BYTES)


def _replies(view: EditionView, words: Words) -> list[ReplyLine]:
    """Every unit with what it has said, in official order; nothing before the result was given to them."""
    if view.reply_until is None:
        return []
    given, against = agreed(view), objecting(view.ref)
    found = []
    for unit in own_digests(view.book_sha256, scheme_with(view.digest)):
        said = "agreed" if unit in given else "objects" if unit in against else "silent"
        when = moment_words(given[unit]) if unit in given else ""
        found.append(ReplyLine(words.organisation(unit), said, when))
    return found


def _changes(view: EditionView, words: Words) -> list[tuple[str, Changed, OutcomeLine]]:
    """What is another than in the published edition before, unit by unit; nothing for a first one."""
    before = replaced_by(view)
    if before is None:
        return []
    old, new = (names_of(scheme_with(one.digest), language()) for one in (before, view))
    return [
        (words.organisation(one.unit), one, _outcome(one, old, new)) for one in changed_since(before, view)
    ]


def _outcome(one: Changed, before: Names, now: Names) -> OutcomeLine:
    grades, awards = (one.grade_before, one.grade), (one.awards_before, one.awards)
    return outcome_line(one.group, grades, awards, before, now)
