"""Shapes of tasks, their forms and drafts, evidence and jobs."""

from __future__ import annotations

from typing import Annotated

from ninja import Schema
from pydantic import Field, JsonValue

from sikao.interfaces.api.shapes.common import NO_NUL, Count, Day, FindingShown, Taken, Text, Words

LONGEST_CELL = 200
MOST_CELLS = 5000
SlotText = Annotated[str, Field(pattern="^[^\\u0000]{1,300}$")]
ONLY: dict[str, JsonValue] = {"additionalProperties": False}
"""Names that do not fit are no names; the framework describes those that do and keeps silent of others."""
CellText = Annotated[str, Field(pattern=NO_NUL, max_length=LONGEST_CELL)]


class TaskShown(Schema):
    """A task; ``late`` holds now while it is open, and of its signing afterwards.

    ``briefing`` names the briefing that is to be written; ``figures`` then counts its entries. ``asked`` is a
    correction that the office asked for: who answers that all stays as it is says ``nothing`` and why.
    """

    ref: str
    kind: str
    scheme: str
    provider: str
    organisation: str
    frequency: str
    through: str
    briefing: str | None
    label: Words
    figures: int
    opens: str
    due_at: str
    state: str
    late: bool
    paper: bool
    submitted_at: str | None
    signed_at: str | None
    submission: str | None
    returned_reason: str | None
    reason: str | None
    asked: bool
    revises: str | None
    version: int


class Measure(Schema):
    """A unit of measure."""

    code: str
    words: Words


class Known(Schema):
    """A figure that is known already: a value, or why there is none."""

    value: str | None
    absence: str | None


class SlotShown(Schema):
    """One figure that is asked for; numbers are in ``measure``. ``key`` names the cell in a draft."""

    key: str
    unit: str
    unit_name: Words
    indicator: str
    indicator_name: Words
    kind: str
    period: str
    measure: Measure
    last_year: Known | None
    target: str | None
    evidence: bool
    absences: list[Words]
    note: Words | None


class FormShown(Schema):
    """What a task asks for."""

    task: str
    title: Words
    period: str
    label: Words
    version: str
    slots: list[SlotShown]


class CellShown(Schema):
    """A cell as typed and as understood; ``echo`` reads the value back in words."""

    key: str
    raw: str
    reply: str
    value: str | None
    absence: str | None
    echo: Words | None
    findings: list[FindingShown]


class EvidenceShown(Schema):
    """A file that figures rest on; ``key`` names the figure, none where it is the whole sheet."""

    file: str
    name: str
    size: int
    key: str | None


class DraftShown(Schema):
    """What was entered, and what would be found if it were submitted now.

    ``warnings`` is the number to send along when submitting: it says that they were seen.
    """

    task: str
    version: int
    cells: list[CellShown]
    note: str
    document: str
    document_date: str | None
    caliber: str
    nothing: bool
    evidence: list[EvidenceShown]
    findings: list[FindingShown]
    errors: int
    warnings: int
    digest: str


class DraftTaken(Taken):
    """All cells of a draft, as text by the keys of the form; cells that are left out are emptied."""

    version: Count
    cells: Annotated[dict[SlotText, CellText], Field(max_length=MOST_CELLS, json_schema_extra=ONLY)]
    note: Annotated[str, Field(pattern=NO_NUL, max_length=2000)] | None = None
    document: Annotated[str, Field(pattern=NO_NUL, max_length=200)] | None = None
    document_date: Annotated[Day, Field(strict=False)] | None = None
    caliber: Annotated[str, Field(pattern=NO_NUL, max_length=500)] | None = None
    nothing: bool = False


class Submission(Taken):
    """The draft that is submitted, and how many warnings were seen."""

    draft_version: Count
    warnings_seen: Count = 0


class Submitted(Schema):
    """Where the task stands, and the digest of what is to be signed."""

    state: str
    digest: str


class Reason(Taken):
    """Why."""

    reason: Annotated[str, Field(pattern=NO_NUL, min_length=1, max_length=1000)]


class Revision(Taken):
    """The figures of a signed task that are to be corrected, by the keys of its form; none named are all."""

    keys: Annotated[list[SlotText], Field(max_length=MOST_CELLS)] = Field(default_factory=list)
    reason: Annotated[str, Field(pattern=NO_NUL, min_length=1, max_length=1000)]


class Revised(Schema):
    """The task in which the correction is filled in."""

    task: str


class Detached(Schema):
    """The draft's new version."""

    draft_version: int


class State(Schema):
    """Where it stands now."""

    state: str


class JobRef(Schema):
    """A piece of work to ask after."""

    job: str


class JobShown(Schema):
    """A workbook on its way into a draft: ready, running, done, failed or cancelled.

    ``permille`` of the work is done. Once it is done, ``taken`` says whether the draft was replaced, and
    ``has_marked`` whether there is a marked workbook to correct.
    """

    ref: str
    task: str
    state: str
    permille: int
    taken: bool | None
    draft_version: int | None
    filled: int | None
    has_marked: bool
    findings: list[FindingShown]


class Attached(Schema):
    """The file's SHA-256, and the draft's new version."""

    file: str
    size: int
    draft_version: int


class Disputes(Taken):
    """Figures that are disputed, by reference, each with its reason; the others are confirmed."""

    disputes: Annotated[
        dict[Annotated[str, Field(pattern="^[0-9a-z]{16}$")], Text],
        Field(min_length=1, max_length=MOST_CELLS, json_schema_extra=ONLY),
    ]


class Accepted(Taken):
    """Figures that are accepted, by reference."""

    figures: Annotated[
        list[Annotated[str, Field(pattern="^[0-9a-z]{16}$")]], Field(min_length=1, max_length=MOST_CELLS)
    ]


class Returned(Taken):
    """Figures that are returned, by reference, each with its reason."""

    figures: Annotated[
        dict[Annotated[str, Field(pattern="^[0-9a-z]{16}$")], Text],
        Field(min_length=1, max_length=MOST_CELLS, json_schema_extra=ONLY),
    ]
