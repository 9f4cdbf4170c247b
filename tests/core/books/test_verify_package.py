"""An empty machine recomputes a book from its package alone, and finds whatever was altered in it."""

import io
import json
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from sikao.core.books import (
    Opened,
    figure_files,
    find_schemes,
    open_scheme,
    own_figures,
    package_bytes,
    score_book,
)

SCHEMES = Path(__file__).parents[3] / "schemes"
SCORED = [home for home in find_schemes((SCHEMES,)) if figure_files(own_figures(home))]


def bare_python() -> Path:
    """The interpreter that this environment was made from: it has none of this environment's packages."""
    return Path(sys.base_prefix, "bin", f"python{sys.version_info.major}.{sys.version_info.minor}")


def verified(folder: Path) -> tuple[int, str]:
    """How the package's own program ends, with nothing of this project in reach, and what it says."""
    command = [bare_python(), "-I", "-S", "verify.py"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, check=False, env={"PYTHONUTF8": "1"}, timeout=120
    )
    assert done.stderr == b"", done.stderr.decode()
    return done.returncode, done.stdout.decode()


def unpacked(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def quarter() -> tuple[Opened, bytes, str]:
    """The first quarter of the demonstration, packed; and the digest of its book."""
    opened = open_scheme(SCHEMES / "qingdao-2020")
    book = score_book(opened.scheme, opened.figures, "q1", exact=True)
    return opened, package_bytes(opened.scheme, opened.figures, book), book.digest()


@pytest.fixture
def folder(quarter, tmp_path) -> Path:
    return unpacked(quarter[1], tmp_path)


def signed_again(folder: Path) -> None:
    """What somebody does who alters a file and knows of the list."""
    names = [line.partition("  ")[2] for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines()]
    lines = [f"{sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")


def test_an_empty_machine_recomputes_it(folder, quarter):
    code, said = verified(folder)
    assert code == 0, said
    assert quarter[2] in said


@pytest.mark.parametrize("home", SCORED, ids=lambda home: home.name)
def test_every_built_in_scheme_does(home, tmp_path):
    opened = open_scheme(home)
    book = score_book(opened.scheme, opened.figures, exact=True)
    code, said = verified(unpacked(package_bytes(opened.scheme, opened.figures, book), tmp_path))
    assert (code, book.digest() in said) == (0, True), said


@pytest.mark.parametrize("name", ["compiled.json", "figures.json", "book.json", "reference/leaves.py"])
def test_a_changed_file_is_named(name, folder):
    (folder / name).write_bytes((folder / name).read_bytes() + b"\n")
    code, said = verified(folder)
    assert (code, name in said) == (1, True), said


@pytest.mark.parametrize("name", ["json.py", "reference/more.py"])
def test_a_file_that_was_put_in_is_named(name, folder):
    (folder / name).write_text("raise SystemExit(0)", "utf-8")
    code, said = verified(folder)
    assert (code, name in said) == (1, True), said


def test_verifying_leaves_the_folder_as_it_was(folder):
    before = sorted(folder.rglob("*"))
    assert verified(folder)[0] == verified(folder)[0] == 0
    assert sorted(folder.rglob("*")) == before


def test_a_figure_altered_with_the_list_of_files_gives_other_scores(folder):
    rows = json.loads((folder / "figures.json").read_text("utf-8"))
    key = ("licang", "fixed_assets", "growth", "2020-01..03")
    row = next(row for row in rows if (row["unit"], row["indicator"], row["kind"], row["period"]) == key)
    row["value"] = "99"
    (folder / "figures.json").write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
    signed_again(folder)
    code, said = verified(folder)
    assert (code, "licang" in said, "figures_digest" in said) == (1, True, True), said


def test_a_score_altered_with_its_digest_is_found(folder):
    kept = json.loads((folder / "book.json").read_text("utf-8"))
    place = kept["book"]["columns"].index("points")
    next(row for row in kept["book"]["rows"] if row[place])[place] = "999.000000"
    text = json.dumps(kept["book"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    kept["digest"] = sha256(text.encode()).hexdigest()
    (folder / "book.json").write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
    signed_again(folder)
    code, said = verified(folder)
    assert (code, "999.000000" in said) == (1, True), said
