"""Every word that the glossary gives as code is a word of the program."""

import re
from functools import cache

import pytest

from tests.docs.pages import ROOT

WORD = re.compile(r"[A-Za-z_]\w*")
ROW = re.compile(r"^\|(.+)\|(.+)\|(.*)\|$", re.MULTILINE)


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
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    found = [tuple(cell.strip() for cell in row) for row in ROW.findall(text)]
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
