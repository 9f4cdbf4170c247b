"""Telling units that a paper for them went out or was withdrawn; never a word of what it says."""

from __future__ import annotations

from datetime import datetime

from sikao.core.books.names import term_of
from sikao.core.figures.periods import Period
from sikao.core.wording import Detail, Term
from sikao.office.bulletins.document import Kind
from sikao.office.bulletins.queries import PaperView
from sikao.office.bulletins.rules import KIND
from sikao.office.bulletins.stands import units_of
from sikao.office.cycle.telling import BOTH, tell_each
from sikao.office.groundwork.journal import Subject
from sikao.office.rulebook.queries import scheme_of

_BY_YEAR = (Kind.MID_YEAR, Kind.YEAR_END)
"""Kinds whose name says which part of the year they tell of."""


def name_of(view: PaperView) -> Term:
    """What a paper is called where it is only named: its kind and the time that it tells of."""
    kind = view.kind.term
    if view.kind is Kind.MONTHLY:
        month = Period.from_canonical(view.at)
        return Term(f"{month.label('zh')}{kind.zh}", f"{kind.en}: {month.label('en')}")
    scheme = scheme_of(view.scheme)
    if view.kind in _BY_YEAR:
        return Term(f"{scheme.year}年{kind.zh}", f"{kind.en}: {scheme.year}")
    point = term_of(scheme.checkpoints[view.at])
    said = "通报" if view.kind is Kind.QUARTER else kind.zh
    return Term(f"{scheme.year}年{point.zh}{said}", f"{kind.en}: {scheme.year}, {point.en}")


def tell_issued(view: PaperView, number: str, at: datetime) -> None:
    """Everybody who reports or signs at the units that the paper is for."""
    _tell(view, "notice.paper_issued", at, number=number)


def tell_withdrawn(view: PaperView, at: datetime, reason: str) -> None:
    """The same people, with the reason."""
    _tell(view, "notice.paper_withdrawn", at, number=view.document_number, reason=reason)


def _tell(view: PaperView, code: str, at: datetime, **details: Detail) -> None:
    told: dict[str, Detail] = {"what": name_of(view), **details}
    tell_each(dict.fromkeys(sorted(units_of(view)), (Subject(KIND, view.ref), told)), BOTH, code, at)
