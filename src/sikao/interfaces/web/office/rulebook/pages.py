"""Reading pages: the list of schemes, one scheme, one version checked, compared and as a document; files."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from sikao.core.scheme import Scheme, describe_scheme
from sikao.core.wording import Severity
from sikao.interfaces.web import library
from sikao.interfaces.web.frame import finding_line, language
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.rulebook.shown import cards_shown, checked, history, shown, tabs
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.tasks.files import attached
from sikao.interfaces.web.results.changes import changes_view
from sikao.interfaces.web.results.claims import claims_view
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.files import content_of
from sikao.office.groundwork.refusals import NotThere
from sikao.office.rulebook import queries
from sikao.office.rulebook.checking import Checked
from sikao.office.rulebook.queries import VersionLine

SECTION = "rulebook"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BYTES = "application/octet-stream"


@require_safe
def schemes(request: HttpRequest) -> HttpResponse:
    """The schemes that bind, and to whom they are open those on their way, each with the next step."""
    signed, lang = signed_of(request), language()
    cards = queries.cards() if may(Verb.SCHEME_VIEW_DRAFT, signed.holdings) else ()
    return paint_office(
        request,
        "office/rulebook/list.html",
        section=SECTION,
        under_way=cards_shown((card for card in cards if card.sealed is None), signed, lang),
        sealed=[
            ((scheme.title_en if lang == "en" else "") or scheme.title, scheme)
            for scheme in reversed(queries.sealed_all())
        ],
        opens_dossiers=bool(cards),
        uploads=may(Verb.SCHEME_DRAFT, signed.holdings),
        results=may(Verb.RESULTS_VIEW, signed.holdings),
    )


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """The latest results of the first sealed scheme that has any."""
    for year in library.years():
        if year.last_checkpoint is not None:
            return redirect("overview", scheme=year.scheme.code, checkpoint=year.last_checkpoint)
    return paint_office(request, "office/rulebook/no_results.html", section="results")


@require_safe
def dossier(request: HttpRequest, ref: str) -> HttpResponse:
    """One scheme: where it stands, what comes next, its last version, everything that happened."""
    card = queries.card(ref)
    return paint_office(
        request,
        "office/rulebook/dossier.html",
        section=SECTION,
        shown=shown(card, signed_of(request), language()),
        history=history(ref, language()),
    )


@require_safe
def version(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """What the check of a version found."""
    line = queries.version(ref, number)
    found = checked(line)
    return _paint(
        request,
        "version",
        ref,
        line,
        found,
        findings=[finding_line(finding, language()) for finding in found.findings],
        errors=found.count(Severity.ERROR),
        warnings=found.count(Severity.WARNING),
        can_mark=found.workbook is not None and bool(found.findings),
    )


@require_safe
def changes(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """A version beside last year's sealed scheme."""
    line = queries.version(ref, number)
    found = checked(line)
    if found.scheme is None or found.previous is None:
        raise NotThere.of("rulebook.not_there")
    view = changes_view(found.previous, found.scheme, language())
    return _paint(request, "changes", ref, line, found, changes=view)


@require_safe
def claims(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """What the policy says beside what a version makes of it, and what it asks of units."""
    line = queries.version(ref, number)
    found = checked(line)
    view = claims_view(_scheme_in(found), found.previous, language())
    return _paint(request, "claims", ref, line, found, claims=view, has_previous=found.previous is not None)


@require_safe
def document(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """A version as one paper."""
    line = queries.version(ref, number)
    found = checked(line)
    written = describe_scheme(_scheme_in(found), language())
    return _paint(request, "document", ref, line, found, document=written, digest=found.digest)


@require_safe
def marked(request: HttpRequest, ref: str, number: int) -> HttpResponse:  # noqa: ARG001 -- a view's signature
    """The uploaded workbook with its faulty cells marked."""
    line = queries.version(ref, number)
    content = checked(line).marked(language())
    if content is None:
        raise NotThere.of("rulebook.not_there")
    stem = line.name.rsplit(".", 1)[0]
    return attached(content, f"{stem}-问题.xlsx" if language() == "zh" else f"{stem}-marked.xlsx", _SHEET)


@require_safe
def file(request: HttpRequest, ref: str, number: int) -> HttpResponse:  # noqa: ARG001
    """The file of a version as it was uploaded."""
    line = queries.version(ref, number)
    return attached(content_of(line.sha256), line.name, _BYTES)


@require_safe
def scan(request: HttpRequest, ref: str, decided: str) -> HttpResponse:  # noqa: ARG001
    """The scan of a document of approval."""
    line = queries.decision(ref, decided)
    if not line.scan_sha256:
        raise NotThere.of("rulebook.not_there")
    return attached(content_of(line.scan_sha256), line.scan_name, _BYTES)


def _scheme_in(found: Checked) -> Scheme:
    if found.scheme is None:
        raise NotThere.of("rulebook.not_there")
    return found.scheme


def _paint(
    request: HttpRequest, view: str, ref: str, line: VersionLine, found: Checked, **context: Any
) -> HttpResponse:
    """A view of one version below the head that all of them share."""
    card = queries.card(ref)
    return paint_office(
        request,
        f"office/rulebook/{view}.html",
        section=SECTION,
        shown=shown(card, signed_of(request), language()),
        line=line,
        is_last=line.number == card.last.number,
        tabs=tabs(ref, line, f"dossier-{view}", found),
        **context,
    )
