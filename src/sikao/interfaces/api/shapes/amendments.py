"""Shapes of a scheme's versions, and of amendments: on their way, in force, what each does to all."""

from __future__ import annotations

from ninja import Schema

from sikao.interfaces.api.shapes.common import Code, Number, Words


class AmendmentsWanted(Schema):
    """Which amendments; what is left out does not matter."""

    scheme: Code | None = None


class Approval(Schema):
    """A document on which an amendment was approved, with its day."""

    document: str
    document_date: str | None


class SchemeVersion(Schema):
    """A version of a scheme that binds: the first one, or from the checkpoint ``since`` on by an amendment.

    ``first_month`` is the first month of the year that it binds for. ``documents`` are empty where people
    approved it here.
    """

    scheme: str
    number: int
    digest: str
    title: str
    since: str | None
    first_month: int
    sealed_at: str
    seq: int
    amendment: str | None
    reason: str | None
    documents: list[Approval]


class SchemeChange(Schema):
    """One difference between two versions as people read it: what it is about, what it was, what it is."""

    section: str
    area: str
    item: str
    before: str
    after: str


class AmendmentNotice(Schema):
    """The notice of an amendment in force: what changed, from when on, on which document; nobody's points."""

    ref: str
    scheme: str
    number: int
    since: str
    issued_at: str
    reason: str
    digest: str
    follows: str
    documents: list[Approval]
    changes: list[SchemeChange]


class AmendmentShown(Schema):
    """An amendment with its last proposal: ``digest`` is the version that it would make, ``follows`` the one
    that it changes. ``impact`` is the digest of what it does to everyone, once that is worked out; ``bound``
    that of what is approved.
    """

    ref: str
    scheme: str
    number: int
    state: str
    since: str
    reason: str
    digest: str
    follows: str
    impact: str | None
    bound: str | None


class AmendmentProposal(Schema):
    """What somebody uploaded for an amendment."""

    number: int
    at: str
    seq: int
    person: str
    name: str
    sha256: str
    digest: str
    since: str
    reason: str


class AmendmentStep(Schema):
    """What was done to an amendment, when, by whom, about which proposal, on which document."""

    at: str
    seq: int
    what: str
    person: str
    proposal: int
    impact: str | None
    bound: str | None
    reason: str | None
    document: str | None
    document_date: str | None


class AmendmentWhole(AmendmentShown):
    """An amendment with everything that was uploaded and done, in order."""

    proposals: list[AmendmentProposal]
    steps: list[AmendmentStep]


class LeafEffect(Schema):
    """A leaf whose points change for a unit; null where there are none."""

    node: str
    name: Words
    before: Number | None
    after: Number | None


class UnitEffect(Schema):
    """A unit by both versions; grades and awards are codes."""

    unit: str
    name: Words
    points_before: Number | None
    points: Number | None
    rank_before: int | None
    rank: int | None
    grade_before: str | None
    grade: str | None
    awards_before: list[str]
    awards: list[str]
    leaves: list[LeafEffect]


class GroupEffect(Schema):
    """The table of a ranking group at a checkpoint by both versions, units in official order.

    ``reached`` says whether the new version binds there; what was announced earlier stays. ``added``,
    ``removed`` and ``changed`` are codes of what is scored otherwise.
    """

    checkpoint: str
    checkpoint_name: Words
    group: str
    group_name: Words
    table: str
    reached: bool
    moved: bool
    added: list[str]
    removed: list[str]
    changed: list[str]
    units: list[UnitEffect]


class AmendmentImpact(Schema):
    """What an amendment does to everyone, on figures as of entry ``seq``; it compares, and is no result.

    ``carried`` figures stand for ones that are still to come; for ``missing`` ones there is nothing to carry.
    """

    amendment: str
    sha256: str
    before: str
    after: str
    since: str
    seq: int
    carried: int
    missing: int
    tables: list[GroupEffect]
