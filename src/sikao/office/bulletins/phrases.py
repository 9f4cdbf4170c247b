"""How papers write numbers, days, numbers of headings and lists, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sikao.core.figures.decimals import canonical
from sikao.core.reference.rounding import rounded
from sikao.core.wording import Language

_NUMERALS = "〇一二三四五六七八九"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
PLACES = 2
"""Decimals of points, rates in percent and means; a mean is rounded half up (四舍五入)."""
LEVELS = 4
"""Levels of headings that the standard numbers."""


def chinese_number(number: int) -> str:
    """A number from 0 to 99 as headings write it: 七, 十二, 三十."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones]
    return ("" if tens == 1 else _NUMERALS[tens]) + "十" + (_NUMERALS[ones] if ones else "")


def heading_number(level: int, number: int, lang: Language) -> str:
    """The number before a heading: 一、（一）1. （1） by GB/T 9704-2012, 7.3.3; I. 1. (a) (i) in English."""
    if lang == "en":
        return (f"{_roman(number)}. ", f"{number}. ", f"({chr(96 + number)}) ", f"({number}) ")[level - 1]
    chinese = chinese_number(number)
    return (f"{chinese}、", f"（{chinese}）", f"{number}.", f"（{number}）")[level - 1]


def _roman(number: int) -> str:
    found = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        times, number = divmod(number, value)
        found += sign * times
    return found


def day_words(on: date, lang: Language) -> str:
    """A day in words: 2020年4月20日; 20 April 2020."""
    if lang == "zh":
        return f"{on.year}年{on.month}月{on.day}日"
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def points_text(value: Decimal) -> str:
    """Points with two decimals at least, and every further one that they have; ``−`` before what is taken."""
    exact = canonical(value)
    whole, _, decimals = exact.partition(".")
    return f"{whole.replace('-', '−')}.{decimals.ljust(PLACES, '0')}"


def decimal_text(value: Fraction, places: int = PLACES) -> str:
    """A worked-out number with so many decimals, rounded half up on its magnitude."""
    whole = rounded(value, places, "half_up") * 10**places
    digits = str(abs(int(whole))).rjust(places + 1, "0")
    sign = "−" if whole < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def percent_text(rate: Decimal | Fraction, places: int = 1) -> str:
    """A rate of one as a percentage, rounded half up."""
    return f"{decimal_text(Fraction(rate) * 100, places)}%"


def listed(words: Iterable[str], lang: Language) -> str:
    """Words in a row: 甲、乙; A, B."""
    return ("、" if lang == "zh" else ", ").join(words)


def counted(number: int, one: str, many: str) -> str:
    """An English number with its noun."""
    return f"{number} {one if number == 1 else many}"


def mean(values: Sequence[Decimal]) -> Fraction:
    """The exact arithmetic mean of at least one value."""
    return sum((Fraction(value) for value in values), Fraction(0)) / len(values)
