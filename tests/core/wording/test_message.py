"""Templates are filled as text: nothing a user typed is interpreted, and nothing unseen stays unseen."""

from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.wording.language import Term
from sikao.core.wording.message import Listed, Message, Written, fill, visible


def test_details_are_inserted_as_text_and_never_read_again() -> None:
    details = {"name": "{other} {0.__class__} %s", "other": "x"}
    assert fill("值：{name}", details, "zh") == "值：{other} {0.__class__} %s"


def test_a_template_cannot_reach_attributes() -> None:
    assert fill("{name.__class__}", {"name": "x"}, "en") == "{name.__class__}"


def test_a_term_speaks_the_language_asked_for() -> None:
    details = {"unit": Term("亿元", "100 million yuan")}
    assert fill("[{unit}]", details, "zh") == "[亿元]"
    assert fill("[{unit}]", details, "en") == "[100 million yuan]"


def test_a_missing_detail_raises() -> None:
    with pytest.raises(KeyError):
        fill("{name}", {}, "zh")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("市北\u200b区", "市北\\u200b区"),
        ("\u202e12", "\\u202e12"),
        ("12\u00a0", "12\\u00a0"),
        ("1\n2\t\x00", "1\\u000a2\\u0009\\u0000"),
        ("\u3000", "\\u3000"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("plain 文字", "plain 文字"),
    ],
)
def test_unseen_characters_are_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_long_values_are_cut() -> None:
    assert visible("长" * 81) == "长" * 79 + "…"
    assert visible("长" * 80) == "长" * 80


@given(st.text())
def test_what_is_shown_is_printable(text: str) -> None:
    assert visible(text).isprintable()


def test_text_form_and_workbook_are_spoken_to_in_their_own_words() -> None:
    message = Message("缺少<<key |“标题”>>{name}", "{name}<<| (标题)>>", "请补上{name}", "Add {name}")
    words = {"name": Written("points", "分值")}
    assert fill(message.what("zh"), words, "zh") == "缺少key points"
    assert fill(message.what("zh", in_sheet=True), words, "zh", in_sheet=True) == "缺少“标题”分值"
    assert fill(message.what("en"), words, "en") == "points"
    assert fill(message.what("en", in_sheet=True), words, "en", in_sheet=True) == "分值 (标题)"


def test_what_a_user_typed_is_never_taken_for_two_forms() -> None:
    message = Message("{text}", "{text}", "", "")
    assert fill(message.what("zh"), {"text": "<<a|b>>"}, "zh") == "<<a|b>>"


def test_of_a_long_path_the_end_is_kept():
    path = PurePath("/" + "a" * 100 + "/scores.xlsx")
    told = fill("{path}", {"path": path}, "zh")
    assert told == "…" + "a" * 67 + "/scores.xlsx"
    assert len(told) == 80


WORDS = Listed(("unit", Term("期间", "period"), Written("key", "名称")))


def test_words_are_separated_as_the_language_does() -> None:
    assert fill("{known}", {"known": WORDS}, "zh") == "unit、期间、key"
    assert fill("{known}", {"known": WORDS}, "en", in_sheet=True) == "unit, period, 名称"
    assert fill("{known}", {"known": Listed(())}, "zh") == "—"


def test_a_long_list_ends_between_two_words_and_says_how_many_there_are() -> None:
    """Words of nine characters: in Chinese twenty with nineteen signs between them fill 199 of 200, in
    English eighteen with seventeen times two fill 196.
    """
    words = [f"indica{number:03}" for number in range(35)]
    zh = fill("{known}", {"known": Listed.of(words)}, "zh")
    assert zh == "、".join(words[:20]) + "……（共 35 项）"
    en = fill("{known}", {"known": Listed.of(words)}, "en")
    assert en == ", ".join(words[:18]) + " … (35 in all)"


def test_of_a_list_one_word_is_told_at_least() -> None:
    told = fill("{known}", {"known": Listed(("a" * 500, "b"))}, "zh")
    assert told == "a" * 79 + "…、b"
