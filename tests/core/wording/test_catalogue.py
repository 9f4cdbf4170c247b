"""Every message of every room is complete, in both languages."""

import pytest

from sikao.core.wording.catalogue import all_messages, gather, message_for
from sikao.core.wording.message import Message, placeholders

SAMPLE = Message("甲{name}", "A {name}", "乙", "B")


@pytest.mark.parametrize("code", sorted(all_messages()))
def test_both_languages_say_the_same(code: str) -> None:
    message = message_for(code)
    assert placeholders(message.what_zh) == placeholders(message.what_en)
    assert placeholders(message.remedy_zh) == placeholders(message.remedy_en)


@pytest.mark.parametrize("code", sorted(all_messages()))
def test_no_text_is_empty_or_carries_a_stray_brace(code: str) -> None:
    message = message_for(code)
    for text in (message.what_zh, message.what_en, message.remedy_zh, message.remedy_en):
        assert text.strip() == text != ""
        bare = text
        for name in placeholders(text):
            bare = bare.replace("{" + name + "}", "")
        assert "{" not in bare and "}" not in bare


def test_a_code_written_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice: room.slug"):
        gather([("one", {"room.slug": SAMPLE}), ("two", {"room.slug": SAMPLE})])


@pytest.mark.parametrize("code", ["slug", "Room.slug", "room.", "room.full-width", ""])
def test_a_malformed_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="malformed"):
        gather([("one", {code: SAMPLE})])


def test_an_unknown_code_fails_loudly() -> None:
    with pytest.raises(LookupError, match="unknown finding code: no.such_code"):
        message_for("no.such_code")
