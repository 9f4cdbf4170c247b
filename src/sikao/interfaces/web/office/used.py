"""Where a figure is used: at each checkpoint the version that counts, those before it, and what reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from sikao.core.scheme import Scheme
from sikao.interfaces.web import library
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.results.words import named
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.uses import Reading, uses_of_figure
from sikao.office.ledger.facts import Key, Version


@dataclass(frozen=True, slots=True)
class Use:
    """An indicator that reads the figure."""

    name: str
    table: str
    address: str
    of_group: bool
    units: int


@dataclass(frozen=True, slots=True)
class UsedAt:
    """A checkpoint: the version that counts there, those before it and later, and what reads it."""

    name: str
    version: int | None
    before: tuple[tuple[int, int], ...]
    later: tuple[tuple[str, int | None], ...]
    uses: tuple[Use, ...]


def used_at(request: OfficeRequest, scheme: Scheme, key: Key, found: Sequence[Version]) -> list[UsedAt]:
    """Every checkpoint that reads a figure of which there are these versions; with links where there are
    results and the reader may see them.
    """
    numbers = {version.ref: number for number, version in enumerate(found, 1)}
    sees = may(Verb.RESULTS_VIEW, signed_of(request).holdings)
    year = library.find(scheme.code) if sees else None
    begun = () if year is None else year.checkpoints
    lang = language()
    return [
        UsedAt(
            named(scheme.checkpoints[one.checkpoint], lang),
            numbers.get(one.version),
            tuple((numbers[ref], seq) for ref, seq in one.before),
            tuple((named(scheme.checkpoints[code], lang), numbers.get(ref)) for code, ref in one.later),
            tuple(_use(scheme, key, reading, linked=one.checkpoint in begun) for reading in one.readings),
        )
        for one in uses_of_figure(scheme.code, key, found)
    ]


def _use(scheme: Scheme, key: Key, reading: Reading, *, linked: bool) -> Use:
    card = scheme.scorecards[reading.table]
    node = next(placed.node for placed in card.walk() if placed.node.code == reading.node)
    unit = key[0] if key[0] in reading.units else reading.units[0]
    where = {
        "scheme": scheme.code,
        "checkpoint": reading.checkpoint,
        "unit": unit,
        "table": reading.table,
        "node": reading.node,
    }
    address = reverse("explanation", kwargs=where) if linked else ""
    lang = language()
    return Use(named(node, lang), named(card, lang), address, reading.of_group, len(reading.units))
