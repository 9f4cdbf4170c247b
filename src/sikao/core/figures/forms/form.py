"""What a form asks for: one slot for each figure, in the sheet's natural order, with what is known before.

A bureau's sheet asks many units: units down, items across. A unit's own report asks one: items down.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, TypeVar

from sikao.core.figures.absence import REPORTABLE_ABSENCES, Absence
from sikao.core.figures.checking import COUNTED, Range
from sikao.core.figures.codes import is_code, split_indicator
from sikao.core.figures.measures import UnitOfMeasure
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Kind
from sikao.core.sheets import cell_name
from sikao.core.wording import Place, Term

Position = tuple[int, int]
"""Row and column among the cells of a form, both counted from 0."""

USUAL_ABSENCES = frozenset({Absence.MISSING, Absence.NOT_APPLICABLE})


class SlotKey(NamedTuple):
    """What identifies a slot: codes of unit and indicator, kind and period."""

    unit: str
    indicator: str
    kind: Kind
    period: Period

    def __str__(self) -> str:
        """``jimo/fdi/level/2020-01..06``, as the places of findings write it."""
        return "/".join((self.unit, self.indicator, self.kind.value, str(self.period)))


class Column(NamedTuple):
    """What a slot asks of its unit."""

    indicator: str
    kind: Kind
    period: Period


@dataclass(frozen=True, slots=True)
class Earlier:
    """A figure of an earlier period of the year, which the one asked for includes."""

    period: Period
    value: Decimal


def is_counted(kind: Kind, measure: UnitOfMeasure) -> bool:
    """Whether a kind in a unit of measure counts things, as persons or projects are counted."""
    return kind is Kind.LEVEL and measure.family in COUNTED


@dataclass(frozen=True, slots=True)
class EntrySlot:
    """One figure that is asked for.

    Every number is in ``measure``, the unit of measure that the item declares. ``last_year`` is the figure of
    the same period of last year, ``target`` the target of this period; ``peers`` the usual values of
    comparable units; ``earlier`` is given for cumulative figures only; ``declared`` are hard bounds; what
    ``is_count`` has no fraction in its base unit (``is_counted`` says what usually is one).
    ``evidence`` says that a document must come with the figure; ``note`` is a remark for whoever fills it in.
    """

    unit: str
    unit_name: Term
    indicator: str
    indicator_name: Term
    kind: Kind
    period: Period
    measure: UnitOfMeasure
    last_year: Decimal | Absence | None = None
    target: Decimal | None = None
    peers: Range | None = None
    earlier: Earlier | None = None
    declared: Range | None = None
    is_count: bool = False
    absences: frozenset[Absence] = USUAL_ABSENCES
    evidence: bool = False
    note: Term | None = None

    def __post_init__(self) -> None:
        if not is_code(self.unit) or split_indicator(self.indicator) is None:
            raise ValueError(f"not code ids: {self.unit!r}, {self.indicator!r}")
        if not self.absences <= REPORTABLE_ABSENCES:
            raise ValueError("a form allows only absences that can be reported")

    @property
    def key(self) -> SlotKey:
        """What identifies the slot."""
        return SlotKey(self.unit, self.indicator, self.kind, self.period)

    @property
    def column(self) -> Column:
        """What is asked, without of whom."""
        return Column(self.indicator, self.kind, self.period)

    @property
    def item(self) -> Term:
        """The item as a heading names it: a kind other than the level stands behind a name that lacks it."""
        name, kind = self.indicator_name, self.kind.term
        if self.kind is Kind.LEVEL:
            return name
        zh = name.zh if kind.zh in name.zh else f"{name.zh}（{kind.zh}）"
        return Term(zh, name.en if kind.en in name.en.lower() else f"{name.en} ({kind.en})")

    @property
    def name(self) -> Term:
        """Unit and item, as people name the figure."""
        return Term(f"{self.unit_name.zh} {self.item.zh}", f"{self.unit_name.en}, {self.item.en}")

    def choices(self) -> tuple[Term, ...]:
        """The words that may be chosen where there is no figure, in the order of the absences."""
        return tuple(absence.term for absence in Absence if absence in self.absences)


@dataclass(frozen=True, slots=True)
class EntryForm:
    """A form to be filled in: what a provider owes for a period.

    ``version`` tells editions of one form apart; ``token`` is an opaque text that its maker can verify, kept
    unread in workbooks. ``contained`` are pairs of slots, part and whole: a zone's figure lies within that of
    its district. ``synthetic`` marks a demonstration.
    """

    code: str
    title: Term
    provider: str
    provider_name: Term
    period: Period
    period_label: Term
    version: str
    slots: tuple[EntrySlot, ...]
    token: str = ""
    contained: tuple[tuple[SlotKey, SlotKey], ...] = ()
    synthetic: bool = False
    units: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """Codes of the units asked, in the order of the slots."""
    columns: tuple[Column, ...] = field(init=False, repr=False, compare=False)
    """What is asked, in the order of the slots."""
    _by_key: Mapping[SlotKey, EntrySlot] = field(init=False, repr=False, compare=False)
    _places: Mapping[SlotKey, Position] = field(init=False, repr=False, compare=False)
    _by_place: Mapping[Position, EntrySlot] = field(init=False, repr=False, compare=False)
    _by_path: Mapping[str, EntrySlot] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_key = {slot.key: slot for slot in self.slots}
        if len(by_key) != len(self.slots) or not self.slots:
            raise ValueError("a form has slots, and asks for each figure once")
        if any(key not in by_key for pair in self.contained for key in pair):
            raise ValueError("part and whole are slots of the form")
        object.__setattr__(self, "units", _once(slot.unit for slot in self.slots))
        object.__setattr__(self, "columns", _once(slot.column for slot in self.slots))
        rows = {line: number for number, line in enumerate(self.lines)}
        columns = {line: number for number, line in enumerate(self.across)}
        places = {
            slot.key: (rows[slot.unit], columns[slot.column]) if self.by_units else (rows[slot.column], 0)
            for slot in self.slots
        }
        object.__setattr__(self, "_by_key", by_key)
        object.__setattr__(self, "_by_path", {str(key): slot for key, slot in by_key.items()})
        object.__setattr__(self, "_places", places)
        object.__setattr__(self, "_by_place", {place: by_key[key] for key, place in places.items()})

    @property
    def by_units(self) -> bool:
        """Whether units stand down and items across; otherwise one unit's items stand down."""
        return len(self.units) > 1

    @property
    def lines(self) -> tuple[str | Column, ...]:
        """What each row of cells is about, from the top."""
        return self.units if self.by_units else self.columns

    @property
    def across(self) -> tuple[str | Column, ...]:
        """What each column of cells is about, from the left."""
        return self.columns if self.by_units else self.units

    def slot(self, key: SlotKey) -> EntrySlot | None:
        """The slot with this key, if the form has it."""
        return self._by_key.get(key)

    def at(self, position: Position) -> EntrySlot | None:
        """The slot at a row and column; ``None`` where nothing is asked."""
        return self._by_place.get(position)

    def position(self, key: SlotKey) -> Position:
        """Row and column of a slot; a key that the form lacks raises ``KeyError``."""
        return self._places[key]

    def place(self, slot: EntrySlot) -> Place:
        """Where findings about a slot stand: its cell, of which the first is ``A1``, and its key."""
        row, column = self.position(slot.key)
        return Place(cell=cell_name(row + 1, column + 1), path=str(slot.key))

    def named(self, text: str) -> EntrySlot | None:
        """The slot whose key is written so, as drafts and places of findings write it."""
        return self._by_path.get(text)

    def slot_of(self, where: Place) -> EntrySlot | None:
        """The slot that a finding of this form is about, if it is about one."""
        return self.named(where.path or "")


_Line = TypeVar("_Line", bound=Hashable)


def _once(lines: Iterable[_Line]) -> tuple[_Line, ...]:
    return tuple(dict.fromkeys(lines))
