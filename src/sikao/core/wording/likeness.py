"""What somebody probably meant who wrote a word that does not exist."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from itertools import islice

from sikao.core.wording.language import Term
from sikao.core.wording.message import Listed

MOST_COMPARED = 1000
"""So many known words are compared at most: a hint must not take longer than the check."""
_MOST_CHARACTERS = 60
_NONE_NEAR = Term("没有相近的", "none is near")


def nearest(text: str, known: Iterable[str]) -> str | None:
    """The known word most like the text, if one is."""
    near = difflib.get_close_matches(text[:_MOST_CHARACTERS], list(islice(known, MOST_COMPARED)), n=1)
    return near[0] if near else None


def nearest_or_none(text: str, known: Iterable[str]) -> str | Term:
    """The known word most like the text, else that there is none: an empty hint would look like a word."""
    return nearest(text, known) or _NONE_NEAR


def closest(text: str, known: Iterable[str]) -> str | Listed:
    """The known word most like the text, else all of them as a hint."""
    words = list(known)
    return nearest(text, words) or Listed.of(words)
