"""Shapes of briefings: what is asked, what stands beside it, what is written, the review of all units."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from sikao.interfaces.api.shapes.common import NO_NUL, Count, FindingShown, Taken, Words
from sikao.interfaces.api.shapes.tasks import MOST_CELLS, ONLY, EvidenceShown, Known, Measure, SlotText

LONGEST_PART = 2000
PartText = Annotated[str, Field(pattern=NO_NUL, max_length=LONGEST_PART)]
StateOfProgress = Literal["not_started", "under_way", "done", "behind", "nothing"]


class FigureBeside(Schema):
    """A figure of the ledger beside a subject; numbers are in ``measure``."""

    key: str
    indicator_name: Words
    period: str
    measure: Measure
    value: Known | None
    target: str | None
    last_year: Known | None


class Entry(Schema):
    """What was told about a subject."""

    state: StateOfProgress
    progress: str
    cause: str
    next: str


class SubjectShown(Schema):
    """One subject; a draft names its parts ``subject/state``, ``/progress``, ``/cause`` and ``/next``.

    ``before`` is what was told of the stretch of time before, ``standing`` what is signed of this one.
    """

    subject: str
    name: Words
    text: Words | None
    figures: list[FigureBeside]
    before: Entry | None
    standing: Entry | None


class BriefingShown(Schema):
    """A briefing with its draft, and what would be found if it were submitted now.

    ``longest`` is how many characters an entry may have. ``warnings`` is the number to send along when
    submitting: it says that they were seen.
    """

    task: str
    title: Words
    briefing: str
    longest: int
    subjects: list[SubjectShown]
    version: int
    cells: dict[str, str]
    note: str
    nothing: bool
    evidence: list[EvidenceShown]
    findings: list[FindingShown]
    errors: int
    warnings: int
    digest: str


class BriefingTaken(Taken):
    """All parts of a briefing's draft, by their names; those that are left out are emptied."""

    version: Count
    cells: Annotated[dict[SlotText, PartText], Field(max_length=MOST_CELLS, json_schema_extra=ONLY)]
    note: Annotated[str, Field(pattern=NO_NUL, max_length=2000)] | None = None
    nothing: bool = False


class Told(Schema):
    """What a unit told about a subject: the version that stands."""

    ref: str
    seq: int
    at: str
    subject: str
    entry: Entry
    late: bool
    replaces: str | None


class Teller(Schema):
    """A unit and its task. ``nothing``: why it has nothing to tell; ``again``: it is correcting."""

    unit: str
    task: str
    state: str
    late: bool
    asked: list[str]
    told: list[Told]
    nothing: str | None
    again: bool


class Review(Schema):
    """One briefing of one stretch of time, all units in official order."""

    scheme: str
    briefing: str
    through: str
    subjects: list[str]
    units: list[Teller]
