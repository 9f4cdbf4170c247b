"""All cells of a form at once: each is understood by itself, then what only shows beside others is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from sikao.core.figures.decimals import canonical
from sikao.core.figures.forms.entered import Entered, Entries, Reply
from sikao.core.figures.forms.form import EntryForm, EntrySlot, Position, SlotKey, is_counted
from sikao.core.figures.forms.understanding import understand
from sikao.core.figures.measures import STANDARD_MEASURES, MeasureTable, convert, convertible
from sikao.core.figures.plausibility import SMALL_COUNT, fractional_growths
from sikao.core.figures.table import Figure, Figures, Kind
from sikao.core.sheets import cell_name
from sikao.core.wording import Detail, Finding, Findings, Place, Severity, Term

LEAST_ALIKE = 3
"""So many equal figures in a row or column are asked about; two may be chance."""
TELLING_DIGITS = 4
"""A figure of so many digits that is last year's to the last one is asked about by itself."""

PlaceOf = Callable[[EntrySlot], Place]


def understand_grid(
    form: EntryForm,
    cells: Mapping[SlotKey, str] | Mapping[Position, str],
    *,
    place: PlaceOf | None = None,
    complete: bool = False,
    measures: MeasureTable = STANDARD_MEASURES,
) -> Entries:
    """Everything that stands in the cells, given by slot or by row and column.

    ``place`` says where a slot stands in what the user looks at, by default in the form's own grid. With
    ``complete`` a blank is an error: so a form is judged before it is submitted. Texts where nothing is asked
    are refused.
    """
    place = place or form.place
    texts, others = _by_slot(form, cells)
    entered = {
        slot.key: understand(texts.get(slot.key, ""), slot, where=place(slot), measures=measures)
        for slot in form.slots
    }
    found = Findings(others)
    if complete:
        for slot in form.slots:
            if entered[slot.key].reply is Reply.BLANK:
                found.error("form.unfilled", place(slot), figure=slot.name)
    found.extend(_parts_beyond_wholes(form, entered, place))
    found.extend(_fractions(form, entered, place))
    for group in _groups(form):
        found.extend(_alike(group, entered, place))
        found.extend(_as_last_year(group, entered, place))
    return Entries(entered, found.sorted())


def _by_slot(
    form: EntryForm, cells: Mapping[SlotKey, str] | Mapping[Position, str]
) -> tuple[dict[SlotKey, str], list[Finding]]:
    texts: dict[SlotKey, str] = {}
    strays: list[Finding] = []
    for key, text in cells.items():
        slot = form.slot(key) if isinstance(key, SlotKey) else form.at(key)
        if slot is not None:
            texts[slot.key] = text
        elif text.strip(" "):
            where = _nowhere_asked(key)
            strays.append(Finding("form.no_slot", Severity.ERROR, where, {"text": text}))
    return texts, strays


def _nowhere_asked(key: SlotKey | Position) -> Place:
    if isinstance(key, SlotKey):
        return Place(path=str(key))
    row, column = key
    return Place(cell=cell_name(row + 1, column + 1))


def _parts_beyond_wholes(
    form: EntryForm, entered: Mapping[SlotKey, Entered], place: PlaceOf
) -> Iterator[Finding]:
    """Parts that are larger than the wholes in which they are contained."""
    for part_key, whole_key in form.contained:
        part, whole = form.slot(part_key), form.slot(whole_key)
        inner, outer = entered[part_key].value, entered[whole_key].value
        if part is None or whole is None or inner is None or outer is None:
            continue
        if not convertible(part.measure, whole.measure):
            continue
        same = convert(inner, part.measure, whole.measure)
        if same > outer >= 0:
            details: dict[str, Detail] = {
                "part": part.name,
                "inner": canonical(same),
                "whole": whole.name,
                "outer": canonical(outer),
                "unit": whole.measure.term,
            }
            where = place(part)
            yield Finding("form.part_beyond_whole", Severity.WARNING, where, details, (where, place(whole)))


def _fractions(form: EntryForm, entered: Mapping[SlotKey, Entered], place: PlaceOf) -> Iterator[Finding]:
    """Growths that look like fractions, 0.061 for 6.1, beside the others of their column."""
    figures = [
        Figure(*key, value, slot.measure.code)
        for slot in form.slots
        if slot.kind is Kind.GROWTH
        for key, value in (
            (slot.key, entered[slot.key].value),
            (slot.key._replace(period=slot.period.shift(-1)), slot.last_year),
        )
        if isinstance(value, Decimal)
    ]
    for finding in fractional_growths(Figures.of(figures)) if figures else ():
        slot = form.slot_of(finding.where)
        if slot is not None:
            yield replace(finding, where=place(slot))


def _groups(form: EntryForm) -> list[list[EntrySlot]]:
    """Slots of which equal figures would be odd: each item across the units."""
    groups: dict[object, list[EntrySlot]] = {}
    for slot in form.slots:
        groups.setdefault(slot.column if form.by_units else slot.unit, []).append(slot)
    return list(groups.values())


def _alike(group: list[EntrySlot], entered: Mapping[SlotKey, Entered], place: PlaceOf) -> Iterator[Finding]:
    """One item with the same figure for every unit, where figures differ by nature."""
    if len({slot.column for slot in group}) > 1 or group[0].kind not in {Kind.LEVEL, Kind.INCREMENT}:
        return
    values = [(slot, entered[slot.key].value) for slot in group]
    known = [(slot, value) for slot, value in values if value is not None]
    if len(known) < LEAST_ALIKE or len({value for _, value in known}) > 1:
        return
    slot, value = known[0]
    if not value or _expected_alike(value, slot):
        return
    places = tuple(place(slot) for slot, _ in known)
    details: dict[str, Detail] = {
        "item": slot.item,
        "value": canonical(value),
        "count": str(len(known)),
    }
    yield Finding("form.all_equal", Severity.WARNING, places[0], details, places)


def _expected_alike(value: Decimal, slot: EntrySlot) -> bool:
    """Whether units may well be equal: a small count, a share, a target met exactly, the end of a range."""
    if is_counted(slot.kind, slot.measure) and abs(value) < SMALL_COUNT:
        return True
    ends = (slot.declared.low, slot.declared.high) if slot.declared else ()
    return value in {slot.target, *ends} or slot.measure.noun is None


def _as_last_year(
    group: list[EntrySlot], entered: Mapping[SlotKey, Entered], place: PlaceOf
) -> Iterator[Finding]:
    """Figures that are last year's: told once for a whole column, else one by one where it is no chance."""
    compared = [slot for slot in group if _comparable(slot, entered[slot.key])]
    same = [slot for slot in compared if entered[slot.key].value == slot.last_year]
    if len(same) >= LEAST_ALIKE and len(same) == len(compared):
        places = tuple(place(slot) for slot in same)
        single = len({slot.column for slot in same}) == 1
        what = same[0].item if single else Term("本表", "this form")
        details: dict[str, Detail] = {"item": what, "count": str(len(same))}
        yield Finding("form.copied_last_year", Severity.WARNING, places[0], details, places)
        return
    for slot in same:
        value = entered[slot.key].value
        if value is not None and len(value.normalize().as_tuple().digits) >= TELLING_DIGITS:
            told: dict[str, Detail] = {"value": canonical(value), "unit": slot.measure.term}
            yield Finding("form.same_as_last_year", Severity.WARNING, place(slot), told)


def _comparable(slot: EntrySlot, entered: Entered) -> bool:
    return bool(entered.value) and isinstance(slot.last_year, Decimal) and slot.kind is not Kind.RANK
