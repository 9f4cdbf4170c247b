"""Rows on the way from figures to a clamped value: measure, comparison group, parameters, method,
coefficient.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from sikao.core.scoring import methods
from sikao.core.scoring import quantity as q
from sikao.core.scoring.blocks import Bank, Block, bank_rows, span_of
from sikao.core.scoring.cells import BlockCells
from sikao.core.scoring.expressions import (
    NOT_APPLICABLE,
    Shape,
    doubtful_groups,
    either,
    evaluate,
    group_statistic,
)
from sikao.core.scoring.figures import Tensors
from sikao.core.scoring.flags import Flags, read_flags
from sikao.core.scoring.places import places, sort_keys
from sikao.core.scoring.quantity import Codes, Quantity
from sikao.core.scoring.shapes import GROUP, expressions_in

_ALL, _NONE = np.uint32(0xFFFFFFFF), np.uint32(0)


class RowScorer:
    """One chunk of rows on the way from measure to clamped value."""

    def __init__(self, block: Block, rows: slice, tensors: Tensors, full: Quantity) -> None:
        self._block = block
        self._rows = rows
        self._tensors = tensors
        self._full = full
        self._among = block.among[rows]
        self._units = block.units[rows]
        self._span = block.span if block.span is not None else span_of(self._units)
        self._guests = None if block.guests is None else block.guests[rows]
        self._measures = [
            (bank, self._cells(bank)) for bank in (bank_rows(b, rows, block.rows) for b in block.measures)
        ]
        method = bank_rows(block.method, rows, block.rows)
        self._method = method
        self._cells_of_method = self._cells(method)
        self._x = self._measure()
        self._absent: Codes | None = None

    def _cells(self, bank: Bank) -> BlockCells:
        return BlockCells(bank, self._units, self._span, self._tensors, self._among, self._guests)

    def _measure(self) -> Quantity:
        result: Quantity | None = None
        for bank, cells in self._measures:
            value = evaluate(bank.shape, cells) if bank.shape else q.constant(0)
            if result is None or bank.applies is None:
                result = value
            else:
                result = q.choose(bank.applies, value, result)
        return q.constant(0) if result is None else result

    def value(self, *, parts: bool) -> tuple[Quantity, dict[str, Quantity]]:
        """The clamped value with its absences, and the named parts when asked for."""
        shape, coefficient = self._method.shape
        given = dict(shape)
        resolved = {key: self._resolve(content) for key, content in given.items() if key != "entries"}
        if "entries" in given:
            resolved["entries"] = self._entries(given)
        factor = None if coefficient is None else self._value(coefficient)
        x = self._x.with_absent(None)
        named = _METHODS[resolved["kind"]](self, x, resolved)
        raw = _total(named)
        value = raw if factor is None else q.multiply(raw, factor)
        floored = q.greater(value, resolved["floor"])
        capped = q.doubting(q.lesser(floored, resolved["cap"]), q.beyond(*named.values(), raw, value))
        if parts:
            steps = {"coefficient": (value, raw), "floor": (floored, value), "cap": (capped, floored)}
            for name, (after, before) in steps.items():
                if after is not before:
                    named[name] = q.subtract(after, before)
        absent = q.merged(self._absent, capped.absent)
        mine = self._x.absent
        if mine is not None:
            absent = mine if absent is None else np.where(mine > 0, mine, absent).astype(np.int8)
        return capped.with_absent(absent), named if parts else {}

    def flags(self) -> Flags | None:
        """Bits of the remarks on the figures that each unit's own expressions read."""
        if self._tensors.flags is None:
            return None
        result: Flags | None = None
        for bank, cells in self._measures:
            bits = read_flags(bank.shape, cells) if bank.shape else np.zeros(1, np.uint32)
            result = bits if result is None or bank.applies is None else np.where(bank.applies, bits, result)
        parameters, coefficient = self._method.shape
        entries = tuple(pair for pair in parameters if pair[0] == "entries")
        others = tuple(pair for pair in parameters if pair[0] != "entries")
        method = np.zeros(1, np.uint32)
        for shape in (*expressions_in(others), *([] if coefficient is None else [coefficient])):
            method = method | read_flags(shape, self._cells_of_method)
        cells = self._cells_of_method
        members = [None] if dict(parameters).get("over") is None else range(cells.most_members())
        for cells.member in members:
            exists = _ALL if cells.member is None else np.where(cells.member_exists(), _ALL, _NONE)
            for shape in expressions_in(entries):
                method = method | (read_flags(shape, cells) & exists)
        cells.member = None
        if self._x.absent is not None:
            method = np.where(self._x.absent == 0, method, np.uint32(0))
        return method if result is None else result | method

    def _resolve(self, content: Any) -> Any:
        """A parameter as a quantity, or lists and records of them; words as they are."""
        if not isinstance(content, tuple) or content == GROUP:
            return content
        tag = content[0]
        if tag == "full":
            return self._full
        if tag == "share":
            return q.multiply(self._full, self._cells_of_method.number(content[1]))
        if tag == "points":
            return self._cells_of_method.number(content[1])
        if tag == "list":
            return [self._resolve(element) for element in content[1:]]
        if tag == "record":
            return {key: self._resolve(element) for key, element in content[1]}
        return self._value(content[1] if tag == "expr" else content)

    def _value(self, shape: Shape) -> Quantity:
        """An expression's value; its absence counts against the whole method."""
        value = evaluate(shape, self._cells_of_method)
        self._absent = q.merged(self._absent, value.absent)
        return value.with_absent(None)

    def _entries(self, given: Mapping[str, Any]) -> list[dict[str, Quantity]]:
        """The points of a tally's entries by name, once or for each member."""
        entries = given["entries"][1:]
        if given.get("over") is None:
            return [self._entry_points(entries)]
        cells = self._cells_of_method
        outside, counted = self._absent, []
        for member in range(cells.most_members()):
            cells.member = member
            self._absent = None
            worth = self._entry_points(entries)
            exists = cells.member_exists()
            codes = self._codes()
            counts = exists & (codes == 0)
            counted.append({name: q.choose(counts, points, methods.ZERO) for name, points in worth.items()})
            kept = np.where(exists & (codes != NOT_APPLICABLE), codes, np.int8(0)).astype(np.int8)
            outside = q.merged(outside, kept) if kept.any() else outside
        cells.member = None
        self._absent = outside
        return counted

    def _codes(self) -> Codes:
        return np.zeros(1, np.int8) if self._absent is None else self._absent

    def _entry_points(self, entries: Any) -> dict[str, Quantity]:
        worth = {}
        for entry in entries:
            resolved = self._resolve(entry)
            worth[resolved["name"]] = methods.entry_points(
                resolved["count"], resolved["each"], resolved.get("most")
            )
        return worth

    def extreme(self, *, best: bool) -> Quantity:
        """The comparison group's best or worst measure."""
        kind = "group_max" if best == self._block.high else "group_min"
        statistic = group_statistic(kind, self._x, self._among, self._guests)
        # A group without anybody has no unit to score either.
        unsure = q.unsure_in(statistic.absent)
        if unsure is not None and statistic.absent is not None:
            self._absent = q.merged(self._absent, np.where(unsure, statistic.absent, np.int8(0)))
        return statistic.with_absent(None)

    def standing(self) -> methods.Standing:
        """The places of the units in their groups."""
        present = np.ones(1, np.bool_) if self._x.absent is None else self._x.absent == 0
        inside = self._among & present
        keys, doubt = sort_keys(
            self._x.with_absent(None), inside if self._guests is None else inside | self._guests
        )
        found = places(keys, inside, high=self._block.high, guests=self._guests is not None)
        doubt = either(doubt, doubtful_groups(self._x, self._among, self._guests))
        size = inside.sum(axis=-1, keepdims=True) + (0 if self._guests is None else self._guests)
        return methods.Standing(found, size.astype(np.float64), doubt)

    @property
    def full(self) -> Quantity:
        """The full points."""
        return self._full

    @property
    def high(self) -> bool:
        """Whether more is better."""
        return self._block.high


def _total(parts: Mapping[str, Quantity]) -> Quantity:
    values = list(parts.values())
    total = values[0]
    for value in values[1:]:
        total = q.add(total, value)
    return total


def _attainment(at: RowScorer, x: Quantity, given: Mapping[str, Any]) -> methods.Parts:
    short = given.get("short")
    return methods.attainment(
        x,
        at.full,
        target=given["target"],
        short=None if short is at.full else short,
        mirror=given.get("inverse") == "mirror",
        high=at.high,
    )


def _all_or_nothing(at: RowScorer, x: Quantity, given: Mapping[str, Any]) -> methods.Parts:
    return methods.all_or_nothing(
        x, target=given["target"], met=given["met"], unmet=given["unmet"], high=at.high
    )


def _steps(at: RowScorer, x: Quantity, given: Mapping[str, Any]) -> methods.Parts:
    up, by_size = given["up"], given.get("up_by")
    if by_size is not None:
        bands = [(band["at_least"], band["rate"]) for band in by_size["bands"]]
        up = methods.rate_by_size(by_size["size"], bands, up)
    return methods.steps(
        x,
        target=given["target"],
        base=given["base"],
        up=up,
        down=given["down"],
        per=given["per"],
        whole=bool(given.get("whole")),
        high=at.high,
    )


def _efficacy(at: RowScorer, x: Quantity, given: Mapping[str, Any]) -> methods.Parts:
    low, high = given["low"], given["high"]
    return methods.efficacy(
        x,
        at.full,
        base=given["base"],
        low=at.extreme(best=False) if low == GROUP else low,
        high_standard=at.extreme(best=True) if high == GROUP else high,
        equal=given["equal"],
        high=at.high,
    )


def _tiers(at: RowScorer, x: Quantity, given: Mapping[str, Any]) -> methods.Parts:
    return methods.tiers(
        x, standards=given["standards"], scores=given["coefficients"], below=given["below"], high=at.high
    )


def _relative_best(at: RowScorer, x: Quantity, given: Mapping[str, Any]) -> methods.Parts:
    best = at.extreme(best=True) if given["best"] == GROUP else given["best"]
    return methods.relative_best(x, at.full, best=best, high=at.high)


def _rank_step(at: RowScorer, _x: Quantity, given: Mapping[str, Any]) -> methods.Parts:
    return methods.rank_step(at.standing(), first=given["first"], step=given["step"], ties=given["ties"])


def _rank_interval(at: RowScorer, _x: Quantity, given: Mapping[str, Any]) -> methods.Parts:
    return methods.rank_interval(at.standing(), first=given["first"], last=given["last"], ties=given["ties"])


def _rank_ladder(at: RowScorer, _x: Quantity, given: Mapping[str, Any]) -> methods.Parts:
    return methods.rank_ladder(
        at.standing(), ladder=given["ladder"], bottom=given["bottom"], rest=given["rest"], ties=given["ties"]
    )


def _bands(_at: RowScorer, x: Quantity, given: Mapping[str, Any]) -> methods.Parts:
    bounds = []
    for band in given["bands"]:
        upwards = band.get("at_least") is not None
        bounds.append((upwards, band["at_least"] if upwards else band["at_most"]))
    scores = [band["score"] for band in given["bands"]]
    return methods.bands(x, bounds=bounds, scores=scores, otherwise=given["otherwise"])


def _tally(_at: RowScorer, _x: Quantity, given: Mapping[str, Any]) -> methods.Parts:
    named: methods.Parts = {"start": given["start"]}
    for worth in given["entries"]:
        if given["choose"] == "highest":
            worth = {"highest": methods.highest(list(worth.values()))} if worth else {}
        else:
            worth = {f"entry:{name}": points for name, points in worth.items()}
        for name, points in worth.items():
            named[name] = q.add(named[name], points) if name in named else points
    return named


_METHODS: Mapping[str, Callable[[RowScorer, Quantity, Mapping[str, Any]], methods.Parts]] = {
    "attainment": _attainment,
    "all_or_nothing": _all_or_nothing,
    "steps": _steps,
    "efficacy": _efficacy,
    "tiers": _tiers,
    "relative_best": _relative_best,
    "rank_step": _rank_step,
    "rank_interval": _rank_interval,
    "rank_ladder": _rank_ladder,
    "bands": _bands,
    "tally": _tally,
}
