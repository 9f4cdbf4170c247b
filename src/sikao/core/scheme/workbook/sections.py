"""Sheets to trees, section by section; what the trees mean is for the builder."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sikao.core.scheme.shape import Nested, shape_named
from sikao.core.scheme.tree import Keyed, Scalar, Sequence, Tree
from sikao.core.scheme.workbook import columns as form
from sikao.core.scheme.workbook.columns import Column
from sikao.core.scheme.workbook.names import Names, text_under
from sikao.core.scheme.workbook.notation import read_cell
from sikao.core.scheme.workbook.sheets_in import Row, TableReader, clean_heading
from sikao.core.scheme.workbook.words import meant, offered
from sikao.core.sheets import Sheet, Workbook, cell_name
from sikao.core.wording import Findings, Listed, Place, nearest_or_none

METHOD_KEYS = ("method", form.PARAMETERS_OF_METHOD)
Entries = tuple[tuple[Scalar, Tree], ...]


class Form:
    """The workbook as the sections ask for it; remembers which sheets were used."""

    def __init__(self, workbook: Workbook, found: Findings) -> None:
        self.workbook = workbook
        self.found = found
        self.used: set[str] = set()

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name, if the workbook has one."""
        self.used.add(name)
        return self.workbook.sheet(name)

    def place(self, sheet: str, cell: str | None = None) -> Place:
        """A place in this workbook."""
        return Place(file=self.workbook.file, sheet=sheet, cell=cell)

    def rows(
        self,
        name: str,
        columns: Iterable[Column],
        more: Callable[[str], Column | None] = lambda _heading: None,
    ) -> list[Row] | None:
        """The rows of a sheet; None when the workbook does not have it."""
        sheet = self.sheet(name)
        if sheet is None or not sheet.cells:
            return None
        return list(TableReader(sheet, self.workbook.file, tuple(columns), self.found, more).rows())


class Grouping:
    """A mapping that is filled row by row: entries keep their order, doubles are told."""

    def __init__(self, where: Place, found: Findings) -> None:
        self.where = where
        self.found = found
        self.keys: dict[str, Scalar] = {}
        self.inner: dict[str, Grouping] = {}
        self.trees: dict[str, Tree] = {}

    def group(self, key: Scalar) -> Grouping:
        """The mapping under a key, made when it is met first. Blank keys lead nowhere, but keep the rest
        readable.
        """
        self.keys.setdefault(key.text, key)
        return self.inner.setdefault(key.text, Grouping(key.where, self.found))

    def put(self, key: Scalar, tree: Tree) -> None:
        """Set a value; the same key again is told at its cell."""
        if key.text in self.trees and not key.broken:
            first = str(self.keys[key.text].where.cell)
            self.found.error("workbook.doubled_code", key.where, code_id=key.text, first=first)
            return
        self.keys[key.text] = key
        self.trees[key.text] = tree

    def tree(self) -> Keyed:
        """The mapping."""
        return Keyed(
            tuple((key, self.trees.get(text) or self.inner[text].tree()) for text, key in self.keys.items()),
            self.where,
        )


def table_section(sheets: Form, key: str) -> Tree | None:
    """A section with one row for each record."""
    field = form.field_of(form.SCHEME, key)
    record = form.record_of(key)
    rows = sheets.rows(field.heading.zh, form.columns_of(record))
    if rows is None:
        return None
    own = shape_named(record).code_field
    code = own.key if own else "code"
    table = Grouping(sheets.place(field.heading.zh), sheets.found)
    for row in rows:
        table.put(row.scalar(code), row.keyed(sheets.found, (code,)))
    return table.tree()


def frame_section(sheets: Form) -> dict[str, Tree]:
    """The lines of the first sheet, by section."""
    lines = {heading: (field, part) for heading, field, part in form.frame_fields()}
    whole = {field.heading.zh: field for field, part in lines.values() if part is not None}
    sheet = sheets.sheet(form.FRAME)
    given: dict[str, Tree] = {}
    parts: dict[str, Grouping] = {}
    seen: set[str] = set()
    for row in range(1, (sheet.height if sheet else 0) + 1):
        heading, text = (clean_heading(sheet.text(row, 1)), sheet.text(row, 2)) if sheet else ("", "")
        where = sheets.place(form.FRAME, cell_name(row, 2))
        if not text.strip() or not heading:
            continue
        if heading in seen:
            sheets.found.error("workbook.doubled_heading", where, heading=heading)
        elif heading in lines:
            field, part = lines[heading]
            if part is None:
                given[field.key] = read_cell(field.kind, text, where, sheets.found)
            else:
                group = parts.setdefault(field.key, Grouping(where, sheets.found))
                group.put(Scalar(part.key, where), read_cell(part.kind, text, where, sheets.found))
        elif heading in whole:
            given[whole[heading].key] = read_cell(whole[heading].kind, text, where, sheets.found)
        elif heading != form.LINE:
            near, known = nearest_or_none(heading, lines), Listed.of(lines)
            sheets.found.error("workbook.unknown_heading", where, heading=heading, near=near, known=known)
        seen.add(heading)
    return given | {key: group.tree() for key, group in parts.items()}


def registers_section(sheets: Form) -> Tree | None:
    """Registers, with their members from a sheet of their own."""
    name = form.section("registers")
    rows = sheets.rows(name, form.columns_of("Register", without=("entries",)))
    members = Grouping(sheets.place(form.MEMBERS), sheets.found)
    for row in sheets.rows(form.MEMBERS, form.member_columns()) or ():
        carrier = members.group(row.scalar(form.REGISTER)).group(row.scalar(form.TARGET))
        if row.text("code"):
            carrier.put(row.scalar("code"), row.keyed(sheets.found, (form.REGISTER, form.TARGET, "code")))
    if rows is None and not members.keys:
        return None
    table = Grouping(sheets.place(name), sheets.found)
    for row in rows or ():
        code = row.scalar("code")
        inside = members.inner.pop(code.text, None)
        entries = inside.tree() if inside else Keyed((), row.place_of_row)
        given = row.record(sheets.found, ("code",))
        table.put(code, Keyed((*given, (Scalar("entries", code.where), entries)), row.place_of_row))
    for left in members.inner.values():
        sheets.found.error("workbook.unknown_reference", left.where, sheet=name)
    return table.tree()


def grades_section(sheets: Form) -> Tree | None:
    """Grades by ranking group, in the order of the rows."""
    rows = sheets.rows(form.section("grades"), form.grade_columns())
    if rows is None:
        return None
    lists: dict[str, tuple[Scalar, list[Tree]]] = {}
    for row in rows:
        group = row.scalar(form.GROUP)
        grades = lists.setdefault(group.text, (group, []))[1]
        own = row.keyed(sheets.found, (form.GROUP,))
        if own.entries:
            grades.append(own)
    entries = tuple((group, Sequence(tuple(grades), group.where)) for group, grades in lists.values())
    return Keyed(entries, sheets.place(form.section("grades")))


def parameters_section(sheets: Form, names: Names, checkpoints: Keyed | None) -> Tree | None:
    """The grid of parameters; the names in it must be those of the codes beside them."""
    name = form.section("parameters")
    if checkpoints is None and sheets.sheet(name) is not None:
        # Without the checkpoints nobody knows the columns of the grid; that they are missing is told.
        return Scalar("", sheets.place(name), broken=True)
    codes = [(key.text, text_under(tree, "name")) for key, tree in checkpoints.entries] if checkpoints else []
    by_code = {column.key: column for column in form.parameter_columns(codes)}

    def by_first_word(heading: str) -> Column | None:
        return by_code.get(heading.split(" ", 1)[0])

    columns = [column for column in by_code.values() if column.key not in dict(codes)]
    rows = sheets.rows(name, columns, by_first_word)
    if rows is None:
        return None
    section = Grouping(sheets.place(name), sheets.found)
    for row in rows:
        _compare_names(row, names, sheets.found)
        node = section.group(row.scalar(form.SCORECARD)).group(row.scalar(form.NODES))
        values = _parameter_values(row, [code for code, _ in codes], sheets.found)
        node.group(row.scalar(form.PARAMETER)).put(row.scalar(form.TARGET), values)
    return section.tree()


def _parameter_values(row: Row, codes: list[str], found: Findings) -> Tree:
    """One number, or numbers by checkpoint; not both."""
    one = row.tree(form.ONE_VALUE, found) if form.ONE_VALUE in row.cells else None
    filled = [code for code in codes if row.text(code)]
    if one is not None:
        if filled:
            found.error("workbook.two_ways", row.place(filled[0]), heading=form.ONE_VALUE)
        return one
    if not filled:
        found.error("workbook.required", row.place(form.ONE_VALUE), heading=form.ONE_VALUE)
        return Scalar("", row.place_of_row, broken=True)
    entries: Entries = tuple(
        (Scalar(code, row.place(code)), row.tree(code, found) or Scalar("", row.place(code)))
        for code in filled
    )
    return Keyed(entries, row.place(filled[0]))


def _compare_names(row: Row, names: Names, found: Findings) -> None:
    """Names stand there for the eye; one that belongs to another code would mislead it."""
    node, target = row.text(form.NODES), row.text(form.TARGET)
    for code, key, known in (
        (node, form.NODE_NAME, names.of_node(row.text(form.SCORECARD), node)),
        (target, form.TARGET_NAME, names.of_carrier(target)),
    ):
        written = row.text(key)
        if written and known and written != known:
            found.warning("workbook.name_differs", row.place(key), code_id=code, name=known, text=written)


def method_entry(row: Row, found: Findings) -> Entries:
    """The method of a row, from its two columns; nothing when both are blank."""
    word, rest = row.text("method"), row.text(form.PARAMETERS_OF_METHOD)
    if not word:
        if rest:
            found.error("workbook.required", row.place("method"), heading=form.METHOD)
        return ()
    where = row.place("method")
    kind = form.method_kind()
    tag = meant(kind, word)
    key = Scalar("method", where)
    if tag is None:
        words = Listed.of(offered(kind))
        found.error("workbook.unknown_word", where, text=word, words=words)
        return ((key, Scalar("", where, broken=True)),)
    inside: Entries = ()
    if rest:
        tree = read_cell(Nested(kind.records[tag]), rest, row.place(form.PARAMETERS_OF_METHOD), found)
        if not isinstance(tree, Keyed):
            return ((key, tree),)
        inside = tree.entries
    return ((key, Keyed(((Scalar(kind.tag, where), Scalar(tag, where)), *inside), where)),)
