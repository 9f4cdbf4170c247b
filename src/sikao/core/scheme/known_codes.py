"""The codes of what a scheme names, by name: for findings about a name that stands where a code belongs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from sikao.core.figures.codes import CodesByName, is_code, skeleton
from sikao.core.scheme.model import Scheme
from sikao.core.scheme.tree import Keyed, Scalar, Sequence, Tree
from sikao.core.wording import Term

_CODES = ("code", "scorecard", "grade")
_NAMES = ("name", "name_en")


def codes_in_trees(trees: Iterable[Tree]) -> CodesByName:
    """Every code that trees of a scheme give to something with a name, whether they can be built or not."""
    return _by_skeleton(pair for tree in trees for pair in _pairs(tree))


def codes_in_figures(scheme: Scheme) -> CodesByName:
    """The codes that figures may name: units, references and items."""
    return _by_skeleton(
        (code, name)
        for section in (scheme.units, scheme.references, scheme.items)
        for code, entry in section.items()
        for name in (entry.name, entry.name_en or "", code)
    )


def names_in_figures(scheme: Scheme) -> dict[str, dict[str, Term]]:
    """What the codes of figures are called, by the columns ``unit`` and ``indicator``."""
    units = {
        code: _term(entry) for section in (scheme.units, scheme.references) for code, entry in section.items()
    }
    indicators = {code: _term(item) for code, item in scheme.items.items()}
    for code, item in scheme.items.items():
        register = None if item.members is None else scheme.registers[item.members]
        for members in () if register is None else register.entries.values():
            for member, entry in members.items():
                name, own = indicators[code], _term(entry)
                indicators[f"{code}/{member}"] = Term(f"{name.zh}·{own.zh}", f"{name.en}: {own.en}")
    return {"unit": units, "indicator": indicators}


class _Named(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def name_en(self) -> str | None: ...


def _term(entry: _Named) -> Term:
    return Term(entry.name, entry.name_en or entry.name)


def _by_skeleton(pairs: Iterable[tuple[str, str]]) -> CodesByName:
    found: dict[str, dict[str, None]] = {}
    for code, name in pairs:
        if name and is_code(code):
            found.setdefault(skeleton(name), {})[code] = None
    return {name: tuple(codes) for name, codes in found.items()}


def _pairs(tree: Tree) -> Iterator[tuple[str, str]]:
    """Codes with their names, and with themselves: a code may be misspelt by a space or a capital."""
    if isinstance(tree, Sequence):
        for item in tree.items:
            yield from _pairs(item)
    elif isinstance(tree, Keyed):
        texts = _texts(tree)
        for code in (texts[key] for key in _CODES if key in texts and "name" in texts):
            yield from ((code, texts[key]) for key in _NAMES if key in texts)
            yield code, code
        for key, inner in tree.entries:
            inside = _texts(inner)
            if "name" in inside:
                yield from ((key.text, inside[name]) for name in _NAMES if name in inside)
                yield key.text, key.text
            yield from _pairs(inner)


def _texts(tree: Tree) -> Mapping[str, str]:
    """The single values of a mapping by key."""
    entries = tree.entries if isinstance(tree, Keyed) else ()
    return {key.text: value.text for key, value in entries if isinstance(value, Scalar)}
