"""What is different from last year: indicators come, gone and changed; everything else by section."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sikao.core.scheme.diff import diff_schemes
from sikao.core.scheme.differences import Line, difference_lines
from sikao.core.scheme.model import Node, Placed, Scheme, Scorecard
from sikao.core.scheme.model.scorecards import DIRECTIONS
from sikao.core.scheme.resolving import DEFAULT_SCHEDULE
from sikao.core.scheme.shape import shape_named, shape_of
from sikao.core.wording import Language
from sikao.interfaces.web.results.words import named

Namer = Callable[[str | None], str]
TOLD = 60
"""How many changes of one section are told in full."""


@dataclass(frozen=True, slots=True)
class NodeChange:
    """One indicator that came, went or changed."""

    sort: str
    name: str
    block: str
    before: str
    after: str
    remarks: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class CardChange:
    """The changes of one scorecard, with the number of its leaves last year and this."""

    name: str
    before: int
    after: int
    added: tuple[NodeChange, ...]
    removed: tuple[NodeChange, ...]
    changed: tuple[NodeChange, ...]


@dataclass(frozen=True, slots=True)
class SectionChange:
    """The other changes of one section of the scheme."""

    name: str
    count: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """A scheme against last year's."""

    before_title: str
    cards: tuple[CardChange, ...]
    new_cards: tuple[str, ...]
    sections: tuple[SectionChange, ...]


def changes_view(before: Scheme, after: Scheme, lang: Language) -> ChangesView:
    """Everything that differs between two years."""
    names = (_schedule_namer(before, lang), _schedule_namer(after, lang))
    shared = [code for code in after.scorecards if code in before.scorecards]
    return ChangesView(
        before_title=(before.title_en or before.title) if lang == "en" else before.title,
        cards=tuple(_card(before.scorecards[code], after.scorecards[code], names, lang) for code in shared),
        new_cards=tuple(
            named(card, lang) for code, card in after.scorecards.items() if code not in before.scorecards
        ),
        sections=tuple(_sections(before, after, lang)),
    )


def _card(before: Scorecard, after: Scorecard, names: tuple[Namer, Namer], lang: Language) -> CardChange:
    old = {placed.node.code: placed for placed in before.walk() if placed.node.is_leaf}
    new = {placed.node.code: placed for placed in after.walk() if placed.node.is_leaf}
    kept = ((old[code], placed) for code, placed in new.items() if code in old)
    compared = (_compared(was, now, names, lang) for was, now in kept)
    return CardChange(
        name=named(after, lang),
        before=len(old),
        after=len(new),
        added=tuple(_lone("added", placed, lang) for code, placed in new.items() if code not in old),
        removed=tuple(_lone("removed", placed, lang) for code, placed in old.items() if code not in new),
        changed=tuple(change for change in compared if change is not None),
    )


def _lone(sort: str, placed: Placed, lang: Language) -> NodeChange:
    points = _points(placed.node)
    before, after = ("", points) if sort == "added" else (points, "")
    return NodeChange(sort, _name(placed, lang), named(placed.block, lang), before, after, ())


def _name(placed: Placed, lang: Language) -> str:
    """The leaf's name; below its indicator's name where it is a 计分点."""
    name = named(placed.node, lang)
    deep = placed.parent is not None and placed.depth > 2
    return f"{named(placed.parent.node, lang)} · {name}" if deep and placed.parent else name


def _points(node: Node) -> str:
    """The leaf's own points, or its weight among its siblings."""
    if node.points is not None:
        return f"{node.points:f}"
    return "" if node.weight is None else f"×{node.weight:f}"


def _compared(was: Placed, now: Placed, names: tuple[Namer, Namer], lang: Language) -> NodeChange | None:
    """The change of a leaf that both years have; none where it is the same."""
    old, new = was.node, now.node
    remarks = []
    for key in ("name", "rule"):
        before, after = getattr(old, key), getattr(new, key)
        if before != after:
            remarks.append((key, _heading(key, lang), before or "—", after or "—"))
    if old.schedule != new.schedule:
        remarks.append(
            ("schedule", _heading("schedule", lang), names[0](old.schedule), names[1](new.schedule))
        )
    if old.direction != new.direction:
        before, after = (DIRECTIONS[node.direction].text(lang) for node in (old, new))
        remarks.append(("direction", _heading("direction", lang), before, after))
    if old.method != new.method:
        remarks.append(("method", _heading("method", lang), _method(old, lang), _method(new, lang)))
    if not remarks and _points(old) == _points(new):
        return None
    name, block = _name(now, lang), named(now.block, lang)
    return NodeChange("changed", name, block, _points(old), _points(new), tuple(remarks))


def _schedule_namer(scheme: Scheme, lang: Language) -> Namer:
    """Schedules of one year by name; a leaf that names none has the year-end one."""

    def name(code: str | None) -> str:
        found = scheme.schedules.get(code or DEFAULT_SCHEDULE)
        return (code or "—") if found is None else named(found, lang)

    return name


def _heading(key: str, lang: Language) -> str:
    field = shape_named("Node").field(key)
    return key if field is None else field.heading.text(lang)


def _method(node: Node, lang: Language) -> str:
    return "—" if node.method is None else shape_of(node.method).title.text(lang)


def _sections(before: Scheme, after: Scheme, lang: Language) -> Iterator[SectionChange]:
    """The changes outside the scorecards, by section in the order of the language."""
    by_section: dict[str, list[Line]] = {}
    for line in difference_lines(before, after, diff_schemes(before, after), lang):
        if line.section != "scorecards":
            by_section.setdefault(line.area, []).append(line)
    for area, lines in by_section.items():
        yield SectionChange(area, len(lines), tuple(lines[:TOLD]))
