"""Pure decisions of the ledger: since when a revision counts, and which version stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sikao.office.ledger.models import What

NOT_STANDING = frozenset({What.RETURNED.value})
"""After these events a version is read by nobody; the one before it stands again, if there is one."""


def counts_since(day: date, closings: Sequence[tuple[str, date]]) -> str:
    """The checkpoint since which a figure recorded on a day counts, where it replaces an earlier version.

    ``closings`` are the checkpoints in order, each with the last day on which figures for it are taken. Empty
    while no checkpoint has closed: a correction before the first closing stands in the place of the first
    version. After the last closing it is the last checkpoint, whose book is then corrected by a new version.
    """
    closed = [code for code, last_day in closings if day > last_day]
    if not closed:
        return ""
    still_open = [code for code, last_day in closings if day <= last_day]
    return still_open[0] if still_open else closings[-1][0]


def since_of(day: date, closings: Sequence[tuple[str, date]], earlier_reads: Mapping[str, bool]) -> str:
    """Like ``counts_since``, but empty where no closed checkpoint reads the figure.

    ``earlier_reads`` says for each checkpoint whether it reads the period of the figure: a half-year figure
    corrected in July is no revision of anything that the first quarter showed.
    """
    since = counts_since(day, closings)
    read_before = any(day > last_day and earlier_reads.get(code, False) for code, last_day in closings)
    return since if read_before else ""
