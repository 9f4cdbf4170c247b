"""Markdown that cannot be broken."""

import dataclasses

import pytest

from sikao.core.scheme import describe_scheme, render_markdown


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_cells_cannot_break_the_table(sample, lang):
    odd = dataclasses.replace(sample, title="一|二\n三", title_en=None, illustrative=False)
    document = describe_scheme(odd, lang)
    assert not document.label
    assert render_markdown(document, lang).startswith("# 一\\|二 三\n")
    grids = [grid for section in document.sections for grid in section.grids]
    assert all(len(row) == len(grid.headings) for grid in grids for row in grid.rows)
