"""The circumstances of figures: in which submission they came, who signed, what evidence they rest on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from sikao.office.ledger.models import Evidence, FigureVersion, Submission


@dataclass(frozen=True, slots=True)
class Handing:
    """One act of handing in. ``seq`` is its entry in the journal; persons are given by their codes."""

    ref: str
    seq: int
    at: datetime
    task: str
    scheme: str
    organisation: str
    way: str
    reporter: str
    signer: str
    delegate_of: str
    document: str
    document_date: date | None
    note: str
    late: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence: of one figure, or of the whole submission where ``figure`` is empty."""

    ref: str
    submission: str
    figure: str
    file: str
    name: str
    size: int
    demanded: str


def handings(refs: Collection[str]) -> dict[str, Handing]:
    """Submissions by their references; unknown ones are left out."""
    rows = Submission.objects.filter(pk__in=set(refs)).select_related("entry")
    return {row.pk: _handing(row) for row in rows}


def pieces_of(submissions: Collection[str]) -> list[Piece]:
    """The evidence of some submissions, in the order in which it was attached."""
    rows = Evidence.objects.filter(submission_id__in=set(submissions)).order_by("entry_id", "position")
    return [_piece(row) for row in rows]


def piece(ref: str) -> Piece | None:
    """One piece of evidence."""
    row = Evidence.objects.filter(pk=ref).first()
    return None if row is None else _piece(row)


def keys_in(submission: str) -> list[tuple[str, str]]:
    """Unit and indicator of every figure in a submission."""
    rows: QuerySet[FigureVersion, tuple[str, str]] = FigureVersion.objects.filter(
        submission_id=submission
    ).values_list("unit", "indicator")
    return list(rows.order_by("position"))


def figure_of(ref: str) -> tuple[str, str] | None:
    """Unit and indicator of one version of a figure."""
    return FigureVersion.objects.filter(pk=ref).values_list("unit", "indicator").first()


def _handing(row: Submission) -> Handing:
    return Handing(
        ref=row.pk,
        seq=row.entry_id,
        at=row.entry.at,
        task=row.task,
        scheme=row.scheme,
        organisation=row.organisation,
        way=row.way,
        reporter=row.reporter,
        signer=row.signer,
        delegate_of=row.delegate_of,
        document=row.document,
        document_date=row.document_date,
        note=row.note,
        late=row.late,
    )


def _piece(row: Evidence) -> Piece:
    return Piece(row.pk, row.submission_id, row.figure_id or "", row.file, row.name, row.size, row.demanded)
