"""Strict YAML to a tree: scalars stay text, and whatever could be read in two ways is refused.

Read over libyaml's events, so that depth and size are checked while reading and nothing is ever expanded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from sikao.core.scheme.tree import Keyed, Scalar, Sequence, Tree
from sikao.core.wording import Findings, Place

MAX_BYTES = 1 << 20
MAX_DEPTH = 24
MAX_NODES = 100_000
MAX_TEXT = 2000

_BOM = "\ufeff"
_LINE_BREAKS = re.compile(r"\r\n?")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def read_yaml(content: bytes, file: str, found: Findings) -> Tree | None:
    """The tree of one file, or ``None`` when it cannot be read as a whole; reasons are added to ``found``."""
    text = _decoded(content, file, found)
    if text is None:
        return None
    reader = _Reader(file, found)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if not reader.take(event):
                return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        found.error("scheme.syntax", where, problem=error.problem or "")
        return None
    except yaml.YAMLError:
        found.error("scheme.syntax", Place(file), problem="")
        return None
    if reader.root is None:
        found.error("scheme.empty_file", Place(file))
    return reader.root


def _decoded(content: bytes, file: str, found: Findings) -> str | None:
    if len(content) > MAX_BYTES:
        found.error("scheme.file_too_large", Place(file), most=str(MAX_BYTES))
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found.error("scheme.not_utf8", Place(file, line), position=str(error.start + 1))
        return None
    text = _LINE_BREAKS.sub("\n", text.removeprefix(_BOM))
    odd = _first_unseen(text)
    if odd is None:
        return text
    start = text.rfind("\n", 0, odd) + 1
    where = Place(file, text.count("\n", 0, odd) + 1, odd - start + 1)
    code = "scheme.tab" if text[odd] == "\t" else "scheme.unseen_character"
    found.error(code, where, code_point=f"U+{ord(text[odd]):04X}")
    return None


_SUSPECT = re.compile(r"[^\n\x20-\x7e\u4e00-\u9fff\u3001\u3002\uff08-\uff1f\u2014\u201c\u201d]")


def _first_unseen(text: str) -> int | None:
    """The position of the first character that shows nothing or turns its neighbours round."""
    for match in _SUSPECT.finditer(text):
        if unicodedata.category(match.group()) in _UNSEEN:
            return match.start()
    return None


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read. ``key`` waits for its value."""

    where: Place
    is_mapping: bool
    items: list[Tree] = field(default_factory=list)
    entries: list[tuple[Scalar, Tree]] = field(default_factory=list)
    keys: dict[str, Place] = field(default_factory=dict)
    key: Scalar | None = None


class _Reader:
    """Takes events one by one; a stack instead of recursion."""

    def __init__(self, file: str, found: Findings) -> None:
        self._file = file
        self._found = found
        self._stack: list[_Open] = []
        self._nodes = 0
        self._documents = 0
        self.root: Tree | None = None
        self._takers: dict[type[Any], Callable[[Any], bool]] = {
            yaml.DocumentStartEvent: self._document,
            yaml.AliasEvent: self._alias,
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
        }

    def take(self, event: Any) -> bool:
        """Whether reading may go on."""
        taker = self._takers.get(type(event))
        return True if taker is None else taker(event)

    def _where(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self._file, mark.line + 1, mark.column + 1)

    def _document(self, event: Any) -> bool:
        self._documents += 1
        if self._documents > 1:
            self._found.error("scheme.second_document", self._where(event))
            return False
        if event.version is not None or event.tags:
            self._found.error("scheme.directive", self._where(event))
        return True

    def _alias(self, event: Any) -> bool:
        self._found.error("scheme.alias", self._where(event), name=str(event.anchor))
        return self._put(Scalar("", self._where(event), broken=True))

    def _refuse_decorations(self, event: Any) -> bool:
        """Refuse anchors and tags; whether there was one."""
        if event.anchor is not None:
            self._found.error("scheme.anchor", self._where(event), name=str(event.anchor))
        if event.tag is not None:
            self._found.error("scheme.tag", self._where(event), name=str(event.tag))
        return event.anchor is not None or event.tag is not None

    def _scalar(self, event: Any) -> bool:
        where = self._where(event)
        broken = self._refuse_decorations(event)
        if len(event.value) > MAX_TEXT:
            self._found.error("scheme.text_too_long", where, length=str(len(event.value)), most=str(MAX_TEXT))
            broken = True
        plain = event.style is None or event.style == ""
        return self._put(Scalar(event.value[:MAX_TEXT], where, plain, broken))

    def _open(self, event: Any) -> bool:
        self._refuse_decorations(event)
        where = self._where(event)
        if self._stack and self._stack[-1].is_mapping and self._stack[-1].key is None:
            self._found.error("scheme.complex_key", where)
            return False
        if len(self._stack) >= MAX_DEPTH:
            self._found.error("scheme.too_deep", where, most=str(MAX_DEPTH))
            return False
        self._stack.append(_Open(where, isinstance(event, yaml.MappingStartEvent)))
        return True

    def _close(self, event: Any) -> bool:  # noqa: ARG002 - one signature for every kind of event
        done = self._stack.pop()
        if done.is_mapping:
            return self._put(Keyed(tuple(done.entries), done.where))
        return self._put(Sequence(tuple(done.items), done.where))

    def _put(self, tree: Tree) -> bool:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._found.error("scheme.too_many_nodes", tree.where, most=str(MAX_NODES))
            return False
        if not self._stack:
            self.root = tree
            return True
        top = self._stack[-1]
        if not top.is_mapping:
            top.items.append(tree)
        elif top.key is None:
            if isinstance(tree, Scalar):
                top.key = self._new_key(top, tree)
        else:
            if not top.key.broken:
                top.entries.append((top.key, tree))
            top.key = None
        return True

    def _new_key(self, mapping: _Open, key: Scalar) -> Scalar:
        """The key, marked as broken when it cannot be used."""
        if key.text == "<<" and key.plain:
            self._found.error("scheme.merge_key", key.where)
            return Scalar(key.text, key.where, broken=True)
        first = mapping.keys.setdefault(key.text, key.where)
        if first is not key.where and not key.broken:
            self._found.error("scheme.duplicate_key", key.where, key=key.text, first=str(first.line))
            return Scalar(key.text, key.where, broken=True)
        return key
