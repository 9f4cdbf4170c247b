"""Scorecards: the list of them, the tree of each on a sheet of its own, and what differs for groups and
units.
"""

from __future__ import annotations

from collections.abc import Iterator

from sikao.core.scheme.tree import Keyed, Scalar, Sequence, Tree
from sikao.core.scheme.workbook import columns as form
from sikao.core.scheme.workbook.columns import Column
from sikao.core.scheme.workbook.sections import METHOD_KEYS, Entries, Form, Grouping, method_entry
from sikao.core.scheme.workbook.sheets_in import Row
from sikao.core.sheets import sheet_name

Overrides = dict[str, dict[str, tuple[Scalar, list[tuple[Scalar, Tree]]]]]
"""By node and by group or unit: the target, and what differs."""


def tree_sheet_names(codes: list[str]) -> dict[str, str]:
    """The name of the sheet that holds the tree of each scorecard."""
    names: dict[str, str] = {}
    for code in codes:
        names[code] = sheet_name(f"{form.NODES} {code}", names.values())
    return names


def scorecards_section(sheets: Form) -> dict[str, Keyed]:
    """The scorecards by code, in the order of their codes, as the text form has them."""
    rows = sheets.rows(form.section("scorecards"), form.scorecard_columns()) or []
    listed = Grouping(sheets.place(form.section("scorecards")), sheets.found)
    for row in rows:
        listed.put(row.scalar("scorecard"), row.keyed(sheets.found))
    tables = _checkpoint_tables(sheets, set(listed.keys))
    differing = _override_rows(sheets, set(listed.keys))
    names = tree_sheet_names([code for code in listed.keys if code])
    made: dict[str, Keyed] = {}
    for code in sorted(names):
        own = listed.trees[code]
        nodes = _nodes(sheets, names[code], differing.get(code, {}))
        entries: Entries = own.entries if isinstance(own, Keyed) else ()
        if code in tables:
            entries = (*entries, tables[code])
        if nodes is not None:
            entries = (*entries, (Scalar("nodes", nodes.where), nodes))
        else:
            sheets.found.error("workbook.missing_sheet", listed.keys[code].where, sheet=names[code])
        made[code] = Keyed(entries, own.where)
    return made


def _checkpoint_tables(sheets: Form, known: set[str]) -> dict[str, tuple[Scalar, Tree]]:
    tables: dict[str, tuple[Scalar, Tree]] = {}
    for row in sheets.rows(form.CHECKPOINT_TABLES, form.checkpoint_table_columns()) or ():
        card = row.scalar(form.SCORECARD)
        if card.text in tables:
            first = str(tables[card.text][0].where.cell)
            sheets.found.error("workbook.doubled_code", card.where, code_id=card.text, first=first)
        elif card.text and card.text not in known:
            sheets.found.error("workbook.unknown_reference", card.where, sheet=form.section("scorecards"))
        own = row.keyed(sheets.found, (form.SCORECARD,))
        tables[card.text] = (Scalar("checkpoint_table", card.where), own)
    return tables


def _override_rows(sheets: Form, known: set[str]) -> dict[str, Overrides]:
    """What stands on the sheet of differences, by scorecard."""
    cards: dict[str, Overrides] = {}
    for row in sheets.rows(form.OVERRIDES, form.override_columns()) or ():
        card, node, target = (row.scalar(key) for key in (form.SCORECARD, form.NODES, form.TARGET))
        if card.text and card.text not in known:
            sheets.found.error("workbook.unknown_reference", card.where, sheet=form.section("scorecards"))
        outside = (form.SCORECARD, form.NODES, form.TARGET, *METHOD_KEYS)
        entries = [*row.record(sheets.found, outside), *method_entry(row, sheets.found)]
        targets = cards.setdefault(card.text, {}).setdefault(node.text, {})
        if target.text in targets and not target.broken:
            first = str(targets[target.text][0].where.cell)
            sheets.found.error("workbook.doubled_code", target.where, code_id=target.text, first=first)
        targets[target.text] = (target, entries)
    return cards


def points_heading(heading: str) -> Column | None:
    """The column of points for one group or unit."""
    target = heading.removeprefix(form.POINTS_PREFIX)
    return form.points_column(target) if target and target != heading else None


class _Open:
    """A node whose children may still follow."""

    def __init__(self, depth: int, row: Row, entries: list[tuple[Scalar, Tree]]) -> None:
        self.depth = depth
        self.row = row
        self.entries = entries
        self.children: list[_Open] = []

    def tree(self) -> Keyed:
        entries = tuple(self.entries)
        if self.children:
            where = self.children[0].row.place_of_row
            children = Sequence(tuple(child.tree() for child in self.children), where)
            entries = (*entries, (Scalar("children", where), children))
        return Keyed(entries, self.row.place("code"))


def _nodes(sheets: Form, name: str, differing: Overrides) -> Sequence | None:
    """The tree on one sheet; None when the sheet is missing."""
    rows = sheets.rows(name, form.node_columns(), points_heading)
    if rows is None:
        return None
    doubled = _tell_doubled_codes(sheets, rows)
    top: list[_Open] = []
    stack: list[_Open] = []
    for row in rows:
        depth = _depth(sheets, row, len(stack))
        del stack[depth - 1 :]
        node = _Open(depth, row, list(_node_entries(sheets, row, differing)))
        (stack[-1].children if stack else top).append(node)
        stack.append(node)
    # A code that was typed over leaves its differences without a node: the doubled code is told instead.
    for left in () if doubled else differing.values():
        for target, _ in left.values():
            sheets.found.error("workbook.unknown_reference", target.where, sheet=name)
    return Sequence(tuple(node.tree() for node in top), sheets.place(name))


def _tell_doubled_codes(sheets: Form, rows: list[Row]) -> bool:
    """Tells every code that an earlier row of the sheet has already; whether there was one."""
    first: dict[str, Row] = {}
    doubled = False
    for row in rows:
        code = row.text("code")
        if code and first.setdefault(code, row) is not row:
            earlier = str(first[code].place("code").cell)
            sheets.found.error("workbook.doubled_code", row.place("code"), code_id=code, first=earlier)
            doubled = True
    return doubled


def _depth(sheets: Form, row: Row, above: int) -> int:
    """The depth of a row; one that does not fit the row above is told, and read as the deepest that does."""
    text = row.text(form.LEVEL)
    depth = int(text) if text.isascii() and text.isdigit() and len(text) <= 2 else 0
    deepest = min(above + 1, form.DEEPEST)
    if 1 <= depth <= deepest:
        return depth
    if text:
        sheets.found.error("workbook.wrong_level", row.place(form.LEVEL), text=text, most=str(deepest))
    return min(max(depth, 1), deepest)


def _node_entries(sheets: Form, row: Row, differing: Overrides) -> Iterator[tuple[Scalar, Tree]]:
    points = [key for key in row.cells if key.startswith(form.POINTS_PREFIX)]
    yield from row.record(sheets.found, (form.LEVEL, *METHOD_KEYS, *points))
    yield from method_entry(row, sheets.found)
    overrides = Grouping(row.place("code"), sheets.found)
    more = differing.pop(row.text("code"), {})
    for key in points:
        tree = row.tree(key, sheets.found)
        if tree is None:
            continue
        where = row.place(key)
        target = key.removeprefix(form.POINTS_PREFIX)
        _, rest = more.pop(target, (None, []))
        overrides.put(Scalar(target, where), Keyed(((Scalar("points", where), tree), *rest), where))
    for target_key, entries in more.values():
        overrides.put(target_key, Keyed(tuple(entries), target_key.where))
    if overrides.keys:
        yield Scalar("overrides", overrides.where), overrides.tree()
