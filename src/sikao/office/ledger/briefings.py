"""What units told on briefings: posting the entries of a submission, and reading the versions that stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sikao.office.groundwork.here import place
from sikao.office.ledger.facts import BriefingLine, NewBriefing, Progress
from sikao.office.ledger.models import BriefingVersion, Submission

Window = tuple[str, str, str]
"""Unit, subject, last month."""


def briefing_rows(head: Submission, told: Sequence[NewBriefing]) -> list[BriefingVersion]:
    """The rows of a submission's entries; each names the version before it, if there is one."""
    if not told:
        return []
    units = {entry.unit for entry in told}
    before = standing_briefings(head.scheme, told[0].briefing, units=units)
    return [
        BriefingVersion(
            submission=head,
            unit=entry.unit,
            briefing=entry.briefing,
            subject=entry.subject,
            through=entry.through,
            state=entry.state.value,
            progress=entry.progress,
            cause=entry.cause,
            next_step=entry.next_step,
            replaces_id=found.ref
            if (found := before.get((entry.unit, entry.subject, entry.through)))
            else None,
            late=head.late,
            synthetic=place().demo,
        )
        for entry in told
    ]


def standing_briefings(
    scheme: str,
    briefing: str,
    *,
    units: Collection[str] | None = None,
    through: str = "",
    seq: int | None = None,
) -> dict[Window, BriefingLine]:
    """The last version of every entry of a briefing: of some units or all, of one window or all.

    With ``seq`` as of that entry of the journal.
    """
    rows = BriefingVersion.objects.filter(submission__scheme=scheme, briefing=briefing)
    rows = rows if units is None else rows.filter(unit__in=units)
    rows = rows.filter(through=through) if through else rows
    rows = rows if seq is None else rows.filter(entry_id__lte=seq)
    ordered = rows.select_related("entry").order_by("entry_id", "position")
    return {(row.unit, row.subject, row.through): _line(row) for row in ordered}


def entries_in(submission: str) -> int:
    """How many entries of a briefing were handed in by one act."""
    return BriefingVersion.objects.filter(submission=submission).count()


def _line(row: BriefingVersion) -> BriefingLine:
    return BriefingLine(
        ref=row.ref,
        seq=row.entry_id,
        at=row.entry.at,
        submission=row.submission_id,
        unit=row.unit,
        subject=row.subject,
        through=row.through,
        state=Progress(row.state),
        progress=row.progress,
        cause=row.cause,
        next_step=row.next_step,
        replaces=row.replaces_id,
        late=row.late,
    )
