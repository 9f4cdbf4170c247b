"""Shapes of figures, checks, receipts and the board."""

from __future__ import annotations

from ninja import Schema

from sikao.interfaces.api.shapes.common import Words


class Version(Schema):
    """One version of a figure; ``standing`` is what became of it last, empty for nothing yet."""

    ref: str
    seq: int
    at: str
    submission: str
    unit: str
    indicator: str
    kind: str
    period: str
    value: str | None
    measure: str
    absence: str | None
    caliber: str
    provider: str
    raw: str
    since: str
    replaces: str | None
    reason: str
    late: bool
    standing: str


class Figure(Schema):
    """A figure as the ledger had it: a value, or an absence."""

    unit: str
    indicator: str
    kind: str
    period: str
    value: str | None
    unit_of_measure: str
    absence: str | None
    flags: str
    caliber: str
    source: str
    since: str


class FiguresAsOf(Schema):
    """Figures of a scheme once entry ``seq`` of the journal was committed; the same for ever."""

    scheme: str
    seq: int
    items: list[Figure]
    total: int
    page: int
    size: int


class Confirmation(Schema):
    """A unit's check of a bureau's figures about it; a dispute has a deadline for its answer."""

    ref: str
    task: str
    submission: str
    unit: str
    provider: str
    label: Words
    figures: int
    due_at: str
    state: str
    given_at: str | None
    answer_due_at: str | None
    answered_at: str | None


class ConfirmationWhole(Confirmation):
    """The check with the figures to look at."""

    versions: list[Version]


class Verification(Schema):
    """A bureau's check of a unit's own figures."""

    ref: str
    task: str
    submission: str
    unit: str
    verifier: str
    label: Words
    figures: int
    decided: int
    due_at: str
    state: str
    decided_at: str | None


class VerificationWhole(Verification):
    """The check with the figures that are still to be decided."""

    versions: list[Version]


class ReceiptLeaf(Schema):
    """One record: its canonical text, and the hashes from it up to both roots of the entry."""

    position: int
    file: str
    text: str
    path_sha256: list[str]
    path_sm3: list[str]


class ReceiptShown(Schema):
    """A receipt: the entry of the journal as it was signed, and the records that it brought."""

    seq: int
    at: str
    entry: str
    sha256: str
    sm3: str
    key_id: str
    signature: str
    public_key: str
    leaves: list[ReceiptLeaf]


class Late(Schema):
    """What an organisation owes and is late with: a task, the answer to a dispute, or a verification.

    ``ref`` names it; ``task`` is the task whose figures it is about, ``other`` who waits for it, if anybody.
    ``steps`` are those taken since its present deadline passed.
    """

    kind: str
    ref: str
    task: str
    scheme: str
    organisation: str
    other: str | None
    frequency: str
    through: str
    label: Words
    figures: int
    due_at: str
    days_late: int
    steps: list[str]


class Count(Schema):
    """How many tasks stand in a state."""

    state: str
    tasks: int


class Board(Schema):
    """The state of the year's reporting: tasks by state, and who is late."""

    now: str
    years: list[str]
    counts: list[Count]
    late: list[Late]
