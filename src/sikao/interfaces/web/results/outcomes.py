"""What would come of the changes asked for: scores, places, and promises of the policy that would break."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from sikao.core.insight.changes import PointsChange, changed
from sikao.core.insight.whatif import Move, WhatIf
from sikao.core.scheme.claims import check_claims
from sikao.core.scheme.model import Claim
from sikao.core.scheme.shape import Table
from sikao.core.scheme.tree import NO_PLACES
from sikao.core.wording import FindingsError
from sikao.interfaces.web.results.standing import TOTAL, Standing
from sikao.interfaces.web.results.whatif import Asked
from sikao.interfaces.web.results.words import named


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """One unit before and after."""

    name: str
    rank: int | None
    moved: int | None
    before: Decimal | None
    after: Decimal | None
    difference: Decimal | None
    grade: str
    grade_before: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the changes would do to one ranking group."""

    asked: bool
    lines: tuple[OutcomeLine, ...]
    movers: int
    problems: tuple[str, ...]

    @property
    def scored(self) -> bool:
        """Whether anything counts at this checkpoint yet."""
        return any(line.after is not None for line in self.lines)


def outcome(standing: Standing, what_if: WhatIf, group: str, asked: Asked) -> Outcome:
    """The main ranking before and after the changes, by the places after them."""
    problems = tuple(finding.what(standing.lang) for finding in asked.findings)
    try:
        moves = what_if.try_out(asked.changes).moves if asked.changes else ()
    except FindingsError as error:
        moves = ()
        problems += tuple(finding.what(standing.lang) for finding in error.findings)
    lines = [_moved_line(standing, move) for move in moves] or _still_lines(standing, group)
    return Outcome(
        asked=bool(asked.changes),
        lines=tuple(sorted(lines, key=_place)),
        movers=sum(1 for line in lines if line.moved),
        problems=problems,
    )


def broken_claims(standing: Standing, what_if: WhatIf, asked: Asked) -> tuple[str, ...]:
    """Sentences of the policy that the changed points would no longer keep."""
    points = [change for change in asked.changes if isinstance(change, PointsChange)]
    if not points:
        return ()
    scheme, _ = changed(what_if.scheme, what_if.figures, points)
    # Only claims about these points can break; the others would take time that a reader notices.
    cards = {change.scorecard for change in points}
    claims = Table({code: claim for code, claim in scheme.claims.items() if _may_break(claim, cards)})
    found = check_claims(replace(scheme, claims=claims), None, NO_PLACES)
    return tuple(finding.what(standing.lang) for finding in found if finding.code == "claim.not_met")


def _may_break(claim: Claim, cards: set[str]) -> bool:
    return claim.quantity == "points" and claim.of.scorecard in cards


def _moved_line(standing: Standing, move: Move) -> OutcomeLine:
    places = (move.before.rank, move.after.rank)
    return OutcomeLine(
        name=standing.unit_name(move.unit),
        rank=move.after.rank,
        moved=None if places[0] is None or places[1] is None else places[0] - places[1],
        before=move.before.points,
        after=move.after.points,
        difference=move.gain,
        grade="" if move.after.grade is None else move.after.grade.text(standing.lang),
        grade_before="" if move.before.grade is None else move.before.grade.text(standing.lang),
    )


def _still_lines(standing: Standing, group: str) -> list[OutcomeLine]:
    """The ranking as it is."""
    table = standing.scorecard_of(group).code
    lines = []
    for unit in standing.units_of(group):
        row = standing.row(unit.code, TOTAL, table)
        if row is None:
            continue
        grade = standing.grade_name(group, row.grade)
        name = named(unit, standing.lang)
        lines.append(OutcomeLine(name, row.rank, None, row.points, row.points, None, grade, grade))
    return lines


def _place(line: OutcomeLine) -> int:
    return line.rank if line.rank is not None else 10**6
