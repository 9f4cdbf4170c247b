"""The files of the demonstration year are exactly what the generator makes."""

import shutil

from tests.schemes.conftest import DEMONSTRATION
from tools.demo_figures.__main__ import main
from tools.demo_figures.draws import between, one_of
from tools.demo_figures.files import demonstration_files


def test_the_generator_makes_the_same_bytes():
    files = demonstration_files(DEMONSTRATION)
    folder = DEMONSTRATION / "figures"
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.csv")) == sorted(files)
    assert [name for name, text in files.items() if (folder / name).read_bytes() != text.encode()] == []


def test_writes_into_the_folder_given(tmp_path):
    for year in ("qingdao-2019", "qingdao-2020"):
        keep = shutil.ignore_patterns("figures", "cases")
        shutil.copytree(DEMONSTRATION.parent / year, tmp_path / year, ignore=keep)
    assert main([str(tmp_path / "qingdao-2020")]) == 0
    written, kept = (home / "figures" / "2020.csv" for home in (tmp_path / "qingdao-2020", DEMONSTRATION))
    assert written.read_bytes() == kept.read_bytes()


def test_draws_depend_on_their_own_name_only():
    # random.Random is specified: a change here would change every figure of the year.
    assert between("0", "100", 1, "a", "b") == between("0", "100", 1, "a", "b")
    assert len({between("0", "1000000", 0, "a", str(number)) for number in range(50)}) > 45
    assert {one_of("xy", "key", str(number)) for number in range(30)} == {"x", "y"}
