"""Every word that the glossary gives as code is a word of the program."""

import re
from functools import cache

import pytest

from sikao.core.scheme.shape import all_shapes
from tests.docs.pages import ROOT
from tools.handbook.glossary import START, headings, with_language, words

WORD = re.compile(r"[A-Za-z_]\w*")
ROW = re.compile(r"^\|(.+)\|(.+)\|(.*)\|$", re.MULTILINE)
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


@cache
def words_of_the_program():
    source = ROOT / "src" / "sikao"
    texts = (path.read_text(encoding="utf-8") for path in source.rglob("*.py"))
    return frozenset(word for text in texts for word in WORD.findall(text))


@cache
def words_of_the_schemes():
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "schemes").rglob("*.yaml"))
    return frozenset(word for text in texts for word in WORD.findall(text))


def rows():
    """The rows that people wrote."""
    found = [tuple(cell.strip() for cell in row) for row in ROW.findall(GLOSSARY.partition(START)[0])]
    return [row for row in found if row[0] != "中文" and not row[0].startswith("---")]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[1])
def test_the_code_words_of_the_row_exist(row):
    known = words_of_the_program() | words_of_the_schemes()
    codes = re.findall(r"`([^`]+)`", row[2])
    open_ended = [code.removesuffix("…") for code in codes if code.endswith("…")]
    whole = [word for code in codes if not code.endswith("…") for word in WORD.findall(code)]
    assert [word for word in whole if word not in known] == []
    assert [word for word in open_ended if not any(name.startswith(word) for name in known)] == []


def test_the_glossary_names_code_for_most_of_its_rows():
    assert sum("`" in row[2] for row in rows()) > 60


def test_every_row_has_chinese_and_english():
    assert [row for row in rows() if not row[0] or not row[1]] == []


def test_the_generated_part_is_current():
    assert with_language(GLOSSARY) == GLOSSARY, "run: python -m tools.handbook"


def generated(title):
    """The rows of one table of the generated part: Chinese, English, code."""
    part = GLOSSARY.partition(START)[2].partition(f"### {title}")[2].partition("### ")[0]
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line[:1] == "|"
    ]
    return {(row[0], row[1], row[2].strip("`")) for row in cells[2:]}


def test_every_key_of_the_language_is_in_the_glossary_and_no_other():
    keys = {
        (field.heading.zh, field.heading.en, field.key)
        for shape in all_shapes()
        for field in shape.fields
        if shape.name != "Method"
    }
    assert generated("Keys") == keys == set(headings())


def test_every_word_that_may_stand_is_in_the_glossary_and_no_other():
    assert generated("Words") == set(words())
    assert {"fill_next", "tally", "redistribute_table", "cumulative"} <= {code for _, _, code in words()}


def test_a_heading_stands_for_one_key():
    """A list is headed like what it lists; a scorecard writes its code under its own name."""
    keys = {}
    for zh, _, key in headings():
        keys.setdefault(zh, set()).add(key)
    several = {zh: found for zh, found in keys.items() if len({key.removesuffix("s") for key in found}) > 1}
    assert several == {"代码": {"code", "scorecard"}}


def test_an_english_heading_stands_for_one_key():
    keys = {}
    for _, en, key in headings():
        keys.setdefault(en, set()).add(key)
    assert {en: found for en, found in keys.items() if len(found) > 1} == {"Code": {"code", "scorecard"}}
