"""What a stored number says: its exact decimal text, and whether its number format shows the same thing.

A number in a workbook is a binary float. Its text is the shortest decimal that gives the same float back,
which for everything typed by hand is what was typed. Excel keeps and shows at most 15 significant digits, so
that a longer text (0.30000000000000004, left by a calculation) is read as the 15 digits that the user saw,
and told as a finding.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

SHOWN_DIGITS = 15

_STORED = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?")
_LARGEST, _SMALLEST = Decimal(10) ** 18, Decimal(10) ** -12


class Display(StrEnum):
    """What a number format shows."""

    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    MISLEADING = "misleading"
    """Something else than the number: scaled, hidden, or with words that change its meaning."""


def stored_number(raw: str) -> tuple[Decimal, bool] | None:
    """The exact value of a stored number, and whether digits beyond the fifteenth were dropped.

    None when the text is no stored number, or lies outside 1e-12 … 1e18 in magnitude (zero is fine).
    """
    if not _STORED.fullmatch(raw):
        return None
    shortest = Decimal(repr(float(raw)))
    if not shortest.is_finite() or (shortest and not _SMALLEST <= abs(shortest) < _LARGEST):
        return None
    if len(shortest.normalize().as_tuple().digits) <= SHOWN_DIGITS:
        return shortest, False
    return Decimal(f"{float(raw):.{SHOWN_DIGITS}g}"), True


def plain_text(value: Decimal) -> str:
    """A decimal without exponent and without trailing zeros; zero has no sign."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


_BUILT_IN: dict[int, Display] = {
    **dict.fromkeys(
        (*range(5), *range(11, 14), *range(37, 45), 48, 49, 59, 60, 61, 62, 69, 70), Display.NUMBER
    ),
    **dict.fromkeys((5, 6, 7, 8), Display.NUMBER),
    **dict.fromkeys((9, 10, 67, 68), Display.PERCENT),
    **dict.fromkeys(
        (*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59), *range(71, 82)), Display.DATE
    ),
}
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|!(.)')
_PADDING = re.compile(r"[_*].")
_BRACKETS = re.compile(r"\[(?:\$[^\]0-9]*(?:-[0-9A-Fa-f]+)?|[A-Za-z]+[0-9]*|[\u4e00-\u9fff]+)\]")
_HARMLESS = frozenset(" -()+/¥￥$€")
_DATE_LETTERS = re.compile(r"[ymdhs年月日时分秒]|am/pm", re.IGNORECASE)
_SIGNS = frozenset("-(")
_EXPONENT = re.compile(r"[Ee][+-]")
_COLOUR = re.compile(r"\[(?:[A-Za-z]+[0-9]*|[\u4e00-\u9fff]+[0-9]*)\]")
_NUMERIC = re.compile(r"[#0?]*(?:,[#0?]+)*(?:\.[#0?]*)?(?:[Ee][+-]?[#0?]+)?| ?[#?]* ?\?+/[?0-9]+")
_MAX_FORMAT = 255


def display_of(format_id: int, custom: dict[int, str]) -> Display:
    """What the number format with this id shows; ``custom`` are the formats that the workbook declares."""
    if format_id in custom:
        return display_of_code(custom[format_id])
    return _BUILT_IN.get(format_id, Display.MISLEADING)


def display_of_code(code: str) -> Display:
    """What a number format code such as ``#,##0.00`` shows."""
    if len(code) > _MAX_FORMAT:
        return Display.MISLEADING
    sections = [_section(part, place) for place, part in enumerate(_split(code)[:3])]
    kinds = {kind for kind in sections if kind is not None}
    return kinds.pop() if len(kinds) == 1 else Display.MISLEADING


def _split(code: str) -> list[str]:
    """Sections at semicolons that stand outside quotes."""
    return re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)


def _sign_is_wrong(section: str, shown: str, place: int) -> bool:
    """Whether a positive number shows a sign, or a negative one neither a sign nor a colour of its own."""
    signed = not _SIGNS.isdisjoint(_EXPONENT.sub("E", shown))
    return signed if place == 0 else place == 1 and not signed and not _COLOUR.search(section)


def _section(section: str, place: int) -> Display | None:
    """What one section shows; None for a dash that stands for zero."""
    literals = "".join("".join(groups) for groups in _QUOTED.findall(section))
    bare = _BRACKETS.sub("", _PADDING.sub("", _QUOTED.sub("", section)))
    if bare.strip().lower() == "general" or bare.strip() in {"@", "G/通用格式"}:
        return Display.NUMBER
    if _DATE_LETTERS.search(bare) or re.fullmatch(r"\[(h+|m+|s+)\].*", section, re.IGNORECASE):
        return Display.DATE
    core = "".join(char for char in bare if char not in _HARMLESS or char == "/").strip()
    if not set(literals) <= _HARMLESS or _sign_is_wrong(section, literals + bare, place):
        return Display.MISLEADING
    if place == 2 and not core.strip("?#"):
        return None if "-" in literals + bare else Display.MISLEADING
    percent = core.endswith("%")
    if not core or not _NUMERIC.fullmatch(core[:-1] if percent else core):
        return Display.MISLEADING
    return Display.PERCENT if percent else Display.NUMBER
