"""Forms for the tests: a bureau's sheet of four districts, and one district's own report."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sikao.core.figures.checking import Range
from sikao.core.figures.forms import Earlier, EntryForm, EntrySlot
from sikao.core.figures.measures import STANDARD_MEASURES
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Kind
from sikao.core.wording import Finding, Term

SIGNED = "v1.c2lnbmVk.0123456789"
HALF = Period.of(2020, 1, 6)
QUARTER = Period.of(2020, 1, 3)
UNITS = {
    "jimo": Term("即墨区", "Jimo"),
    "licang": Term("李沧区", "Licang"),
    "chengyang": Term("城阳区", "Chengyang"),
    "gaoxin": Term("高新区", "High-tech Zone"),
}
ITEMS: dict[str, tuple[Term, Kind, str]] = {
    "fdi": (Term("实际使用外资", "Foreign investment used"), Kind.LEVEL, "wan_usd"),
    "trade/export": (Term("外贸出口增速", "Export growth"), Kind.GROWTH, "percent"),
    "projects": (Term("新开工项目", "Projects begun"), Kind.LEVEL, "pieces"),
}
LAST_YEAR = {"jimo": "22000", "licang": "8130.5", "chengyang": "41200", "gaoxin": "12000"}


def slot(unit: str = "jimo", item: str = "fdi", **changes: Any) -> EntrySlot:
    """A slot of which nothing is known beforehand, but what ``changes`` say."""
    name, kind, measure = ITEMS[item]
    plain = EntrySlot(unit, UNITS[unit], item, name, kind, HALF, STANDARD_MEASURES[measure])
    return replace(plain, **changes)


def fdi(**changes: Any) -> EntrySlot:
    """The slot of the half year's foreign investment, last year 22,000 万美元."""
    return slot(**({"last_year": Decimal(22000)} | changes))


def form(slots: Sequence[EntrySlot] | None = None, **changes: Any) -> EntryForm:
    """The sheet of the bureau of commerce for the half year; the zone does not report its exports."""
    asked = [
        slot(unit, item, **_known(unit, item))
        for unit in UNITS
        for item in ITEMS
        if (unit, item) != ("gaoxin", "trade/export")
    ]
    plain = EntryForm(
        "commerce_h1",
        Term("2020年上半年商务数据", "Commerce, first half of 2020"),
        "commerce",
        Term("市商务局", "Bureau of Commerce"),
        HALF,
        Term("2020年1—6月", "January to June 2020"),
        "1",
        tuple(slots if slots is not None else asked),
        token=SIGNED,
    )
    return replace(plain, **changes)


def own_report() -> EntryForm:
    """One district's report: items down."""
    return form([slot("jimo", item, **_known("jimo", item)) for item in ITEMS], code="jimo_h1")


def _known(unit: str, item: str) -> dict[str, Any]:
    if item == "fdi":
        earlier = Earlier(QUARTER, Decimal(9000)) if unit == "jimo" else None
        return {"last_year": Decimal(LAST_YEAR[unit]), "earlier": earlier, "evidence": unit == "jimo"}
    if item == "projects":
        return {"declared": Range(Decimal(0), Decimal(500)), "is_count": True}
    return {"peers": Range(Decimal("-3.1"), Decimal("9.4"))}


def codes(findings: Sequence[Finding]) -> list[str]:
    return [finding.code for finding in findings]
