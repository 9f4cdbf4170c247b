"""What a decision does to figures: another version of each that it adds to, by the ledger's one door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sikao.core.figures.decimals import canonical
from sikao.office.docket.counting import Docket
from sikao.office.docket.queries import ApplicationView
from sikao.office.groundwork.appendonly import Record
from sikao.office.ledger.facts import BY_DOCKET, Key, NewEvidence, NewFigure, NewSubmission, Version
from sikao.office.ledger.models import FigureEvent, FigureVersion, What
from sikao.office.ledger.posting import rows_of
from sikao.office.ledger.queries import versions
from sikao.office.ledger.rules import NOT_STANDING

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Basis:
    """On whose word a decision stands: the two who decided, or who recorded which document."""

    reporter: str
    signer: str
    reason: str
    document: str
    document_date: date | None


def posted(
    docket: Docket, view: ApplicationView, changes: Mapping[str, Decimal], basis: Basis
) -> tuple[str, list[Record]]:
    """The reference of the figure's new version, and all rows; ``changes`` is by item how much more.

    Each figure is what stands plus what changes: a ruling on an objection in between is not lost.
    """
    before = standing([docket.key(view.unit, item) for item in changes])
    figures = [
        _figure(docket, docket.key(view.unit, item), before, change, basis)
        for item, change in changes.items()
    ]
    own = docket.key(view.unit, view.item)
    evidence = [NewEvidence(one.file, one.name, one.size, own) for one in view.files]
    _, rows = rows_of(_submission(view, basis), figures, evidence)
    made = [row for row in rows if isinstance(row, FigureVersion)]
    ref = next(row.ref for row in made if row.indicator == view.item)
    return ref, [*rows, *_decided(made, basis)]


def zeros(docket: Docket, keys: Sequence[Key], officer: str, scheme: str, reason: str) -> list[Record]:
    """The rows by which figures of which nothing was decided become zero."""
    head = NewSubmission(
        task="", scheme=scheme, organisation="", way=BY_DOCKET, reporter=officer, note=reason
    )
    figures = [_plain(docket, key, _NOTHING, "", reason) for key in keys]
    _, rows = rows_of(head, figures)
    return rows


def standing(keys: Sequence[Key]) -> dict[Key, Version]:
    """The versions of figures that stand now."""
    return {one.key: one for one in versions(list(keys)) if one.standing not in NOT_STANDING}


def _figure(
    docket: Docket, key: Key, before: Mapping[Key, Version], change: Decimal, basis: Basis
) -> NewFigure:
    found = before.get(key)
    stood = _NOTHING if found is None or found.value is None else found.value
    # A version that counts from a checkpoint on is followed by one that does so, too: else it would win.
    since = "" if found is None else found.since
    return _plain(docket, key, stood + change, since, basis.reason)


def _plain(docket: Docket, key: Key, value: Decimal, since: str, reason: str) -> NewFigure:
    unit, item, kind, period = key
    return NewFigure(
        unit=unit,
        indicator=item,
        kind=kind,
        period=period,
        value=value,
        measure=docket.measure(item),
        absence=None,
        raw=canonical(value),
        caliber=docket.scheme.items[item].caliber or "",
        since=since,
        reason=reason[:2000],
    )


def _submission(view: ApplicationView, basis: Basis) -> NewSubmission:
    return NewSubmission(
        task="",
        scheme=view.scheme,
        organisation="",
        way=BY_DOCKET,
        reporter=basis.reporter,
        signer=basis.signer,
        document=(basis.document or view.brought.document)[:200],
        document_date=basis.document_date or view.brought.document_date,
        note=f"加减分 {view.number}号：{view.matter}",
    )


def _decided(made: Sequence[FigureVersion], basis: Basis) -> list[Record]:
    return [
        FigureEvent(
            figure=row,
            what=What.DECIDED,
            organisation="",
            person=basis.signer or basis.reporter,
            reason=basis.reason[:2000],
        )
        for row in made
    ]
