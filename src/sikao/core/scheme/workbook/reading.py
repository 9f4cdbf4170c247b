"""Reads a scheme from one workbook: through the gate, sheets to trees, trees to the model by the common
builder.
"""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import Any

from sikao.core.figures.codes import with_known_codes
from sikao.core.scheme.arranging import arranged
from sikao.core.scheme.building import INVALID, Builder
from sikao.core.scheme.known_codes import codes_in_trees
from sikao.core.scheme.model import Scheme
from sikao.core.scheme.shape import Table, shape_named
from sikao.core.scheme.text.folder import Reading
from sikao.core.scheme.tree import NO_PLACES, Keyed, Tree
from sikao.core.scheme.workbook import columns as form
from sikao.core.scheme.workbook.names import Names
from sikao.core.scheme.workbook.sections import (
    Form,
    frame_section,
    grades_section,
    parameters_section,
    registers_section,
    table_section,
)
from sikao.core.scheme.workbook.trees import scorecards_section
from sikao.core.sheets import LIST_NAME, Limits, Workbook, read_workbook
from sikao.core.wording import MAX_FINDINGS, Finding, Findings, Listed

LISTS = "选项"
PASSED_OVER = frozenset({form.GUIDE, LIST_NAME, LISTS})
LIMITS = Limits(rows=20_000)


def read_scheme_workbook(
    source: FilePath | str | bytes, *, name: str | None = None
) -> tuple[Scheme | None, tuple[Finding, ...]]:
    """The scheme in a workbook, with all findings; ``None`` as soon as one of them is an error."""
    reading = read_form(source, name=name)
    return reading.scheme, reading.findings


def read_form(source: FilePath | str | bytes, *, name: str | None = None) -> Reading:
    """Read a scheme's workbook without checking what it means; keeps the cell of every field."""
    workbook, findings = read_workbook(source, limits=LIMITS, name=name)
    if workbook is None:
        return Reading(None, NO_PLACES, findings)
    found = Findings(findings, most=MAX_FINDINGS)
    return read_sheets(workbook, found)


def read_sheets(workbook: Workbook, found: Findings) -> Reading:
    """Build the scheme from a workbook that the gate let pass."""
    sheets = Form(workbook, found)
    trees = _trees(sheets)
    cards = scorecards_section(sheets)
    carriers = {key: trees[key] for key in ("units", "groups")}
    trees["parameters"] = parameters_section(sheets, Names(carriers, cards), _keyed(trees["checkpoints"]))
    for sheet in workbook.sheets:
        if sheet.name not in sheets.used | PASSED_OVER and sheet.cells:
            known = Listed.of(sorted(sheets.used))
            found.error("workbook.unknown_sheet", sheets.place(sheet.name), known=known)
    builder = Builder(found)
    given: dict[Any, Any] = {}
    shape = shape_named(form.SCHEME)
    for field in shape.fields:
        tree = trees.get(field.key)
        if field.key == "scorecards":
            given[field.attribute] = _build_scorecards(builder, cards)
        elif tree is not None:
            given[field.attribute] = builder.build(field.kind, tree, (field.key,))
        elif field.required:
            _tell_missing(sheets, field.key, field.heading.zh)
    if found.failed or INVALID in given.values():
        codes = codes_in_trees([*(tree for tree in trees.values() if tree is not None), *cards.values()])
        return Reading(None, builder.places, with_known_codes(found.sorted(), codes))
    return Reading(arranged(shape.make(**given)), builder.places, found.sorted())


def _trees(sheets: Form) -> dict[str, Tree | None]:
    trees: dict[str, Tree | None] = dict(frame_section(sheets))
    trees |= {key: table_section(sheets, key) for key in form.TABLE_SECTIONS}
    trees["registers"] = registers_section(sheets)
    trees["grades"] = grades_section(sheets)
    return trees


def _keyed(tree: Tree | None) -> Keyed | None:
    return tree if isinstance(tree, Keyed) else None


def _build_scorecards(builder: Builder, cards: dict[str, Keyed]) -> Any:
    shape = shape_named("Scorecard")
    made = {code: builder.build_record(shape, tree, ("scorecards", code)) for code, tree in cards.items()}
    return INVALID if INVALID in made.values() else Table(made)


def _tell_missing(sheets: Form, key: str, heading: str) -> None:
    """A section that must be there: a line of the first sheet, or a sheet."""
    if form.field_of(form.SCHEME, key).file == form.FRAME_FILE and key not in form.TABLE_SECTIONS:
        sheets.found.error("workbook.required", sheets.place(form.FRAME), heading=heading)
    else:
        sheets.found.error("workbook.missing_sheet", sheets.place(heading), sheet=heading)
