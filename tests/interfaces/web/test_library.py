"""Schemes on disk: found, read again when changed, refused with their findings."""

import shutil

import polars as pl
from openpyxl import load_workbook

from sikao.core.scheme import load_scheme
from sikao.core.scheme.workbook import write_scheme_workbook
from sikao.interfaces.web import library
from sikao.interfaces.web.library import Library, Refused
from tests.interfaces.web.conftest import ROOT
from tests.interfaces.web.reading import read

SMALL = ROOT / "schemes" / "shandong-2020"


def test_schemes_are_found_in_folders_and_one_below():
    codes = {year.scheme.code for year in library.years()}
    assert {"qingdao_2020", "qingdao_2019", "shandong_2020", "gdp_2022"} <= codes


def test_a_scheme_is_read_again_only_when_its_files_change(tmp_path):
    shutil.copytree(SMALL, tmp_path / "one")
    shelf = Library((tmp_path,))
    (first,) = shelf.look()
    assert shelf.look() == (first,)
    frame = tmp_path / "one" / "scheme.yaml"
    frame.write_text(frame.read_text("utf-8").replace("山东省", "某省", 1), "utf-8")
    (second,) = shelf.look()
    assert second is not first
    assert "某省" in second.scheme.title


def test_last_years_scheme_is_found_beside_the_one_that_names_it(tmp_path, only, client):
    for name in ("qingdao-2019", "qingdao-2020"):
        copy_without_figures(ROOT / "schemes" / name, tmp_path / name)
    only(tmp_path / "qingdao-2020")
    assert [year.scheme.code for year in library.years()] == ["qingdao_2020", "qingdao_2019"]
    assert client.get("/schemes/qingdao_2020/changes/").status_code == 200
    assert "没有上年方案" not in client.get("/schemes/qingdao_2020/claims/").content.decode()


def test_last_years_scheme_is_found_once_where_a_link_leads_to_it(tmp_path):
    copy_without_figures(ROOT / "schemes" / "qingdao-2020", tmp_path / "qingdao-2020")
    copy_without_figures(ROOT / "schemes" / "qingdao-2019", tmp_path / "kept" / "old")
    (tmp_path / "qingdao-2019").symlink_to(tmp_path / "kept" / "old", target_is_directory=True)
    found = Library((tmp_path / "qingdao-2020",)).look()
    assert [entry.scheme.code for entry in found] == ["qingdao_2020", "qingdao_2019"]


def test_a_scheme_beside_that_bears_another_code_is_looked_at_once(tmp_path):
    copy_without_figures(SMALL, tmp_path / "shandong-2020")
    frame = tmp_path / "shandong-2020" / "scheme.yaml"
    frame.write_text(frame.read_text("utf-8") + "previous: shandong_2019\n", "utf-8")
    copy_without_figures(ROOT / "schemes" / "qingdao-rank-2021", tmp_path / "kept")
    (tmp_path / "shandong-2019").symlink_to(tmp_path / "kept", target_is_directory=True)
    found = Library((tmp_path / "shandong-2020",)).look()
    assert [entry.scheme.code for entry in found] == ["shandong_2020", "qingdao_rank_2021"]


def copy_without_figures(source, target):
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("figures"))


def test_a_broken_scheme_is_refused_with_its_findings(tmp_path, only, client):
    shutil.copytree(SMALL, tmp_path / "broken")
    frame = tmp_path / "broken" / "scheme.yaml"
    frame.write_text(frame.read_text("utf-8") + "nonsense: true\n", "utf-8")
    (entry,) = Library((tmp_path,)).look()
    assert isinstance(entry, Refused)
    assert entry.findings
    only(tmp_path)
    text = client.get("/").content.decode()
    assert "考核方案未通过检查" in text
    assert "scheme.yaml" in text


def test_broken_schemes_are_told_beside_good_ones(tmp_path, only, fetch):
    shutil.copytree(SMALL, tmp_path / "good")
    shutil.copytree(SMALL, tmp_path / "broken")
    (tmp_path / "broken" / "units.yaml").unlink()
    (tmp_path / "empty" / "scorecards").mkdir(parents=True)
    only(tmp_path)
    page = fetch("/results/shandong_2020/year/")
    assert "2 份方案未通过检查" in page
    assert "2 schemes were refused" in fetch("/en/results/shandong_2020/year/")
    told = read(fetch("/refused/")).first("main").text
    assert "broken" in told and "units.yaml" in told and "empty" in told


def test_a_scheme_may_be_a_workbook_with_its_figures_beside_it(tmp_path, only, fetch):
    scheme, _ = load_scheme(SMALL)
    write_scheme_workbook(scheme, tmp_path / "order.xlsx")
    shutil.copytree(SMALL / "figures", tmp_path / "figures")
    only(tmp_path / "order.xlsx")
    by_workbook = read(fetch("/results/shandong_2020/year/")).first("main").text
    only(SMALL)
    assert by_workbook == read(fetch("/results/shandong_2020/year/")).first("main").text


def test_a_broken_workbook_is_refused_with_its_cells(tmp_path, only, client):
    scheme, _ = load_scheme(SMALL)
    write_scheme_workbook(scheme, tmp_path / "order.xlsx")
    book = load_workbook(tmp_path / "order.xlsx")
    book["单位"]["A3"] = "No code"
    book.save(tmp_path / "order.xlsx")
    only(tmp_path)
    assert "order.xlsx 单位!A3" in client.get("/").content.decode()


def test_two_schemes_with_one_code_are_not_mixed_up(tmp_path):
    shutil.copytree(SMALL, tmp_path / "one")
    shutil.copytree(SMALL, tmp_path / "two")
    first, second = Library((tmp_path,)).look()
    assert first.scheme.code == "shandong_2020"
    assert [finding.code for finding in second.findings] == ["book.scheme_twice"]
    assert (second.name, second.findings[0].details["first"]) == ("two", "one")


def test_figures_of_any_form_are_read_again_when_they_change(tmp_path):
    shutil.copytree(SMALL, tmp_path / "one")
    (csv,) = (tmp_path / "one" / "figures").glob("*.csv")
    frame = pl.read_csv(csv, infer_schema=False)
    frame.write_parquet(csv.with_suffix(".parquet"))
    csv.unlink()
    shelf = Library((tmp_path,))
    (first,) = shelf.look()
    frame.head(3).write_parquet(csv.with_suffix(".parquet"))
    (second,) = shelf.look()
    assert second is not first


def test_no_scheme_at_all_is_said(client, only, tmp_path):
    only(tmp_path)
    assert "还没有考核方案" in client.get("/").content.decode()


def test_a_scheme_without_figures_has_no_results():
    year = library.find("qingdao_2019")
    assert year.scheme.year == 2019
