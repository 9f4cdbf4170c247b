"""What is worked out about a result as it is kept: canonical JSON, in one file that never changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sikao.core.figures.absence import Absence
from sikao.core.figures.decimals import canonical as canonical_decimal
from sikao.core.insight import (
    Attainable,
    Attribution,
    Cause,
    UnitAccount,
    attainable_to_json,
    attribution_to_json,
    read_attainable,
    read_attribution,
)
from sikao.office.groundwork.canonical import canonical
from sikao.office.ledger.facts import Key

CHANGE, PLACES = "sikao-change/1", "sikao-places/1"
Said = Decimal | Absence | None
"""What a figure says: a value, the way in which there is none, or nothing where nobody has reported it."""


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A figure that says something else than before, in the item's unit of measure, and the cause of it."""

    key: Key
    cause: Cause
    before: Said
    after: Said
    measure: str


@dataclass(frozen=True, slots=True)
class KeptBasis:
    """One of the two results that are held against each other, by all that decides about it."""

    scheme: str
    digest: str
    checkpoint: str
    seq: int
    book: str


@dataclass(frozen=True, slots=True)
class KeptChange:
    """Why everyone's points and places changed from one result to another, by ranking group."""

    before: KeptBasis
    after: KeptBasis
    groups: tuple[Attribution, ...]
    figures: tuple[ChangedFigure, ...]

    def accounts_of(self, unit: str) -> tuple[UnitAccount, ...]:
        """One unit's accounts, by scorecard; none where it had no result in one of the two."""
        return tuple(account for group in self.groups for account in group.of(unit))

    def to_bytes(self) -> bytes:
        """The file."""
        told = {
            "format": CHANGE,
            "before": _basis(self.before),
            "after": _basis(self.after),
            "groups": [attribution_to_json(found) for found in self.groups],
            "figures": [
                [*one.key, one.cause.value, _said(one.before), _said(one.after), one.measure]
                for one in self.figures
            ],
        }
        return canonical(told).encode()


@dataclass(frozen=True, slots=True)
class KeptPlaces:
    """Which places are still open at a later checkpoint, by the code of the ranking group."""

    basis: KeptBasis
    checkpoint: str
    groups: Mapping[str, Attainable]

    def to_bytes(self) -> bytes:
        """The file."""
        told = {
            "format": PLACES,
            "basis": _basis(self.basis),
            "checkpoint": self.checkpoint,
            "groups": {group: attainable_to_json(found) for group, found in self.groups.items()},
        }
        return canonical(told).encode()


def read_change(content: bytes) -> KeptChange:
    """What ``KeptChange.to_bytes`` wrote; anything else raises ``ValueError``."""
    told = _read(content, CHANGE)
    return KeptChange(
        KeptBasis(**told["before"]),
        KeptBasis(**told["after"]),
        tuple(read_attribution(found) for found in told["groups"]),
        tuple(_figure(row) for row in told["figures"]),
    )


def read_places(content: bytes) -> KeptPlaces:
    """What ``KeptPlaces.to_bytes`` wrote; anything else raises ``ValueError``."""
    told = _read(content, PLACES)
    groups = {group: read_attainable(found) for group, found in told["groups"].items()}
    return KeptPlaces(KeptBasis(**told["basis"]), told["checkpoint"], groups)


def _read(content: bytes, form: str) -> Any:
    told = json.loads(content)
    if told.get("format") != form:
        raise ValueError(f"not {form}: {told.get('format')!r}")
    return told


def _basis(basis: KeptBasis) -> dict[str, str | int]:
    return {
        "scheme": basis.scheme,
        "digest": basis.digest,
        "checkpoint": basis.checkpoint,
        "seq": basis.seq,
        "book": basis.book,
    }


def _figure(row: list[Any]) -> ChangedFigure:
    unit, item, kind, period, cause, before, after, measure = row
    key = (unit, item, kind, period)
    return ChangedFigure(key, Cause(cause), _read_said(before), _read_said(after), measure)


def _said(said: Said) -> list[str] | None:
    if isinstance(said, Absence):
        return ["absence", said.value]
    return None if said is None else ["value", canonical_decimal(said)]


def _read_said(told: list[str] | None) -> Said:
    if told is None:
        return None
    sort, text = told
    return Absence(text) if sort == "absence" else Decimal(text)
