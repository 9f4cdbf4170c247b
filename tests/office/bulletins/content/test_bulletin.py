"""Bulletins of the demonstration year: which paper, what it says, what is annexed."""

import pytest

from sikao.core.wording import FindingsError
from sikao.office.bulletins.content.bulletin import bulletin, kind_of
from sikao.office.bulletins.content.standing import Disclosed
from sikao.office.bulletins.document import Chart, Heading, Kind, Paragraph, Sheet, Table
from sikao.office.bulletins.editing import content_digest, editable

HALF_YEAR = [
    ("title", "关于2020年半年综合考核评估情况的通报"),
    ("addressees", "各区、市委和人民政府"),
    ("intro", "根据《青岛市2020年度综合考核方案（示例）》，现将区市2020年半年综合考核情况通报如下。"),
    ("districts:overall:heading", "总体情况"),
]


def paper(year, book, frame, **more):
    return bulletin(year.scheme, book, frame, groups=("districts",), **more)


def text_of(document):
    return "".join(block.text for block in document.body if isinstance(block, Paragraph))


def test_a_checkpoint_yields_the_paper_of_its_place_in_the_year(year):
    found = [kind_of(year.scheme, code) for code in ("q1", "h1", "q3", "year")]
    assert found == [Kind.QUARTER, Kind.MID_YEAR, Kind.QUARTER, Kind.YEAR_END]


def test_the_half_year_says_who_leads_who_rose_and_what_lags(year, books, frame):
    document = paper(year, books["h1"], frame, earlier=(books["q1"],))
    assert [(passage.id, passage.text) for passage in editable(document)][:4] == HALF_YEAR
    told = text_of(document)
    assert "居前3位的依次是黄岛区（90.89分）、胶州市（85.81分）、城阳区（82.52分）。" in told
    assert "上升最多的是平度市（第9位至第7位）。" in told
    assert "平均得分率较低的指标是市级重点项目投资完成率" in told
    assert frame.objections in told
    assert [block.text for block in document.body if isinstance(block, Heading)] == [
        *("总体情况", "名次变化", "指标情况", "有关事项")
    ]


def test_annexes_are_one_wide_table_and_the_pictures(year, books, frame):
    document = paper(year, books["h1"], frame, earlier=(books["q1"],))
    assert [(annex.sheet, annex.title) for annex in document.annexes] == [
        (Sheet.A3, "2020年半年区市综合考核情况表"),
        (Sheet.A4, "2020年半年区市综合考核情况图"),
    ]
    table, pictures = (annex.blocks for annex in document.annexes)
    assert [type(block) for block in table] == [Table]
    assert [type(block) for block in pictures] == [Chart] * 3


def test_the_text_of_a_group_is_one_page_at_most(year, books, frame):
    document = paper(year, books["year"], frame, earlier=(books["h1"],))
    lines = sum(-(-(len(block.text) + 2) // 28) for block in document.body)
    assert lines <= 22


def test_the_year_names_grades_of_every_group(year, books, frame):
    document = bulletin(year.scheme, books["year"], frame, disclosed=Disclosed.GRADES)
    told = text_of(document)
    # The demonstration year: 优秀 3, 良好 3, the rest 合格.
    assert "评定等次：优秀3个，黄岛区、城阳区、胶州市；良好3个，市南区、崂山区、即墨区；" in told
    assert [block.text for block in document.body if isinstance(block, Heading)][:2] == ["区市", "功能区"]
    assert {annex.sheet for annex in document.annexes} == {Sheet.A4}
    assert len(document.annexes) == 7


def test_where_nothing_may_be_told_there_is_no_paper(year, books, frame):
    with pytest.raises(FindingsError, match=r"paper.nothing_to_tell"):
        paper(year, books["q1"], frame, disclosed=Disclosed.GRADES)


def test_illustrative_and_synthetic_are_said(year, books, frame):
    assert paper(year, books["h1"], frame).labels == (
        "示例方案，非真实考核结果",
        "含合成数据，非真实考核结果",
    )


def test_english_is_the_same_paper(year, books, worked, frame):
    english = bulletin(year.scheme, worked.book("en"), frame, groups=("districts",))
    chinese = paper(year, books["h1"], frame)
    assert [p.id for p in editable(english)] == [p.id for p in editable(chinese)]
    assert not [p for p in editable(english) if p.id.startswith("districts") and not p.text.isascii()]
    assert english.title == "Mid-year review of the comprehensive assessment: 2020, Half-year"


def test_the_same_book_gives_the_same_paper(year, books, frame):
    first, second = (paper(year, books["h1"], frame, earlier=(books["q1"],)) for _ in range(2))
    assert first == second and content_digest(first) == content_digest(second)
