"""Shapes that many operations share: words in two languages, findings, problems, codes and references."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Generic, TypeVar

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field

from sikao.core.figures.decimals import canonical
from sikao.core.wording import Finding, Language, Term
from sikao.interfaces.api.problems import shown

NO_NUL = "^[^\\u0000]*$"
Code = Annotated[str, Field(pattern="^[a-z][a-z0-9_]*$", max_length=64)]
Indicator = Annotated[str, Field(pattern="^[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*)?$", max_length=130)]
Ref = Annotated[str, Field(pattern="^[0-9a-z]{16}$")]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Text = Annotated[str, Field(pattern=NO_NUL, max_length=1000)]
Count = Annotated[int, Field(ge=0, le=2**31 - 1)]
Seq = Annotated[int, Field(ge=0, le=2**53 - 1)]
"""A number of the journal, as exact as a double can be, so that every program reads it right."""
Number = Annotated[str, Field(description="A decimal number as text, exact: 246.5, -0.3")]


def iso_day(given: object) -> object:
    """A day as it is described; the framework would also take a number of seconds."""
    if isinstance(given, str) and not _DAY.fullmatch(given):
        raise ValueError("a day is written 2020-07-18")
    return given


Day = Annotated[date, BeforeValidator(iso_day)]
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Taken(Schema):
    """What is sent: names that nobody knows are refused, and no text stands for a number."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Words(Schema):
    """A name in Chinese and English."""

    zh: str
    en: str


class Where(Schema):
    """Where something was found; the parts that are known."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    path: str | None = None


class FindingShown(Schema):
    """One thing found: a stable code, how grave it is, where, what is wrong and what to do about it."""

    code: str
    severity: str
    where: Where
    what: str
    remedy: str


class Problem(Schema):
    """A refusal (RFC 9457); programs decide by the codes of the findings, people read the sentences."""

    type: str
    title: str
    status: int
    findings: list[FindingShown]


Item = TypeVar("Item")


class Page(Schema, Generic[Item]):
    """One page of a list; pages count from 1."""

    items: list[Item]
    total: int
    page: int
    size: int


def words(term: Term) -> Words:
    """A term as it is shown."""
    return Words(zh=term.zh, en=term.en)


def number(value: Decimal | None) -> str | None:
    """A number as it is shown, exact."""
    return None if value is None else canonical(value)


def moment(at: datetime | None) -> str | None:
    """A moment in UTC, to the second."""
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def finding(found: Finding, lang: Language) -> FindingShown:
    """A finding as it is shown."""
    return FindingShown.model_validate(shown(found, lang))
