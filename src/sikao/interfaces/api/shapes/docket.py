"""Shapes of the docket of bonus and deduction: applications, what is under notice, how units stand."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from sikao.interfaces.api.shapes.common import NO_NUL, Code, Day, Number, Words
from sikao.office.docket.rules import LONGEST, LONGEST_MATTER

ApplicationState = Literal[
    "submitted",
    "returned",
    "examined",
    "passed",
    "unpassed",
    "notice",
    "deciding",
    "granted",
    "reduced",
    "refused",
    "absorbed",
    "withdrawn",
]
Said = Annotated[str, Field(pattern=NO_NUL, min_length=1, max_length=LONGEST)]
Named = Annotated[str, Field(pattern=NO_NUL, min_length=1, max_length=LONGEST_MATTER)]
HowMany = Annotated[
    str, Field(pattern=NO_NUL, min_length=1, max_length=50, description="How many, as text: 1, 0.5")
]


class ApplicationsWanted(Schema):
    """Which applications; what is left out does not matter."""

    scheme: Code | None = None
    unit: Code | None = None
    item: Code | None = None
    direction: Literal["bonus", "deduction"] | None = None
    state: ApplicationState | None = None


class StandingOf(Schema):
    """Which scheme's docket; the latest where it is left out."""

    scheme: Code | None = None


class NoticeShown(Schema):
    """An application under notice, as every unit sees it: the matter, and no result of anybody.

    ``brought_by`` is null where the assessment office brought it; ``proposed`` is how many are to be granted,
    each worth ``each`` points.
    """

    ref: str
    scheme: str
    number: int
    unit: str
    unit_name: Words
    item: str
    item_name: Words
    deduction: bool
    each: Number
    matter: str
    document: str
    document_date: str | None
    brought_by: str | None
    proposed: Number | None
    notice_until: str | None


class ApplicationShown(NoticeShown):
    """An application that one sees whole: ``count`` is applied for, ``decided`` what came of it.

    ``proposed`` is told to the office, and to everybody while it is under notice. ``points`` are those that
    were granted, before any cap.
    """

    state: str
    brought_at: str
    count: Number
    decided: Number | None
    points: Number | None


class ApplicationFile(Schema):
    """A file that an application rests on, by its SHA-256."""

    file: str
    name: str
    size: int


class ApplicationStep(Schema):
    """What was done about an application; opinions before the decision, objections and persons are told to
    the office alone.
    """

    at: str
    what: str
    person: str | None
    organisation: str | None
    count: Number | None
    outcome: str | None
    reason: str | None
    document: str | None
    document_date: str | None


class LeafStanding(Schema):
    """What was granted to a unit under one leaf, before the cap; ``over`` says that some does not count."""

    scorecard: str
    node: str
    name: Words
    counted: Number
    cap: Number
    over: bool


class ApplicationWhole(ApplicationShown):
    """An application with its reason, files and steps.

    ``leaf`` is how its unit stands where it counts, ``null`` for a body that brought a deduction;
    ``same_matter`` and ``same_document`` refer to others that may be the same, told to the office alone.
    """

    reason: str
    files: list[ApplicationFile]
    steps: list[ApplicationStep]
    leaf: LeafStanding | None
    same_matter: list[str]
    same_document: list[str]


class UnitStanding(Schema):
    """How a unit stands, leaf by leaf."""

    unit: str
    name: Words
    leaves: list[LeafStanding]


class DocketStanding(Schema):
    """The docket of a year: whether it is closed, how long notices are, and how units stand in it.

    ``closed_at`` and ``zeros``, how many figures were set to zero on closing, are told to the office.
    """

    scheme: str
    closed: bool
    closed_at: str | None
    zeros: int | None
    notice_days: int
    units: list[UnitStanding]


class BonusForm(Schema):
    """An application for a bonus: which item how often for which matter, on which document."""

    scheme: Code
    unit: Code
    item: Code
    matter: Named
    count: HowMany
    reason: Said
    document: Named
    document_date: Day


class CompletedForm(Schema):
    """What an application that was returned says now."""

    count: HowMany
    reason: Said
    document: Named
    document_date: Day


class ApplicationRef(Schema):
    """The application that was made."""

    ref: str
