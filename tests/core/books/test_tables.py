"""The workbook of a book speaks in names, grades and words, in the reader's language."""

import pytest

from sikao.core.books import book_draft, open_scheme, score_book
from sikao.core.books.names import absence_term
from sikao.core.sheets import Look
from tests.core.books.conftest import SCHEMES


@pytest.fixture(scope="session")
def draft(exact_book):
    return book_draft(exact_book)


def sheet(draft, name):
    return next(found for found in draft.sheets if found.name == name)


def notes(draft):
    return [row[0].value for row in draft.sheets[0].rows if row[0].look is Look.NOTE]


def values(row):
    return [cell.value for cell in row]


def test_sheets_are_called_after_groups_and_tables(draft):
    names = [found.name for found in draft.sheets]
    assert names[:5] == ["说明", "排名 区市", "区市", "排名 功能区", "功能区"]
    assert "排名 党群机关" in names
    assert len(set(names)) == len(names)
    assert not [name for name in names if "_" in name]


def test_a_checkpoint_table_has_sheets_of_its_own(opened):
    names = [found.name for found in book_draft(score_book(opened.scheme, opened.figures, "h1")).sheets]
    assert names[3:5] == ["排名 区市 区市节点考核表", "区市 区市节点考核表"]


def test_the_first_sheet_says_what_the_book_is_made_of(draft, exact_book):
    said = {
        row[0].value: row[1].value for row in draft.sheets[0].rows if len(row) == 2 and row[0].value != "奖励"
    }
    assert said == {
        "方案": "青岛市2020年度综合考核方案（示例） (qingdao_2020)",
        "年度": "2020",
        "节点": "年终",
        "方案摘要 SHA-256": exact_book.scheme_digest,
        "数据摘要 SHA-256": exact_book.figures_digest,
        "成绩册摘要 SHA-256": exact_book.digest(),
    }
    awards = [row[1].value for row in draft.sheets[0].rows if row[0].value == "奖励"]
    assert awards[0] == "进位显著奖：即墨区，进3位"
    assert notes(draft) == ["示例方案，非真实考核结果", "含合成数据，非真实考核结果"]


def test_points_made_from_a_published_order_are_called_so():
    order = open_scheme(SCHEMES / "qingdao-rank-2021")
    draft = book_draft(score_book(order.scheme, order.figures))
    assert notes(draft) == ["示例方案，非真实考核结果", "分值由公布的名次推得，非公布数据"]


def test_the_ranking_is_in_order_with_grades_and_remarks_in_words(draft):
    head, *rows = sheet(draft, "排名 区市").rows
    assert values(head) == ["名次", "单位", "得分", "满分", "得分率", "等次", "备注"]
    assert [row[0].value for row in rows] == list(range(1, 11))
    first, sixth = values(rows[0]), values(rows[5])
    assert (first[1], str(first[2]), first[5]) == ("黄岛区", "969.24", "优秀")
    assert sixth[1] == "市南区"
    assert "不适用" in sixth[6].split("、")
    assert "redistributed" not in sixth[6]


def test_the_wide_sheet_has_units_in_official_order_and_says_where_a_node_does_not_apply(draft):
    head, *rows = sheet(draft, "区市").rows
    assert values(head)[:4] == ["指标", "满分", "市南区", "名次"]
    lines = {row[0].value: row for row in rows}
    assert str(lines["固定资产投资增速"][1].value) == "80"
    water = lines["地表水考核断面达标率"]
    assert values(water)[2:4] == ["不适用", None]
    assert rows[0][0].look is Look.BRANCH


def test_units_that_are_not_ranked_stand_last_without_a_place(exact_book):
    for found in book_draft(exact_book).sheets:
        places = [row[0].value for row in found.rows[1:]] if found.name.startswith("排名") else []
        ranked = [place for place in places if place is not None]
        assert places == ranked + [None] * (len(places) - len(ranked))


def test_in_english_the_workbook_is_english(opened):
    english = book_draft(score_book(opened.scheme, opened.figures, lang="en"))
    # A sheet's name has at most 31 characters.
    names = [found.name for found in english.sheets[:3]]
    assert names == ["About", "Ranking Districts and county-le", "Districts and county-level citi"]
    head, first, *_ = english.sheets[1].rows
    assert values(head) == ["Rank", "Unit", "Points", "Full points", "Score rate", "Grade", "Remarks"]
    assert values(first)[5] == "Excellent"


def test_the_units_of_the_wide_sheet_stand_in_the_order_asked_for(exact_book):
    def heads(order):
        head = sheet(book_draft(exact_book, order), "区市").rows[0]
        return values(head)[2::2]

    assert heads("official")[:2] == ["市南区", "市北区"]
    ranking = sheet(book_draft(exact_book), "排名 区市").rows[1:]
    assert heads("place") == [row[1].value for row in ranking]
    assert heads("laixi,jimo")[:3] == ["莱西市", "即墨区", "市南区"]


def test_grades_stand_below_the_totals(draft):
    rows = {row[0].value: values(row) for row in sheet(draft, "区市").rows}
    assert list(rows)[1:3] == ["总分", "等次"]
    ranking = {row[1].value: row[5].value for row in sheet(draft, "排名 区市").rows[1:]}
    assert rows["等次"][2::2] == [ranking[unit] for unit in rows["指标"][2::2]]
    assert set(rows["等次"][2::2]) == {"优秀", "良好", "合格"}


def test_before_grades_are_given_there_is_no_row_of_them(opened):
    half = book_draft(score_book(opened.scheme, opened.figures, "h1"))
    assert "等次" not in [row[0].value for row in sheet(half, "区市").rows]


def test_full_points_are_told_where_a_node_does_not_apply_to_all(draft):
    rows = {row[0].value: row for row in sheet(draft, "区市").rows}
    # 15 points in the scheme's scorecard.
    assert str(rows["地表水考核断面达标率"][1].value) == "15"


def test_of_several_absences_the_gravest_is_told_and_none_where_nothing_is_absent():
    assert absence_term(("missing", "not_applicable")).zh == "未报"
    assert absence_term(None).zh == "不适用"
    assert absence_term(("pending",)) is None
