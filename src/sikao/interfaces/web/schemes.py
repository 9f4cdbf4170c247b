"""The scheme itself: what counts, for whom, by which rule, and whether it keeps what the policy says."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from sikao.core.scheme import describe_scheme, scheme_digest
from sikao.interfaces.web import library
from sikao.interfaces.web.frame import language, paint, year_or_404
from sikao.interfaces.web.results import schemes
from sikao.interfaces.web.results.changes import changes_view
from sikao.interfaces.web.results.claims import claims_view


def scheme(request: HttpRequest, scheme: str) -> HttpResponse:
    """The scheme at a glance."""
    year = year_or_404(scheme)
    view = schemes.scheme_view(year.resolved, language())
    return paint(request, "schemes/scheme.html", year, section="scheme", view=view, tab="scheme")


def scorecard(request: HttpRequest, scheme: str, scorecard: str) -> HttpResponse:
    """One scorecard, node by node."""
    year = year_or_404(scheme)
    if scorecard not in year.scheme.scorecards:
        raise Http404(scorecard)
    view = schemes.scheme_view(year.resolved, language())
    card = schemes.card_view(year.resolved, scorecard, language())
    return paint(
        request, "schemes/scorecard.html", year, section="scheme", view=view, card=card, tab=scorecard
    )


def document(request: HttpRequest, scheme: str) -> HttpResponse:
    """The whole scheme as one paper, for reading and printing."""
    year = year_or_404(scheme)
    view = schemes.scheme_view(year.resolved, language())
    written = describe_scheme(year.scheme, language())
    digest = scheme_digest(year.scheme)
    return paint(
        request,
        "schemes/document.html",
        year,
        section="scheme",
        view=view,
        document=written,
        digest=digest,
        tab="document",
    )


def claims(request: HttpRequest, scheme: str) -> HttpResponse:
    """Whether the scheme keeps what the policy says; what it asks of units."""
    year = year_or_404(scheme)
    before = library.previous(year)
    view = schemes.scheme_view(year.resolved, language())
    found = claims_view(year.scheme, before.scheme if before else None, language())
    return paint(
        request, "schemes/claims.html", year, section="scheme", view=view, claims=found, tab="claims"
    )


def changes(request: HttpRequest, scheme: str) -> HttpResponse:
    """What is different from last year's scheme."""
    year = year_or_404(scheme)
    before = library.previous(year)
    if before is None:
        raise Http404(scheme)
    view = schemes.scheme_view(year.resolved, language())
    found = changes_view(before.scheme, year.scheme, language())
    return paint(
        request, "schemes/changes.html", year, section="scheme", view=view, changes=found, tab="changes"
    )
