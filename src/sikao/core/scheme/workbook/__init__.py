"""The workbook form of a scheme: the same content as the text form, in sheets with Chinese headings."""

from sikao.core.scheme.workbook.reading import read_form, read_scheme_workbook
from sikao.core.scheme.workbook.writing import (
    mark_scheme_workbook,
    scheme_workbook_bytes,
    write_scheme_workbook,
)

__all__ = [
    "mark_scheme_workbook",
    "read_form",
    "read_scheme_workbook",
    "scheme_workbook_bytes",
    "write_scheme_workbook",
]
