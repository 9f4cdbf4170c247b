"""The page that shows the example scheme as a workbook: every sheet with every cell that is filled in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sikao.core.scheme import load_scheme
from sikao.core.scheme.workbook.content import HEAD_ROW, Page, pages
from sikao.core.sheets import Sheet
from sikao.core.wording import FindingsError, Language, Term
from tools.handbook.markdown import page, table

EXAMPLE = Path(__file__).parents[2] / "docs" / "handbook" / "example"
TITLE = Term("附录 C 例子的工作簿", "Appendix C: the example as a workbook")
_INTRO = Term(
    """[第 2 章](02-your-own-scheme.md)的例子写成工作簿就是下面这些工作表。
每张工作表第 1 行是标题，第 2 行是提示，第 3 行是表头，第 4 行起填写。带 * 的栏必填。这里只列填了内容的栏；
空着的栏和空着的工作表不用管。""",
    """The example of [chapter 2](02-your-own-scheme.md) as a workbook has these sheets. The workbook's own
words are Chinese; [appendix A](a-fields.md) gives the English of every column. On each sheet row 1 is
a title, row 2 a hint, row 3 the headings; the rows from 4 on are filled in. A star marks required
columns. Only columns with content are shown; leave the others, and empty sheets, alone.""",
)


def form_page(lang: Language) -> str:
    """The page in one language."""
    return page(TITLE.text(lang), lang, _lines(lang))


def example_pages() -> tuple[Page, ...]:
    """The sheets of the example."""
    scheme, found = load_scheme(EXAMPLE)
    if scheme is None:
        raise FindingsError(found)
    return pages(scheme)


def _lines(lang: Language) -> Iterator[str]:
    yield from (_INTRO.text(lang), "")
    for each in example_pages():
        if each.rows:
            yield from (f"## {each.name}", "")
            yield from _sheet(each.sheet)


def _sheet(sheet: Sheet) -> Iterator[str]:
    body = range(HEAD_ROW + 1, sheet.height + 1)
    # On the first sheet every line has a heading and a help text; the content in the middle decides.
    framed = sheet.text(HEAD_ROW, 1) == "项目"
    filled = [row for row in body if not framed or sheet.text(row, 2)]
    columns = [
        column
        for column in range(1, sheet.width + 1)
        if any(sheet.text(row, column) for row in filled) and not (framed and column == 3)
    ]
    head = [sheet.text(HEAD_ROW, column) for column in columns]
    yield from table(head, ([sheet.text(row, column) for column in columns] for row in filled))
