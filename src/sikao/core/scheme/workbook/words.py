"""The words of the workbook for values that the language writes as English words: both ways, by kind of
field.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sikao.core.figures.absence import Absence
from sikao.core.scheme.plain import plain_value
from sikao.core.scheme.shape import (
    Choice,
    Consequence,
    Kind,
    MapOf,
    Nested,
    Number,
    Tagged,
    Truth,
    shape_named,
)
from sikao.core.scheme.values import EFFECTS, DayAfter
from sikao.core.wording import Listed

YES, NO = "是", "否"
_TRUTHS = {YES: "true", NO: "false"}


def offered(kind: Kind) -> Mapping[str, str]:
    """The words that a field of this kind offers, to what the language writes; empty when it takes any
    text.
    """
    if isinstance(kind, Truth):
        return _TRUTHS
    if isinstance(kind, Choice):
        return {term.zh: option for option, term in kind.options.items()}
    if isinstance(kind, Tagged):
        return {shape_named(record).title.zh: tag for tag, record in kind.records.items()}
    if isinstance(kind, Consequence):
        return {term.zh: effect for effect, term in EFFECTS.items()}
    if isinstance(kind, Number) and kind.absent:
        return {Absence.NOT_APPLICABLE.term.zh: Absence.NOT_APPLICABLE.value}
    return {}


_WIDE = str.maketrans("(),;:", "（），；：")


def _wide(text: str) -> str:
    """A word with the punctuation of Chinese text, however it was typed."""
    return text.translate(_WIDE).replace("， ", "，")


def meant(kind: Kind, text: str) -> str | None:
    """What the language writes for a text of the workbook; None when the text is none of the words offered.

    The language's own words are understood too.
    """
    words = offered(kind)
    if not words or text in words.values():
        return text
    by_form = {_wide(word): value for word, value in words.items()}
    if _wide(text) in by_form:
        return by_form[_wide(text)]
    if isinstance(kind, Consequence):
        word, _, rest = text.partition(" ")
        return f"{words[word]} {rest.strip()}" if word in words else text
    return text if isinstance(kind, Number) else None


def shown(kind: Kind, value: Any) -> str:
    """How the workbook writes a single value of a field of this kind."""
    text = str(plain_value(kind, value))
    if isinstance(value, DayAfter) and value.month is not None:
        return value.term.zh
    back = {written: word for word, written in offered(kind).items()}
    if isinstance(kind, Consequence):
        word, _, rest = text.partition(" ")
        return f"{back[word]} {rest}".rstrip()
    return back.get(text, text)


def key_of(kind: MapOf | Nested, text: str) -> str | None:
    """The key that a heading inside a cell stands for; None when there is no such heading."""
    if isinstance(kind, MapOf):
        return meant(kind.key, text)
    fields = shape_named(kind.record).fields
    return next((field.key for field in fields if text in {field.heading.zh, field.key}), None)


def heading_of(kind: MapOf | Nested, key: str) -> str:
    """The heading inside a cell for a key."""
    if isinstance(kind, MapOf):
        back = {written: word for word, written in offered(kind.key).items()}
        return back.get(key, key)
    field = shape_named(kind.record).field(key)
    return key if field is None else field.heading.zh


def kind_of(kind: MapOf | Nested, key: str) -> Kind | None:
    """The kind of the value under a key."""
    if isinstance(kind, MapOf):
        return kind.value
    field = shape_named(kind.record).field(key)
    return None if field is None else field.kind


def known_names(kind: MapOf | Nested) -> Listed:
    """The headings that may stand inside a cell of this kind, for a finding."""
    if isinstance(kind, MapOf):
        return Listed.of(offered(kind.key))
    return Listed.of(field.heading.zh for field in shape_named(kind.record).fields)
