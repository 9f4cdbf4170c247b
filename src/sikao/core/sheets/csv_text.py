"""Tables as CSV that a spreadsheet program opens without running anything: UTF-8 with its mark, texts
guarded.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from sikao.core.sheets.drafts import FORMULA_STARTS

BYTE_ORDER_MARK = "\ufeff"
GUARD = "'"
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def guarded(text: str) -> str:
    """A text that no spreadsheet program takes for a formula: a dangerous beginning gets an apostrophe.

    Plain negative numbers need none. A text that begins with an apostrophe gets another, so that
    ``unguarded`` gives back every text exactly. Some programs pass over what cannot be seen at the beginning.
    """
    start = next((char for char in text if char.isprintable() and not char.isspace()), "")
    dangerous = start in FORMULA_STARTS or text[:1] in FORMULA_STARTS
    if text.startswith(GUARD) or (dangerous and not _NUMBER.fullmatch(text)):
        return GUARD + text
    return text


def unguarded(text: str) -> str:
    """The text that ``guarded`` protected."""
    return text[1:] if text.startswith(GUARD) else text


def csv_bytes(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as CSV: UTF-8 with byte order mark, lines ended by CR LF (RFC 4180), every text guarded."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([guarded(text) for text in heading])
    writer.writerows([guarded(text) for text in row] for row in rows)
    return (BYTE_ORDER_MARK + buffer.getvalue()).encode()
