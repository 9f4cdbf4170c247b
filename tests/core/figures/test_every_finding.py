"""Every finding code of the figures room has a broken example in the tests of this folder."""

import re
from pathlib import Path

import pytest

from sikao.core.wording.catalogue import figure_tables, figures

SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
SPOKEN = "\n".join(
    path.read_text(encoding="utf-8")
    for path in Path(__file__).parents[3].joinpath("src/sikao/core/figures").glob("*.py")
)


@pytest.mark.parametrize("code", sorted({**figures.MESSAGES, **figure_tables.MESSAGES}))
def test_a_code_is_spoken_and_has_a_broken_example(code: str) -> None:
    assert f'"{code}"' in SPOKEN
    assert f'"{code}"' in SOURCES


def test_no_code_is_spoken_that_the_catalogue_lacks() -> None:
    spoken = set(re.findall(r'"((?:number|measure|period|code|name|figure|table)\.[a-z_0-9]+)"', SPOKEN))
    assert spoken == {*figures.MESSAGES, *figure_tables.MESSAGES}
