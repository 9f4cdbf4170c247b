"""Workbooks are written by what is loaded when the first one is; nothing else waits for it."""

import subprocess
import sys

PROGRAM = """
import sys
from sikao.core.sheets import Draft, DraftCell, DraftSheet, workbook_bytes
assert not [name for name in sys.modules if name.partition(".")[0] in {"openpyxl", "numpy"}]
assert workbook_bytes(Draft((DraftSheet("A", ((DraftCell("x"),),)),))).startswith(b"PK")
assert "openpyxl" in sys.modules
"""


def test_what_writes_workbooks_is_loaded_with_the_first_one():
    subprocess.run([sys.executable, "-c", PROGRAM], check=True)
