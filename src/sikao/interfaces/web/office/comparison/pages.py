"""Any two books beside each other, as a page and as a workbook."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from sikao.core.sheets import workbook_bytes
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.comparison.shown import change_groups, changed_items, figure_rows
from sikao.interfaces.web.office.comparison.workbook import comparison_draft
from sikao.interfaces.web.office.editions.shown import edition_words
from sikao.interfaces.web.office.files_out import ask_reason
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.runs.pages import SECTION, WORKBOOK
from sikao.interfaces.web.office.runs.shown import line_of
from sikao.interfaces.web.office.tasks.files import SHEET, attached
from sikao.interfaces.web.office.worded import Words, titled
from sikao.office.accounts.exports import needs_reason
from sikao.office.results import actions
from sikao.office.results.comparing import Compared
from sikao.office.results.comparing import compare as compared
from sikao.office.results.editions import editions
from sikao.office.results.queries import RunView
from sikao.office.rulebook.queries import scheme_with

MOST = 200
"""So many figures and lines of the schemes are shown; the workbook has all of them."""


@require_safe
def compare(request: OfficeRequest, ref: str) -> HttpResponse:
    """Who rose and fell from one book to another, by what, which figures differ, and what the schemes say."""
    found = _asked(request, ref)
    scheme = scheme_with(found.after.digest)
    words = Words(request.at, scheme)
    return paint_office(
        request,
        "office/runs/compare.html",
        section=SECTION,
        title=titled(scheme),
        before=line_of(found.before, {}),
        after=line_of(found.after, {}),
        ends=_ends(found),
        same=found.before.book == found.after.book,
        groups=change_groups(found, scheme),
        items=changed_items(found.recorded, scheme, words),
        count=len(found.recorded),
        figures=figure_rows(found.figures[:MOST], words),
        more=max(0, len(found.figures) - MOST),
        schemes=found.schemes[:MOST],
        more_schemes=max(0, len(found.schemes) - MOST),
        other_scheme=found.before.digest != found.after.digest,
        code=found.after.scheme if found.before.scheme == found.after.scheme else "",
    )


@require_safe
def compare_file(request: OfficeRequest, ref: str) -> HttpResponse:
    """The same as a workbook."""
    found = _asked(request, ref)
    rows = found.scores.height + len(found.figures)
    reason = request.GET.get("reason", "")
    scheme = scheme_with(found.after.digest)
    title = f"{_ends(found)[0]} → {_ends(found)[1]}"
    if needs_reason(rows, reason):
        return ask_reason(request, title, rows, SECTION)
    figures = figure_rows(found.figures, Words(request.at, scheme))
    content = workbook_bytes(comparison_draft(found, title, _ends(found), figures))
    actions.export_run(
        actor=request.actor,
        at=request.at,
        run=found.after.ref,
        name=f"compare-{found.before.ref}-{WORKBOOK}",
        rows=rows,
        content=content,
        reason=reason,
    )
    return attached(
        content, f"{found.after.scheme}-{found.before.book[:8]}-{found.after.book[:8]}.xlsx", SHEET
    )


def _asked(request: OfficeRequest, ref: str) -> Compared:
    return compared(ref, request.GET.get("with", ""), language())


def _ends(found: Compared) -> tuple[str, str]:
    return book_words(found.before), book_words(found.after)


def book_words(view: RunView) -> str:
    """A book by its year, checkpoint and entry, and by the edition that shows it."""
    line, scheme = line_of(view, {}), scheme_with(view.digest)
    shown = [one for one in editions(view.scheme) if one.run == view.ref]
    told = "" if not shown else f" {shown[0].state.term.text(language())}{edition_words(shown[0].number)}"
    return f"{scheme.year} {line.checkpoint}{told} #{view.seq}"
