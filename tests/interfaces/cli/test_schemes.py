"""Commands about schemes: new, check, show, diff, convert."""

import json

import pytest
from openpyxl import load_workbook

from sikao.core.scheme import load_scheme, scheme_digest
from tests.interfaces.cli.conftest import DEMONSTRATION, SCHEMES


def test_a_new_scheme_is_in_order_and_can_be_scored(sikao, tmp_path):
    folder = tmp_path / "my-city"
    sikao("new", folder, "--year", 2027)
    scheme, findings = load_scheme(folder)
    assert findings == ()
    assert (scheme.code, scheme.year, scheme.title) == ("my_city", 2027, "2027年度综合考核方案")
    assert "没有错误" in sikao("check", folder).stdout
    sikao("score", folder, "--out", tmp_path / "out")


def test_a_taken_folder_is_refused(sikao, trial):
    assert "scheme.folder_taken" in sikao("new", trial, "--year", 2027, code=1).stderr


def test_check_tells_findings_on_standard_error(sikao, trial, tmp_path):
    broken = copied(trial, tmp_path, "points: 40", "points: 41")
    result = sikao("check", broken, code=1)
    assert result.stdout == ""
    assert "错误 scorecards/counties.yaml:" in result.stderr
    assert result.stderr.rstrip().endswith("错误")
    english = sikao("check", broken, "--lang", "en", code=1).stderr
    assert "error scorecards/counties.yaml:" in english


def test_check_gives_findings_as_data(sikao, trial, tmp_path):
    broken = copied(trial, tmp_path, "points: 40", "points: 41")
    found = json.loads(sikao("check", broken, "--format", "json", code=1).stderr)
    assert {"code", "severity", "where", "what", "remedy"} <= set(found[0])
    assert json.loads(sikao("check", trial, "--format", "json").stderr) == []


def test_check_looks_at_figures_too_when_given(sikao, trial, tmp_path):
    figures = tmp_path / "figures.csv"
    figures.write_text(
        "unit,indicator,kind,period,value,unit_of_measure,absence,flags,caliber,source\n"
        "nowhere,revenue,level,2024,1,亿元,,,,\n"
    )
    sikao("check", trial, trial / "figures")
    assert "nowhere" in sikao("check", trial, figures, code=1).stderr


def test_check_warns_of_figures_that_are_missing_or_look_wrong(sikao, trial, tmp_path):
    """A scheme's own figures are looked at too; a warning refuses nothing."""
    own = copied(
        trial, tmp_path, "east,revenue,level,2024,", "east,revenue,level,2024,9999", file="figures/2024.csv"
    )
    rows = (own / "figures" / "2024.csv").read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if not row.startswith("west,revenue,")]
    (own / "figures" / "2024.csv").write_text("\n".join(kept), encoding="utf-8")
    result = sikao("check", own)
    assert "没有错误" in result.stdout
    assert "[needs.missing]" in result.stderr
    assert "警告 2024.csv:" in result.stderr
    assert "[number.magnitude_10000]" in result.stderr
    assert sikao("check", trial).stderr == ""
    assert "book.unknown_checkpoint" in sikao("check", trial, "--at", "q9", code=1).stderr


def test_a_scheme_without_figures_is_in_order(sikao, trial, tmp_path):
    own = copied(trial, tmp_path, "year: 2024", "year: 2024", file="scheme.yaml")
    for file in (own / "figures").iterdir():
        file.unlink()
    assert sikao("check", own).stderr == ""
    # Scoring would refuse; the check of the scheme alone only says what nobody reads.
    (own / "figures" / "2024.xls").write_bytes(b"\xd0\xcf")
    told = sikao("check", own)
    assert "警告 2024.xls：" in told.stderr
    assert "[book.unread_file]" in told.stderr
    assert "没有错误" in told.stdout


def test_check_marks_the_faulty_cells_of_a_workbook(sikao, trial, tmp_path):
    sikao("convert", trial, tmp_path / "book.xlsx")
    book = load_workbook(tmp_path / "book.xlsx")
    book["指标 counties"]["E6"] = "12,5"
    book.save(tmp_path / "wrong.xlsx")
    marked = tmp_path / "marked.xlsx"
    sikao("check", tmp_path / "wrong.xlsx", "--mark", marked, code=1)
    book = load_workbook(marked)
    cell = book["指标 counties"]["E6"]
    assert (cell.value, "“12,5”" in cell.comment.text) == ("12,5", True)
    cell.value = 20
    book.save(tmp_path / "corrected.xlsx")
    assert "没有错误" in sikao("check", tmp_path / "corrected.xlsx").stdout


@pytest.mark.parametrize(
    ("scheme", "marked"), [("trial", "a.xlsx"), ("book.xlsx", "a"), ("book.xlsx", "book.xlsx")]
)
def test_what_cannot_be_marked_is_refused_before_anything_is_written(sikao, trial, tmp_path, scheme, marked):
    sikao("convert", trial, tmp_path / "book.xlsx")
    before = (tmp_path / "book.xlsx").read_bytes()
    home = trial if scheme == "trial" else tmp_path / scheme
    sikao("check", home, "--mark", tmp_path / marked, code=2)
    assert [path.name for path in tmp_path.iterdir()] == ["book.xlsx"]
    assert (tmp_path / "book.xlsx").read_bytes() == before


def test_findings_are_told_before_a_taken_name_is_refused(sikao, trial, tmp_path):
    folder = copied(trial, tmp_path, "points: 40", "points: 41")
    sikao("convert", folder, tmp_path / "wrong.xlsx")
    (tmp_path / "marked.xlsx").write_bytes(b"mine")
    told = sikao("check", tmp_path / "wrong.xlsx", "--mark", tmp_path / "marked.xlsx", code=2).stderr
    assert "scheme.sum_of_points" in told
    assert told.index("scheme.sum_of_points") < told.index("已经存在")
    assert (tmp_path / "marked.xlsx").read_bytes() == b"mine"


def test_a_file_that_is_no_workbook_has_nothing_to_mark(sikao, tmp_path):
    (tmp_path / "no.xlsx").write_bytes(b"")
    sikao("check", tmp_path / "no.xlsx", "--mark", tmp_path / "marked.xlsx", code=1)
    assert not (tmp_path / "marked.xlsx").exists()


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"PK\x03\x04", "四考".encode("gbk")])
def test_a_file_that_is_no_scheme_is_a_finding(sikao, tmp_path, content):
    for name in ("scheme.yaml", "scheme.xlsx", "scheme"):
        path = tmp_path / name
        path.write_bytes(content)
        for command in (
            ["check"],
            ["show"],
            ["score", "--out", tmp_path / "out"],
            ["explain", "--unit", "a"],
        ):
            result = sikao(command[0], path, *command[1:], code=1)
            assert "错误" in result.stderr


def test_show_prints_a_document(sikao):
    text = sikao("show", DEMONSTRATION).stdout
    assert text.startswith("# 青岛市2020年度综合考核方案（示例）\n\n**示例，非正式文件**\n")
    assert "\n| 　　固定资产投资增速 | 80 |" in text
    english = sikao("show", DEMONSTRATION, "--lang", "en").stdout
    assert "\n## 1. General provisions\n" in english
    said = json.loads(sikao("show", DEMONSTRATION, "--format", "json", "--lang", "en").stdout)
    assert said["illustrative"] is True
    assert said["groups"][0]["units"][0] == "Shinan"
    scheme, _ = load_scheme(DEMONSTRATION)
    assert said["digest"] == scheme_digest(scheme)


def test_diff_lists_what_changed(sikao, trial, tmp_path):
    other = copied(trial, tmp_path, "year: 2024", "year: 2025", file="scheme.yaml")
    text = sikao("diff", trial, other).stdout
    assert text.splitlines()[:5] == [
        "## 基本信息",
        "",
        "| 项目 | 上年 | 本年 |",
        "| --- | --- | --- |",
        "| 年度 | 2024 | 2025 |",
    ]
    assert text.splitlines()[-1].startswith("1 处不同")
    assert sikao("diff", trial, trial).stdout.splitlines()[-1].startswith("0 处不同")
    said = json.loads(sikao("diff", SCHEMES / "qingdao-2019", DEMONSTRATION, "--format", "json").stdout)
    assert len(said["changes"]) > 100
    burden = {card["scorecard"]: card for card in said["burden"]}
    assert burden["zones"]["before"] is None
    assert burden["districts"]["before"]["total"] > burden["districts"]["after"]["total"]


def test_diff_tells_what_is_asked_of_units_scorecard_by_scorecard(sikao):
    text = sikao("diff", SCHEMES / "qingdao-2019", DEMONSTRATION, "--lang", "en").stdout
    table = text[text.index("## What is asked of units") :]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines() if "|" in line]
    counts = {what: (before, after) for what, before, after in rows}
    # Ten districts in both years: what did not change is not listed.
    assert "Main scorecard of the districts · units" not in counts
    assert counts["Scorecard of the functional zones · units"] == ("—", "9")


def test_converting_to_a_workbook_and_back_keeps_the_scheme(sikao, trial, tmp_path):
    workbook, text = tmp_path / "trial.xlsx", tmp_path / "text"
    digests = {sikao("convert", trial, workbook).stdout.splitlines()[1]}
    digests.add(sikao("convert", workbook, text).stdout.splitlines()[1])
    digests.add(sikao("check", text).stdout.splitlines()[1])
    assert len(digests) == 1


def test_converting_overwrites_nothing(sikao, trial, tmp_path):
    taken = tmp_path / "taken.xlsx"
    taken.write_text("mine")
    sikao("convert", trial, taken, code=2)
    sikao("convert", trial, trial, code=2)
    assert taken.read_text() == "mine"


def copied(folder, tmp_path, old, new, file="scorecards/counties.yaml"):
    """The scheme with one text replaced."""
    target = tmp_path / "copied"
    for path in folder.rglob("*.*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            name = path.relative_to(folder)
            if str(name) == file:
                assert old in text
                text = text.replace(old, new, 1)
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_text(text, encoding="utf-8")
    return target
