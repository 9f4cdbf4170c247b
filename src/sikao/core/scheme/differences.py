"""What differs between two schemes as people read it: names, headings and values in words, area by area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sikao.core.scheme.diff import ADDED, CHANGED, REMOVED, REORDERED, Change, Difference
from sikao.core.scheme.model import Claim, Node, Scheme
from sikao.core.scheme.plain import way_of
from sikao.core.scheme.promises import promised, promised_value
from sikao.core.scheme.saying import NOTHING, Saying
from sikao.core.scheme.shape import (
    Choice,
    Code,
    Either,
    Kind,
    ListOf,
    MapOf,
    Nested,
    Ref,
    Table,
    TableOf,
    shape_named,
    shape_of,
)
from sikao.core.scheme.tree import Path
from sikao.core.scheme.walking import name_in_list
from sikao.core.wording import Language, Term

FRAME = Term("基本信息", "Frame")
TARGET = Term("目标值", "Target")
_SCHEME = shape_named("Scheme")
_BY_SCORECARD = frozenset({"scorecards", "parameters"})
"""Sections whose changes are told scorecard by scorecard."""


@dataclass(frozen=True, slots=True)
class Line:
    """One difference: what it is about, what it was, what it is. ``section`` is the scheme's own key."""

    section: str
    area: str
    item: str
    before: str
    after: str


def difference_lines(
    before: Scheme, after: Scheme, difference: Difference, lang: Language
) -> tuple[Line, ...]:
    """Every change of a difference between these two schemes, in its order."""
    teller = _Teller(Saying(before, lang), Saying(after, lang))
    return tuple(teller.line(change) for change in difference.changes)


@dataclass(frozen=True, slots=True)
class _Teller:
    old: Saying
    new: Saying

    def line(self, change: Change) -> Line:
        saying = self.old if change.sort == REMOVED else self.new
        section = str(change.path[0])
        before, after = self._values(change)
        item = saying.say("·", ", ").join(_labels(change.path, saying))
        return Line(section, _area(change.path, saying), item, before, after)

    def _values(self, change: Change) -> tuple[str, str]:
        if change.sort == REORDERED:
            return self._order(change, change.was, self.old), self._order(change, change.now, self.new)
        whole = change.sort != CHANGED and isinstance(change.kind, Nested)
        if not whole:
            told = (change.record, change.field.key)
            return self.old.value(change.kind, change.was, told), self.new.value(
                change.kind, change.now, told
            )
        if change.sort == ADDED:
            return NOTHING, _whole(change.now, self.new.say("新增", "added"), self.new)
        return _whole(change.was, "", self.old) or self.old.say("有", "there"), self.new.say(
            "删去", "removed"
        )

    def _order(self, change: Change, keys: tuple[str, ...], saying: Saying) -> str:
        return saying.listed(_label((*change.path, key), saying) for key in keys)


def _whole(record: Any, word: str, saying: Saying) -> str:
    """A record that came or went, told whole; its name stands beside."""
    if isinstance(record, Claim):
        words = f"{promised(record, saying)} {promised_value(record, saying)}"
    else:
        words = saying.record(record, titled=True)
    return saying.say("：", ": ").join(part for part in (word, words) if part)


def _area(path: Path, saying: Saying) -> str:
    field = _SCHEME.field(str(path[0]))
    if field is None or (field.file == "scheme.yaml" and not isinstance(field.kind, TableOf)):
        return FRAME.text(saying.lang)
    heading = field.heading.text(saying.lang)
    if path[0] not in _BY_SCORECARD or len(path) < 2:
        return heading
    card = saying.called("scorecard", str(path[1]))
    return saying.say(f"{heading}：{card}", f"{heading}: {card}")


def _label(path: Path, saying: Saying) -> str:
    return (_labels(path, saying) or [str(path[-1])])[-1]


def _labels(path: Path, saying: Saying) -> list[str]:
    """What a path says to people: names of the records on it, of nodes the last, and the headings needed."""
    found: list[tuple[str, bool]] = []
    value: Any = saying.scheme
    kind: Kind = Nested("Scheme")
    for position, step in enumerate(path):
        if isinstance(kind, Either) and value is not None:
            kind = way_of(kind, value)
        if isinstance(kind, MapOf | TableOf | ListOf):
            text, value, inner = _entry(kind, value, step, saying)
            is_node = isinstance(value, Node)
            if is_node and found and found[-1][1]:
                found.pop()
            if not (position == 1 and path[0] in _BY_SCORECARD):
                found.append((_node_name(value, path, text, saying) if is_node else text, is_node))
            kind = inner
        else:
            field = shape_of(value).field(str(step))
            if field is None:
                break
            value, kind = getattr(value, field.attribute), field.kind
            if _is_heading(kind, position, len(path)):
                found.append((field.heading.text(saying.lang), False))
    if not found and len(path) > 1:
        return [saying.called("scorecard", str(path[1]))]
    return [text for text, _ in found]


def _is_heading(kind: Kind, position: int, length: int) -> bool:
    """Whether a field on the way is told: not the section, which is the area, nor lists of what is named."""
    if position == 0:
        return length == 1 or isinstance(kind, Nested)
    listing = isinstance(kind, TableOf) or kind == ListOf(Nested("Node"))
    return position + 1 == length or not listing


def _entry(kind: MapOf | TableOf | ListOf, value: Any, step: Any, saying: Saying) -> tuple[str, Any, Kind]:
    """One entry of a table, mapping or list: what it is called, itself, and its kind."""
    if isinstance(kind, ListOf):
        entries = {name_in_list(item, index): item for index, item in enumerate(value)}
        entry = entries.get(step)
        place = str(step + 1) if isinstance(step, int) else str(step)
        return saying.named(entry) or place, entry, kind.of
    entry = value.get(step) if isinstance(value, Table) else None
    if isinstance(kind, TableOf):
        if isinstance(entry, Claim):
            return saying.called("sentence", entry.sentence), entry, Nested(kind.record)
        return saying.named(entry) or str(step), entry, Nested(kind.record)
    return _key(kind.key, str(step), saying), entry, kind.value


def _key(kind: Kind, key: str, saying: Saying) -> str:
    if isinstance(kind, Code):
        return TARGET.text(saying.lang) if key == "target" else key
    return saying.value(kind, key) if isinstance(kind, Choice | Ref) else key


def _node_name(node: Node, path: Path, name: str, saying: Saying) -> str:
    card = saying.scheme.scorecards.get(str(path[1]))
    return name if card is None else saying.node_names(card).get(node.code, name)
