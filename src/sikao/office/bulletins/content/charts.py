"""The pictures of a bulletin: bars of points, slopes of places, a map of score rates. All print in black."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from sikao.core.wording import Language, Term
from sikao.office.bulletins.content.standing import Row, Scored, Standing, UnitStanding
from sikao.office.bulletins.phrases import decimal_text, mean, percent_text, points_text
from sikao.office.bulletins.pictures import Anchor, Box, Dash, Dot, Mark, Mm, Picture, Shade, Stroke, Word, mm

WIDTH = mm(154)
NAME = mm(34)
SMALL, PLAIN = Decimal(8), Decimal("9.5")
_PER_POINT = Decimal("0.3528")
"""Millimetres of a point: a Chinese sign is as wide as it is high, a Latin one about half."""
_STEP, _ROOM = mm("7.6"), mm(190)
"""From one bar to the next; how high a picture may be on its page, with its caption."""
_MOST, _MOST_ACROSS, _UPRIGHT = 60, 24, 9
"""More units, or places, than these are read in the table and in no picture; signs of an
upright name."""
_SAID = {
    "mean": Term("平均 {mean}", "mean {mean}"),
    "bars": Term("各单位得分", "Points of the units"),
    "slopes": Term(
        "名次变化（粗线为上升2位及以上，虚线为下降2位及以上）",
        "Changes of places (thick: up by 2 or more; broken: down by 2 or more)",
    ),
    "heat": Term("各指标得分率（%）", "Score rates of the indicators (%)"),
    "legend": Term("得分率：", "Score rate:"),
}


def _say(word: str, lang: Language) -> str:
    return _SAID[word].text(lang)


def bars(standing: Standing, lang: Language) -> Picture | None:
    """A bar of points for every unit in official order, and a broken line at the mean."""
    scored = [(unit.name, unit.total.points) for unit in standing.units]
    known = [points for _, points in scored if points is not None]
    if not known or standing.full is None or min(known) < 0 or len(scored) > _MOST:
        return None
    room = WIDTH - NAME - mm(18)
    scale = Fraction(room) / Fraction(max(standing.full, *known))
    average = mean(known)
    step = min(_STEP, mm(_ROOM / len(scored)))
    thick = mm(step * 7 / 10)
    marks: list[Mark] = []
    for place, (name, points) in enumerate(scored):
        y = mm(2) + step * place
        middle = mm(y + thick / 2)
        marks.append(Word(mm(NAME - 2), middle, _short(name, NAME, PLAIN), PLAIN, Anchor.END))
        if points is not None:
            length = _length(Fraction(points) * scale)
            marks.append(Box(NAME, y, length, thick, Shade.MID if points >= average else Shade.LIGHT))
            marks.append(Word(WIDTH, middle, points_text(points), PLAIN, Anchor.END))
    bottom = mm(2) + step * len(scored)
    at = mm(NAME + _length(average * scale))
    marks.append(Stroke(NAME, mm(1), NAME, bottom))
    marks.append(Stroke(at, mm(0), at, bottom, Decimal("0.8"), Dash.DASHED))
    told = _say("mean", lang).replace("{mean}", decimal_text(average))
    marks.append(Word(at, mm(bottom + mm("2.5")), told, SMALL, Anchor.MIDDLE))
    return Picture(WIDTH, mm(bottom + mm(5)), tuple(marks), _say("bars", lang))


def _length(exact: Fraction) -> Mm:
    return Decimal(decimal_text(exact))


def slopes(
    columns: Sequence[tuple[str, dict[str, int]]], standing: Standing, lang: Language
) -> Picture | None:
    """A line for every unit through its places at the checkpoints, of which the last is the present one.

    ``columns`` are (checkpoint, places by unit). Who rose by two or more has a thick line, who fell by as
    many a broken one, between the last two.
    """
    units = [unit for unit in standing.units if all(unit.code in places for _, places in columns)]
    if len(columns) < 2 or len(units) < 2:
        return None
    lowest = max(place for _, places in columns for place in places.values())
    if lowest > _MOST:
        return None
    step = min(mm("6.2"), mm(_ROOM / lowest))
    left, right = mm(42), mm(WIDTH - mm(42))
    gap = (right - left) / (len(columns) - 1)
    xs = [mm(left + gap * place) for place in range(len(columns))]
    marks: list[Mark] = []
    for x, (name, _) in zip(xs, columns, strict=True):
        marks.append(Word(x, mm(3), name, PLAIN, Anchor.MIDDLE, bold=True))
        marks.append(Stroke(x, mm(6), x, mm(mm(8) + step * lowest), Decimal("0.4"), Dash.DOTTED))
    for unit in units:
        marks += _slope([places[unit.code] for _, places in columns], xs, step)
    marks += _ends(units, columns, xs, step)
    return Picture(WIDTH, mm(mm(10) + step * lowest), tuple(marks), _say("slopes", lang))


def _height(place: int, step: Mm) -> Mm:
    return mm(mm(5) + step * place)


def _slope(places: Sequence[int], xs: Sequence[Mm], step: Mm) -> Iterator[Mark]:
    risen = places[-2] - places[-1]
    weight = Decimal("2.2") if risen >= 2 else Decimal("0.8")
    dash = Dash.DASHED if risen <= -2 else Dash.SOLID
    points = [(x, _height(place, step)) for x, place in zip(xs, places, strict=True)]
    for (x1, y1), (x2, y2) in pairwise(points):
        yield Stroke(x1, y1, x2, y2, weight, dash)
    yield from (Dot(x, y, mm("1.1"), filled=risen >= 0) for x, y in points)


def _ends(
    units: Sequence[UnitStanding],
    columns: Sequence[tuple[str, dict[str, int]]],
    xs: Sequence[Mm],
    step: Mm,
) -> Iterator[Mark]:
    """Names on both sides; those with the same place share a line."""
    for x, (_, places), anchor in ((xs[0], columns[0], Anchor.END), (xs[-1], columns[-1], Anchor.START)):
        at: dict[int, list[str]] = {}
        for unit in units:
            at.setdefault(places[unit.code], []).append(unit.name)
        shift = mm(-3) if anchor is Anchor.END else mm(3)
        for place, names in at.items():
            joined = _short("、".join(names), xs[0], PLAIN)
            text = f"{joined} {place}" if anchor is Anchor.END else f"{place} {joined}"
            yield Word(mm(x + shift), _height(place, step), text, PLAIN, anchor)


_SHADES = (
    (Fraction(95, 100), Shade.NONE, "≥95"),
    (Fraction(85, 100), Shade.LIGHT, "85–95"),
    (Fraction(70, 100), Shade.HATCH, "70–85"),
    (Fraction(50, 100), Shade.MID, "50–70"),
    (Fraction(-1000), Shade.DARK, "<50"),
)
"""From a rate on: how it is filled. The lower the rate, the darker; hatching stands between two greys."""


def shade_of(rate: Decimal) -> Shade:
    """How a score rate is filled."""
    return next(shade for least, shade, _ in _SHADES if Fraction(rate) >= least)


def heat(standing: Standing, lang: Language) -> Picture | None:
    """Indicators down, units across: the score rate of each as a number on a shade."""
    rows = [row for row in standing.rows if row.is_indicator and any(_rates(row))]
    if not rows or len(rows) > _MOST or len(standing.units) > _MOST_ACROSS:
        return None
    name = mm(50)
    width = mm((WIDTH - name) / len(standing.units))
    xs = [mm(name + width * place + width / 2) for place in range(len(standing.units))]
    marks, top = _heads([unit.name for unit in standing.units], xs, width)
    height = min(mm("5.6"), mm((_ROOM - top) / len(rows)))
    for down, row in enumerate(rows):
        y = mm(top + height * down)
        marks.append(Word(mm(name - 2), mm(y + height / 2), _short(row.name, name, SMALL), SMALL, Anchor.END))
        for across, unit in enumerate(standing.units):
            marks += _tile(row.cells[unit.code], mm(name + width * across), y, width, height)
    marks += _legend(lang)
    return Picture(WIDTH, mm(top + height * len(rows) + 1), tuple(marks), _say("heat", lang))


def _heads(names: Sequence[str], xs: Sequence[Mm], width: Mm) -> tuple[list[Mark], Mm]:
    """Names over their columns, and where these begin: Chinese ones stand upright where they are long."""
    sign = mm("3.1")
    fits = all(_short(name, width, SMALL) == name for name in names)
    if fits or any(name.isascii() for name in names):
        level = [_short(name, width, SMALL) for name in names]
        marks = [Word(x, mm(9), name, SMALL, Anchor.MIDDLE) for name, x in zip(level, xs, strict=True)]
        return [*marks], mm(12)
    shown = [name if len(name) <= _UPRIGHT else name[: _UPRIGHT - 1] + "…" for name in names]
    foot = mm(8) + sign * max(map(len, shown))
    upright: list[Mark] = [
        Word(x, mm(foot - sign * (len(name) - place - 1) - sign / 2), letter, SMALL, Anchor.MIDDLE)
        for name, x in zip(shown, xs, strict=True)
        for place, letter in enumerate(name)
    ]
    return upright, mm(foot + 1)


def _rates(row: Row) -> Iterator[bool]:
    return (cell.rate is not None for cell in row.cells.values())


def _short(name: str, width: Mm, size: Decimal) -> str:
    """As much of a name as there is room; tables name everything in full."""
    sign = size * _PER_POINT / (2 if name.isascii() else 1)
    most = int(width / sign)
    return name if len(name) <= most else name[: max(most - 1, 1)] + "…"


def _tile(cell: Scored, x: Mm, y: Mm, width: Mm, height: Mm) -> Iterator[Mark]:
    middle_x, middle_y = mm(x + width / 2), mm(y + height / 2)
    if cell.rate is None:
        yield Box(x, y, width, height, Shade.NONE)
        yield Word(middle_x, middle_y, "—", SMALL, Anchor.MIDDLE)
        return
    shade = shade_of(cell.rate)
    yield Box(x, y, width, height, shade)
    if shade is Shade.HATCH:  # a number is not read through hatching
        yield Box(mm(middle_x - mm("2.6")), mm(middle_y - mm("1.5")), mm("5.2"), mm(3), Shade.NONE, False)
    said = percent_text(cell.rate, 0).removesuffix("%")
    yield Word(middle_x, middle_y, said, SMALL, Anchor.MIDDLE, inverse=shade is Shade.DARK)


def _legend(lang: Language) -> Iterator[Mark]:
    yield Word(mm(0), mm(3), _say("legend", lang), SMALL)
    for place, (_, shade, said) in enumerate(_SHADES):
        x = mm(22 + 26 * place)
        yield Box(x, mm(1), mm(8), mm(4), shade)
        yield Word(mm(x + 10), mm(3), said, SMALL)
