"""Every finding code of forms has a broken example in the tests of this folder."""

import re
from pathlib import Path

import pytest

from sikao.core.wording.catalogue import forms

SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*.py"))
SPOKEN = "\n".join(
    path.read_text(encoding="utf-8")
    for path in Path(__file__).parents[4].joinpath("src/sikao/core/figures/forms").glob("*.py")
)


@pytest.mark.parametrize("code", sorted(forms.MESSAGES))
def test_a_code_is_spoken_and_has_a_broken_example(code: str) -> None:
    assert f'"{code}"' in SPOKEN
    assert f'"{code}"' in SOURCES


def test_no_code_is_spoken_that_the_catalogue_lacks() -> None:
    assert set(re.findall(r'"(form\.[a-z_0-9]+)"', SPOKEN)) == set(forms.MESSAGES)
