"""How a paper stands: what decides about issuing it, how it was issued, and whom it is for."""

from __future__ import annotations

from datetime import datetime

from sikao.core.scheme.resolving import Resolved
from sikao.office.accounts.rights.deciding import Concerned
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.bulletins.building import basis_of
from sikao.office.bulletins.document import Kind
from sikao.office.bulletins.models import Made
from sikao.office.bulletins.queries import (
    MadeView,
    PaperView,
    StepView,
    made_of,
    made_view,
    steps_of,
    versions_of,
)
from sikao.office.bulletins.rules import Basis, Stand
from sikao.office.groundwork.clock import day_of
from sikao.office.results.editions import edition
from sikao.office.results.stages import Level
from sikao.office.rulebook.queries import scheme_with


def stand_of(view: PaperView, at: datetime) -> Stand:
    """What decides about issuing a paper at a moment."""
    words, made = versions_of(view.ref)[-1], made_of(view)
    return Stand(
        state=view.state,
        words=words.number,
        number=words.document_number,
        on=words.on,
        worded_by=words.person,
        today=day_of(at),
        now=basis_of(view),
        made=None if made is None else Basis(made.book, made.bound),
        made_words=0 if made is None else made.words,
        content="" if made is None else made.content,
    )


def issued_step(view: PaperView) -> StepView | None:
    """How a paper was issued; ``None`` for one that never was."""
    return next((step for step in steps_of(view.ref) if step.verb is Verb.PAPER_ISSUE), None)


def scan_of(view: PaperView) -> StepView | None:
    """How the stamped paper was archived; ``None`` where it was not yet."""
    return next((step for step in steps_of(view.ref) if step.scan_sha256), None)


def issued_files(view: PaperView) -> MadeView | None:
    """The files that were issued; ``None`` for a paper that never was."""
    step = issued_step(view)
    row = None if step is None else Made.objects.filter(pk=step.made).select_related("entry").first()
    return None if row is None else made_view(row)


def units_of(view: PaperView) -> frozenset[str]:
    """The units that a paper is for: the one that it is written to, or all whom its result is shown.

    The report of a month names what others lag in: it is for the office and the leaders.
    """
    if view.unit:
        return frozenset({view.unit})
    if view.kind is Kind.MONTHLY:
        return frozenset()
    about = edition(view.edition)
    audience = about.audience
    if audience is None or audience.units is Level.NOTHING:
        return frozenset()
    return frozenset(
        unit.code for table in Resolved(scheme_with(about.digest)).tables for unit in table.units
    )


def concerned_by(view: PaperView) -> Concerned:
    """Whom a paper concerns, for the table of rights."""
    return Concerned(own=units_of(view))
