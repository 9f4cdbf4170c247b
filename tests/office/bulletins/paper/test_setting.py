"""What both settings share."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sikao.office.bulletins.document import (
    Annex,
    Cell,
    Column,
    Form,
    Head,
    Heading,
    Line,
    Paragraph,
    Sheet,
    Table,
)
from sikao.office.bulletins.paper.setting import (
    Span,
    annex_label,
    annex_lines,
    closing_lines,
    numbered,
    spans,
    table_size,
)


def test_headings_are_numbered_by_level_and_begin_again_below_another():
    levels = [1, 2, 2, 3, 1, 2, 3, 4, 4]
    blocks = [Heading(str(i), level, "") for i, level in enumerate(levels)]
    assert [number for _, number in numbered(blocks, "zh")] == [
        *("一、", "（一）", "（二）", "1.", "二、", "（一）", "1.", "（1）", "（2）")
    ]
    assert [number for _, number in numbered([Paragraph("p", "")], "zh")] == [""]


def test_one_annex_has_no_number(plain_paper):
    one = replace(plain_paper, annexes=(Annex("annex:a", "情况表", ()),))
    two = replace(plain_paper, annexes=(*one.annexes, Annex("annex:b", "情况图", ())))
    assert annex_lines(one) == (("附件：", "情况表"),)
    assert annex_lines(two) == (("附件：", "1. 情况表"), ("", "2. 情况图"))
    assert [annex_label(one, 1), annex_label(two, 2)] == ["附件", "附件2"]


def test_closing_lines_are_those_that_were_given(plain_paper):
    assert closing_lines(plain_paper) == (
        ("抄送：市委、市政府办公厅。", ""),
        ("示例市综合考核委员会办公室", "2020年7月20日印发"),
    )
    assert closing_lines(replace(plain_paper, closing=replace(plain_paper.closing, copies="")))[0][1]
    letter = replace(plain_paper, head=Head("某办", form=Form.LETTER))
    assert closing_lines(letter) == (("抄送：市委、市政府办公厅。", ""),)


def table(lines, columns=30):
    heads = (Column("指标", 46), *(Column("得分", 11, group=f"{i // 3}区") for i in range(columns)))
    cells = (Cell("名"), *(Cell("12.34", Decimal("12.34")) for _ in range(columns)))
    return Table("", heads, (Line(cells),) * lines)


def test_neighbours_of_one_group_are_spanned():
    assert spans(table(1, 6)) == (Span("", 1), Span("0区", 3), Span("1区", 3))
    assert spans(Table("", (Column("a", 1), Column("b", 1)), ())) == ()


@pytest.mark.parametrize("lines", [5, 20, 40, 60])
def test_a_wide_table_fills_one_page_at_most(lines):
    size = table_size(table(lines), Sheet.A3)
    assert size.line * (lines + 2) <= 297 - 40 - 32
    assert size.width == 390


def test_signs_get_smaller_with_the_table_and_never_unreadable():
    sizes = [table_size(table(lines), Sheet.A3).points for lines in (5, 40, 60, 300)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] == Decimal("5.5")
