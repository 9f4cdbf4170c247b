"""Every finding code of a home has a broken example in the tests of the office and of its commands."""

import re
from pathlib import Path

import pytest

from sikao.core.wording.catalogue import all_messages, home

ROOT = Path(__file__).parents[3]
TESTS = [
    *Path(__file__).parent.rglob("*.py"),
    *(path for room in ("cli", "demo") for path in (ROOT / "tests/interfaces" / room).glob("test_*.py")),
]
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in TESTS)
SPOKEN = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in ("office", "interfaces")
    for path in (ROOT / "src/sikao" / folder).rglob("*.py")
)


@pytest.mark.parametrize("code", sorted(home.MESSAGES))
def test_a_code_is_spoken_and_has_a_broken_example(code: str) -> None:
    assert f'"{code}"' in SPOKEN
    assert f'"{code}"' in SOURCES or f"[{code}]" in SOURCES


def test_no_code_is_spoken_that_the_catalogue_lacks() -> None:
    spoken = set(re.findall(r'(?:Finding|of|error|_error|_note|_found)\(\s*"([a-z]+\.[a-z_0-9]+)"', SPOKEN))
    assert len(spoken) > 30
    assert spoken <= set(all_messages())
