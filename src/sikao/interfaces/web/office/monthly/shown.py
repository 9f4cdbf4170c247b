"""A monthly review as its page shows it: the map of lights, who lags and why, decisions, follow-up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext

from sikao.core.figures.absence import Absence
from sikao.core.figures.measures import after_number
from sikao.core.figures.periods import Period
from sikao.core.insight.monthly import Light
from sikao.core.reference.rounding import decimal_text, rounded
from sikao.core.scheme.followed import Basis, Followed
from sikao.core.scheme.resolving import Resolved
from sikao.core.scheme.saying import Saying
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.frame import address_of
from sikao.interfaces.web.office.worded import Deadline, Words, day_words, deadline, moment_words
from sikao.interfaces.web.templatetags.sikao import plain
from sikao.office.cycle.briefings import briefing_name
from sikao.office.cycle.decisions import DecisionView, Followup
from sikao.office.cycle.duties import owed
from sikao.office.cycle.monthly import Cell, Named, Sheet, known_in, looks
from sikao.office.cycle.queries import decision_label
from sikao.office.cycle.rules import DecisionState
from sikao.office.groundwork.clock import day_of
from sikao.office.ledger.facts import Progress

TONES = {Progress.DONE: "good", Progress.BEHIND: "first", Progress.NOT_STARTED: "note"}


@dataclass(frozen=True, slots=True)
class Tile:
    """A cell of the map: a letter that needs no colour, a number, and all about it in a sentence."""

    code: str
    letter: str
    number: str
    told: str
    head: str


@dataclass(frozen=True, slots=True)
class Head:
    """An indicator as a column: its name, how it is held against its target, its unit of measure."""

    name: str
    basis: str
    measure: str


@dataclass(frozen=True, slots=True)
class Group:
    """Units of one scorecard down, its followed indicators across."""

    code: str
    name: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, tuple[Tile, ...]], ...]


@dataclass(frozen=True, slots=True)
class Why:
    """What a unit said of something that lags, and on which sheet."""

    state: str
    tone: str
    progress: str
    cause: str
    next_step: str
    source: str


@dataclass(frozen=True, slots=True)
class Lag:
    """Something that lags. ``waiting`` says why there is no explanation; ``asks``: it may be asked for."""

    unit: str
    code: str
    indicator: str
    value: str
    plan: str
    number: str
    why: Why | None
    waiting: str
    asks: bool


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision in a list; ``told`` are pairs of who said it and what."""

    number: str
    text: str
    bearers: str
    due: str
    deadline: Deadline | None
    state: str
    tone: str
    note: str
    told: tuple[tuple[str, str], ...]
    address: str


class Naming:
    """What the indicators of a review are called, and what their numbers mean."""

    def __init__(self, sheet: Sheet, words: Words) -> None:
        self._words = words
        self._lang = language()
        scheme = known_in(sheet.named, sheet.seq).scheme
        saying = Saying(scheme, self._lang)
        self.tables = Resolved(scheme).tables
        self.nodes = {t.scorecard.code: saying.node_names(t.scorecard) for t in self.tables}
        self.card_of = {unit.code: table.scorecard.code for table in self.tables for unit in table.units}
        self.followed: Mapping[tuple[str, str], Followed] = {
            (look.followed.unit, look.followed.node): look.followed for look in looks(sheet.named, sheet.seq)
        }

    def indicator(self, cell: Cell) -> str:
        """The name of an indicator as the scorecard of its unit has it."""
        return self.nodes[self.card_of[cell.unit]][cell.node]

    def measure(self, cell: Cell) -> str:
        """The unit of measure of a figure."""
        return self._words.measure(self.followed[cell.unit, cell.node].measure)

    def basis(self, cell: Cell) -> str:
        """How a figure is held against its target."""
        return self.followed[cell.unit, cell.node].basis.term.text(self._lang)

    def value(self, cell: Cell) -> str:
        """The figure, or the word of its absence."""
        if cell.value is not None:
            return plain(cell.value).replace("-", "−")
        if cell.absence:
            return Absence(cell.absence).term.text(self._lang)
        return "—"

    def number(self, cell: Cell) -> str:
        """How far it is: a share of the plan, or the difference from the target."""
        if cell.progress is not None:
            return f"{decimal_text(rounded(cell.progress * 100, 1, 'half_up'))}%"
        return "" if cell.gap is None else difference(cell.gap)

    def told(self, cell: Cell, unit: str) -> str:
        """All about a cell in one sentence."""
        words = {"unit": unit, "indicator": self.indicator(cell), "value": self.value(cell)}
        words |= {"plan": shown(cell.plan), "measure": after_number(self.measure(cell))}
        if cell.light is None:
            why = "" if cell.unlit is None else cell.unlit.term.text(self._lang)
            return gettext("%(unit)s %(indicator)s：%(why)s") % (words | {"why": why})
        words["period"] = Period.from_canonical(cell.period).label(self._lang)
        words |= {"light": cell.light.term.text(self._lang), "number": self.number(cell)}
        if self.followed[cell.unit, cell.node].basis is Basis.PRORATED:
            form = gettext(
                "%(unit)s %(indicator)s %(period)s：%(value)s %(measure)s，"
                "应达 %(plan)s，进度 %(number)s，%(light)s"
            )
        else:
            form = gettext(
                "%(unit)s %(indicator)s %(period)s：%(value)s %(measure)s，"
                "目标 %(plan)s，%(number)s，%(light)s"
            )
        return form % words


def shown(value: Fraction | None) -> str:
    """A plan to two decimals."""
    return "—" if value is None else decimal_text(rounded(value, 2, "half_up")).replace("-", "−")


def difference(value: Fraction) -> str:
    """A difference with its sign, to two decimals."""
    text = decimal_text(rounded(abs(value), 2, "half_up"))
    return f"{'−' if value < 0 else '+'}{text}" if value else "±0"


def letter(light: Light | None) -> str:
    """The letter of a light, so that it can be read without colour."""
    return {Light.GREEN: gettext("绿"), Light.YELLOW: gettext("黄"), Light.RED: gettext("红"), None: "—"}[
        light
    ]


def groups(sheet: Sheet, naming: Naming, words: Words) -> tuple[Group, ...]:
    """The map, a table for each ranking group that has something in it."""
    cells = {(cell.unit, cell.node): cell for cell in sheet.cells}
    found = []
    for table in naming.tables:
        units = [unit.code for unit in table.units if any(key[0] == unit.code for key in cells)]
        nodes = [
            node
            for node in naming.nodes[table.scorecard.code]
            if any((unit, node) in cells for unit in units)
        ]
        if units and nodes:
            lang = language()
            name = table.group.name_en if lang == "en" and table.group.name_en else table.group.name
            heads = tuple(_head(node, units, cells, naming) for node in nodes)
            rows = tuple(_row(unit, nodes, cells, naming, words) for unit in units)
            found.append(Group(table.group.code, name, heads, rows))
    return tuple(found)


def _head(node: str, units: Collection[str], cells: Mapping[tuple[str, str], Cell], naming: Naming) -> Head:
    first = next(cells[unit, node] for unit in units if (unit, node) in cells)
    return Head(naming.indicator(first), naming.basis(first), naming.measure(first))


def _row(
    unit: str,
    nodes: Collection[str],
    cells: Mapping[tuple[str, str], Cell],
    naming: Naming,
    words: Words,
) -> tuple[str, tuple[Tile, ...]]:
    name = words.organisation(unit)
    return name, tuple(_tile(cells.get((unit, node)), name, naming) for node in nodes)


def _tile(cell: Cell | None, unit: str, naming: Naming) -> Tile:
    if cell is None:
        return Tile("none", "", "", "", "")
    code = "none" if cell.light is None else cell.light.value
    return Tile(
        code, letter(cell.light), naming.number(cell), naming.told(cell, unit), naming.indicator(cell)
    )


def lags(
    sheet: Sheet, naming: Naming, words: Words, waiting: Mapping[tuple[str, str], str], asks: Collection[str]
) -> tuple[Lag, ...]:
    """Who lags with what, in official order, with the explanation or the reason why there is none yet."""
    return tuple(
        Lag(
            unit=words.organisation(cell.unit),
            code=cell.unit,
            indicator=naming.indicator(cell),
            value=f"{naming.value(cell)} {after_number(naming.measure(cell))}",
            plan=f"{shown(cell.plan)} {after_number(naming.measure(cell))}",
            number=naming.number(cell),
            why=_why(cell, sheet.named),
            waiting=waiting.get((cell.unit, cell.node), ""),
            asks=cell.unit in asks and cell.explained is None,
        )
        for cell in sheet.lagging
    )


def _why(cell: Cell, named: Named) -> Why | None:
    said, lang = cell.explained, language()
    if said is None:
        return None
    source = briefing_name(owed(named.scheme).scheme, said.briefing).text(lang)
    tone = TONES.get(said.state, "")
    return Why(said.state.term.text(lang), tone, said.progress, said.cause, said.next_step, source)


def decision_lines(found: Collection[DecisionView], at: datetime, words: Words) -> tuple[DecisionLine, ...]:
    """Decisions as they stand now."""
    lang = language()
    return tuple(
        DecisionLine(
            number=str(one.number),
            text=one.text,
            bearers=_names(one.bearers, words),
            due=day_words(day_of(one.due_at), day_of(at)),
            deadline=deadline(one.due_at, at) if one.state is DecisionState.OPEN else None,
            state=one.state.term.text(lang),
            tone=_tone(one.state, late=one.late),
            note=one.document,
            told=tuple(_told(one, words)),
            address=address_of("decision", ref=one.ref) or "",
        )
        for one in found
    )


def _told(one: DecisionView, words: Words) -> Iterator[tuple[str, str]]:
    for said in one.said[1:]:
        yield _who(said.organisation, words), said.text


def follow_lines(found: Collection[Followup], today: date, words: Words) -> tuple[DecisionLine, ...]:
    """Earlier decisions as they stood when the review was held, or stand now where it is still to come."""
    lang = language()
    return tuple(
        DecisionLine(
            number=decision_label(one.through).text(lang),
            text=one.text,
            bearers=_names(one.bearers, words),
            due=day_words(one.due, today),
            deadline=None,
            state=one.state.term.text(lang),
            tone=_tone(one.state, late=False),
            note=gettext("延续 %(n)s 次") % {"n": one.carried} if one.carried else "",
            told=tuple((_who(code, words), text) for code, text in one.told),
            address=address_of("decision", ref=one.ref) or "",
        )
        for one in found
    )


def _who(organisation: str, words: Words) -> str:
    return words.organisation(organisation) if organisation else gettext("考核办")


def _names(codes: Collection[str], words: Words) -> str:
    return gettext("、").join(words.organisation(code) for code in codes)


def _tone(state: DecisionState, *, late: bool) -> str:
    if state is DecisionState.CLOSED:
        return "good"
    return "first" if late else "note" if state is DecisionState.OPEN else ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line of the history of a decision."""

    at: str
    who: str
    what: str
    text: str
    due: str
    document: str


def spoken(one: DecisionView, words: Words, today: date) -> tuple[Spoken, ...]:
    """Everything that was said about a decision, in order."""
    lang = language()
    return tuple(
        Spoken(
            moment_words(said.at),
            _who(said.organisation, words),
            said.what.term.text(lang),
            said.text,
            "" if said.due is None else day_words(said.due, today),
            said.document,
        )
        for said in one.said
    )


def exact(value: Fraction | None, places: int) -> Decimal | str:
    """A number for a workbook; an empty text where there is none."""
    return "" if value is None else Decimal(decimal_text(rounded(value, places, "half_up")))
