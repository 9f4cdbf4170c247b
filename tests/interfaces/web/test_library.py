"""Schemes on disk: found, read again when changed, refused with their findings."""

import shutil

from sikao.interfaces.web import library
from sikao.interfaces.web.library import Library, Refused
from tests.interfaces.web.conftest import ROOT

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


def test_no_scheme_at_all_is_said(client, only, tmp_path):
    only(tmp_path)
    assert "还没有考核方案" in client.get("/").content.decode()


def test_a_scheme_without_figures_has_no_results():
    year = library.find("qingdao_2019")
    assert year.scheme.year == 2019
