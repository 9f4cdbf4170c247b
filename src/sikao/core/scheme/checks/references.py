"""Every code that is named must exist, none may mean two things, and nothing may contain itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sikao.core.figures.codes import skeleton, unusual_character
from sikao.core.scheme.checks.context import Context
from sikao.core.scheme.model import ALL, SELF
from sikao.core.scheme.shape import Consequence, Ref, Text, all_shapes, written
from sikao.core.scheme.walking import Spot, spots
from sikao.core.wording import Listed, Term, closest

RESERVED = frozenset({ALL, SELF, "each", "and", "or", "not", "if"})
SUMS = frozenset({"total", "main"})
"""What the rows of a book call the sums of a table: a node of that code could not be told from them."""
# Full-width marks are how Chinese names write an addition, a list or a subtitle.
_CHINESE_MARKS = dict.fromkeys(map(ord, "，：；！？"))
_SORTS = {"all": Term("全部（all）", "all"), "self": Term("单位自身（self）", "self")}


def check_references(context: Context) -> None:
    """References, codes, names and cycles."""
    seen = list(spots(context.scheme))
    known = _known(context)
    _check_node_codes(context)
    _check_table_codes(context)
    for spot in seen:
        if isinstance(spot.kind, Ref):
            _check_reference(context, spot, known)
        elif isinstance(spot.kind, Consequence) and spot.value.node is not None:
            _check_transfer_target(context, spot)
        elif isinstance(spot.kind, Text) and (spot.kind.name or spot.path[-1] == "name_en"):
            _check_characters(context, spot)
    _check_codes(context)
    _check_names(context)
    _check_tags(context)
    _check_chains(context)


def _known(context: Context) -> dict[str, frozenset[str]]:
    scheme = context.scheme
    sections: dict[str, Iterable[str]] = {
        "unit": scheme.units,
        "group": scheme.groups,
        "reference": scheme.references,
        "provider": scheme.providers,
        "register": scheme.registers,
        "item": scheme.items,
        "checkpoint": scheme.checkpoints,
        "schedule": scheme.schedules,
        "sentence": scheme.sentences,
        "scorecard": scheme.scorecards,
        "key_task": scheme.key_tasks,
        "all": (ALL,),
        "self": (SELF,),
    }
    return {sort: frozenset(codes) for sort, codes in sections.items()}


def _check_reference(context: Context, spot: Spot, known: Mapping[str, frozenset[str]]) -> None:
    assert isinstance(spot.kind, Ref)  # noqa: S101 - tells the type checker
    if "scheme" in spot.kind.to:
        return
    allowed = [
        _nodes(context, spot, sort) if sort in ("node", "any_node") else known[sort] for sort in spot.kind.to
    ]
    if not any(spot.value in codes for codes in allowed):
        # Beyond the number that is told nobody reads the hint, and looking for it takes time.
        near = "" if context.found.is_full else closest(spot.value, sorted(frozenset().union(*allowed)))
        names = [_sort_name(sort) for sort in spot.kind.to]
        wanted = Listed.of(names)
        context.error(
            "scheme.unknown_reference",
            spot.path,
            sort=wanted,
            code=spot.value,
            near=near or "—",
        )


def _sort_name(sort: str) -> Term:
    if sort in _SORTS:
        return _SORTS[sort]
    name = "node" if sort == "any_node" else sort.replace("_", "")
    return next((shape.title for shape in all_shapes() if shape.name.lower() == name), Term(name, name))


def _nodes(context: Context, spot: Spot, sort: str) -> frozenset[str]:
    """Codes of nodes: of the scorecard that the path names, or of any."""
    cards = context.scheme.scorecards
    named = [cards[str(part)] for part in spot.path[1:2] if part in cards and spot.path[0] != "ranking"]
    chosen = named if sort == "node" or spot.path[0] == "parameters" else cards.values()
    return frozenset(placed.node.code for card in chosen for placed in card.walk())


def _check_transfer_target(context: Context, spot: Spot) -> None:
    card = context.scheme.scorecards.get(str(spot.path[1])) if spot.path[0] == "scorecards" else None
    if card is None:
        context.error("scheme.transfer_default", spot.path)
        return
    leaves = {placed.node.code: placed for placed in card.walk() if placed.node.is_leaf}
    target = leaves.get(spot.value.node)
    if target is None or target.role != "main" or spot.path[3] == spot.value.node:
        context.error("scheme.transfer_target", spot.path, node=spot.value.node)


def _check_characters(context: Context, spot: Spot) -> None:
    odd = unusual_character(spot.value.translate(_CHINESE_MARKS))
    if odd is not None:
        context.error("name.unusual_character", spot.path, name=spot.value, code_point=f"U+{ord(odd):04X}")


def _check_node_codes(context: Context) -> None:
    for card in context.scheme.scorecards.values():
        counts = Counter(placed.node.code for placed in card.walk())
        for code, count in counts.items():
            path = ("scorecards", card.code, "nodes", code)
            if count > 1:
                context.error("scheme.code_twice", path, code=code)
            if code in SUMS:
                context.error("scheme.reserved_code", path, code=code)


def _check_table_codes(context: Context) -> None:
    """The rows of a book name scorecards and checkpoint tables in one column."""
    taken = set(context.scheme.scorecards)
    for card in context.scheme.scorecards.values():
        table = card.checkpoint_table
        if table is None:
            continue
        if table.code in taken:
            path = ("scorecards", card.code, "checkpoint_table", "code")
            context.error("scheme.table_code_taken", path, code=table.code)
        taken.add(table.code)


def _check_codes(context: Context) -> None:
    """Reserved words, one code for two carriers, and codes that look alike."""
    scheme = context.scheme
    carriers: tuple[tuple[str, Iterable[str]], ...] = (
        ("units", scheme.units),
        ("groups", scheme.groups),
        ("references", scheme.references),
    )
    first: dict[str, str] = {}
    for section, codes in carriers:
        for code in codes:
            if code in first:
                context.error(
                    "scheme.code_clash", (section, code), code=code, other=written("Scheme", first[code])
                )
            first.setdefault(code, section)
    for section, codes in (*carriers, ("items", scheme.items), ("providers", scheme.providers)):
        twins: dict[str, str] = {}
        for code in codes:
            if code in RESERVED:
                context.error("scheme.reserved_code", (section, code), code=code)
            other = twins.setdefault(_code_skeleton(code), code)
            if other != code:
                context.warning("scheme.code_look_alike", (section, code), code=code, other=other)


def _code_skeleton(code: str) -> str:
    return code.replace("_", "").replace("0", "o").replace("1", "l")


def _check_names(context: Context) -> None:
    """Two records of one sort with one name, or with names that look alike."""
    scheme = context.scheme
    for section in (scheme.groups, scheme.units, scheme.references, scheme.registers, scheme.items):
        seen: dict[str, tuple[str, str]] = {}
        for code, entry in section.items():
            path = (_section_of(scheme, section), code, "name")
            first, other = seen.setdefault(skeleton(entry.name), (code, entry.name))
            if other != entry.name:
                context.warning("scheme.name_look_alike", path, name=entry.name, other=other)
            elif first != code:
                context.warning("scheme.name_twice", path, name=entry.name)


def _section_of(scheme: object, section: object) -> str:
    sections = ("groups", "units", "references", "registers", "items")
    return next(name for name in sections if getattr(scheme, name) is section)


def _check_tags(context: Context) -> None:
    """Once tags have names, a tag without one is a slip of the pen."""
    scheme, known = context.scheme, context.scheme.tags
    used: list[tuple[tuple[str | int, ...], str]] = [
        (("scorecards", card.code, "nodes", placed.node.code, "tags", position), tag)
        for card in scheme.scorecards.values()
        for placed in card.walk()
        for position, tag in enumerate(placed.node.tags)
    ]
    used += [
        (("briefings", briefing.code, "tags", position), tag)
        for briefing in scheme.briefings.values()
        for position, tag in enumerate(briefing.tags)
    ]
    used += [(("review", "tags", position), tag) for position, tag in enumerate(scheme.review.tags)]
    for path, tag in used if known else ():
        if tag not in known:
            near = closest(tag, sorted(known))
            context.error("scheme.unknown_reference", path, sort=_sort_name("tag"), code=tag, near=near)


def _check_chains(context: Context) -> None:
    scheme = context.scheme
    groups = {code: group.parent for code, group in scheme.groups.items()}
    units = {code: unit.within for code, unit in scheme.units.items()}
    _check_acyclic(context, groups, ("groups",))
    _check_acyclic(context, units, ("units",))
    for card in scheme.scorecards.values():
        moves = {
            placed.node.code: effect.node
            for placed in card.walk()
            for effect in placed.node.absence.values()
            if effect.node is not None
        }
        _check_acyclic(context, moves, ("scorecards", card.code, "nodes"))


def _check_acyclic(context: Context, next_of: Mapping[str, str | None], section: tuple[str, ...]) -> None:
    """Refuse every chain that comes back to where it began, once."""
    seen: set[str] = set()
    for start in next_of:
        chain: dict[str, None] = {}
        code: str | None = start
        while code is not None and code not in chain and code not in seen:
            chain[code] = None
            code = next_of.get(code)
        seen |= chain.keys()
        if code in chain:
            steps = list(chain)
            loop = steps[steps.index(code) :]
            context.error("scheme.cycle", (*section, loop[0]), chain=" → ".join([*loop, loop[0]]))
