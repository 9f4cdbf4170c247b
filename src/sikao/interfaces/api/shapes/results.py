"""Shapes of results on their way, of published ones, and of why somebody has how many points."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from sikao.interfaces.api.shapes.common import Number, Words

Node = Annotated[str, Field(pattern="^[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*)?$", max_length=130)]


class OwnEdition(Schema):
    """A result as the units see that it is there; ``state`` says where it is on its way."""

    ref: str
    scheme: str
    checkpoint: str
    number: int
    state: str
    reply_until: str | None


class Edition(OwnEdition):
    """A result: the run whose ``book`` it shows, by its digest, on figures as of entry ``seq``.

    ``bound`` is the digest of what was submitted; ``units`` and ``public`` how much of it is shown to whom.
    """

    run: str
    seq: int
    book: str
    complete: bool
    bound: str | None
    units: str | None
    public: str | None


class Step(Schema):
    """What was done to a result, when, by whom, about which book, on which document."""

    at: str
    seq: int
    what: str
    person: str
    run: str
    book: str
    bound: str | None
    reason: str | None
    units: str | None
    public: str | None
    silent: list[str]
    document: str | None
    document_date: str | None


class Line(Schema):
    """A unit in a table; what is not shown at the reader's level is null.

    ``by_veto``: a veto limits the grade; ``promoted``: it is above the quota. Both are told with places.
    """

    unit: str
    name: Words
    ranked: bool
    grade: str | None
    grade_name: Words | None
    rank: int | None
    points: Number | None
    awards: list[Words]
    by_veto: bool
    promoted: bool


class Table(Schema):
    """A ranking group, in the order of places where they are shown, else in official order."""

    group: str
    name: Words
    full_points: Number | None
    lines: list[Line]


class EditionWhole(Edition):
    """A result with its steps and the tables that rank."""

    steps: list[Step]
    tables: list[Table]


class Score(Schema):
    """One node of a unit, as deep below the total as ``depth`` says; points are null where there are none."""

    scorecard: str
    node: str
    name: Words
    depth: int
    points: Number | None
    full_points: Number | None
    attainment: Number | None
    rank: int | None
    grade: str | None
    flags: list[str]


class UnitScores(Schema):
    """All scores of one unit at the checkpoint of a result."""

    unit: str
    scores: list[Score]


class OwnResult(OwnEdition):
    """The result of one's own unit, without anything of others."""

    unit: str
    scores: list[Score]


class OwnListed(OwnEdition):
    """A result in which one of one's own units has a part."""

    unit: str


class Explained(Schema):
    """Why a unit has these points, as `sikao explain --json` gives it: every part, formula and figure."""

    checkpoint: str
    checkpoint_name: Words
    scorecard: str
    scorecard_name: Words
    unit: str
    unit_name: Words
    node: str
    node_name: Words
    points: str | None
    full_points: str | None
    attainment: str | None
    rank: int | None
    among: int
    grade: Words | None
    flags: list[str]
    remarks: list[Words]
    rule: str | None
    basis: str | None
    sentence: dict[str, Any] | None
    method: Words | None
    rounding: Words
    parts: list[dict[str, Any]]
    holding: dict[str, Any] | None
    workings: list[dict[str, Any]]
    spread: list[dict[str, Any]]
    windows: list[dict[str, Any]]
    grounds: dict[str, Any] | None


class Changed(Schema):
    """A unit that a correction changes; what is not shown at the reader's level is null on both sides."""

    group: str
    unit: str
    points_before: Number | None
    points: Number | None
    rank_before: int | None
    rank: int | None
    grade_before: str | None
    grade: str | None
    awards_before: list[str]
    awards: list[str]


class Published(Schema):
    """A result that was published: ``level`` is how much of it the reader sees.

    ``state`` is ``published`` as long as it holds, else ``replaced`` or ``withdrawn``.
    """

    ref: str
    scheme: str
    checkpoint: str
    number: int
    state: str
    published_at: str
    level: str


class PublishedWhole(Published):
    """A published result with its tables; one that holds no more shows none, and why.

    ``document`` is that on which it was approved, where it was one; ``changes`` is what a correction changes.
    """

    document: str | None
    withdrawn: str | None
    tables: list[Table]
    changes: list[Changed]
