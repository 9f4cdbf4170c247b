"""The workbook room: the gate before parsing, the reader, the writer of safe workbooks and tables, the
marks.
"""

from sikao.core.sheets.model import Cell, CellKind, Limits, Sheet, Workbook
from sikao.core.sheets.reading import Scan, read_workbook, scan_workbook
from sikao.core.sheets.references import cell_name, column_letters, parse_cell

__all__ = [
    "Cell",
    "CellKind",
    "Limits",
    "Scan",
    "Sheet",
    "Workbook",
    "cell_name",
    "column_letters",
    "parse_cell",
    "read_workbook",
    "scan_workbook",
]
