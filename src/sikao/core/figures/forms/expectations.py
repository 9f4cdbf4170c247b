"""A value held against what is known of its slot: bounds, counts, last year, target, peers, earlier months.

A figure far above what is expected is asked about, one far below every figure of its own unit is stopped
(``magnitude`` says why the sides differ). When a single one of last year, the target and the earlier figure
says that the size is right, it may be right, and is only asked about.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sikao.core.figures.checking import Range
from sikao.core.figures.decimals import canonical, shifted
from sikao.core.figures.forms.form import EntrySlot, is_counted
from sikao.core.figures.magnitude import (
    Reference,
    check_magnitude,
    largest_peer,
    last_year,
    smallest_peer,
    target,
)
from sikao.core.figures.plausibility import SMALL_COUNT
from sikao.core.figures.table import Kind
from sikao.core.wording import Detail, Finding, Findings, Place, Severity, Term

_DOUBLED = Decimal(100)
"""Growth beyond a doubling, or below nothing at all, is asked about where no peers say what is usual."""
_LEAST_MARGIN = Decimal(10)
_SHOWN = Decimal("0.01")


def expected(value: Decimal, slot: EntrySlot, where: Place) -> tuple[Finding, ...]:
    """What speaks against a value: errors for the impossible, warnings for the unlikely."""
    found = Findings()
    _bounds(value, slot, where, found)
    if slot.kind is Kind.LEVEL:
        found.extend(_size(value, slot, where))
        _fall(value, slot, where, found)
    elif slot.kind is Kind.GROWTH and slot.measure.code == "percent":
        _growth(value, slot, where, found)
    return tuple(found)


def _bounds(value: Decimal, slot: EntrySlot, where: Place, found: Findings) -> None:
    text = canonical(value)
    details: dict[str, Detail] = {"figure": slot.name, "value": text}
    if slot.kind is Kind.RANK and ("." in text or value < 1):
        found.error("figure.not_a_rank", where, **details)
    if is_counted(slot.kind, slot.measure) and value < 0:
        found.error("figure.negative_count", where, unit=slot.measure.term, **details)
    if slot.is_count and "." in canonical(shifted(value, slot.measure.power)):
        found.error("form.fraction_of_count", where, unit=slot.measure.term, **details)
    bounds = slot.declared
    if bounds is not None and value not in bounds:
        low, high = _ends(bounds)
        found.error("figure.outside_range", where, unit=slot.measure.term, low=low, high=high, **details)


def _ends(bounds: Range) -> tuple[str, str]:
    low = "−∞" if bounds.low is None else canonical(bounds.low)
    high = "+∞" if bounds.high is None else canonical(bounds.high)
    return low, high


def _size(value: Decimal, slot: EntrySlot, where: Place) -> tuple[Finding, ...]:
    """One finding at most: that of the first reference from which the value is powers of ten away."""
    own = [reference for reference in _own(value, slot) if not _both_small(value, reference, slot)]
    judged = [check_magnitude(value, reference, slot.measure, where) for reference in own]
    if judged:
        stopped = all(_stops(findings) for findings in judged)
        odd = next((number for number, findings in enumerate(judged) if findings), None)
        if odd is None:
            return ()
        return check_magnitude(value, own[odd], slot.measure, where, stop=stopped)
    return _among_peers(value, slot, where)


def _own(value: Decimal, slot: EntrySlot) -> Iterator[Reference]:
    """Figures of the unit itself. An earlier one of the year is smaller by nature: it speaks below, and above
    only where nothing else is known, by what the year would have come to at its pace.
    """
    if isinstance(slot.last_year, Decimal) and slot.last_year:
        yield last_year(slot.last_year)
    if slot.target:
        yield target(slot.target)
    earlier = slot.earlier
    if earlier is None:
        return
    if abs(value) < abs(earlier.value):
        yield Reference(earlier.value, Term("年内已报数", "the figure reported earlier in the year"))
    elif not slot.last_year and not slot.target:
        pace = earlier.value * slot.period.end.month / earlier.period.end.month
        told = Term("按年内已报数同样进度推算的数", "what the figure reported earlier in the year leads to")
        yield Reference(pace.quantize(_SHOWN), told)


def _both_small(value: Decimal, reference: Reference, slot: EntrySlot) -> bool:
    return is_counted(slot.kind, slot.measure) and max(abs(value), abs(reference.value)) < SMALL_COUNT


def _stops(findings: tuple[Finding, ...]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _among_peers(value: Decimal, slot: EntrySlot, where: Place) -> tuple[Finding, ...]:
    """Units differ by nature: only a hundredfold is asked about, and nothing is stopped."""
    bounds = slot.peers
    if bounds is None or not value:
        return ()
    reference = None
    if bounds.high is not None and abs(value) > abs(bounds.high):
        reference = largest_peer(bounds.high)
    elif bounds.low is not None and abs(value) < abs(bounds.low):
        reference = smallest_peer(bounds.low)
    if reference is None or _both_small(value, reference, slot):
        return ()
    told = check_magnitude(value, reference, slot.measure, where, stop=False)
    return tuple(finding for finding in told if finding.code != "number.magnitude_10")


def _fall(value: Decimal, slot: EntrySlot, where: Place, found: Findings) -> None:
    """A cumulative figure does not become smaller while the year goes on."""
    earlier = slot.earlier
    if earlier is not None and value < earlier.value:
        period = Term(earlier.period.label("zh"), earlier.period.label("en"))
        found.warning(
            "form.cumulative_fell",
            where,
            value=canonical(value),
            unit=slot.measure.term,
            period=period,
            earlier=canonical(earlier.value),
        )


def _growth(value: Decimal, slot: EntrySlot, where: Place, found: Findings) -> None:
    """Growth outside what is usual among peers, widened by as much again on either side, by ten points at
    least.
    """
    low, high = -_DOUBLED, _DOUBLED
    if slot.peers is not None and slot.peers.low is not None and slot.peers.high is not None:
        margin = max(slot.peers.high - slot.peers.low, _LEAST_MARGIN)
        low, high = slot.peers.low - margin, slot.peers.high + margin
    before = slot.last_year
    if isinstance(before, Decimal):
        low, high = min(low, before - _LEAST_MARGIN), max(high, before + _LEAST_MARGIN)
    if not low <= value <= high:
        found.warning(
            "form.growth_unusual", where, value=canonical(value), low=canonical(low), high=canonical(high)
        )
