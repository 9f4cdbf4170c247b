"""The feedback letter: one unit's own result, and nothing of others."""

from dataclasses import replace
from decimal import Decimal

import polars as pl
import pytest

from sikao.core.books.names import Outcome, names_of
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Figure, Kind
from sikao.core.insight import Worked
from sikao.core.wording import FindingsError
from sikao.office.bulletins.content.letter import feedback, letter_explanations, short_explanation
from sikao.office.bulletins.content.standing import ALL, Disclosed, standing_of
from sikao.office.bulletins.document import Form, Paragraph
from sikao.office.bulletins.editing import content_bytes
from sikao.office.results.announced import tables_at
from sikao.office.results.stages import Level


@pytest.fixture(scope="module")
def explanations(worked, year):
    return letter_explanations(worked, year.scheme, "jimo")


@pytest.fixture
def letter(year, books, frame, explanations):
    def write(disclosed=ALL):
        return feedback(
            year.scheme, books["h1"], frame, "jimo",
            explanations=explanations, disclosed=disclosed, earlier=books["q1"],
        )  # fmt: skip

    return write


def result(document):
    return next(
        block.text for block in document.body if isinstance(block, Paragraph) and block.id == "result"
    )


def table(document):
    return [[cell.text for cell in line.cells] for line in document.annexes[0].blocks[0].lines]


def test_points_place_and_where_it_was_before(letter):
    document = letter()
    assert (document.addressees, document.head.form) == ("即墨区", Form.LETTER)
    assert (
        result(document) == "你单位总分82.29分，满分100分。在10个参加排名的单位中列第4位（一季度为第5位）。"
    )
    # Acceptance scenario 1.2: 59.5 of 80 points, −0.5 % against a target of 1.0 %.
    fai = next(line for line in table(document) if line[0] == "固定资产投资增速")
    assert fai == ["固定资产投资增速", "80", "59.50", "10→", "实际−0.5%，目标1，逐点加减分法"]


def test_points_alone_have_no_place(letter):
    document = letter(Disclosed.POINTS)
    assert result(document) == "你单位总分82.29分，满分100分。"
    assert {len(line) for line in table(document)} == {4}


def test_places_alone_have_no_points(letter):
    document = letter(Disclosed.RANKS)
    assert result(document) == "在10个参加排名的单位中列第4位（一季度为第5位）。"
    fai = next(line for line in table(document) if line[0] == "固定资产投资增速")
    assert fai == ["固定资产投资增速", "10→", "实际−0.5%，目标1，逐点加减分法"]


def test_grades_alone_before_there_are_grades_are_no_letter(letter):
    with pytest.raises(FindingsError, match=r"paper.nothing_to_tell"):
        letter(Disclosed.GRADES)


def test_a_unit_that_the_book_does_not_have_is_refused(year, books, frame):
    with pytest.raises(FindingsError, match=r"book.unknown_unit"):
        feedback(year.scheme, books["h1"], frame, "nobody")


def test_grades_alone_say_the_grade(year, books, frame):
    document = feedback(year.scheme, books["year"], frame, "jimo", disclosed=Disclosed.GRADES)
    assert result(document) == "评定等次为良好。获得进位显著奖。"
    assert document.annexes == ()


@pytest.fixture(scope="module")
def charged(year):
    """The year in which 李沧, the last of the districts, has a discipline case, too."""
    case = Figure(
        unit="licang",
        indicator="discipline_cases",
        kind=Kind.LEVEL,
        period=Period.of(2020),
        value=Decimal(1),
        unit_of_measure="case",
        since="year",
    )
    return Worked(year.scheme, year.figures.revised(case))


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        # grades.yaml: whoever has a discipline case is barred from the first grade, at the first place too.
        (
            "enforcement_unit",
            "因“领导班子主要成员严重违纪违法”，按方案的一票否决规定，评定等次为良好。",
        ),
        # The last would have no better grade without it.
        ("licang", "评定等次为合格。"),
        # Two awards at most, for two places at least: 即墨 rose from 7 to 4, 平度 from 9 to 7. 莱西, which
        # rose from 10 to 8, stands behind 平度.
        ("pingdu", "评定等次为合格。获得进位显著奖。"),
        ("laixi", "评定等次为合格。"),
        ("jimo", "评定等次为良好。获得进位显著奖。"),
        ("huangdao", "评定等次为优秀。"),
    ],
)
def test_a_unit_is_told_from_what_its_grade_follows_and_what_it_is_awarded(year, frame, charged, unit, said):
    told = letter_explanations(charged, year.scheme, unit)
    given = {"explanations": told, "disclosed": Disclosed.GRADES}
    assert result(feedback(year.scheme, charged.book(), frame, unit, **given)) == said


def test_the_same_is_told_in_english(year, frame, charged):
    told = letter_explanations(charged, year.scheme, "enforcement_unit")
    book = replace(charged.book(), names=names_of(year.scheme, "en"))
    given = {"explanations": told, "disclosed": Disclosed.GRADES}
    said = result(feedback(year.scheme, book, frame, "enforcement_unit", **given))
    assert said == (
        "Limited by the scheme's veto for “Grave violation by a principal leader”, its grade is: Good."
    )


def test_only_a_veto_that_everybody_sees_is_told_to_everybody(year, charged):
    tables = {table.group: table for table in tables_at(charged.book(), year.scheme, Level.RANKS)}
    limited = {line.unit for table in tables.values() for line in table.lines if line.by_veto}
    assert limited == {"enforcement_unit"}
    bulletin = standing_of(year.scheme, charged.book(), "districts")
    assert not any(unit.named(Outcome.VETO) for unit in bulletin.units)
    alone = tables_at(charged.book(), year.scheme, Level.GRADES)
    assert not any(line.by_veto for table in alone for line in table.lines)
    awarded = {line.unit for table in alone for line in table.lines if line.awards}
    assert awarded == {"jimo", "pingdu"}


def test_nothing_of_other_units_is_in_it(letter, books):
    content = content_bytes(letter()).decode()
    others = books["h1"].names.units.items()
    assert [name for code, name in others if code != "jimo" and f"{name}" in content] == []
    totals = books["h1"].rows.filter(pl.col("node") == "total", pl.col("unit") != "jimo")
    points = {f"{Decimal(value):.2f}" for value in totals["points"].drop_nulls()}
    assert [text for text in points if f'"{text}"' in content or f"{text}分" in content] == []


def test_the_line_of_an_explanation_leaves_out_what_holds_figures_of_others(worked):
    retail = worked.explain("jimo", "retail_growth", scorecard="districts_checkpoint")
    assert short_explanation(retail, "zh", named=True) == "增速（70%）：实际−7.2%，功效系数法"
    assert short_explanation(retail, "en").startswith("actual −7.2%, ")
