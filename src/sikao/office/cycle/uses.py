"""Who reads a figure: at which checkpoints, which indicators of which units, and which version of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sikao.core.insight.needs import keys_read, listing
from sikao.core.insight.slices import Json, figures_in
from sikao.core.scheme import Scheme, compile_scheme
from sikao.office.cycle.duties import owed, owed_by, owed_in
from sikao.office.ledger.facts import Key, Version
from sikao.office.ledger.rules import NOT_STANDING


@dataclass(frozen=True, slots=True)
class Reading:
    """An indicator (``node`` of a scorecard ``table``) that reads a figure at a checkpoint, for some units.

    ``of_group`` says that the figure enters a comparison, and with it the scores of other units too.
    """

    checkpoint: str
    table: str
    node: str
    units: tuple[str, ...]
    of_group: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """A veto, promotion or award that asks for a figure."""

    kind: str
    code: str


@dataclass(frozen=True, slots=True)
class CheckpointUse:
    """What one checkpoint does with a figure.

    ``version`` counts in the checkpoint's own results, empty where none does. ``before`` are the references
    of versions that counted there until a later one took their place, each with the number of the act that
    did it. ``later`` are the checkpoints from which on results count another version for this one's part of
    the year, each with that version: a retroactive revision of July changes what the half-year says of the
    first quarter, and leaves what the first quarter said.
    """

    checkpoint: str
    version: str
    before: tuple[tuple[str, int], ...]
    later: tuple[tuple[str, str], ...]
    readings: tuple[Reading, ...]


def uses_of_figure(scheme: str, key: Key, versions: Sequence[Version]) -> tuple[CheckpointUse, ...]:
    """Every checkpoint of a sealed scheme that reads a figure, in order, with what reads it there."""
    known = owed(scheme)
    readings = readings_of(scheme, key)
    retroactive = is_retroactive(known.scheme, key)
    found = []
    for checkpoint in known.scheme.checkpoints:
        read = tuple(reading for reading in readings if reading.checkpoint == checkpoint)
        if read:
            own = _counting(known.scheme, versions, checkpoint)
            later = _later(known.scheme, versions, checkpoint, own[0]) if retroactive else ()
            found.append(CheckpointUse(checkpoint, *own, later, read))
    return tuple(found)


def readings_of(scheme: str, key: Key) -> tuple[Reading, ...]:
    """The indicators that look for a figure, by checkpoint and in the order of the scorecards."""
    points = owed(scheme).scheme.checkpoints.values()
    by_version: dict[str, dict[str, int]] = {}
    for point in points:
        by_version.setdefault(owed_in(scheme, point.through).digest, {})[point.code] = point.through
    found: dict[tuple[str, str, str], Reading] = {}
    for digest, through in by_version.items():
        compiled = _compiled(digest)
        for table in compiled["tables"]:
            for node in table["nodes"]:
                for reading in _of_node(compiled, table, node, key, through):
                    at = (reading.checkpoint, reading.table, reading.node)
                    before = found.get(at)
                    found[at] = reading if before is None else _joined(before, reading)
    return tuple(found.values())


def outcomes_of(scheme: str, key: Key) -> tuple[Outcome, ...]:
    """The vetoes, promotions and awards that look for a figure at the year's end."""
    compiled = _compiled(owed(scheme).digest)
    last = max(entry["through"] for entry in compiled["checkpoints"])
    units = [entry["code"] for entry in compiled["units"]]
    return tuple(
        Outcome(section, rule["code"])
        for section in ("vetoes", "promotions", "awards")
        for rule in compiled[section]
        if any(_reads(figure, compiled, key, units, last) for figure in _asked(rule, key))
    )


@cache
def _compiled(digest: str) -> Json:
    return compile_scheme(owed_by(digest).scheme)


def _of_node(compiled: Json, table: Json, node: Json, key: Key, through: dict[str, int]) -> Iterator[Reading]:
    """A leaf's readings at its windows and where a table lists it; a branch reads nothing itself.

    ``through`` are the checkpoints for which this version of the scheme is in force, with their last months.
    """
    if "combine" in node:
        return
    listed = listing(table, node)
    for variant in node["variants"]:
        asked = list(_asked(variant, key))
        if not asked:
            continue
        compared = list(_asked(_group_parts(variant), key))
        codes = dict.fromkeys([*(window["checkpoint"] for window in variant["windows"]), *listed])
        for code in (code for code in codes if code in through):
            own = _units(asked, compiled, key, variant["units"], through[code])
            among = _units(compared, compiled, key, variant["among"], through[code])
            ranked = variant["method"]["kind"].startswith("rank_") and bool(own)
            of_group = bool(among) or ranked
            units = variant["units"] if among else own
            if units:
                yield Reading(code, table["scorecard"], node["code"], tuple(units), of_group)


def _asked(content: Any, key: Key) -> Iterator[list[Any]]:
    """The figures of the same item and kind inside compiled content."""
    item = key[1].partition("/")[0]
    return (figure for figure in figures_in(content) if figure[1] == item and figure[3] == key[2])


def _units(
    figures: Sequence[list[Any]], compiled: Json, key: Key, units: Sequence[str], through: int
) -> list[str]:
    """The units for which one of the figures is the one asked for."""
    return [unit for unit in units if any(_reads(f, compiled, key, [unit], through) for f in figures)]


def _reads(figure: list[Any], compiled: Json, key: Key, units: Sequence[str], through: int) -> bool:
    year = compiled["year"]
    return any(key in keys_read(figure, compiled["items"], unit, through, year) for unit in units)


def _group_parts(content: Any) -> list[Any]:
    """The functions of the comparison group inside compiled content."""
    if isinstance(content, dict):
        content = list(content.values())
    if not isinstance(content, list) or not content:
        return []
    if isinstance(content[0], str) and content[0].startswith("group_"):
        return [content]
    return [part for inner in content for part in _group_parts(inner)]


def _joined(one: Reading, other: Reading) -> Reading:
    """Two variants of the same indicator are one line."""
    units = tuple(dict.fromkeys([*one.units, *other.units]))
    return Reading(one.checkpoint, one.table, one.node, units, one.of_group or other.of_group)


def is_retroactive(scheme: Scheme, key: Key) -> bool:
    """Whether a revision changes what later results say of checkpoints that closed before it."""
    item = scheme.items.get(key[1].partition("/")[0])
    return item is not None and item.revision == "retroactive"


def _later(
    scheme: Scheme, versions: Sequence[Version], checkpoint: str, own: str
) -> tuple[tuple[str, str], ...]:
    """Where the results of later checkpoints turn to another version."""
    order = list(scheme.checkpoints)
    found: list[tuple[str, str]] = []
    last = own
    for code in order[order.index(checkpoint) + 1 :]:
        version, _ = _counting(scheme, versions, code)
        if version != last:
            found.append((code, version))
            last = version
    return tuple(found)


def _counting(
    scheme: Scheme, versions: Sequence[Version], checkpoint: str
) -> tuple[str, tuple[tuple[str, int], ...]]:
    """The version that the results of a checkpoint count, and those whose place it took there."""
    order = ["", *scheme.checkpoints]
    here = order.index(checkpoint)
    reached = [
        version
        for version in versions
        if version.standing not in NOT_STANDING and order.index(version.since) <= here
    ]
    counting, before = "", []
    position = -1
    for version in reached:
        # Versions come in the order of recording; one that counts from an earlier checkpoint on than what
        # stands does not take its place.
        if order.index(version.since) >= position:
            if counting:
                before.append((counting, version.seq))
            counting, position = version.ref, order.index(version.since)
    return counting, tuple(before)
