"""Tables and sections."""

from sikao.core.scheme.document.content import Grid, Section, grid


def test_a_column_in_which_nothing_stands_is_left_out():
    (table,) = grid("", ("a", "b", "c"), [("1", "", "x"), ("2", "", "")])
    assert table.headings == ("a", "c")
    assert table.rows == (("1", "x"), ("2", ""))
    assert grid("", ("a",), []) == ()


def test_a_column_is_of_numbers_when_nothing_else_stands_in_it():
    table = Grid("", ("a", "b", "c"), (("x", "−1.5", "10%"), ("y", "不适用", "—"), ("z", "", "约2")))
    assert [numeric for _, numeric in table.cells[0]] == [False, True, False]


def test_a_section_with_six_columns_needs_paper_on_its_side():
    narrow, wide = Grid("", tuple("abcde"), ()), Grid("", tuple("abcdef"), ())
    assert not Section("", (), (narrow,)).wide
    assert Section("", (), (narrow, wide)).wide
