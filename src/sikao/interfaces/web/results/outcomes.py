"""What would come of the changes asked for: scores, places, and promises of the policy that would break."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sikao.core.figures.table import Figures
from sikao.core.insight.breaking import Promises
from sikao.core.insight.whatif import Move, WhatIf
from sikao.core.wording import Finding, FindingsError, Language
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
    """What the changes would do to one ranking group; ``refused``: some of them cannot be tried."""

    asked: bool
    lines: tuple[OutcomeLine, ...]
    movers: int
    refused: bool
    problems: tuple[str, ...]

    @property
    def scored(self) -> bool:
        """Whether anything counts at this checkpoint yet."""
        return any(line.after is not None for line in self.lines)


def outcome(standing: Standing, what_if: WhatIf, group: str, asked: Asked) -> Outcome:
    """The main ranking before and after the changes, by the places after them."""
    findings = [*asked.findings]
    try:
        moves = what_if.try_out(asked.changes).moves if asked.changes else ()
    except FindingsError as error:
        moves = ()
        findings += error.findings
    lines = [_moved_line(standing, move) for move in moves] or _still_lines(standing, group)
    return Outcome(
        asked=bool(asked.changes),
        lines=tuple(sorted(lines, key=_place)),
        movers=sum(1 for line in lines if line.moved),
        refused=bool(findings),
        problems=tuple(_problem(finding, standing.lang) for finding in findings),
    )


def _problem(finding: Finding, lang: Language) -> str:
    """What is wrong, and what to do about it."""
    return finding.what(lang) + ("" if lang == "zh" else " ") + finding.remedy(lang)


def broken(standing: Standing, promises: Promises, figures: Figures, asked: Asked) -> tuple[str, ...]:
    """What the changes would no longer keep: sums, sentences of the policy, declared ranges of figures."""
    try:
        found = promises.broken_by(figures, asked.changes)
    except FindingsError:
        # What cannot be tried at all is told with the outcome.
        return ()
    return tuple(finding.what(standing.lang) for finding in found)


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
