"""What other rooms hand to the ledger and get from it: plain frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sikao.core.figures.absence import Absence
from sikao.core.wording import Term

BY_HISTORY = "history"
"""The way of figures of earlier years, taken over from the office's files."""
BY_RULING = "ruling"
"""The way of figures that a ruling on an objection put right."""
BY_DOCKET = "docket"
"""The way of figures that decisions of the docket of bonus and deduction add up to."""
OFFICE_WAYS = ("paper", BY_HISTORY, BY_RULING, BY_DOCKET)
"""Ways of handing in whose documents the office keeps, whoever the figures are of."""

Key = tuple[str, str, str, str]
"""Unit, indicator, kind, period."""


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A figure to be posted: a value in ``measure``, or an absence."""

    unit: str
    indicator: str
    kind: str
    period: str
    value: Decimal | None
    measure: str
    absence: Absence | None
    raw: str
    caliber: str = ""
    since: str = ""
    reason: str = ""

    @property
    def key(self) -> Key:
        """What the figure is about."""
        return (self.unit, self.indicator, self.kind, self.period)


class Progress(StrEnum):
    """How far something is, in the words of whoever answers for it."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"
    BEHIND = "behind"
    NOTHING = "nothing"
    """Nothing to tell of this one, said on purpose and with the reason; a blank says nothing."""

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _PROGRESS[self]


_PROGRESS = {
    Progress.NOT_STARTED: Term("未启动", "not started"),
    Progress.UNDER_WAY: Term("推进中", "under way"),
    Progress.DONE: Term("已完成", "done"),
    Progress.BEHIND: Term("滞后", "behind"),
    Progress.NOTHING: Term("无须说明", "nothing to tell"),
}


@dataclass(frozen=True, slots=True)
class NewBriefing:
    """An entry of a briefing to be posted: of a unit about a subject, through a month."""

    unit: str
    briefing: str
    subject: str
    through: str
    state: Progress
    progress: str
    cause: str
    next_step: str

    @property
    def said(self) -> tuple[str, str, str, str]:
        """Everything that it says."""
        return (self.state.value, self.progress, self.cause, self.next_step)


@dataclass(frozen=True, slots=True)
class BriefingLine:
    """One version of an entry of a briefing as other rooms see it."""

    ref: str
    seq: int
    at: datetime
    submission: str
    unit: str
    subject: str
    through: str
    state: Progress
    progress: str
    cause: str
    next_step: str
    replaces: str | None
    late: bool

    @property
    def said(self) -> tuple[str, str, str, str]:
        """Everything that it says."""
        return (self.state.value, self.progress, self.cause, self.next_step)


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """A stored file to be posted with a submission; ``key`` names the figure that it belongs to, if one.

    With ``sm3`` the act also brings the row that lets a verification of the home look at the file's bytes.
    """

    file: str
    name: str
    size: int
    key: Key | None = None
    demanded: str = ""
    sm3: str = ""
    media: str = ""


@dataclass(frozen=True, slots=True)
class NewSubmission:
    """What is handed in, by whom, on whose word; see the columns of ``Submission``."""

    task: str
    scheme: str
    organisation: str
    way: str
    reporter: str
    signer: str = ""
    delegate_of: str = ""
    document: str = ""
    document_date: date | None = None
    nothing: bool = False
    late: bool = False
    note: str = ""
    form_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file that was handed in; ``key`` names the figure that it belongs to, if one."""

    file: str
    name: str
    size: int
    key: Key | None


@dataclass(frozen=True, slots=True)
class Sent:
    """One act of handing in as other rooms see it; see the columns of ``Submission``."""

    ref: str
    seq: int
    at: datetime
    way: str
    organisation: str
    reporter: str
    signer: str
    delegate_of: str
    document: str
    document_date: date | None
    nothing: bool
    late: bool
    note: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a figure as other rooms see it; ``standing`` is its last event, or empty."""

    ref: str
    seq: int
    at: datetime
    submission: str
    unit: str
    indicator: str
    kind: str
    period: str
    value: Decimal | None
    measure: str
    absence: Absence | None
    caliber: str
    provider: str
    raw: str
    since: str
    replaces: str | None
    reason: str
    late: bool
    standing: str

    @property
    def key(self) -> Key:
        """What the figure is about."""
        return (self.unit, self.indicator, self.kind, self.period)
