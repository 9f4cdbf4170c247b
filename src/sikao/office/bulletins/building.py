"""From a paper's row to its document: in the program's own words, on what it tells of as that is now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from sikao.core.insight import Worked
from sikao.core.wording import Term
from sikao.office.bulletins.content.frame import Frame
from sikao.office.bulletins.document import Document, Kind, Stage
from sikao.office.bulletins.making import bulletin_of, letter_of
from sikao.office.bulletins.queries import PaperView, WordsView
from sikao.office.bulletins.reviewed import report_of
from sikao.office.bulletins.ruled import ruled, ruling_of
from sikao.office.bulletins.rules import Basis, code_shown
from sikao.office.cycle.months import held_sheet
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotNow
from sikao.office.results.computing import figures_at
from sikao.office.results.editions import edition, published_at
from sikao.office.results.objections import objection
from sikao.office.results.stages import State as EditionState
from sikao.office.rulebook.queries import scheme_with

EVERYBODY = Term("各区市，各功能区，市直各单位", "All districts, zones and departments")
_APPROVED = Term("审定内容摘要", "Digest of what was approved")
_HOW = Term("核验方法", "How to verify")
_HOW_TOLD = Term(
    "在综合考核系统的“公文核验”页输入校验码，或选取本件的电子文件。",
    "Type the code on the page “Verify a paper” of the assessment system, or choose the file itself.",
)


def basis_of(view: PaperView) -> Basis:
    """What a paper tells of as it is now; ``NotNow`` where there is nothing to tell yet, or no more."""
    if view.kind is Kind.RULING:
        word = ruled(objection(view.about))
        bound = f"{view.about}:{word.seq}"
        return Basis(book=edition(view.edition).book, bound=bound, since=day_of(word.at))
    if view.kind is Kind.MONTHLY:
        held = held_sheet(view.about)[0]
        return Basis(book=held.digest, bound="", since=held.held_on)
    found = edition(view.edition)
    told = published_at([found.ref]).get(found.ref)
    since = None if told is None else day_of(told)
    return Basis(found.book, found.bound, final=found.state is EditionState.PUBLISHED, since=since)


def built(view: PaperView, words: WordsView, day: date) -> Document:
    """The paper as it would go out, in the program's own words; dated ``day`` where nobody typed a date."""
    frame = _frame(view, words, day)
    if view.kind is Kind.RULING:
        return _sourced(ruling_of(objection(view.about), frame, view.lang), "")
    if view.kind is Kind.MONTHLY:
        return _sourced(report_of(*held_sheet(view.about), frame, view.lang), "")
    found = edition(view.edition)
    if not found.state.under_way and found.state is not EditionState.PUBLISHED:
        raise NotNow.of("edition.holds_no_more")
    worked = _worked(found.run, found.digest, found.seq, found.checkpoint)
    if view.kind is Kind.FEEDBACK:
        made = letter_of(found, worked, view.unit, frame, view.lang, published=True)
    else:
        made = bulletin_of(found, worked, frame, view.lang)
    return _sourced(made, found.bound)


@lru_cache(maxsize=1)
def _worked(run: str, digest: str, seq: int, checkpoint: str) -> Worked:
    """A run laid open. What one was computed from never changes, and many papers tell of the same."""
    del run
    known = scheme_with(digest)
    return Worked(known, figures_at(known, seq), checkpoint)


def _frame(view: PaperView, words: WordsView, day: date) -> Frame:
    return Frame(
        head=words.head,
        issuer=words.issuer,
        addressees=EVERYBODY.text(view.lang),
        on=words.on or day,
        number=words.document_number,
        copies=words.copies,
        printed_by=words.printed_by,
        objections=words.further,
        stage=Stage.FINAL,
        code=code_shown(view.code),
    )


def _sourced(document: Document, bound: str) -> Document:
    """The back page names what was approved, too, and where a holder asks."""
    lang = document.lang
    approved = ((_APPROVED.text(lang), bound),) if bound else ()
    how = (_HOW.text(lang), _HOW_TOLD.text(lang))
    return replace(document, sources=(*document.sources, *approved, how))
