"""How a list, a mapping or a record is written inside one cell: ``基础分=80%；每步加分=2``.

Lists are separated by ``、``, pairs by ``；`` or a line break, a key stands before ``=``. Inner lists stand
in ``[ ]``, inner records in ``{ }``. A text that holds one of these signs is written in double quotes. The
notation only says where parts begin and end; what they mean is for the same builder that reads the text form.
"""

from __future__ import annotations

import re
from typing import Any

from sikao.core.scheme.plain import given_fields, way_of
from sikao.core.scheme.shape import (
    Choice,
    Code,
    DueDay,
    Either,
    Kind,
    ListOf,
    MapOf,
    Nested,
    Number,
    Ref,
    Tagged,
    Whole,
    shape_of,
)
from sikao.core.scheme.tree import Keyed, Scalar, Sequence, Tree
from sikao.core.scheme.workbook.words import heading_of, key_of, kind_of, known_names, meant, offered, shown
from sikao.core.wording import Findings, Listed, Place

MAX_DEPTH = 8
MAX_TEXT = 2_000
_SPECIAL = re.compile(r'[、；;\n\[\]{}"]|^\s|\s$|^$')
_KEY_SPECIAL = re.compile(r'[=＝：:、；;\n\[\]{}"]|^\s|\s$|^$')
_BARE = re.compile(r'[^、；;\n\[\]{}"]*')
_BARE_KEY = re.compile(r'[^=＝：:、；;\n\[\]{}"]*')
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_SPACE = re.compile(r"\s*")
_COMMA = re.compile(r"[,，]")
_WITHOUT_COMMAS = (Choice, Code, DueDay, Number, Ref, Whole)
"""Kinds of which no value has a comma: one among several values was meant to separate them."""


def is_single(kind: Kind) -> bool:
    """Whether a field of this kind holds one value and not several."""
    return not isinstance(kind, ListOf | MapOf | Nested | Tagged | Either)


def cell_text(kind: Kind, value: Any) -> str:
    """A value as the text of one cell."""
    if isinstance(kind, Either):
        way = way_of(kind, value)
        return cell_text(way, value) if is_single(way) else _inner(way, value)
    if isinstance(kind, ListOf):
        items = [_inner(kind.of, item) for item in value]
        return "、".join(items) if items and is_single(kind.of) else _inner(kind, value)
    if isinstance(kind, MapOf | Nested):
        pairs = _pairs(kind, value)
        return ("；" if len(pairs) <= 4 else "\n").join(pairs) or "{}"
    return shown(kind, value)


def _inner(kind: Kind, value: Any) -> str:
    """A value as part of a cell."""
    if isinstance(kind, Either):
        return _inner(way_of(kind, value), value)
    if isinstance(kind, ListOf):
        return "[" + "、".join(_inner(kind.of, item) for item in value) + "]"
    if isinstance(kind, MapOf | Nested):
        return "{" + "；".join(_pairs(kind, value)) + "}"
    return _quoted(shown(kind, value), _SPECIAL)


def _pairs(kind: MapOf | Nested, value: Any) -> list[str]:
    if isinstance(kind, MapOf):
        parts = [(heading_of(kind, key), kind.value, item) for key, item in value.items()]
    else:
        given = given_fields(shape_of(value), value)
        parts = [(field.heading.zh, field.kind, item) for field, item in given]
    return [f"{_quoted(name, _KEY_SPECIAL)}={_inner(inner, item)}" for name, inner, item in parts]


def _quoted(text: str, special: re.Pattern[str]) -> str:
    return '"' + text.replace('"', '""') + '"' if special.search(text) else text


class _Unreadable(Exception):  # noqa: N818 - it stops the reading of one cell
    """The signs inside a cell do not fit together; carries the position, from 0."""

    def __init__(self, position: int) -> None:
        self.position = position
        super().__init__(position)


class _Told(Exception):  # noqa: N818
    """The cell cannot be used; a finding has said why."""


def read_cell(kind: Kind, text: str, where: Place, found: Findings) -> Tree:
    """The tree of one cell's text. What cannot be taken apart is told and becomes a broken scalar."""
    reader = _Reader(text, where, found)
    try:
        return reader.whole(kind)
    except _Unreadable as stopped:
        found.error("workbook.notation", where, text=text, position=str(stopped.position + 1))
    except _Told:
        pass
    return Scalar("", where, broken=True)


class _Reader:
    """Walks through the text of one cell, guided by the kind of the field."""

    def __init__(self, text: str, where: Place, found: Findings) -> None:
        self.text = text
        self.where = where
        self.found = found
        self.at = 0
        self.value_end = 0
        self.depth = 0

    def whole(self, kind: Kind) -> Tree:
        """The whole cell: outermost brackets may be left out, and a single value needs no quotes."""
        if is_single(kind):
            return self._scalar(kind, self.text)
        self._skip()
        if isinstance(kind, Either):
            tree = self._either(kind, outermost=True)
        elif self._next() in {"[", "{"}:
            tree = self._value(kind)
        elif isinstance(kind, ListOf):
            tree = self._list(kind, "")
        elif isinstance(kind, MapOf | Nested):
            tree = self._mapping(kind, "")
        else:
            raise _Unreadable(0)
        self._skip()
        if self.at < len(self.text):
            raise _Unreadable(self.at)
        return tree

    def _either(self, kind: Either, *, outermost: bool = False) -> Tree:
        if self._next() == "[" and kind.sequence is not None:
            return self._value(kind.sequence)
        if self._next() == "{" and kind.mapping is not None:
            return self._value(kind.mapping)
        if kind.scalar is None:
            raise _Unreadable(self.at)
        if outermost:
            self.at = len(self.text)
            return self._one_of_several(kind.scalar, self.text)
        return self._value(kind.scalar)

    def _next(self) -> str:
        return self.text[self.at : self.at + 1]

    def _skip(self) -> None:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _take(self, signs: str) -> bool:
        """Step over one of the signs, if it comes next."""
        self._skip()
        if self._next() and self._next() in signs:
            self.at += 1
            return True
        return False

    def _value(self, kind: Kind) -> Tree:
        self._skip()
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _Unreadable(self.at)
        if isinstance(kind, Either):
            tree = self._either(kind)
        elif isinstance(kind, ListOf):
            self._open("[")
            tree = self._list(kind, "]")
        elif isinstance(kind, MapOf | Nested):
            self._open("{")
            tree = self._mapping(kind, "}")
        else:
            tree = self._one_of_several(kind, self._word(_BARE))
        self.depth -= 1
        return tree

    def _open(self, sign: str) -> None:
        if not self._take(sign):
            raise _Unreadable(self.at)

    def _word(self, bare: re.Pattern[str]) -> str:
        """A quoted or a bare word; bare words end at a sign, spaces around them do not count."""
        self._skip()
        match = _QUOTED.match(self.text, self.at)
        if match is not None:
            self.at = match.end()
            return match[1].replace('""', '"')
        match = bare.match(self.text, self.at)
        word = match[0] if match else ""
        self.at += len(word)
        return word.strip()

    def _list(self, kind: ListOf, end: str) -> Sequence:
        items: list[Tree] = []
        if end and self._take(end):
            return Sequence((), self.where)
        while True:
            items.append(self._value(kind.of))
            if self._take("、"):
                continue
            if end and not self._take(end):
                raise _Unreadable(self.at)
            return Sequence(tuple(items), self.where)

    def _mapping(self, kind: MapOf | Nested, end: str) -> Keyed:
        entries: dict[str, tuple[Scalar, Tree]] = {}
        while not (end and self._take(end)):
            self._pair(kind, entries)
            # A line break separates pairs, too.
            separated = self._take("；;") or "\n" in self.text[self.value_end : self.at]
            self._skip()
            if not end and self.at >= len(self.text):
                break
            if not separated and not (end and self._next() == end):
                raise _Unreadable(self.at)
        return Keyed(tuple(entries.values()), self.where)

    def _pair(self, kind: MapOf | Nested, entries: dict[str, tuple[Scalar, Tree]]) -> None:
        name = self._word(_BARE_KEY)
        if not self._take("=＝：:"):
            raise _Unreadable(self.at)
        key = key_of(kind, name)
        inner = None if key is None else kind_of(kind, key)
        if key is None or inner is None:
            self.found.error("workbook.unknown_name", self.where, name=name, known=known_names(kind))
            raise _Told
        if key in entries:
            self.found.error("workbook.doubled_name", self.where, name=name)
            raise _Told
        entries[key] = (Scalar(key, self.where), self._value(inner))
        self.value_end = self.at

    def _one_of_several(self, kind: Kind, text: str) -> Scalar:
        if isinstance(kind, _WITHOUT_COMMAS) and _COMMA.search(text):
            self.found.error("workbook.comma", self.where, text=text)
            raise _Told
        return self._scalar(kind, text)

    def _scalar(self, kind: Kind, text: str) -> Scalar:
        if len(text) > MAX_TEXT:
            length, most = str(len(text)), str(MAX_TEXT)
            self.found.error("scheme.text_too_long", self.where, length=length, most=most)
            return Scalar("", self.where, broken=True)
        word = meant(kind, text)
        if word is not None:
            return Scalar(word, self.where)
        words = Listed.of(offered(kind))
        self.found.error("workbook.unknown_word", self.where, text=text, words=words)
        return Scalar("", self.where, broken=True)
