"""Every table that a command writes, opened again: a scheme's hostile names are texts in it."""

import re
import shutil
from pathlib import Path

import pytest

from tests.house.tree import SOURCE, under
from tests.interfaces.cli.conftest import SCHEMES
from tests.interfaces.web.office.test_exports import texts

EXAMPLE = SCHEMES.parent / "docs" / "handbook" / "example"
HOSTILE = "=HYPERLINK(1)"
XLSX, CSV = "xlsx", "text/csv"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """The handbook's scheme, its units, groups, indicators and title renamed."""
    folder = tmp_path / "scheme"
    shutil.copytree(EXAMPLE, folder)
    for path in (folder / "units.yaml", folder / "items.yaml"):
        text = path.read_text("utf-8")
        path.write_text(
            text.replace("甲县", f'"{HOSTILE}"').replace("name: 县,", f'name: "{HOSTILE}",'), "utf-8"
        )
    return folder


def test_no_table_of_a_command_holds_a_formula(sikao, hostile: Path, tmp_path: Path) -> None:
    sikao("score", hostile, "--out", tmp_path / "book", "--exact")
    sikao("convert", hostile, tmp_path / "scheme.xlsx")
    sikao("audit", hostile, "--out", tmp_path / "audit")
    tables = [path for path in sorted(tmp_path.rglob("*")) if path.suffix in {".csv", ".xlsx"}]
    own = [path for path in tables if hostile not in path.parents]
    found = {
        path.name: any(
            HOSTILE in cell for cell in texts(CSV if path.suffix == ".csv" else XLSX, path.read_bytes())
        )
        for path in own
    }
    assert found["scores.xlsx"] and found["scheme.xlsx"], found


def test_tables_are_written_in_one_room_alone() -> None:
    """So whatever guards one table guards all: pages, commands and the API have no other writer."""
    writers = re.compile(
        r"\bcsv\.(writer|DictWriter)\b|\.write_csv\(|\.write_excel\(|xlsxwriter|Workbook\(\)"
    )
    found = {
        str(path.relative_to(SOURCE))
        for path in under(SOURCE, ".py")
        if writers.search(path.read_text("utf-8"))
    }
    assert found and all(name.startswith("core/sheets/") for name in found), found
