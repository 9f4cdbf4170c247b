"""The chapter about the API names every operation with its scope, in both languages."""

import pytest

from sikao.interfaces.api.service import description
from tests.docs.pages import LANGUAGES, page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_operation_is_in_the_chapter_with_its_scope(lang):
    lines = [line for line in page(lang, "15-api.md").text.splitlines() if line.startswith("| `")]
    told = {tuple(cell.strip(" `") for cell in line.strip("|").split("|"))[:2] for line in lines}
    served = {
        (f"{method.upper()} {path.removeprefix('/api/v1')}", each.get("x-scope", "—"))
        for path, methods in description()["paths"].items()
        for method, each in methods.items()
    }
    assert told == served
