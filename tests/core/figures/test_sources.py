"""Encodings, headings, shapes and limits of files of figures."""

from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook, load_workbook

from sikao.core.figures.reading import read_figures
from sikao.core.figures.sources import CHINESE_HEADINGS, FileLimits, load_tables
from sikao.core.figures.table import COLUMNS as ALL_COLUMNS
from sikao.core.wording import Findings

# Without the column that only revised figures need.
COLUMNS = ALL_COLUMNS[:-1]
HEAD = ",".join(COLUMNS)
ROW = "shinan,gdp,level,2020,12.5,yi_yuan,,,,统计局"
GOOD = f"{HEAD}\n{ROW}\nshibei,gdp,level,2020,,,missing,,,统计局\n"
CHINESE_HEAD = ",".join(CHINESE_HEADINGS[name] for name in COLUMNS)


def written(folder: Path, content: str | bytes, name: str = "figures.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def codes(path: Path, **options) -> list[str]:
    figures, findings = read_figures(path, **options)
    assert (figures is None) == any(finding.severity == "error" for finding in findings)
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode(),
        GOOD.encode("utf-8-sig"),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        GOOD.rstrip("\n").encode(),
        (GOOD + "\n\n").encode(),
        GOOD.replace("统计局", '"统计局"').encode(),
        GOOD.replace("shinan", '"shinan"').encode(),
        GOOD.replace(HEAD, CHINESE_HEAD).encode(),
        GOOD.replace("unit,", '"unit",', 1).encode(),
    ],
)
def test_the_same_rows_whatever_the_writer(tmp_path: Path, content: bytes) -> None:
    expected, _ = read_figures(written(tmp_path, GOOD, "expected.csv"))
    figures, findings = read_figures(written(tmp_path, content))
    assert findings == ()
    assert figures is not None and expected is not None
    assert figures.digest() == expected.digest()


def test_gb18030_is_read_and_told(tmp_path: Path) -> None:
    expected, _ = read_figures(written(tmp_path, GOOD, "expected.csv"))
    figures, findings = read_figures(written(tmp_path, GOOD.encode("gb18030")))
    assert figures == expected
    assert [(finding.code, finding.severity) for finding in findings] == [("table.gb18030", "note")]


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode("utf-16"),
        b"\xff\xfe" + GOOD.encode("utf-16-le"),
        b"\xef\xbb\xbf" + GOOD.encode("gb18030"),
        b"unit\xff\xff\xff",
    ],
)
def test_other_encodings_are_refused(tmp_path: Path, content: bytes) -> None:
    assert codes(written(tmp_path, content)) == ["table.encoding"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", ["table.empty"]),
        ("\n\n", ["table.empty"]),
        (HEAD, ["table.no_rows"]),
        (HEAD + "\n", ["table.no_rows"]),
        (GOOD.replace("caliber", "note", 1), ["table.missing_column", "table.unknown_column"]),
        (GOOD.replace("caliber", "Caliber", 1), ["table.missing_column", "table.unknown_column"]),
        (GOOD.replace("caliber", "来源", 1), ["table.missing_column", "table.duplicate_column"]),
        (GOOD.replace("\nshinan,", "\nshinan,,", 1), ["table.row_width"]),
        (GOOD.replace("\nshinan,", "\nshinan", 1), ["table.row_width"]),
        (GOOD.replace("\nshinan", "\n\nshinan", 1), ["table.row_width"]),
        (GOOD.replace("\nshinan,", '\n"shinan",,', 1), ["table.row_width"]),
        (GOOD.replace("统计局", '"统计局', 1), ["table.quotes"]),
        (GOOD.replace("统计局", '"统计\n局"', 1), ["table.quotes", "table.row_width"]),
        (GOOD.replace("统计局", '"统计"局', 1), ["table.quotes"]),
        ('"' + GOOD, ["table.quotes"]),
        (GOOD.replace(",", ";"), ["table.no_headings"]),
        ("2020年数据\n" + GOOD, ["table.no_headings"]),
    ],
)
def test_shapes_that_are_refused(tmp_path: Path, content: str, expected: list[str]) -> None:
    assert sorted(codes(written(tmp_path, content))) == sorted(expected)


def test_row_numbers_are_the_files_own(tmp_path: Path) -> None:
    content = f'{HEAD}\n{ROW}\n"shibei",gdp,level,2020,x,yuan,,,,\nlicang,gdp,level,2020,y,yuan,,,,\n'
    _, findings = read_figures(written(tmp_path, content))
    assert [str(finding.where) for finding in findings] == ["figures.csv:3 (value)", "figures.csv:4 (value)"]


def test_only_faulty_quoted_lines_are_told_and_not_all_of_them(tmp_path: Path) -> None:
    good, bad = ROW.replace("shinan", '"shinan"'), ROW.replace("shinan", '"shinan')
    _, findings = read_figures(written(tmp_path, f"{HEAD}\n{good}\n{bad}\n{good}"))
    assert [(finding.code, finding.where.line) for finding in findings] == [("table.quotes", 3)]
    assert codes(written(tmp_path, "\n".join([HEAD, *[bad] * 300]))) == ["table.quotes"] * 200


def test_quoted_lines_keep_their_order_and_number_however_many_there_are(tmp_path: Path) -> None:
    # More than are taken apart at once; every third line is quoted, the last one wrongly.
    lines = [f"jimo,fai,level,2020-{1 + n % 12:02}..{1 + n % 12:02},{n},亿元,,,,甲" for n in range(150_100)]
    quoted = [line.replace("甲", '"甲,乙"') if n % 3 == 0 else line for n, line in enumerate(lines)]
    head = ",".join(COLUMNS)
    found = Findings()
    (raw,) = load_tables(written(tmp_path, "\n".join([head, *quoted])), FileLimits(), found)
    assert raw.frame["row"].to_list() == list(range(2, 150_102))
    assert raw.frame["value"].to_list() == [str(n) for n in range(150_100)]
    assert raw.frame["source"][:4].to_list() == ["甲,乙", "甲", "甲", "甲,乙"]
    wrong = [*quoted[:-1], '"' + lines[-1]]
    assert load_tables(written(tmp_path, "\n".join([head, *wrong])), FileLimits(), found) == []
    assert [(one.code, one.where.line) for one in found] == [("table.quotes", 150_101)]


def test_limits(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    assert codes(path, limits=FileLimits(size=50)) == ["table.too_large"]
    assert codes(path, limits=FileLimits(rows=1)) == ["table.too_many_rows"]
    assert codes(path, limits=FileLimits(rows=2)) == []
    parquet = tmp_path / "figures.parquet"
    frame_of(GOOD).write_parquet(parquet)
    assert codes(parquet, limits=FileLimits(rows=1)) == ["table.too_many_rows"]


def test_what_is_not_there_or_not_a_table(tmp_path: Path) -> None:
    assert codes(tmp_path / "nowhere.csv") == ["table.unreadable"]
    assert codes(written(tmp_path, GOOD, "figures.txt")) == ["table.format"]
    assert codes(written(tmp_path, GOOD, "figures.parquet")) == ["table.unreadable"]
    assert codes(written(tmp_path, GOOD, "figures")) == ["table.format"]
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    assert codes(folder) in (["table.unreadable"], ["table.empty"])


def frame_of(content: str) -> pl.DataFrame:
    head, *rows = [line.split(",") for line in content.strip().split("\n")]
    return pl.DataFrame(rows, schema=dict.fromkeys(head, pl.String), orient="row")


def test_parquet(tmp_path: Path) -> None:
    expected, _ = read_figures(written(tmp_path, GOOD))
    path = tmp_path / "figures.parquet"
    text = frame_of(GOOD)
    exact = pl.when(pl.col("value") != "").then(pl.col("value")).cast(pl.Decimal(20, 4))
    for frame in (text, text.rename(CHINESE_HEADINGS, strict=False), text.with_columns(exact)):
        frame.write_parquet(path)
        assert read_figures(path) == (expected, ())


def test_parquet_of_binary_numbers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "figures.parquet"
    frame_of(GOOD).with_columns(value=pl.lit(0.1), period=pl.lit(2020)).write_parquet(path)
    assert codes(path) == ["table.column_type", "table.column_type"]


def workbook(folder: Path, rows: list[list[object]], **others: list[list[object]]) -> Path:
    """The rows in the first sheet, those of ``others`` in sheets of their names."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for name, more in others.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    path = folder / "figures.xlsx"
    book.save(path)
    return path


def test_workbook(tmp_path: Path) -> None:
    expected, _ = read_figures(written(tmp_path, GOOD))
    rows: list[list[object]] = [[CHINESE_HEADINGS[name] for name in COLUMNS]]
    rows.append(["shinan", "gdp", "level", "2020", 12.5, "亿元", None, None, None, "统计局"])
    rows.append(["shibei", "gdp", "总量", "2020年", None, None, "未报", None, None, "统计局"])
    assert read_figures(workbook(tmp_path, rows)) == (expected, ())


def test_a_formula_is_refused(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        list(COLUMNS),
        ["shinan", "gdp", "level", "2020", "=1+1", "亿元", *[None] * 4],
    ]
    figures, findings = read_figures(workbook(tmp_path, rows))
    assert figures is None
    assert [finding.where.cell for finding in findings] == ["E2"]


def test_findings_of_a_workbook_name_the_cell(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        list(COLUMNS),
        ["shinan", "gdp", "level", "2020/5", "１２", "亿元", *[None] * 4],
    ]
    _, findings = read_figures(workbook(tmp_path, rows))
    assert [str(finding.where) for finding in findings] == ["figures.xlsx Sheet!D2", "figures.xlsx Sheet!E2"]


def test_a_workbook_without_rows(tmp_path: Path) -> None:
    assert codes(workbook(tmp_path, [list(COLUMNS)])) == ["table.no_rows"]
    assert codes(workbook(tmp_path, [])) == ["table.empty"]
    assert "table.missing_column" in codes(workbook(tmp_path, [["unit"], ["shinan"]]))


HEADINGS: list[object] = [CHINESE_HEADINGS[name] for name in COLUMNS]
SHINAN: list[object] = ["shinan", "gdp", "level", "2020", 12.5, "亿元", None, None, None, "统计局"]
SHIBEI: list[object] = ["shibei", "gdp", "level", "2020", None, None, "未报", None, None, "统计局"]


def test_every_sheet_of_figures_is_read(tmp_path: Path) -> None:
    """One for each bureau, one of them empty but for its headings, and one with nothing at all."""
    expected, _ = read_figures(written(tmp_path, GOOD))
    path = workbook(
        tmp_path, [HEADINGS, SHINAN], 财政局=[HEADINGS], 统计局=[list(COLUMNS), SHIBEI], Sheet9=[]
    )
    assert read_figures(path) == (expected, ())


def test_a_sheet_of_notes_is_passed_over_and_told(tmp_path: Path) -> None:
    expected, _ = read_figures(written(tmp_path, GOOD))
    path = workbook(tmp_path, [HEADINGS, SHINAN, SHIBEI], 填报说明=[["一、每个部门填一张表"]])
    figures, findings = read_figures(path)
    assert figures == expected
    assert [(f.code, f.severity, str(f.where)) for f in findings] == [
        ("table.notes_sheet", "note", "figures.xlsx 填报说明")
    ]


def test_any_other_sheet_that_holds_something_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, [HEADINGS, SHINAN], 财政局=[["单位", "收入"], ["shibei", 3]])
    figures, findings = read_figures(path)
    assert figures is None
    assert [(f.code, str(f.where)) for f in findings] == [("table.other_sheet", "figures.xlsx 财政局")]


def test_figures_may_stand_behind_the_notes(tmp_path: Path) -> None:
    path = workbook(tmp_path, [], 说明=[["先读我"]], 数据=[HEADINGS, SHINAN])
    assert codes(path) == ["table.notes_sheet"]


def test_a_heading_at_fault_does_not_make_a_sheet_another(tmp_path: Path) -> None:
    """``数 值`` is no heading, but the sheet is one of figures: what is told is the heading."""
    faulty = ["数 值" if heading == "数值" else heading for heading in HEADINGS]
    path = workbook(tmp_path, [HEADINGS, SHINAN], 统计局=[faulty, SHIBEI])
    assert set(codes(path)) == {"table.unknown_column", "table.missing_column"}


def test_findings_name_their_sheet(tmp_path: Path) -> None:
    wrong = [*SHIBEI[:3], "2020/5", *SHIBEI[4:]]
    _, findings = read_figures(workbook(tmp_path, [HEADINGS, SHINAN], 统计局=[HEADINGS, [], wrong]))
    assert [str(finding.where) for finding in findings] == ["figures.xlsx 统计局!D3"]


def test_a_figure_in_two_sheets_names_both(tmp_path: Path) -> None:
    path = workbook(tmp_path, [HEADINGS, SHINAN], 统计局=[HEADINGS, SHIBEI, SHINAN])
    _, findings = read_figures(path)
    assert [(f.code, str(f.where), f.details["first"]) for f in findings] == [
        ("figure.duplicate", "figures.xlsx 统计局!A3", "figures.xlsx Sheet!A2")
    ]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_refused(tmp_path: Path, state: str) -> None:
    path = workbook(tmp_path, [HEADINGS, SHINAN], 统计局=[HEADINGS, SHIBEI])
    book = load_workbook(path)
    book["统计局"].sheet_state = state
    book.save(path)
    _, findings = read_figures(path)
    assert [(f.code, str(f.where)) for f in findings] == [("sheet.hidden", "figures.xlsx 统计局")]


@pytest.mark.parametrize("content", ["," * 2000, f'{HEAD}\n"a",{"," * 2000}', f"{HEAD}\n{',' * 2000}"])
def test_a_line_of_commas_is_told_without_being_taken_apart(tmp_path: Path, content: str) -> None:
    assert codes(written(tmp_path, content)) == ["table.row_width"]


def test_more_columns_than_anybody_writes_are_told_once(tmp_path: Path) -> None:
    path = tmp_path / "wide.parquet"
    pl.DataFrame({f"column_{number}": ["x"] for number in range(1001)}).write_parquet(path)
    assert codes(path) == ["table.row_width"]


@pytest.mark.parametrize("name", ["[ab].parquet", "a*.parquet", "unit=x.parquet"])
def test_a_file_name_is_no_pattern(tmp_path: Path, name: str) -> None:
    row = dict(zip(COLUMNS, ROW.split(","), strict=True))
    pl.DataFrame({**row, "source": "another file"}).write_parquet(tmp_path / "a.parquet")
    pl.DataFrame(row).write_parquet(tmp_path / name)
    figures, findings = read_figures(tmp_path / name)
    assert findings == ()
    assert figures is not None
    assert figures.to_frame()["source"].to_list() == ["统计局"]


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".xlsx"])
def test_a_folder_with_the_name_of_a_file_is_refused(tmp_path: Path, suffix: str) -> None:
    folder = tmp_path / f"figures{suffix}"
    folder.mkdir()
    pl.DataFrame(dict(zip(COLUMNS, ROW.split(","), strict=True))).write_parquet(folder / "a.parquet")
    assert codes(folder) == ["table.unreadable"]


def test_a_parquet_file_with_a_damaged_footer_never_raises(tmp_path: Path) -> None:
    path = tmp_path / "figures.parquet"
    pl.DataFrame(dict(zip(COLUMNS, ROW.split(","), strict=True))).write_parquet(path)
    content = path.read_bytes()
    # The last eight bytes of a file are the length of the footer and a mark.
    footer = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    refused = 0
    for position in range(footer, len(content) - 8, 6):
        damaged = bytearray(content)
        damaged[position] ^= 0x41
        path.write_bytes(damaged)
        refused += codes(path) != []
    assert refused > 20


def test_a_finding_names_the_column_as_the_file_does(tmp_path):
    row = ROW.replace("12.5", "12.5.1")
    for head, place in ((CHINESE_HEAD, "figures.csv:2 (数值)"), (HEAD, "figures.csv:2 (value)")):
        _, findings = read_figures(written(tmp_path, f"{head}\n{row}\n"))
        assert [str(finding.where) for finding in findings] == [place]
