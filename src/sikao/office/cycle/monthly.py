"""The monthly review (月度调度): what the figures of a month come to, as of an entry of the journal.

One function, ``contents``, makes all that a review shows from what the home records, so that one that was
held can be computed again; what is shown is read off its content. No points, no places.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from sikao.core.figures.decimals import canonical as decimal_words
from sikao.core.insight.monthly import Light, Look, Seen, Unlit, looks_of, seen_in
from sikao.core.scheme.briefed import NODE
from sikao.core.scheme.followed import ancestry
from sikao.core.scheme.resolving import Resolved
from sikao.core.scheme.steps import Step, StepKind, steps_of
from sikao.office.cycle.decisions import Followup, followups
from sikao.office.cycle.duties import EXPLANATION, Owed, owed, owed_by, owed_in
from sikao.office.cycle.models import HeldReview
from sikao.office.cycle.rules import ReviewState
from sikao.office.groundwork.canonical import canonical, sha256
from sikao.office.groundwork.refusals import NotThere
from sikao.office.ledger.briefings import standing_briefings
from sikao.office.ledger.facts import BriefingLine, Progress
from sikao.office.ledger.queries import standing_as_of

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """A review by the code of its scheme and its month, as ``2020-06``."""

    scheme: str
    through: str

    @property
    def ref(self) -> str:
        """As addresses and the journal name it."""
        return f"{self.scheme}-{self.through}"

    @property
    def month(self) -> int:
        """The month, from 1."""
        return int(self.through[5:])


@dataclass(frozen=True, slots=True)
class Explained:
    """Why something lags, in the words of the unit; ``briefing`` says on which sheet it told it."""

    briefing: str
    state: Progress
    progress: str
    cause: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One indicator of one unit: what was found, and how far it is."""

    unit: str
    node: str
    period: str
    value: Decimal | None
    absence: str
    target: Decimal | None
    plan: Fraction | None
    progress: Fraction | None
    gap: Fraction | None
    light: Light | None
    unlit: Unlit | None
    explained: Explained | None

    @property
    def lags(self) -> bool:
        """Whether it is on the list of those who lag."""
        return self.light is Light.RED


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a review shows, as of the entry ``seq``: cells in official order, and earlier decisions."""

    named: Named
    seq: int
    cells: tuple[Cell, ...]
    follow: tuple[Followup, ...]

    def of(self, units: Collection[str]) -> Sheet:
        """What concerns some organisations alone."""
        return replace(
            self,
            cells=tuple(cell for cell in self.cells if cell.unit in units),
            follow=tuple(one.told_to(units) for one in self.follow if not set(units).isdisjoint(one.bearers)),
        )

    @property
    def lagging(self) -> tuple[Cell, ...]:
        """What lags, in official order."""
        return tuple(cell for cell in self.cells if cell.lags)

    @property
    def counts(self) -> Mapping[Light | None, int]:
        """How many cells have which light; under ``None`` those that have none."""
        return Counter(cell.light for cell in self.cells)


def named_by(ref: str) -> Named:
    """The review that a reference names; raises ``NotThere`` for one that there is not."""
    scheme, _, through = ref[:-3].rpartition("-")
    named = Named(scheme, f"{through}{ref[-3:]}")
    if scheme == "" or named.through not in {str(step.through) for step in reviewed(scheme)}:
        raise NotThere.of("review.not_there", review=ref)
    return named


def is_review(ref: str) -> bool:
    """Whether a reference names a review that there is."""
    try:
        named_by(ref)
    except NotThere:
        return False
    return True


def reviewed(scheme: str) -> tuple[Step, ...]:
    """The months of a sealed scheme that have a review; none where it follows nothing."""
    return tuple(step for step in steps(scheme) if step.kind is StepKind.REVIEW and step.meeting_days)


def steps(scheme: str) -> tuple[Step, ...]:
    """All steps of a sealed scheme."""
    return _steps(owed(scheme).digest)


def known_in(named: Named, seq: int | None = None) -> Owed:
    """The version of the scheme by which a review looks at its month, as of an entry."""
    return owed_in(named.scheme, named.month, seq)


def looks(named: Named, seq: int | None = None) -> tuple[Look, ...]:
    """Everything that a review looks at as of an entry; kept in memory, as a sealed version never changes."""
    return _looks(known_in(named, seq).digest, named.month)


@cache
def _steps(digest: str) -> tuple[Step, ...]:
    return steps_of(owed_by(digest).scheme)


@cache
def _looks(digest: str, month: int) -> tuple[Look, ...]:
    return looks_of(owed_by(digest).scheme, month)


@cache
def _above(digest: str) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """By unit and node the keys of the subjects under which it may be explained, the nearest first."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for table in Resolved(owed_by(digest).scheme).tables:
        for placed in table.scorecard.walk():
            keys = tuple(f"{NODE}/{one.node.code}" for one in ancestry(placed))
            found |= {(unit.code, placed.node.code): keys for unit in table.units}
    return found


def contents(named: Named, seq: int) -> Content:
    """All that a review says as of an entry, as plain data for hashing."""
    known = known_in(named, seq)
    asked = _looks(known.digest, named.month)
    figures = standing_as_of([look.slot.key for look in asked if look.slot is not None], seq)
    seen = seen_in(known.scheme, asked, lambda slot: figures.get(slot.key))
    told = _told(named, [one for one in seen if one.standing.light is Light.RED], seq)
    return {
        "scheme": known.digest,
        "through": named.through,
        "seq": seq,
        "cells": [_plain(one, told.get((one.look.followed.unit, one.look.followed.node))) for one in seen],
        "follow": [one.plain() for one in followups(named.scheme, named.through, seq)],
    }


def digest_of(content: Content) -> str:
    """SHA-256 of the canonical content."""
    return sha256(canonical(content).encode())


def sheet_of(named: Named, content: Content) -> Sheet:
    """What a content says."""
    cells = tuple(_cell(told) for told in content["cells"])
    return Sheet(named, content["seq"], cells, tuple(map(Followup.of, content["follow"])))


def content_held(held: HeldReview) -> Content:
    """The content that was frozen."""
    found: Content = json.loads(held.content)
    return found


def recomputes(held: HeldReview) -> bool:
    """Whether a review that was held comes to the same when it is computed again."""
    return digest_of(contents(Named(held.scheme, held.through), held.seq)) == held.digest


def explaining(named: Named, seq: int | None = None) -> dict[tuple[str, str], str]:
    """By unit and subject the briefing of the scheme that asks for it in this month, where there is one."""
    return {
        (duty.unit, told.subject.key): duty.briefing
        for duty in known_in(named, seq).briefings.values()
        if str(duty.through) == named.through
        for told in duty.told
    }


def subjects_of(named: Named, cell: Cell) -> tuple[str, ...]:
    """The keys of the subjects under which a cell may be explained: itself, then the blocks above."""
    return _above(known_in(named).digest)[cell.unit, cell.node]


def unexplained(named: Named, cells: Sequence[Cell], unit: str) -> list[str]:
    """What lags of a unit and is explained by nothing: no word of it yet, no briefing that will bring one."""
    coming = explaining(named)
    return [
        cell.node
        for cell in cells
        if cell.unit == unit
        and cell.lags
        and cell.explained is None
        and not any((unit, key) in coming for key in subjects_of(named, cell))
    ]


def state_of(named: Named) -> ReviewState:
    """Where a review stands."""
    held = HeldReview.objects.filter(scheme=named.scheme, through=named.through).exists()
    return ReviewState.HELD if held else ReviewState.PLANNED


def _told(named: Named, lagging: Iterable[Seen], seq: int) -> dict[tuple[str, str], tuple[str, BriefingLine]]:
    """What the units said of what lags: to the review itself, else on a briefing of the scheme."""
    codes = dict.fromkeys([EXPLANATION, *explaining(named, seq).values()])
    lines = {code: standing_briefings(named.scheme, code, through=named.through, seq=seq) for code in codes}
    above = _above(known_in(named, seq).digest)
    found: dict[tuple[str, str], tuple[str, BriefingLine]] = {}
    for one in lagging:
        key = one.look.followed.unit, one.look.followed.node
        said = (
            (code, line)
            for code in codes
            for subject in above[key]
            if (line := lines[code].get((key[0], subject, named.through))) is not None
        )
        first = next(said, None)
        if first is not None:
            found[key] = first
    return found


def _plain(one: Seen, told: tuple[str, BriefingLine] | None) -> Content:
    """A cell as plain data; what it does not have is left out."""
    look, stands = one.look, one.standing
    absent = one.value is not None and not isinstance(one.value, Decimal)
    given = {
        "unit": look.followed.unit,
        "node": look.followed.node,
        "period": None if look.slot is None else str(look.slot.period),
        "value": decimal_words(one.value) if isinstance(one.value, Decimal) else None,
        "absence": str(one.value) if absent else None,
        "target": None if look.target is None else decimal_words(look.target),
        "plan": _fraction(look.plan),
        "progress": _fraction(stands.progress),
        "gap": _fraction(stands.gap),
        "light": stands.light,
        "unlit": stands.unlit,
        "told": None if told is None else _line(*told),
    }
    return {name: value for name, value in given.items() if value is not None}


def _fraction(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _line(briefing: str, line: BriefingLine) -> Content:
    said = {"progress": line.progress, "cause": line.cause, "next": line.next_step}
    return {"briefing": briefing, "ref": line.ref, "state": line.state.value, **said}


def _cell(told: Content) -> Cell:
    given = told.get
    return Cell(
        unit=told["unit"],
        node=told["node"],
        period=given("period", ""),
        value=Decimal(told["value"]) if "value" in told else None,
        absence=given("absence", ""),
        target=Decimal(told["target"]) if "target" in told else None,
        plan=Fraction(told["plan"]) if "plan" in told else None,
        progress=Fraction(told["progress"]) if "progress" in told else None,
        gap=Fraction(told["gap"]) if "gap" in told else None,
        light=Light(told["light"]) if "light" in told else None,
        unlit=Unlit(told["unlit"]) if "unlit" in told else None,
        explained=_explained(told["told"]) if "told" in told else None,
    )


def _explained(told: Content) -> Explained:
    return Explained(told["briefing"], Progress(told["state"]), told["progress"], told["cause"], told["next"])
