"""Every scheme of the repository loads, holds its claims and says where its figures come from."""

import csv
from pathlib import Path

import pytest

from sikao.core.books.opening import open_scheme
from sikao.core.scheme import load_scheme
from sikao.core.wording import render_text

SCHEMES = Path(__file__).parents[2] / "schemes"
FOLDERS = sorted(home.parent for home in SCHEMES.rglob("scheme.yaml"))
WITH_FIGURES = [folder for folder in FOLDERS if (folder / "figures").is_dir()]


def _name(folder):
    return folder.relative_to(SCHEMES).as_posix()


def test_all_are_here():
    assert [_name(folder) for folder in FOLDERS] == [
        "qingdao-2019",
        "qingdao-2020",
        "qingdao-published/air-quality-2018",
        "qingdao-published/air-quality-2019",
        "qingdao-published/air-quality-2021",
        "qingdao-published/air-quality-2022",
        "qingdao-published/air-quality-2024",
        "qingdao-published/finance-2015",
        "qingdao-published/gdp-2022",
        "qingdao-rank-2021",
        "qingdao-rank-2022",
        "shandong-2020",
    ]
    assert [_name(folder) for folder in FOLDERS if folder not in WITH_FIGURES] == ["qingdao-2019"]


@pytest.mark.parametrize("folder", FOLDERS, ids=_name)
def test_loads_without_a_finding(folder):
    scheme, findings = load_scheme(folder)
    assert scheme is not None, render_text(findings, "en")
    assert findings == ()
    assert scheme.illustrative


@pytest.mark.parametrize("folder", WITH_FIGURES, ids=_name)
def test_figures_fit_the_scheme(folder):
    assert open_scheme(folder).findings == ()


@pytest.mark.parametrize("folder", WITH_FIGURES, ids=_name)
def test_every_figure_says_where_it_comes_from(folder):
    for file in (folder / "figures").rglob("*.csv"):
        with file.open(encoding="utf-8", newline="") as stream:
            sources = {row["source"] for row in csv.DictReader(stream)}
        assert sources, file
        assert all(
            source.startswith(("http", "address not kept", "合成数据（示例）")) for source in sources
        ), file
        if folder.name != "qingdao-2020":
            assert "合成数据（示例）" not in sources


@pytest.mark.parametrize("folder", [*FOLDERS, SCHEMES / "qingdao-published", SCHEMES / "cases"], ids=_name)
def test_has_a_readme_where_a_reader_arrives(folder):
    home = folder if folder.parent == SCHEMES else folder.parent
    text = (home / "README.md").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert "## English" in text
