"""Figures of the years before: taken over once from the office's files, so that growth has its base."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sikao.core.figures.codes import split_indicator
from sikao.core.figures.table import Figure, Figures
from sikao.core.scheme import Scheme
from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.duties import owed
from sikao.office.cycle.handing_in import HandedIn
from sikao.office.cycle.holding import held_bytes
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.files import check_quota
from sikao.office.groundwork.here import place
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotNow, NotValid
from sikao.office.ledger.facts import BY_HISTORY, NewEvidence, NewFigure, NewSubmission
from sikao.office.ledger.posting import rows_of
from sikao.office.ledger.queries import latest


@action(Verb.HISTORY_TAKE_OVER, "year", "scheme")
def take_over_history(
    *,
    actor: Actor,
    at: datetime,
    scheme: str,
    figures: Figures,
    document: str,
    document_date: date,
    evidence: Sequence[NewEvidence] = (),
) -> HandedIn:
    """Post figures of earlier years, which nobody owes any more, from a file that the office answers for.

    ``figures`` are read and checked against the scheme, in its units of measure. Figures of the scheme's own
    year come through tasks and are refused, and so is a figure that the ledger has already: it is revised by
    who provided it. ``evidence`` are scans of the document that they rest on.
    """
    capacity = authorise(actor, at, Verb.HISTORY_TAKE_OVER)
    known = owed(scheme)
    if not document.strip():
        raise NotValid.of("task.paper_without_document")
    check_quota(held_bytes("", paper=True), sum(one.size for one in evidence), place().quota_megabytes)
    made = [_figure(known.scheme, figure) for figure in figures if figure.unit in _carriers(known.scheme)]
    if late := [figure for figure in made if figure.period >= str(known.scheme.year)]:
        raise NotValid.of("history.own_year", figure="/".join(late[0].key))
    if taken := latest({figure.key for figure in made}):
        raise NotNow.of("history.known", figure="/".join(min(taken)), count=len(taken))
    submission = NewSubmission(
        task="",
        scheme=scheme,
        organisation="",
        way=BY_HISTORY,
        reporter=actor.person,
        document=document.strip()[:200],
        document_date=document_date,
    )
    head, rows = rows_of(submission, made, evidence)
    told = {"submission": head.ref, "figures": len(made), "document": head.document}
    subject = Subject("year", scheme, capacity)
    entry = write(actor=actor, at=at, verb=Verb.HISTORY_TAKE_OVER, subject=subject, new=told, rows=rows)
    return HandedIn(head.ref, entry.seq, len(made), late=False)


def _carriers(scheme: Scheme) -> frozenset[str]:
    return frozenset([*scheme.units, *scheme.references])


def _figure(scheme: Scheme, figure: Figure) -> NewFigure:
    item = scheme.items[(split_indicator(figure.indicator) or (figure.indicator, None))[0]]
    return NewFigure(
        unit=figure.unit,
        indicator=figure.indicator,
        kind=figure.kind.value,
        period=str(figure.period),
        value=figure.value,
        measure=figure.unit_of_measure,
        absence=figure.absence,
        raw=figure.source[:200],
        caliber=figure.caliber or item.caliber or "",
    )
