"""Exact helpers on decimals: one canonical text, shifts by powers of ten, and numbers written out in words.

None of them goes through the decimal context, which would silently keep 28 digits.
"""

from __future__ import annotations

from decimal import Decimal

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_MAX_EXPONENT = 60
"""More digits than any figure or score has; a larger exponent would only be a way to exhaust memory."""


def canonical(value: Decimal) -> str:
    """The one text of a value: plain digits, no exponent, no needless zeros, and no minus before zero.

    An infinite value, a NaN, or one with more than sixty digits on either side raises ``ValueError``.
    """
    _, _, exponent = value.as_tuple()
    if not isinstance(exponent, int) or abs(exponent) > _MAX_EXPONENT or value.adjusted() > _MAX_EXPONENT:
        raise ValueError(f"no canonical text for {value!r}")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def shifted(value: Decimal, power: int) -> Decimal:
    """The value times ten to the ``power``, exactly."""
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"not a finite number: {value!r}")
    return Decimal((sign, digits, exponent + power))


def grouped(value: Decimal) -> str:
    """The canonical text with a comma between groups of three digits: ``-12,345.67``."""
    sign, whole, fraction = _parts(value)
    return f"{sign}{int(whole):,}{'.' + fraction if fraction else ''}"


def chinese_numeral(value: Decimal) -> str:
    """The value in Chinese words, as read aloud: 10,203.4 → 一万零二百零三点四."""
    sign, whole, fraction = _parts(value)
    words = ("负" if sign else "") + _whole_in_words(int(whole))
    return words + ("点" + "".join(_DIGITS[int(digit)] for digit in fraction) if fraction else "")


def _parts(value: Decimal) -> tuple[str, str, str]:
    text = canonical(value)
    sign = "-" if text.startswith("-") else ""
    whole, _, fraction = text.removeprefix("-").partition(".")
    return sign, whole, fraction


def _whole_in_words(number: int) -> str:
    if number == 0:
        return _DIGITS[0]
    words = _above_zero(number)
    # 十 alone opens a number: 十二万, not 一十二万.
    return words.removeprefix("一") if words.startswith("一十") else words


def _above_zero(number: int) -> str:
    """Words of a positive integer: split at 亿 as often as needed, then at 万, then digit by digit."""
    for size, name in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            high, low = divmod(number, size)
            if low == 0:
                return _above_zero(high) + name
            gap = _DIGITS[0] if low < size // 10 else ""
            return _above_zero(high) + name + gap + _above_zero(low)
    return _below_ten_thousand(number)


def _below_ten_thousand(number: int) -> str:
    words = ""
    pending_zero = False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            pending_zero = bool(words)
            continue
        words += (_DIGITS[0] if pending_zero else "") + _DIGITS[digit] + _PLACES[place]
        pending_zero = False
    return words
