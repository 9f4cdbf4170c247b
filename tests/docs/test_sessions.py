"""Every command and snippet of the handbook, run from top to bottom of its page."""

import subprocess
import sys

import pytest

from tests.docs.pages import LANGUAGES, Page, chapters, page
from tests.docs.sessions import clone, commands, differences, edit, same
from tests.drill.figures import many

CHAPTERS = [
    chapter
    for first, lang in enumerate(LANGUAGES)
    for chapter in (chapters(lang) if many(0, 1) else [*chapters(lang)][first::2])
]
"""In a sample each chapter in one of the languages, the next in the other."""


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_the_chapter_shows_what_happens(chapter, tmp_path, monkeypatch):
    monkeypatch.chdir(clone(tmp_path))
    found = differences(chapter, tmp_path)
    assert not found, "\n\n".join(found)


def test_commands_are_read_with_their_output():
    text = "$ sikao check a\nfine\n\n$ sikao score a \\\n    --out b\n"
    assert commands(text) == [("sikao check a", "fine\n"), ("sikao score a --out b", "")]


def test_an_ellipsis_stands_for_anything():
    assert same("one …\n…\nfour", "one two\nthree\nthree\nfour\n")
    assert same("…\nfour", "four\n")
    assert not same("one …", "one two\nthree\n")
    assert not same("one\nfour", "one\ntwo\nfour")


def test_a_page_that_says_something_else_is_found(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "page.md"
    path.write_text(
        "```console\n$ echo yes\nno\n```\n\n```python\nprint(1 + 1)  # 3\n```\n", encoding="utf-8"
    )
    assert differences(Page(path), tmp_path) == [
        "page.md:1 $ echo yes\nyes\n",
        "page.md:6 prints ['2'], not ['3']",
    ]


def test_an_edit_must_meet_exactly_one_place(tmp_path):
    path = tmp_path / "scheme.yaml"
    path.write_text("points: 8\nname: a\n", encoding="utf-8")
    edit(path, "-points: 8\n+points: 9\n")
    assert path.read_text(encoding="utf-8") == "points: 9\nname: a\n"
    with pytest.raises(AssertionError, match="0 times"):
        edit(path, "-points: 8\n+points: 9\n")


def test_the_copied_calculator_needs_nothing_that_is_installed(tmp_path, monkeypatch):
    monkeypatch.chdir(clone(tmp_path))
    assert differences(page("en", "08-auditors.md"), tmp_path) == []
    command = [sys.executable, "-S", "-E", "-m", "reference", "compiled.json", "figures.json"]
    again = subprocess.run(command, cwd=tmp_path / "audit", capture_output=True, encoding="utf-8", check=True)
    assert again.stdout == (tmp_path / "audit" / "book.json").read_text(encoding="utf-8")
