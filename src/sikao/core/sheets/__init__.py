"""The workbook room: the gate before parsing, the reader, the writer of safe workbooks and tables, marks;
files written whole.
"""

from sikao.core.sheets.composing import workbook_bytes
from sikao.core.sheets.csv_text import csv_bytes, guarded, unguarded
from sikao.core.sheets.drafts import (
    Draft,
    DraftCell,
    DraftColumn,
    DraftSheet,
    DropDown,
    Look,
    fitting_width,
    sheet_name,
    text_width,
)
from sikao.core.sheets.files import Write, content, not_written, refuse_folders, replace_files
from sikao.core.sheets.marking import LIST_NAME, draft_cell, mark_workbook, plain_sheet
from sikao.core.sheets.model import Cell, CellKind, Limits, Sheet, Workbook
from sikao.core.sheets.reading import Scan, read_workbook, scan_workbook
from sikao.core.sheets.references import cell_name, column_letters, parse_cell

__all__ = [
    "LIST_NAME",
    "Cell",
    "CellKind",
    "Draft",
    "DraftCell",
    "DraftColumn",
    "DraftSheet",
    "DropDown",
    "Limits",
    "Look",
    "Scan",
    "Sheet",
    "Workbook",
    "Write",
    "cell_name",
    "column_letters",
    "content",
    "csv_bytes",
    "draft_cell",
    "fitting_width",
    "guarded",
    "mark_workbook",
    "not_written",
    "parse_cell",
    "plain_sheet",
    "read_workbook",
    "refuse_folders",
    "replace_files",
    "scan_workbook",
    "sheet_name",
    "text_width",
    "unguarded",
    "workbook_bytes",
]
