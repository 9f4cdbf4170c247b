"""The one parser for numbers: text to an exact decimal, or the reason why not.

The grammar is an allow-list of ASCII characters, written in ``docs/algorithms/numbers-and-periods.md``.
Whatever is not in it is refused with its own code; nothing is repaired, and a blank or a dash is never zero.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sikao.core.figures.decimals import canonical, shifted
from sikao.core.figures.measures import UnitOfMeasure, echo
from sikao.core.wording import NOWHERE, Detail, Finding, Findings, Listed, Place, Term

MAX_LENGTH = 40
MAX_INTEGER_DIGITS = 18
MAX_DECIMALS = 12

_DASHES = "-\uff0d\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"
_PLAIN = re.compile(r"[+-]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_BODY = re.compile(r"[+-]?[0-9][0-9.,]*|[+-]?[.,][0-9.,]+")
_EXPONENT = re.compile(r"[+-]?[0-9][0-9.,]*[eE][+-]?[0-9]+")
_LEADING_ZERO = re.compile(r"[+-]?0[0-9]+(?:\.[0-9]+)?")
_NOT_FINITE = frozenset({"nan", "inf", "infinity", "snan"})
_CHINESE_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟")
_FULL_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)}


@dataclass(frozen=True, slots=True)
class NumberRule:
    """What is accepted beyond plain digits.

    ``thousands``: commas between exact groups of three. ``suffixes``: endings such as 亿 or %, with the
    power of ten by which each one shifts the number. ``unit``: the unit of measure, needed to read a
    conversion back.
    """

    thousands: bool = False
    suffixes: Mapping[str, int] = field(default_factory=dict, hash=False)
    unit: UnitOfMeasure | None = None


PLAIN = NumberRule()


def rule_for(unit: UnitOfMeasure, *, thousands: bool = True) -> NumberRule:
    """The rule under which people report figures of a unit of measure."""
    return NumberRule(thousands, unit.suffixes(), unit)


@dataclass(frozen=True, slots=True)
class Number:
    """An exact value, the text it was read from, and the suffix that stood in it."""

    value: Decimal
    text: str
    suffix: str = ""

    @property
    def canonical(self) -> str:
        """The canonical text of the value."""
        return canonical(self.value)


class _Refusal(Exception):  # noqa: N818 - never leaves this file; it carries a finding's code and details
    def __init__(self, code: str, details: Mapping[str, Detail] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.details = dict(details or {})


def parse_number(
    text: str, rule: NumberRule = PLAIN, where: Place = NOWHERE
) -> tuple[Number | None, tuple[Finding, ...]]:
    """The number that a text writes, with a note when the suffix is not the unit itself; else ``None`` and
    one error.

    Ordinary spaces at either end are ignored. Limits: 40 characters, 18 digits before and 12 after the
    decimal point. Takes time in proportion to the length, and looks at no more than 40 characters.
    """
    found = Findings()
    try:
        value, suffix = _read(text, rule)
    except _Refusal as refusal:
        found.error(refusal.code, where, **{"text": text, **refusal.details})
        return None, tuple(found)
    if suffix and rule.unit is not None and suffix not in rule.unit.accepted_spellings():
        found.note("number.converted", where, **_conversion(text, value, rule.unit))
    return Number(value, text, suffix), tuple(found)


def _conversion(text: str, value: Decimal, unit: UnitOfMeasure) -> dict[str, Detail]:
    words = Term(echo(value, unit, "zh"), echo(value, unit, "en"))
    return {"text": text, "value": canonical(value), "unit": unit.term, "echo": words}


def _read(text: str, rule: NumberRule) -> tuple[Decimal, str]:
    """Value and suffix, or a refusal."""
    if len(text) > MAX_LENGTH:
        raise _Refusal("number.too_long", {"length": str(len(text)), "limit": str(MAX_LENGTH)})
    trimmed = text.strip(" ")
    if _PLAIN.fullmatch(trimmed):
        return _bounded(Decimal(trimmed)), ""
    _refuse_absent(trimmed)
    _refuse_foreign_characters(text)
    body, suffix = _split(trimmed)
    if suffix and suffix not in rule.suffixes:
        raise _refused_suffix(trimmed, suffix, rule)
    digits = _without_commas(body, rule)
    if not _PLAIN.fullmatch(digits):
        raise _Refusal("number.leading_zero" if _LEADING_ZERO.fullmatch(digits) else "number.point")
    return _bounded(shifted(_bounded(Decimal(digits)), rule.suffixes.get(suffix, 0))), suffix


def _bounded(value: Decimal) -> Decimal:
    whole, _, fraction = canonical(value).removeprefix("-").partition(".")
    if len(whole) > MAX_INTEGER_DIGITS:
        raise _Refusal("number.too_large", {"limit": str(MAX_INTEGER_DIGITS)})
    if len(fraction) > MAX_DECIMALS:
        raise _Refusal("number.too_precise", {"limit": str(MAX_DECIMALS)})
    return Decimal(0) if value.is_zero() else value


def is_dash(text: str) -> bool:
    """Whether a text consists of dashes alone, whichever they are."""
    return bool(text) and all(char in _DASHES for char in text)


def _refuse_absent(text: str) -> None:
    if not text:
        raise _Refusal("number.blank")
    if is_dash(text):
        raise _Refusal("number.dash")


def _refuse_foreign_characters(text: str) -> None:
    """Refuse what a person may take for an allowed character, naming the first such position."""
    if text.isascii() and text.isprintable() and " " not in text:
        return
    start = len(text) - len(text.lstrip(" "))
    for index, char in enumerate(text.rstrip(" ")[start:], start + 1):
        code = _foreign(char)
        if code is not None:
            plain = text.translate(_FULL_WIDTH)
            dashed = "".join("-" if other in _DASHES else other for other in plain).strip(" ")
            half_width = _PLAIN.fullmatch(dashed) or code == "number.full_width"
            raise _Refusal(
                code,
                {
                    "position": str(index),
                    "char": char,
                    "code_point": f"U+{ord(char):04X}",
                    "suggestion": dashed if half_width else "-12345.67",
                },
            )


def _foreign(char: str) -> str | None:
    if ord(char) in _FULL_WIDTH:
        return "number.full_width"
    if char.isspace():
        return "number.space"
    if char in _DASHES and char != "-":
        return "number.dash_as_minus"
    category = unicodedata.category(char)
    if category[0] == "N" and not char.isascii() and char not in _CHINESE_NUMERALS:
        return "number.other_digits"
    return "number.hidden_character" if category[0] in "CM" else None


def _split(text: str) -> tuple[str, str]:
    """The leading digits with their sign, points and commas, and what follows them."""
    match = _BODY.match(text)
    if match is None:
        raise _no_digits(text)
    return match.group(), text[match.end() :]


def _no_digits(text: str) -> _Refusal:
    bare = text.lstrip("+-")
    if bare.casefold() in _NOT_FINITE:
        return _Refusal("number.not_finite")
    if bare.startswith("("):
        return _Refusal("number.parentheses")
    if bare and all(char in _CHINESE_NUMERALS or char in "点负" for char in bare):
        return _Refusal("number.chinese_numeral")
    if bare and not bare[0].isalnum() and any("0" <= char <= "9" for char in bare):
        return _Refusal("number.unknown_character", {"position": "1", "char": text[0]})
    return _Refusal("number.malformed")


def _refused_suffix(text: str, suffix: str, rule: NumberRule) -> _Refusal:
    if _EXPONENT.fullmatch(text):
        return _Refusal("number.exponent")
    position = str(len(text) - len(suffix) + 1)
    if suffix[0] == "_":
        return _Refusal("number.underscore", {"position": position})
    if suffix[0] in "+-":
        return _Refusal("number.malformed")
    if suffix[0].isalpha() or suffix[0] in "%‰/":
        if not rule.suffixes:
            return _Refusal("number.suffix_here", {"suffix": suffix})
        allowed = Listed.of(rule.suffixes)
        return _Refusal("number.suffix", {"suffix": suffix, "allowed": allowed})
    return _Refusal("number.unknown_character", {"position": position, "char": suffix[0]})


def _without_commas(body: str, rule: NumberRule) -> str:
    if "," not in body:
        return body
    if not _GROUPED.fullmatch(body):
        raise _Refusal("number.thousands_grouping")
    if not rule.thousands:
        raise _Refusal("number.thousands_not_allowed")
    return body.replace(",", "")
