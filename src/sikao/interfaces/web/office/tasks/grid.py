"""A form as a page shows it: a table of cells, each with what is known of it and what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext

from sikao.core.figures.absence import Absence
from sikao.core.figures.checking import Range
from sikao.core.figures.decimals import grouped
from sikao.core.figures.forms import Entered, EntryForm, EntrySlot, Reply, SlotKey
from sikao.core.wording import Finding, Language, Place, has_errors
from sikao.interfaces.web.frame import FindingLine, finding_line
from sikao.office.cycle.comparing import Change
from sikao.office.cycle.judging import DOCUMENT, NOTE, Judged

FIELD = "c:"
"""How the names of the fields of cells begin."""
ZERO = "0"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``name`` is its field's; ``before`` and all after it are for revisions.

    ``label`` says what the cell asks to who cannot see its headings, ``asked`` beside the unit's name.
    """

    id: str
    name: str
    key: str
    label: str
    asked: str
    unit: str
    item: str
    measure: str
    raw: str
    value: str
    reply: str
    echo: str
    severity: str
    told: tuple[FindingLine, ...]
    last_year: str
    target: str
    more: str
    ratio: str
    demands: bool
    files: int = 0
    before: str = ""
    since: str = ""
    changed: bool = False
    returned: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a column, or at the left of a line."""

    name: str
    measure: str
    period: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; ``None`` where nothing is asked."""

    head: Head
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The table. ``by_units``: units stand down and items across; else one unit's items stand down."""

    by_units: bool
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    absences: tuple[str, ...]
    filled: int
    total: int

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell, in reading order."""
        return tuple(cell for line in self.lines for cell in line.cells if cell is not None)


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the list of findings: with the cell that it is about, if it is about one."""

    line: FindingLine
    cell: str
    name: str
    where: str


def grid_of(
    judged: Judged,
    lang: Language,
    *,
    changes: Mapping[SlotKey, Change] | None = None,
    files: Counter[str] | None = None,
) -> Grid:
    """The table of a form with what was entered."""
    form, changes, files = judged.form, changes or {}, files or Counter()
    told = _by_slot(form, judged.findings)
    lines = []
    for row, head in enumerate(_heads(form, lang, down=True)):
        cells: list[Cell | None] = []
        for column in range(len(form.across)):
            slot = form.at((row, column))
            if slot is None:
                cells.append(None)
                continue
            made = _cell(form, slot, judged.entries[slot.key], told.get(str(slot.key), ()), lang)
            made = replace(made, files=files[made.key])
            cells.append(_compared(made, changes.get(slot.key), lang))
        lines.append(Line(head, tuple(cells)))
    choices = dict.fromkeys(term.text(lang) for slot in form.slots for term in slot.choices())
    return Grid(
        form.by_units,
        _heads(form, lang, down=False),
        tuple(lines),
        tuple(choices),
        judged.entries.filled,
        len(form.slots),
    )


def told_of(form: EntryForm, findings: Iterable[Finding], lang: Language) -> tuple[Told, ...]:
    """Findings with links to their cells; errors first."""
    lines, remarks = [], field_words()
    for finding in findings:
        slot = form.slot_of(finding.where)
        line, path = finding_line(finding, lang), finding.where.path or ""
        if slot is not None:
            # The codes of a cell say nothing to whoever reads its name beside them.
            where = str(Place(sheet=finding.where.sheet, cell=finding.where.cell))
            lines.append(Told(line, _id(form, slot), slot.name.text(lang), where))
        elif path in remarks:
            lines.append(Told(line, path, remarks[path], ""))
        else:
            lines.append(Told(line, "", "", line.where))
    return tuple(sorted(lines, key=lambda told: told.line.severity != "error"))


def field_words() -> dict[str, str]:
    """What the remarks of a draft are called on the page of a correction, by the names of their fields."""
    return {NOTE: gettext("更正原因"), DOCUMENT: gettext("依据文件名称或文号")}


def _by_slot(form: EntryForm, findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    found: dict[str, tuple[Finding, ...]] = {}
    for finding in findings:
        slot = form.slot_of(finding.where)
        if slot is not None:
            found[str(slot.key)] = (*found.get(str(slot.key), ()), finding)
    return found


def _heads(form: EntryForm, lang: Language, *, down: bool) -> tuple[Head, ...]:
    lines = form.lines if down else form.across
    first: dict[object, EntrySlot] = {}
    for slot in form.slots:
        first.setdefault(slot.unit, slot)
        first.setdefault(slot.column, slot)
    return tuple(_head(first[line], lang, unit=isinstance(line, str)) for line in lines)


def _head(slot: EntrySlot, lang: Language, *, unit: bool) -> Head:
    if unit:
        return Head(slot.unit_name.text(lang), "", "")
    return Head(slot.item.text(lang), slot.measure.term.text(lang), slot.period.label(lang))


def _id(form: EntryForm, slot: EntrySlot) -> str:
    row, column = form.position(slot.key)
    return f"c-{row}-{column}"


def _cell(
    form: EntryForm, slot: EntrySlot, entered: Entered, found: tuple[Finding, ...], lang: Language
) -> Cell:
    worst = "error" if has_errors(found) else ("warning" if found else "")
    key = str(slot.key)
    return Cell(
        id=_id(form, slot),
        name=FIELD + key,
        key=key,
        label=_with_measure(slot.name.text(lang), slot, lang),
        asked=_with_measure(slot.item.text(lang), slot, lang),
        unit=slot.unit_name.text(lang),
        item=slot.item.text(lang),
        measure=slot.measure.term.text(lang),
        raw=entered.raw,
        value=said(entered.value if entered.value is not None else entered.absence, lang),
        reply=entered.reply.value,
        echo=_echo(entered, lang),
        severity=worst,
        told=tuple(finding_line(finding, lang) for finding in found),
        last_year=said(slot.last_year, lang),
        target=said(slot.target, lang),
        more=_more(slot, lang),
        ratio=_ratio(slot, entered),
        demands=slot.evidence,
    )


def _with_measure(name: str, slot: EntrySlot, lang: Language) -> str:
    measure = slot.measure.term.text(lang)
    return f"{name}（{measure}）" if lang == "zh" else f"{name} ({measure})"


def _compared(cell: Cell, change: Change | None, lang: Language) -> Cell:
    if change is None:
        return cell
    stood = change.before
    before = None if stood is None else (stood.absence if stood.value is None else stood.value)
    since = "" if change.since is None else change.since.text(lang)
    returned = change.returned and stood is not None
    return replace(cell, before=said(before, lang), since=since, changed=change.changed, returned=returned)


def said(value: Decimal | Absence | None, lang: Language) -> str:
    """A figure or its absence as people read it."""
    if value is None:
        return ""
    return value.term.text(lang) if isinstance(value, Absence) else grouped(value)


def _echo(entered: Entered, lang: Language) -> str:
    if entered.reply is Reply.ABSENT and entered.absence is not None:
        return entered.absence.term.text(lang)
    return "" if entered.echo is None else entered.echo.text(lang)


def _more(slot: EntrySlot, lang: Language) -> str:
    """What else is known, in one line."""
    parts = []
    if slot.earlier is not None:
        parts.append(
            f"{gettext('年内已报')} {grouped(slot.earlier.value)}（{slot.earlier.period.label(lang)}）"
        )
    for name, bounds in ((gettext("同组上年"), slot.peers), (gettext("允许范围"), slot.declared)):
        if bounds is not None:
            parts.append(f"{name} {_span(bounds)}")
    if slot.note is not None:
        parts.append(slot.note.text(lang))
    return " · ".join(parts)


def _span(bounds: Range) -> str:
    low, high = ("∞" if end is None else grouped(end) for end in (bounds.low, bounds.high))
    return f"{'−' if bounds.low is None else ''}{low} … {high}"


def _ratio(slot: EntrySlot, entered: Entered) -> str:
    """How far the figure is from last year's, in percent; nothing where that says nothing."""
    last, value = slot.last_year, entered.value
    if slot.kind.value != "level" or value is None or not isinstance(last, Decimal) or last <= 0:
        return ""
    percent = ((value / last - 1) * 100).quantize(Decimal("0.1"))
    return f"{percent:+,f}%".replace("-", "−")
