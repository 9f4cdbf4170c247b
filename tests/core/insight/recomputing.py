"""A pocket calculator: works out the text of a formula with nothing but the numbers that stand in it."""

import re

_NOTE = re.compile(r"\([^()]*[\u4e00-\u9fff][^()]*\)")
_ROUND = re.compile(r"^round\((.*), \d+\)$")
_PERCENT = re.compile(r"([0-9.]+)%")
_FUNCTIONS = re.compile(r"\b(min|max|round|whole|highest)\(")
_SIGNS = {"≈": "", "−": "-", "×": "*", "÷": "/", "^": "**", ";": ","}


def recomputed(text: str) -> float:
    """The value of an English formula; names of entries in brackets are left out."""
    for sign, plain in _SIGNS.items():
        text = text.replace(sign, plain)
    text = _ROUND.sub(r"\1", _PERCENT.sub(r"(\1/100)", _NOTE.sub("", text)))
    names = {"min": min, "max": max, "whole": int, "highest": lambda *values: max(values, key=abs)}
    return float(eval(text, {"__builtins__": {}}, names))  # noqa: S307 -- formulas of our own, no names but these


def numbers_in(text: str) -> set[str]:
    """The numbers that stand in a formula, without their signs."""
    return set(re.findall(r"(?<![\w.])\d+(?:\.\d+)?%?", _NOTE.sub("", text)))


def in_words(text: str) -> bool:
    """Whether a formula is told in words instead, such as the band that a measure reaches."""
    return re.search("[a-z]", _FUNCTIONS.sub("(", _NOTE.sub("", text))) is not None
