"""How the units of a group stand, without what may not be told: papers are made from this alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Flag, auto
from typing import Any

import polars as pl

from sikao.core.books import Book, limited_by_veto
from sikao.core.books.asking import refusal, some_of
from sikao.core.books.names import MAIN, TOTAL, Outcome, absence_term, outcomes_in
from sikao.core.figures.absence import Flag as Remark
from sikao.core.scheme.model import Placed, Scheme, Scorecard
from sikao.core.scheme.resolving import Resolved
from sikao.office.bulletins.content.measures import Measure, Measures

_DOUBTED = frozenset({Remark.ESTIMATED.value, Remark.DISPUTED.value})


class Disclosed(Flag):
    """What may be told of other units, and of one's own: each by itself, or several together (``|``).

    Without ``RANKS`` and ``POINTS`` a paper names grades only, and nothing from which points follow.
    """

    GRADES = auto()
    RANKS = auto()
    POINTS = auto()


ALL = Disclosed.GRADES | Disclosed.RANKS | Disclosed.POINTS


@dataclass(frozen=True, slots=True)
class Scored:
    """One node of one unit. ``before`` is the place in the earlier book, ``absent`` why nothing is scored.

    ``doubted``: an estimated or a disputed figure is in it. What may not be told is None.
    """

    points: Decimal | None = None
    rate: Decimal | None = None
    place: int | None = None
    before: int | None = None
    measure: Measure | None = None
    absent: str = ""
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """One unit in official order; ``ranked`` is false of one that is assessed and not ranked.

    ``outcomes`` are the vetoes that limit its grade for all to see, its promotions and its awards, by name.
    """

    code: str
    name: str
    total: Scored
    grade: str
    ranked: bool
    outcomes: tuple[tuple[Outcome, str], ...] = ()

    def named(self, kind: Outcome) -> list[str]:
        """The names of its outcomes of a kind."""
        return [name for of_kind, name in self.outcomes if of_kind is kind]


@dataclass(frozen=True, slots=True)
class Row:
    """One node over all units, by unit. ``full`` is None where it differs or may not be told.

    ``is_indicator``: an indicator of the main table; blocks, bonuses and deductions are none.
    """

    code: str
    name: str
    is_block: bool
    is_indicator: bool
    full: Decimal | None
    cells: Mapping[str, Scored]


@dataclass(frozen=True, slots=True)
class Standing:
    """A group at a checkpoint. ``table`` is the code of the table it is scored by; ``grades`` best first."""

    group: str
    name: str
    table: str
    table_name: str
    checkpoint: str
    earlier: str
    full: Decimal | None
    units: tuple[UnitStanding, ...]
    rows: tuple[Row, ...]
    grades: tuple[str, ...]
    disclosed: Disclosed
    complete: bool


def standing_of(
    scheme: Scheme,
    book: Book,
    group: str,
    *,
    disclosed: Disclosed = ALL,
    earlier: Book | None = None,
    measures: Measures | None = None,
) -> Standing:
    """How the units of ``group`` stand in ``book``, beside ``earlier``, with no more than ``disclosed``.

    Raises ``FindingsError`` where the book has no table of the group (``paper.no_table``).
    """
    table, rows = table_of(scheme, book, group)
    before = {} if earlier is None else _places(scheme, earlier, group)
    totals = rows.filter(pl.col("node") == TOTAL).iter_rows(named=True)
    limited = limited_by_veto(totals, [grade.code for grade in scheme.grades.get(group, ())])
    reader = _Reader(scheme, book, group, disclosed, before, measures or {}, limited)
    cells = {(row["node"], row["unit"]): row for row in rows.iter_rows(named=True)}
    there = dict(rows.select("unit", "unit_name").iter_rows())
    names = {code: there[code] for code in scheme.units if code in there}  # the official order
    units = tuple(reader.unit(code, name, cells[TOTAL, code]) for code, name in names.items())
    total = cells[TOTAL, next(iter(names))]
    by_node = Disclosed.RANKS in disclosed or Disclosed.POINTS in disclosed
    return Standing(
        group=group,
        name=book.names.groups[group],
        table=table,
        table_name=book.names.scorecards.get(table) or book.names.checkpoint_tables[table],
        checkpoint=book.names.checkpoints[book.checkpoint],
        earlier="" if earlier is None else book.names.checkpoints[earlier.checkpoint],
        full=total["full_points"] if Disclosed.POINTS in disclosed else None,
        units=units,
        rows=reader.rows(table, cells, tuple(names)) if by_node else (),
        grades=tuple(name for (of, _), name in book.names.grades.items() if of == group),
        disclosed=disclosed,
        complete=book.complete,
    )


def table_of(scheme: Scheme, book: Book, group: str) -> tuple[str, pl.DataFrame]:
    """The table by which a group is ranked at the book's checkpoint, and its rows: its checkpoint table
    where it has one there, else its scorecard.
    """
    rows = book.at(book.checkpoint)
    own = rows.filter(rows["group"] == group)
    tables = list(dict.fromkeys(own["scorecard"]))
    if not tables:
        raise refusal("paper.no_table", group=group, known=some_of(dict.fromkeys(rows["group"])))
    of_checkpoints = {
        card.checkpoint_table.code for card in scheme.scorecards.values() if card.checkpoint_table is not None
    }
    table = next((code for code in tables if code in of_checkpoints), tables[0])
    return table, own.filter(own["scorecard"] == table)


def _places(scheme: Scheme, book: Book, group: str) -> dict[tuple[str, str], int]:
    """Places by node and unit; a group that an earlier book does not have has none."""
    if book.at(book.checkpoint).filter(pl.col("group") == group).is_empty():
        return {}
    _, rows = table_of(scheme, book, group)
    found = rows.select("node", "unit", "rank").iter_rows()
    return {(node, unit): rank for node, unit, rank in found if rank is not None}


class _Reader:
    """Takes from rows what may be told."""

    def __init__(
        self,
        scheme: Scheme,
        book: Book,
        group: str,
        disclosed: Disclosed,
        before: Mapping[tuple[str, str], int],
        measures: Measures,
        limited: frozenset[str],
    ) -> None:
        self._scheme = scheme
        self._book = book
        self._group = group
        self._ranks = Disclosed.RANKS in disclosed
        self._points = Disclosed.POINTS in disclosed
        self._graded = Disclosed.GRADES in disclosed
        self._before = before
        self._limited = limited
        self._measures = measures

    def unit(self, code: str, name: str, total: Mapping[str, Any]) -> UnitStanding:
        names, ranked = self._book.names, "unranked" not in total["flags"]
        if not self._graded:
            return UnitStanding(code, name, self._scored(total), "", ranked)
        outcomes = tuple(
            (kind, names.outcomes[of_kind].text(names.lang))
            for kind, of_kind in outcomes_in(total["flags"])
            if kind is not Outcome.VETO or code in self._limited
        )
        grade = names.grades.get((self._group, total["grade"]), "")
        return UnitStanding(code, name, self._scored(total), grade, ranked, outcomes)

    def _scored(self, row: Mapping[str, Any] | None) -> Scored:
        if row is None or row["points"] is None:
            absence = absence_term(None if row is None else row["flags"])
            return Scored(absent="" if absence is None else absence.text(self._book.names.lang))
        key = row["node"], row["unit"]
        return Scored(
            points=row["points"] if self._points else None,
            rate=row["attainment"] if self._points else None,
            place=row["rank"] if self._ranks else None,
            before=self._before.get(key) if self._ranks else None,
            measure=self._measures.get((row["unit"], row["node"])),
            doubted=not _DOUBTED.isdisjoint(row["flags"]),
        )

    def rows(self, table: str, cells: Mapping[tuple[str, str], Any], units: Sequence[str]) -> tuple[Row, ...]:
        """The nodes that papers show, in the scheme's order: blocks, and indicators without their parts."""
        card = next(
            card
            for card in self._scheme.scorecards.values()
            if table == card.code
            or (card.checkpoint_table is not None and table == card.checkpoint_table.code)
        )
        shown = card.walk() if table != card.code else (p for p in card.walk() if _is_shown(card, p))
        found = []
        for placed in shown:
            row = self._row(table, card, placed, cells, units)
            if any(cell.absent or _has_score(cell) for cell in row.cells.values()):
                found.append(row)
        return tuple(found)

    def _row(
        self,
        table: str,
        card: Scorecard,
        placed: Placed,
        cells: Mapping[tuple[str, str], Any],
        units: Sequence[str],
    ) -> Row:
        code = placed.node.code
        held = {unit: cells.get((code, unit)) for unit in units}
        scored = {unit: self._scored(row) for unit, row in held.items()}
        if all(row is None for row in held.values()):
            scored = dict.fromkeys(units, Scored())
        elif not placed.node.is_leaf:
            scored = {unit: self._with_first_part(placed, unit, cell) for unit, cell in scored.items()}
        full = {row["full_points"] for row in held.values() if row is not None} - {None}
        return Row(
            code=code,
            name=self._name(table, card, placed),
            is_block=(block := placed.depth == 0 and not placed.node.is_leaf),
            is_indicator=placed.role == "main" and not block,
            full=full.pop() if self._points and len(full) == 1 else None,
            cells=scored,
        )

    def _with_first_part(self, placed: Placed, unit: str, cell: Scored) -> Scored:
        """An indicator of several parts shows the value of its first."""
        first = placed.node.children[0]
        if placed.depth == 0 or not first.is_leaf:
            return cell
        measure = self._measures.get((unit, first.code))
        return Scored(cell.points, cell.rate, cell.place, cell.before, measure, cell.absent, cell.doubted)

    def _name(self, table: str, card: Scorecard, placed: Placed) -> str:
        """A part that stands alone in a checkpoint table is named with what it is a part of."""
        names = self._book.names.nodes
        name = names[table, placed.node.code]
        is_part = card.levels[placed.depth : placed.depth + 1] == ("part",)
        if table == card.code or placed.parent is None or not is_part:
            return name
        between = "·" if self._book.names.lang == "zh" else ": "
        return f"{names[table, placed.parent.node.code]}{between}{name}"


def _is_shown(card: Scorecard, placed: Placed) -> bool:
    """Blocks, and what stands on the level of indicators or is a leaf above it."""
    levels = [level for level in card.levels if level != "part"]
    lowest = len(levels) - 1
    if placed.node.code in (TOTAL, MAIN):
        return False
    return placed.depth == 0 or placed.depth == lowest or (placed.node.is_leaf and placed.depth < lowest)


def _has_score(cell: Scored) -> bool:
    return cell.points is not None or cell.place is not None


def groups_of(scheme: Scheme) -> tuple[str, ...]:
    """The ranking groups of a scheme, in its order."""
    return tuple(table.group.code for table in Resolved(scheme).tables)
