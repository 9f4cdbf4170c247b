"""Shapes of papers: bulletins, letters and reports, their files, and what verifying one tells."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from sikao.interfaces.api.shapes.common import NO_NUL, Code, Ref, Sha256, Words

PaperKind = Literal["quarter", "mid_year", "year_end", "monthly", "feedback", "ruling"]
PaperState = Literal["draft", "issued", "archived", "withdrawn", "replaced", "lapsed"]
PaperForm = Literal["pdf", "docx", "xlsx", "scan"]


class PapersWanted(Schema):
    """Which papers; what is left out does not matter."""

    scheme: Code | None = None
    edition: Ref | None = None
    unit: Code | None = None
    kind: PaperKind | None = None
    state: PaperState | None = None


class PaperAsked(Schema):
    """The paper in hand: the code on its back page, or the digest there or of one of its files."""

    code: Annotated[str, Field(pattern=NO_NUL, max_length=200)] | None = None
    sha256: Sha256 | None = None


class PaperShown(Schema):
    """A paper: about a result (``edition``), an objection or a review of a month (``about``).

    ``unit`` is whom it is written to, none where it is for all. ``number`` counts from 1: after a withdrawal
    the next one. Document number, day and the ``code`` by which it is verified are there once it went out.
    ``content`` is the digest on its back page, null where the reader sees none.
    """

    ref: str
    kind: str
    name: Words
    lang: str
    scheme: str
    checkpoint: str | None
    month: str | None
    edition: str | None
    about: str | None
    unit: str | None
    number: int
    state: str
    document_number: str | None
    document_date: str | None
    code: str | None
    content: str | None


class PaperFile(Schema):
    """A file that the token may take. Of a draft every copy is another: it names its taker."""

    form: str
    media: str
    sha256: str | None


class PaperStep(Schema):
    """What was done to a paper since it was issued; ``person`` is told to the office and auditors."""

    at: str
    what: str
    person: str | None
    document_number: str
    document_date: str
    reason: str | None


class PaperWhole(PaperShown):
    """A paper with its files and steps.

    ``book`` and ``bound`` are the digests of what its numbers come from and of what was approved; the office
    and auditors see them.
    """

    files: list[PaperFile]
    steps: list[PaperStep]
    book: str | None
    bound: str | None


class PaperInstead(Schema):
    """The paper that holds now in the place of another."""

    document_number: str
    document_date: str


class PaperVerified(Schema):
    """A paper that went out, to be compared with the one in hand; ``holds`` says whether it still does.

    ``by`` says how it was recognised: by its ``code``, or to the last byte by its ``file`` or the ``scan`` of
    the stamped paper, or by the digest of its ``content``. ``content`` is the digest on its back page.
    """

    by: str
    state: str
    holds: bool
    title: str
    document_number: str
    document_date: str
    issuer: str
    addressees: str
    content: str
    ended_at: str | None
    instead: PaperInstead | None
