"""A scheme as the rows of the form: what stands in every cell, before anything is said about looks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sikao.core.scheme.model import Override, Placed, Scheme, Scorecard
from sikao.core.scheme.plain import given_fields
from sikao.core.scheme.shape import Nested, Number, Shape, TableOf, Tagged, Whole, shape_of
from sikao.core.scheme.workbook import columns as form
from sikao.core.scheme.workbook.columns import Column
from sikao.core.scheme.workbook.notation import cell_text
from sikao.core.scheme.workbook.trees import tree_sheet_names
from sikao.core.sheets import Cell, CellKind, Sheet

Texts = dict[str, Cell]
"""Cells of one row by the key of their column."""


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet of the form: its columns and its rows, and the title above them."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Texts, ...]

    @property
    def sheet(self) -> Sheet:
        """The cells at their places: title, a line of help, headings, rows.

        Columns that hold nothing may stay empty for ever; they stand at the right.
        """
        used = {key for row in self.rows for key in row}
        columns = sorted(self.columns, key=lambda column: not (column.required or column.key in used))
        cells: dict[tuple[int, int], Cell] = {(1, 1): Cell(self.title), (2, 1): Cell(HELP)}
        for number, column in enumerate(columns, 1):
            cells[HEAD_ROW, number] = Cell(column.heading + ("*" if column.required else ""))
        for place, row in enumerate(self.rows, HEAD_ROW + 1):
            for number, column in enumerate(columns, 1):
                if column.key in row:
                    cells[place, number] = row[column.key]
        return Sheet(self.name, cells)


HEAD_ROW = 3
HELP = "带 * 的栏必填，其余可空；把鼠标移到表头上可看填写说明。"


def cell_of(column: Column, value: Any) -> Cell:
    """The cell of a value: plain numbers as numbers, everything else as text."""
    text = cell_text(column.kind, value)
    is_number = isinstance(column.kind, Number | Whole) and isinstance(value, Decimal | int)
    return Cell(text, CellKind.NUMBER if is_number and not text.endswith("%") else CellKind.TEXT)


def texts_of(columns: Iterable[Column], record: object) -> Texts:
    """The cells of a record's fields, as far as it says anything."""
    shape = shape_of(record)
    by_key = {column.key: column for column in columns}
    texts: Texts = {}
    for field, value in given_fields(shape, record):
        if isinstance(field.kind, Tagged):
            texts |= method_texts(value)
        elif field.key in by_key:
            texts[field.key] = cell_of(by_key[field.key], value)
    return texts


def method_texts(method: object) -> Texts:
    """The two cells of a method: its name, and its parameters."""
    shape: Shape = shape_of(method)
    texts = {"method": Cell(shape.title.zh)}
    inside = cell_text(Nested(shape.name), method)
    return texts if inside == "{}" else texts | {form.PARAMETERS_OF_METHOD: Cell(inside)}


def pages(scheme: Scheme) -> tuple[Page, ...]:
    """The sheets of a scheme, in the order in which people think of them; empty ones are left in, to be
    filled.
    """
    tables = {key: _table(scheme, key) for key in form.TABLE_SECTIONS}
    first = ("tags", "sentences", "groups", "units", "references", "providers")
    last = ("vetoes", "promotions", "awards", "item_awards", "claims")
    return (
        _frame(scheme),
        tables.pop("checkpoints"),
        tables.pop("schedules"),
        *(tables.pop(key) for key in first),
        *_registers(scheme),
        tables.pop("measures"),
        tables.pop("items"),
        *_scorecards(scheme),
        _parameters(scheme),
        tables.pop("key_tasks"),
        tables.pop("briefings"),
        _grades(scheme),
        *(tables.pop(key) for key in last),
        *tables.values(),
    )


def _frame(scheme: Scheme) -> Page:
    columns = tuple(Column(heading, heading, form.ANY) for heading in (form.LINE, form.CONTENT, form.HELP))
    rows: list[Texts] = []
    for heading, field, part in form.frame_fields():
        record = scheme if part is None else getattr(scheme, field.attribute)
        said = part or field
        column = form.column_of(form.frame_owner(field, part), said)
        star = "*" if part is None and field.required else ""
        row = {form.LINE: Cell(heading + star), form.HELP: Cell(column.explanation.replace("\n", " "))}
        value = None if record is None else getattr(record, said.attribute)
        if record is not None and (said.required or value != said.default):
            row[form.CONTENT] = cell_of(column, value)
        rows.append(row)
    return Page(form.FRAME, scheme.title, columns, (*rows, *_empty_records(scheme)))


def _empty_records(scheme: Scheme) -> Iterable[Texts]:
    """A record that is there but says nothing has no line of its own; ``{}`` tells it from one that is not
    there.
    """
    for field in {field.key: field for _, field, part in form.frame_fields() if part is not None}.values():
        value = getattr(scheme, field.attribute)
        if value is not None and value != field.default and not given_fields(shape_of(value), value):
            yield {form.LINE: Cell(field.heading.zh), form.CONTENT: Cell("{}")}


def _table(scheme: Scheme, key: str) -> Page:
    field = form.field_of(form.SCHEME, key)
    record = field.kind.record if isinstance(field.kind, TableOf) else ""
    columns = form.columns_of(record)
    rows = (texts_of(columns, value) for value in getattr(scheme, field.attribute).values())
    return Page(field.heading.zh, field.heading.zh, columns, tuple(rows))


def _registers(scheme: Scheme) -> tuple[Page, Page]:
    columns, inner = form.columns_of("Register", without=("entries",)), form.member_columns()
    members: list[Texts] = []
    for code, register in scheme.registers.items():
        for carrier, table in register.entries.items():
            here = {form.REGISTER: Cell(code), form.TARGET: Cell(carrier)}
            members.extend(here | texts_of(inner, member) for member in table.values())
            if not table:
                members.append(here)
    name = form.section("registers")
    rows = tuple(texts_of(columns, register) for register in scheme.registers.values())
    return Page(name, name, columns, rows), Page(form.MEMBERS, form.MEMBERS, inner, tuple(members))


def _grades(scheme: Scheme) -> Page:
    columns = form.grade_columns()
    rows: list[Texts] = []
    for group, grades in scheme.grades.items():
        rows.extend({form.GROUP: Cell(group)} | texts_of(columns, grade) for grade in grades)
        if not grades:
            rows.append({form.GROUP: Cell(group)})
    return Page(form.section("grades"), form.section("grades"), columns, tuple(rows))


def _scorecards(scheme: Scheme) -> tuple[Page, ...]:
    name = form.section("scorecards")
    cards = scheme.scorecards.values()
    columns, tables = form.scorecard_columns(), form.checkpoint_table_columns()
    table_rows = tuple(
        {form.SCORECARD: Cell(card.code)} | texts_of(tables, card.checkpoint_table)
        for card in cards
        if card.checkpoint_table is not None
    )
    names = tree_sheet_names(list(scheme.scorecards))
    rows = tuple(texts_of(columns, card) for card in cards)
    differing = [row for card in cards for row in _override_rows(card)]
    return (
        Page(name, name, columns, rows),
        *(_tree(scheme, card, names[card.code]) for card in cards),
        Page(form.OVERRIDES, form.OVERRIDES, form.override_columns(), tuple(differing)),
        Page(form.CHECKPOINT_TABLES, form.CHECKPOINT_TABLES, tables, table_rows),
    )


def _tree(scheme: Scheme, card: Scorecard, name: str) -> Page:
    targets = _targets(scheme, card)
    columns = form.node_columns(targets)
    rows = tuple(_node_row(columns, placed) for placed in card.walk())
    return Page(name, f"{card.name}　满分 {cell_text(Number(), card.full_points)} 分", columns, rows)


def _targets(scheme: Scheme, card: Scorecard) -> list[str]:
    """Groups, then units, that have points of their own somewhere in the scorecard: one column each."""
    order = {code: place for place, code in enumerate((*scheme.groups, *scheme.units))}
    targets = {
        target
        for placed in card.walk()
        for target, override in placed.node.overrides.items()
        if _only_points(override)
    }
    return sorted(targets, key=lambda target: (order.get(target, len(order)), target))


def _only_points(override: Override) -> bool:
    return [field.key for field, _ in given_fields(shape_of(override), override)] == ["points"]


def _node_row(columns: tuple[Column, ...], placed: Placed) -> Texts:
    row = {form.LEVEL: Cell(str(placed.depth + 1), CellKind.NUMBER)} | texts_of(columns, placed.node)
    for target, override in placed.node.overrides.items():
        if _only_points(override):
            column = form.points_column(target)
            row[column.key] = cell_of(column, override.points)
    return row


def _override_rows(card: Scorecard) -> Iterable[Texts]:
    columns = form.override_columns()
    for placed in card.walk():
        for target, override in placed.node.overrides.items():
            if not _only_points(override):
                where = {form.SCORECARD: card.code, form.NODES: placed.node.code, form.TARGET: target}
                yield {key: Cell(text) for key, text in where.items()} | texts_of(columns, override)


def _parameters(scheme: Scheme) -> Page:
    checkpoints = [(code, point.name) for code, point in scheme.checkpoints.items()]
    columns = form.parameter_columns(checkpoints)
    by_key = {column.key: column for column in columns}
    carriers = {code: unit.name for code, unit in scheme.units.items()}
    carriers |= {code: group.name for code, group in scheme.groups.items()}
    rows: list[Texts] = []
    for card, node, name, parameter, values in _each_parameter(scheme):
        named = {form.SCORECARD: card, form.NODES: node, form.NODE_NAME: name, form.PARAMETER: parameter}
        for target, value in values.items():
            texts = named | {form.TARGET: target, form.TARGET_NAME: carriers.get(target, "")}
            row = {key: Cell(text) for key, text in texts.items() if text}
            rows.append(row | _values(by_key, scheme.checkpoints, value))
    return Page(form.section("parameters"), form.section("parameters"), columns, tuple(rows))


def _each_parameter(scheme: Scheme) -> Iterable[tuple[str, str, str, str, Mapping[str, Any]]]:
    """Scorecard, node with its name, parameter and its values, in order."""
    for card, nodes in scheme.parameters.items():
        own = scheme.scorecards.get(card)
        names = {} if own is None else {placed.node.code: placed.node.name for placed in own.walk()}
        for code, parameters in nodes.items():
            for parameter, values in parameters.items():
                yield card, code, names.get(code, ""), parameter, values


def _values(by_key: Mapping[str, Column], checkpoints: Collection[str], value: Any) -> Texts:
    """One number in its column, numbers by checkpoint in theirs; what fits neither in one cell."""
    if isinstance(value, Mapping) and value and set(value) <= set(checkpoints):
        return {code: cell_of(by_key[code], number) for code, number in value.items()}
    text = cell_text(by_key[form.ONE_VALUE].kind, value)
    return {form.ONE_VALUE: Cell(text, CellKind.NUMBER if isinstance(value, Decimal) else CellKind.TEXT)}
