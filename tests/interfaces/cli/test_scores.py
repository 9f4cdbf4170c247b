"""Commands that score and explain."""

import json
import os
import shutil

import pytest
from openpyxl import load_workbook

from sikao.core.books import open_scheme, score_book
from tests.interfaces.cli.conftest import DEMONSTRATION


def test_score_writes_the_book_and_says_its_digest(sikao, trial, tmp_path):
    result = sikao("score", trial, "--out", tmp_path)
    opened = open_scheme(trial)
    assert result.stdout.splitlines()[-1] == f"SHA-256 {score_book(opened.scheme, opened.figures).digest()}"
    assert {path.name for path in tmp_path.iterdir()} == {"scores.csv", "scores.parquet", "scores.xlsx"}
    assert "东县" in result.stdout


def test_score_tells_all_units_those_assessed_only_last(sikao, tmp_path):
    """Ten districts, in order of their places; 人大机关 is not ranked and stands below the ranked ones."""
    lines = sikao("score", DEMONSTRATION, "--out", tmp_path).stdout.splitlines()
    districts = [line.split()[1] for line in lines if line.startswith("区市 ")]
    assert districts == [str(place) for place in range(1, 11)]
    party = [line.split()[1] for line in lines if line.startswith("党群机关 ")]
    assert "—" in party and party == sorted(party, key="—".__eq__)


def test_score_tells_full_points_and_the_ranking_of_checkpoint_tables(sikao, tmp_path):
    """At the half-year of the demonstration the districts have a table of 100 points of their own."""
    told = sikao("score", DEMONSTRATION, "--at", "h1", "--out", tmp_path).stdout
    main, _, table = told.partition("\n节点考核表得分\n")
    assert main.startswith("主表累计得分\n组")
    assert [line.split() for line in (main.splitlines()[1], table.splitlines()[0])] == [
        ["组", "名次", "单位", "得分", "满分", "等次"]
    ] * 2
    tables = [line.split() for line in table.splitlines() if line.startswith("区市 ")]
    assert [line[1] for line in tables] == [str(place) for place in range(1, 11)]
    assert {line[4] for line in tables} == {"100.00"}
    assert len([line for line in main.splitlines() if line.startswith("区市 ")]) == 10


def test_a_unit_of_measure_that_was_converted_is_told_by_the_check_alone(sikao, trial, tmp_path):
    home = tmp_path / "trial"
    shutil.copytree(trial, home)
    figures = home / "figures" / "2024.csv"
    text = figures.read_text(encoding="utf-8-sig")
    row = next(line for line in text.splitlines() if ",亿元," in line)
    value = row.split(",")[4]
    figures.write_text(
        text.replace(row, row.replace(f",{value},亿元,", f",{value}0000,万元,")), encoding="utf-8"
    )
    assert "figure.converted_unit" in sikao("check", home).stderr
    assert "figure.converted_unit" not in sikao("score", home, "--out", tmp_path / "out").stderr


def test_the_exact_calculator_says_the_same_and_adds_parts(sikao, trial, tmp_path):
    kernel = sikao("score", trial, "--out", tmp_path / "a").stdout.splitlines()[-1]
    exact = sikao("score", trial, "--out", tmp_path / "b", "--exact").stdout.splitlines()[-1]
    assert kernel == exact
    assert (tmp_path / "b" / "parts.parquet").is_file()


def test_score_at_a_checkpoint_in_english_as_data(sikao, trial, tmp_path):
    said = json.loads(
        sikao("score", trial, "--at", "h1", "--lang", "en", "--format", "json", "--out", tmp_path).stdout
    )
    assert (said["checkpoint"], said["complete"], len(said["files"])) == ("h1", True, 3)
    assert "East county" in (tmp_path / "scores.csv").read_text(encoding="utf-8-sig")


def test_the_workbook_has_the_units_in_the_order_asked_for(sikao, trial, tmp_path):
    sikao("score", trial, "--out", tmp_path, "--order", "west,east")
    sheet = load_workbook(tmp_path / "scores.xlsx").worksheets[2]
    assert [cell.value for cell in sheet[1]][2::2] == ["西县", "东县", "南县"]
    refused = sikao("score", trial, "--out", tmp_path / "other", "--order", "moon", code=1)
    assert "book.unknown_order" in refused.stderr
    assert not (tmp_path / "other").exists()


def test_figures_may_come_from_elsewhere(sikao, trial, tmp_path):
    sikao("score", trial, trial / "figures" / "2024.csv", "--out", tmp_path)
    (tmp_path / "empty").mkdir()
    refused = sikao("score", trial, tmp_path / "empty", "--out", tmp_path, code=1)
    assert "book.no_figures" in refused.stderr


def test_an_output_that_is_a_file_is_refused(sikao, trial, tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("mine")
    assert "file.not_written" in sikao("score", trial, "--out", taken, code=1).stderr
    assert taken.read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_an_output_that_cannot_be_written_is_refused(sikao, trial, tmp_path):
    tmp_path.chmod(0o500)
    assert "file.not_written" in sikao("score", trial, "--out", tmp_path / "new", code=1).stderr


def test_results_inside_the_scheme_or_its_figures_are_refused(sikao, trial, tmp_path):
    """A folder of results inside a scheme would be an unknown file of it the next time."""
    for out in (trial, trial / "results", trial / "figures"):
        assert "book.inside_source" in sikao("score", trial, "--out", out, code=1).stderr
    copied = tmp_path / "figures"
    shutil.copytree(trial / "figures", copied)
    assert "book.inside_source" in sikao("score", trial, copied, "--out", copied, code=1).stderr
    sikao("check", trial)


def test_a_folder_in_the_way_is_refused_before_anything_is_worked_out(sikao, trial, tmp_path):
    (tmp_path / "scores.xlsx").mkdir()
    broken = tmp_path / "no-figures.csv"
    broken.write_text("")
    assert "file.not_written" in sikao("score", trial, broken, "--out", tmp_path, code=1).stderr


def test_a_device_as_output_is_refused(sikao, trial):
    assert "file.not_written" in sikao("score", trial, "--out", "/dev/null/scores", code=1).stderr


def test_an_audit_can_be_worked_out_from_its_folder(sikao, trial, tmp_path):
    said = sikao("audit", trial, "--out", tmp_path / "audit").stdout
    assert "python3 -m reference compiled.json figures.json" in said
    assert {path.name for path in (tmp_path / "audit").iterdir()} == {
        "compiled.json",
        "figures.json",
        "reference",
    }
    data = json.loads(sikao("audit", trial, "--out", tmp_path / "audit", "--format", "json").stdout)
    assert data["figures"] in said
    assert "book.inside_source" in sikao("audit", trial, "--out", trial / "audit", code=1).stderr


def test_explain_tells_the_formula(sikao):
    text = sikao("explain", DEMONSTRATION, "--unit", "jimo", "--node", "fai").stdout
    assert "64 − 3 × ((−8) − (−12.4)) = 50.8" in text
    assert "年终：得 62.39 分" in text


def test_explain_a_checkpoint_table_as_data(sikao):
    words = ["--unit", "jimo", "--at", "q1", "--table", "districts_checkpoint", "--format", "json"]
    said = json.loads(sikao("explain", DEMONSTRATION, *words).stdout)
    assert said["scorecard"] == "districts_checkpoint"
    assert said["full_points"] == "100"


def test_a_checkpoint_table_without_results_at_the_last_checkpoint_names_those_that_have(sikao):
    """The year has a checkpoint table for three quarters; its end has the scorecard itself."""
    words = ["explain", DEMONSTRATION, "--unit", "jimo", "--table"]
    refused = sikao(*words, "districts_checkpoint", code=1).stderr
    assert "考核表“districts_checkpoint”在节点“year”没有结果。" in refused
    assert "q1、h1、q3" in refused
    refused = sikao(*words, "nothing", code=1).stderr
    assert "[book.unknown_table]" in refused
    assert "districts、districts_checkpoint" in refused


def test_rates_are_told_with_one_decimal(sikao):
    """876.43 of 1000 are 87.643 %."""
    assert "得分率 87.6%" in sikao("explain", DEMONSTRATION, "--unit", "jimo").stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--unit", "nowhere"], "book.unknown_unit"),
        (["--unit", "east", "--node", "nothing"], "book.unknown_node"),
        (["--unit", "east", "--at", "q9"], "book.unknown_checkpoint"),
    ],
)
def test_what_is_not_there_is_a_finding(sikao, trial, words, code):
    assert code in sikao("explain", trial, *words, code=1).stderr
