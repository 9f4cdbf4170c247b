"""The tables of papers: units across and indicators down on one A3, and the list of grades."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from sikao.core.figures.decimals import canonical
from sikao.core.wording import Language, Term
from sikao.office.bulletins.content.measures import Measure
from sikao.office.bulletins.content.standing import Disclosed, Row, Scored, Standing, UnitStanding
from sikao.office.bulletins.document import Align, Cell, Column, Line, Look, Table
from sikao.office.bulletins.phrases import decimal_text, points_text

RISEN, FALLEN, LEVEL = "↑", "↓", "→"
DOUBTED = "※"
_EMPTY = Cell("")
MOST_WITH_VALUES = 14
"""In a group of more units there is no room for values beside places and points."""
_SAID = {
    "indicator": Term("指标", "Indicator"),
    "full": Term("分值", "Full"),
    "value": Term("数据", "Value"),
    "points": Term("得分", "Points"),
    "place": Term("位次", "Place"),
    "grade": Term("等次", "Grade"),
    "total": Term("总分", "Total"),
    "unit": Term("单位", "Unit"),
    "number": Term("序号", "No."),
    "arrows": Term(
        "位次后的箭头为与{earlier}相比的升降位数，“→”为不变。",
        "Arrows: places risen or fallen beside {earlier}; “→” is unchanged.",
    ),
    "doubted": Term("标“※”的含估计或有异议的数据。", "“※”: with an estimated or a disputed figure."),
    "parts": Term(
        "由几个计分点组成的指标，数据为第一个计分点的。",
        "Of an indicator of several parts the value is that of its first.",
    ),
    "order": Term("单位按官方排列顺序。", "Units stand in the official order."),
}


def wide_table(standing: Standing, lang: Language, caption: str) -> Table:
    """Units in official order across, indicators down: value, points, place with its change.

    What may not be told has no column.
    """
    columns = [Column(_say("indicator", lang), 46, Align.LEFT)]
    if Disclosed.POINTS in standing.disclosed:
        columns.append(Column(_say("full", lang), 12))
    parts = _parts(standing)
    for unit in standing.units:
        columns += [Column(_say(part, lang), width, Align.CENTER, unit.name) for part, width in parts]
    lines = [*_head_lines(standing, lang), *(_row_line(row, standing, lang) for row in standing.rows)]
    return Table(caption, tuple(columns), tuple(lines), tuple(_notes(standing, lang)))


def _say(word: str, lang: Language) -> str:
    return _SAID[word].text(lang)


def _parts(standing: Standing) -> list[tuple[str, int]]:
    """What stands below each unit, and how wide. Beside many units there is no room for values."""
    told = []
    if len(standing.units) <= MOST_WITH_VALUES and any(
        cell.measure is not None for row in standing.rows for cell in row.cells.values()
    ):
        told.append(("value", 12))
    if Disclosed.POINTS in standing.disclosed:
        told.append(("points", 12))
    if Disclosed.RANKS in standing.disclosed:
        told.append(("place", 9))
    return told


def _head_lines(standing: Standing, lang: Language) -> Iterator[Line]:
    """The total, and the grades where there are some."""
    leading = [Cell(_say("total", lang))]
    if Disclosed.POINTS in standing.disclosed:
        leading.append(full_cell(standing.full))
    yield Line((*leading, *_cells(standing, {unit.code: unit.total for unit in standing.units})), Look.TOTAL)
    if any(unit.grade for unit in standing.units):
        grades = [Cell(unit.grade, span=len(_parts(standing))) for unit in standing.units]
        first = Cell(_say("grade", lang), span=len(leading))
        yield Line((first, *grades), Look.TOTAL)


def _row_line(row: Row, standing: Standing, lang: Language) -> Line:
    measured = "value" in dict(_parts(standing))
    leading = [Cell(row.name + (_unit_of_measure(row, lang) if measured else ""))]
    if Disclosed.POINTS in standing.disclosed:
        leading.append(full_cell(row.full))
    look = Look.BLOCK if row.is_block else Look.PLAIN
    return Line((*leading, *_cells(standing, row.cells)), look)


def _unit_of_measure(row: Row, lang: Language) -> str:
    """The unit of measure in brackets where all values have the same."""
    units = {cell.measure.unit_of_measure for cell in row.cells.values() if cell.measure is not None}
    unit = units.pop() if len(units) == 1 else None
    if unit is None:
        return ""
    return f"（{unit.zh}）" if lang == "zh" else f" ({unit.en})"


def _cells(standing: Standing, cells: Mapping[str, Scored]) -> Iterator[Cell]:
    parts = [part for part, _ in _parts(standing)]
    places = max((_places(cell.measure) for cell in cells.values() if cell.measure is not None), default=0)
    for unit in standing.units:
        scored = cells[unit.code]
        if scored.absent:
            yield Cell(scored.absent, span=len(parts))
        else:
            yield from (_cell(part, scored, places) for part in parts)


def _cell(part: str, scored: Scored, places: int) -> Cell:
    if part == "value":
        return _value(scored, places)
    return points_cell(scored.points) if part == "points" else place_cell(scored)


def _value(scored: Scored, places: int) -> Cell:
    """A value with as many decimals as its line has, so that the eye compares them."""
    if scored.measure is None:
        return _EMPTY
    text = decimal_text(Fraction(scored.measure.value), places) + (DOUBTED if scored.doubted else "")
    return Cell(text, scored.measure.value)


def _places(measure: Measure) -> int:
    return min(2, len(canonical(measure.value).partition(".")[2]))


def measure_text(measure: Measure) -> str:
    """A value with at most two decimals, rounded half up; the workbook keeps it whole."""
    return decimal_text(Fraction(measure.value), _places(measure))


def points_cell(points: Decimal | None) -> Cell:
    """Points, exact in a workbook."""
    return _EMPTY if points is None else Cell(points_text(points), Decimal(canonical(points)))


def full_cell(points: Decimal | None) -> Cell:
    """Full points, without decimals that say nothing."""
    return _EMPTY if points is None else Cell(canonical(points), Decimal(canonical(points)))


def place_cell(scored: Scored) -> Cell:
    """A place with its change, such as 4↑2; the workbook keeps the place."""
    if scored.place is None:
        return _EMPTY
    return Cell(f"{scored.place}{_change(scored)}", Decimal(scored.place))


def _change(scored: Scored) -> str:
    if scored.before is None or scored.place is None:
        return ""
    by = scored.before - scored.place
    return LEVEL if by == 0 else f"{RISEN if by > 0 else FALLEN}{abs(by)}"


def _notes(standing: Standing, lang: Language) -> Iterator[str]:
    yield _say("order", lang)
    if standing.earlier and Disclosed.RANKS in standing.disclosed:
        yield _say("arrows", lang).replace("{earlier}", standing.earlier)
    cells = [cell for row in standing.rows for cell in row.cells.values()]
    if "value" not in dict(_parts(standing)):
        return
    if any(cell.doubted for cell in cells):
        yield _say("doubted", lang)
    yield _say("parts", lang)


def grade_table(standing: Standing, lang: Language, caption: str) -> Table:
    """Units in official order with their grades, and nothing else."""
    columns = (
        Column(_say("number", lang), 1),
        Column(_say("unit", lang), 4),
        Column(_say("grade", lang), 2),
    )
    return Table(
        caption,
        columns,
        tuple(_grade_line(number, unit) for number, unit in enumerate(standing.units, 1)),
        (_say("order", lang),),
    )


def _grade_line(number: int, unit: UnitStanding) -> Line:
    return Line((Cell(str(number), Decimal(number)), Cell(unit.name), Cell(unit.grade)))
