"""An audit on a machine that has Python and nothing else."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sikao.core.books import write_audit
from sikao.core.scheme import scheme_digest
from sikao.core.wording import FindingsError

ALONE = (
    "import runpy, sys; sys.path.insert(0, '.'); "
    "sys.argv = ['reference', 'compiled.json', 'figures.json']; "
    "runpy.run_module('reference', run_name='__main__')"
)


def bare_python() -> Path:
    """The interpreter that this environment was made from: it has none of this environment's packages."""
    return Path(sys.base_prefix, "bin", f"python{sys.version_info.major}.{sys.version_info.minor}")


def test_the_folder_alone_gives_the_book_without_any_package(opened, exact_book, tmp_path):
    files = write_audit(opened.scheme, opened.figures, tmp_path)
    assert [file.name for file in files] == ["compiled.json", "figures.json", "reference"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["compiled.json", "figures.json", "reference"]
    command = [bare_python(), "-I", "-S", "-c", ALONE]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, env={}, timeout=120)
    assert done.stderr == b""
    book = json.loads(done.stdout)
    assert book["scheme_digest"] == scheme_digest(opened.scheme)
    assert book["figures_digest"] == opened.figures.digest()
    points = {
        (row["checkpoint"], row["scorecard"], row["unit"], row["node"]): row["points"] for row in book["rows"]
    }
    keys = ("checkpoint", "scorecard", "unit", "node")
    for row in exact_book.rows.iter_rows(named=True):
        told = points.pop(tuple(row[key] for key in keys))
        assert (None if told is None else float(told)) == (
            None if row["points"] is None else float(row["points"])
        )
    assert points == {}


def test_the_same_year_is_written_in_the_same_bytes(opened, tmp_path):
    first = write_audit(opened.scheme, opened.figures, tmp_path / "a")
    again = write_audit(opened.scheme, opened.figures, tmp_path / "b")
    for one, other in zip(first[:2], again[:2], strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_what_cannot_be_written_is_a_finding(opened, tmp_path):
    (tmp_path / "taken").write_text("a file stands here")
    with pytest.raises(FindingsError) as refused:
        write_audit(opened.scheme, opened.figures, tmp_path / "taken")
    assert refused.value.findings[0].code == "file.not_written"
