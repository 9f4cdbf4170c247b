"""A standing with no more than may be told, made by hand as the reader of books makes it."""

from dataclasses import replace

from sikao.office.bulletins.content.standing import Disclosed, Standing


def without(standing: Standing, disclosed: Disclosed) -> Standing:
    points, ranks = Disclosed.POINTS in disclosed, Disclosed.RANKS in disclosed

    def hidden(cell):
        cell = cell if points else replace(cell, points=None, rate=None)
        return cell if ranks else replace(cell, place=None, before=None)

    rows = [
        replace(
            row,
            full=row.full if points else None,
            cells={unit: hidden(cell) for unit, cell in row.cells.items()},
        )
        for row in standing.rows
    ]
    graded = Disclosed.GRADES in disclosed
    units = [
        replace(
            unit,
            total=hidden(unit.total),
            grade=unit.grade if graded else "",
            outcomes=unit.outcomes if graded else (),
        )
        for unit in standing.units
    ]
    return replace(
        standing,
        full=standing.full if points else None,
        units=tuple(units),
        rows=tuple(rows) if points or ranks else (),
        disclosed=disclosed,
    )
