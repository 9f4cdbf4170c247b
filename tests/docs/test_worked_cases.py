"""Every method of the language has a worked example in chapter 3, and the example comes out as written."""

import re

import pytest

from sikao.core.reference import calculate
from sikao.core.scheme.methods import METHODS
from tests.cases.test_worked_cases import differences
from tests.cases.worked import read_case
from tests.docs.pages import LANGUAGES, page

CHAPTER = "03-scheme-language.md"
CASES = [
    (lang, block)
    for lang in LANGUAGES
    for block in page(lang, CHAPTER).blocks
    if block.words == ("yaml", "case")
]


@pytest.mark.parametrize(("lang", "block"), CASES, ids=lambda value: str(getattr(value, "line", value)))
def test_the_example_comes_out_as_written(lang, block, tmp_path):
    path = tmp_path / f"{lang}.yaml"
    path.write_text(block.text, encoding="utf-8")
    scratch = tmp_path / "scheme"
    scratch.mkdir()
    case = read_case(path, scratch)
    assert differences(case, calculate(case.compiled, case.rows)) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_method_has_an_example_with_its_source(lang):
    texts = [block.text for language, block in CASES if language == lang]
    assert [kind for kind in METHODS if not any(re.search(rf"kind: {kind}\b", text) for text in texts)] == []
    assert all("source: " in text for text in texts)


def test_both_languages_work_out_the_same_cases():
    numbers = [
        [block.text[block.text.index("\nscheme:") :] for language, block in CASES if language == lang]
        for lang in LANGUAGES
    ]
    assert numbers[0] == numbers[1]
