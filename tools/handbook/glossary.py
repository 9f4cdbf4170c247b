"""The glossary's list of the scheme language: every key and every word that may stand, read off the shape."""

from __future__ import annotations

from collections.abc import Iterator

from sikao.core.scheme import Scheme
from sikao.core.scheme.shape import (
    Choice,
    Either,
    Kind,
    ListOf,
    MapOf,
    Shape,
    Tagged,
    all_shapes,
    shape_named,
)
from sikao.core.scheme.values import EFFECTS
from tools.handbook.markdown import code, table

START = "<!-- 以下由程序生成：python -m tools.handbook · from here on generated: python -m tools.handbook -->"
_INTRO = """\
## The scheme language · 方案语言

Every key and every word that may stand, in the order of the language. A heading stands for one key wherever
it is used, but for `code`, which a scorecard writes `scorecard`; a list has the heading of what it lists.
Where a key has several headings, the record tells them apart.
"""


def with_language(text: str) -> str:
    """The glossary with its generated part written anew; what people wrote stands before it."""
    return text.partition(START)[0] + "\n".join((START, "", *_lines())).rstrip("\n") + "\n"


def records() -> tuple[Shape, ...]:
    """The records that a scheme writes, the scheme itself first."""
    found = [shape for shape in all_shapes() if shape.fields and shape.name != "Method"]
    return tuple(sorted(found, key=lambda shape: shape.name != Scheme.__name__))


def headings() -> dict[tuple[str, str, str], list[str]]:
    """Chinese heading, English heading and key, with the records that have them."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for shape in records():
        for field in shape.fields:
            key = (field.heading.zh, field.heading.en, field.key)
            found.setdefault(key, []).append(shape.title.zh)
    return found


def words() -> dict[tuple[str, str, str], list[str]]:
    """Chinese word, English word and what the language writes, with the headings under which they stand."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for shape in records():
        for field in shape.fields:
            for written, zh, en in _offered(field.kind):
                places = found.setdefault((zh, en, written), [])
                if field.heading.zh not in places:
                    places.append(field.heading.zh)
    for written, term in EFFECTS.items():
        found.setdefault((term.zh, term.en, written), []).append("缺数处理")
    return found


def _offered(kind: Kind) -> Iterator[tuple[str, str, str]]:
    """The words of a closed list, wherever in a kind it stands."""
    if isinstance(kind, Choice):
        yield from ((written, term.zh, term.en) for written, term in kind.options.items())
    elif isinstance(kind, Tagged):
        titles = ((tag, shape_named(name).title) for tag, name in kind.records.items())
        yield from ((tag, title.zh, title.en) for tag, title in titles)
    elif isinstance(kind, ListOf):
        yield from _offered(kind.of)
    elif isinstance(kind, MapOf):
        yield from (*_offered(kind.key), *_offered(kind.value))
    elif isinstance(kind, Either):
        for way in (kind.scalar, kind.sequence, kind.mapping):
            yield from () if way is None else _offered(way)


def _lines() -> Iterator[str]:
    yield _INTRO
    yield "### Keys · 栏目"
    yield from _rows(("中文", "English", "code", "record · 记录"), headings())
    yield "### Words · 可填的词"
    yield from _rows(("中文", "English", "code", "under · 栏目"), words())


def _rows(head: tuple[str, ...], found: dict[tuple[str, str, str], list[str]]) -> Iterator[str]:
    rows = ((zh, en, code(key), "、".join(dict.fromkeys(places))) for (zh, en, key), places in found.items())
    yield from table(head, rows)
