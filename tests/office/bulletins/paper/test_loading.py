"""What sets papers is loaded with the first one that is set; commands that set none do not wait for it."""

import subprocess
import sys

PROGRAM = """
import sys
import sikao.office.bulletins.content.bulletin, sikao.office.bulletins.content.letter
import sikao.office.bulletins.content.ruling, sikao.office.bulletins.content.monthly
import sikao.office.bulletins.editing, sikao.office.bulletins.paper
heavy = {"docx", "typst", "lxml", "openpyxl", "django"}
assert not [name for name in sys.modules if name.partition(".")[0] in heavy]
"""


def test_nothing_heavy_and_no_framework_is_loaded_beforehand():
    subprocess.run([sys.executable, "-c", PROGRAM], check=True)
