"""Hints at what somebody meant."""

import time

from sikao.core.wording import Listed, closest, nearest
from sikao.core.wording.likeness import MOST_COMPARED


def test_the_word_most_like_a_mistyped_one_is_suggested():
    assert closest("provder", ["provider", "period"]) == "provider"
    assert nearest("provder", ["provider", "period"]) == "provider"


def test_where_nothing_is_alike_all_words_are_the_hint_or_none():
    assert closest("qqq", ["provider", "period"]) == Listed(("provider", "period"))
    assert nearest("qqq", ["provider", "period"]) is None
    assert nearest("qqq", []) is None


def test_a_hint_is_looked_for_among_so_many_words_only():
    """A hostile table has many codes, all long and alike: 20,000 of them take no longer than 1,000."""
    words = [f"{'a' * 50}{number}" for number in range(20_000)]
    began = time.process_time()
    assert nearest("a" * 10_000, words) in words[:MOST_COMPARED]
    assert time.process_time() - began < 2
