"""What a ruling would do to everyone, before it is given: every unit whose result would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sikao.core.books import Book, changed_scores, score_book, sides
from sikao.core.books.changing import Side
from sikao.core.books.names import TOTAL
from sikao.core.figures.decimals import canonical as canonical_decimal
from sikao.core.figures.forms import Entered
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Figure, Kind
from sikao.core.scheme import Scheme
from sikao.core.scheme.resolving import Resolved
from sikao.core.wording import FindingsError
from sikao.office.groundwork.canonical import canonical, sha256
from sikao.office.groundwork.refusals import NotValid
from sikao.office.ledger.queries import last_figure_seq
from sikao.office.results.claiming import Contested
from sikao.office.results.computing import figures_at
from sikao.office.rulebook.queries import scheme_with

_WITHOUT_OUTCOMES = (*[None] * 8, (), ())
"""What rulings have not kept that told of points and places alone."""


@dataclass(frozen=True, slots=True)
class Affected:
    """A unit whose result a ruling changes: exact points as text, places, codes of grades and of awards.

    None where there are none.
    """

    group: str
    unit: str
    points_before: str | None
    points: str | None
    rank_before: int | None
    rank: int | None
    grade_before: str | None
    grade: str | None
    awards_before: tuple[str, ...]
    awards: tuple[str, ...]

    @classmethod
    def kept(cls, plain: Sequence[Any]) -> Affected:
        """As a ruling keeps it."""
        every: list[Any] = [*plain, *_WITHOUT_OUTCOMES[len(plain) :]]
        group, unit, points_before, points, rank_before, rank, grade_before, grade, had, has = every
        places = rank_before, rank, grade_before, grade
        return cls(group, unit, points_before, points, *places, tuple(had), tuple(has))


@dataclass(frozen=True, slots=True)
class Effect:
    """All that changes, on the figures as they stand now; ``digest`` names exactly this for a ruling."""

    affected: tuple[Affected, ...]
    digest: str

    def to_text(self) -> str:
        """Canonical JSON, as a ruling keeps it."""
        return canonical([_plain(one) for one in self.affected])


def effect_of(digest: str, checkpoint: str, figure: Contested, entered: Entered) -> Effect:
    """What becomes of everyone's result at a checkpoint if one figure is put right, all else as it stands.

    ``NotValid`` where no calculation can follow it.
    """
    known = scheme_with(digest)
    unit, indicator, kind, period = figure.key
    tried = Figure(
        unit=unit,
        indicator=indicator,
        kind=Kind(kind),
        period=Period.from_canonical(period),
        value=entered.value,
        unit_of_measure="" if entered.value is None else figure.slot.measure.code,
        absence=entered.absence,
        since="" if figure.version is None else checkpoint,
    )
    try:
        now = figures_at(known, last_figure_seq())
        after = score_book(known, now.revised(tried), checkpoint)
        affected = tuple(_affected(known, score_book(known, now, checkpoint), after))
    except FindingsError as refused:
        raise NotValid(refused.findings) from refused
    said = None if entered.value is None else canonical_decimal(entered.value)
    told = canonical([[*figure.key], said, entered.absence, [_plain(one) for one in affected]])
    return Effect(affected, sha256(told.encode()))


def _affected(scheme: Scheme, before: Book, after: Book) -> Iterator[Affected]:
    """The units whose result changes in the table that ranks them, in official order."""
    changes = changed_scores(before, after).filter(node=TOTAL)
    rows = {(row["scorecard"], row["unit"]): row for row in changes.iter_rows(named=True)}
    for table in Resolved(scheme).tables:
        for unit in table.units:
            row = rows.get((table.table_at(after.checkpoint), unit.code))
            if row is None:
                continue
            was, now = sides(row)
            if was != now:
                yield _of(table.group.code, unit.code, was, now)


def _of(group: str, unit: str, was: Side, now: Side) -> Affected:
    return Affected(
        group=group,
        unit=unit,
        points_before=_text(was.points),
        points=_text(now.points),
        rank_before=was.rank,
        rank=now.rank,
        grade_before=was.grade,
        grade=now.grade,
        awards_before=was.awards,
        awards=now.awards,
    )


def _plain(one: Affected) -> list[Any]:
    return [getattr(one, name) for name in Affected.__slots__]


def _text(points: Decimal | None) -> str | None:
    return None if points is None else f"{points:f}"
