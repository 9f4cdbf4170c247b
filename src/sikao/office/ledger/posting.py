"""The one way by which figures enter the ledger: as rows of a submission, all in one entry of the journal."""

from __future__ import annotations

from collections.abc import Sequence

from sikao.core.figures.decimals import canonical
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.files import Stored, row_for
from sikao.office.groundwork.here import place
from sikao.office.groundwork.models import StoredFile
from sikao.office.ledger.facts import Key, NewEvidence, NewFigure, NewSubmission
from sikao.office.ledger.models import Evidence, FigureVersion, Submission
from sikao.office.ledger.queries import latest


def rows_of(
    submission: NewSubmission, figures: Sequence[NewFigure], evidence: Sequence[NewEvidence] = ()
) -> tuple[Submission, list[Record]]:
    """The rows that the act of handing in brings to the journal, in order: submission, figures, evidence.

    Called inside the transaction of the act; each figure names the version before it, if there is one.
    """
    head = Submission(
        **{name: getattr(submission, name) for name in NewSubmission.__dataclass_fields__}  # same names
    )
    before = latest({figure.key for figure in figures})
    versions = {figure.key: _version(head, figure, before.get(figure.key), submission) for figure in figures}
    if len(versions) != len(figures):
        raise ValueError("a figure is handed in twice in one submission")
    files = [_evidence(head, piece, versions) for piece in evidence]
    return head, [head, *versions.values(), *files, *_stored(evidence)]


def _stored(evidence: Sequence[NewEvidence]) -> list[StoredFile]:
    """One row for each file, however many figures it belongs to."""
    files = {piece.file: piece for piece in evidence if piece.sm3}
    return [
        row_for(Stored(piece.file, piece.sm3, piece.size), piece.name, piece.media)
        for piece in files.values()
    ]


def _version(
    head: Submission, figure: NewFigure, before: str | None, submission: NewSubmission
) -> FigureVersion:
    return FigureVersion(
        submission=head,
        unit=figure.unit,
        indicator=figure.indicator,
        kind=figure.kind,
        period=figure.period,
        value=None if figure.value is None else canonical(figure.value),
        measure=figure.measure,
        absence="" if figure.absence is None else figure.absence.value,
        caliber=figure.caliber,
        provider=submission.organisation,
        raw=figure.raw,
        since=figure.since,
        replaces_id=before,
        reason=figure.reason,
        late=submission.late,
        synthetic=place().demo,
    )


def _evidence(head: Submission, piece: NewEvidence, versions: dict[Key, FigureVersion]) -> Evidence:
    return Evidence(
        submission=head,
        figure=None if piece.key is None else versions[piece.key],
        file=piece.file,
        name=piece.name,
        size=piece.size,
        demanded=piece.demanded,
    )
