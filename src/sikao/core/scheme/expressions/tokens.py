"""Cuts the text of an expression into tokens. A figure such as ``gdp/retail.growth@city`` is one token."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_CHARACTERS = 2000
_NAME = r"[a-z][a-z0-9_]{0,39}+(?![a-z0-9_])"
# A slash without spaces belongs to the figure, unless what follows is called like a function.
_TOKEN = re.compile(
    rf"""
      (?P<space>[ \n]+)
    | (?P<number>[0-9]+(?:\.[0-9]+)?%?(?![0-9a-zA-Z_.]))
    | (?P<parameter>\${_NAME})
    | (?P<name>{_NAME}(?:/(?:\*|{_NAME}(?!\s*\()))?(?:\.[a-z_]+)?(?:@{_NAME})?)
    | (?P<symbol><=|>=|!=|[-+*/^()<>=,])
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """``sort`` is number, parameter, name, symbol or end; ``start`` counts characters from 0."""

    sort: str
    text: str
    start: int


class ExpressionError(Exception):
    """Why a text is no expression: a finding code, the position from 0, and the details of the finding."""

    def __init__(self, code: str, position: int, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.position = position
        self.details = details


def tokenize(text: str) -> list[Token]:
    """The tokens and a closing ``end``; refuses what is too long and characters that no expression has."""
    if len(text) > MAX_CHARACTERS:
        raise ExpressionError("expression.too_long", 0, length=str(len(text)), most=str(MAX_CHARACTERS))
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise ExpressionError("expression.character", position, character=text[position : position + 12])
        if match.lastgroup != "space":
            tokens.append(Token(str(match.lastgroup), match.group(), position))
        position = match.end()
    tokens.append(Token("end", "", len(text)))
    return tokens
