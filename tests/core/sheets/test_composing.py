"""Workbooks are written by what is loaded when the first one is; nothing else waits for it."""

import importlib.util
import os
import subprocess
import sys

PROGRAM = """
import sys
from sikao.core.sheets import Draft, DraftCell, DraftSheet, workbook_bytes
assert not [name for name in sys.modules if name.partition(".")[0] in {"openpyxl", "numpy"}]
assert workbook_bytes(Draft((DraftSheet("A", ((DraftCell("x"),),)),))).startswith(b"PK")
from openpyxl.xml import LXML
assert LXML is False
"""


def test_what_writes_workbooks_is_loaded_with_the_first_one_and_writes_the_same_everywhere():
    """Another library that happens to be there would change the bytes, and hide a full disk."""
    assert importlib.util.find_spec("lxml") is not None
    environment = {name: value for name, value in os.environ.items() if name != "OPENPYXL_LXML"}
    subprocess.run([sys.executable, "-c", PROGRAM], check=True, env=environment)
