"""An order of units as people write it: by names or codes, in any separators, with what could not be read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sikao.core.books import BY_PLACE, OFFICIAL
from sikao.core.scheme.model import Unit
from sikao.core.wording.likeness import nearest
from sikao.interfaces.web.results.standing import Standing
from sikao.interfaces.web.results.words import named

MOST = 20_000
"""Longer texts are no order of units; they are cut before they are read."""
_SEPARATORS = re.compile(r"[,，、;；\r\n\t]+")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A word that is no unit of the group, and the name that was probably meant (empty: none is near)."""

    word: str
    meant: str


@dataclass(frozen=True, slots=True)
class Asked:
    """``order`` for the table, as a word or codes; ``text`` for the form, one name a line."""

    order: str
    text: str
    unreadable: tuple[Unreadable, ...]


def asked_order(standing: Standing, group: str, given: str) -> Asked:
    """The order that somebody asks for; the official one where a word of it is no unit of the group."""
    units = standing.units_of(group)
    official = "\n".join(named(unit, standing.lang) for unit in units)
    if given.strip() in ("", OFFICIAL, BY_PLACE):
        return Asked(given.strip() or OFFICIAL, official, ())
    written = given[:MOST]
    words = [word.strip() for word in _SEPARATORS.split(written) if word.strip()]
    known = _known(units)
    unknown = [word for word in dict.fromkeys(words) if word.casefold() not in known]
    if unknown:
        return Asked(OFFICIAL, written, tuple(_unreadable(word, standing, units) for word in unknown))
    codes = dict.fromkeys(known[word.casefold()] for word in words)
    by_code = {unit.code: unit for unit in units}
    rest = [unit.code for unit in units if unit.code not in codes]
    text = "\n".join(named(by_code[code], standing.lang) for code in (*codes, *rest))
    return Asked(",".join(codes) or OFFICIAL, text, ())


def _known(units: tuple[Unit, ...]) -> dict[str, str]:
    """Codes by everything that a unit is called."""
    known = {}
    for unit in units:
        for name in (unit.name, unit.name_en, unit.code):
            if name:
                known[name.casefold()] = unit.code
    return known


def _unreadable(word: str, standing: Standing, units: tuple[Unit, ...]) -> Unreadable:
    names = [named(unit, standing.lang) for unit in units]
    return Unreadable(word, nearest(word, names) or "")
