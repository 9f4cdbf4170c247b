"""A city in which every figure says whose it is; and what of it is nobody's but its own unit's."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import cache

from sikao.core.books import Book
from sikao.core.books.names import TOTAL
from sikao.core.scheme.resolving import Resolved
from sikao.office.accounts.rights.roles import Role
from sikao.office.ledger.facts import NewFigure
from sikao.office.results.editions import edition
from sikao.office.results.keeping import kept_book
from sikao.office.rulebook.queries import scheme_of
from tests.office.city import SCHEME, City
from tests.office.results import ways
from tests.office.results.years import computed, first_reported, post

CANARY = re.compile(r"(?<!\d)\d+\.\d{2}7(\d{2})9(?!\d)")
"""A figure that ends in 7, its unit's number in two digits, 9."""
NUMBER = re.compile(r"(?<![\d.])\d+\.\d{2}(?![\d%])")
LARGE = 20
"""Points above it are looked for by themselves; smaller ones may be anything else as well."""
SCORED = {"districts", "zones"}
"""The groups that have a result at the first quarter."""
READERS = {
    "pingdu_s": (Role.SIGNER, "pingdu"),
    "jimo_r": (Role.REPORTER, "jimo"),
    "licang_s": (Role.SIGNER, "licang"),
    "statistics_r": (Role.REPORTER, "statistics"),
    "verifier": (Role.VERIFIER, "inspection"),
    "leader": (Role.LEADER, ""),
    "secretary": (Role.SYSTEM_ADMIN, ""),
    "keeper": (Role.SECURITY_ADMIN, ""),
    "watcher": (Role.AUDIT_ADMIN, ""),
    "reviewer": (Role.REVIEWER, ""),
    "expert": (Role.EXPERT, ""),
}
"""Everybody who may not see the result of all units before it is published."""
LISTS = (
    *("/", "/tasks/", "/checks/", "/verifications/", "/notices/", "/figures/", "/figures/export/"),
    *("/own/", "/objections/", "/published/", "/open/", "/editions/", "/runs/", "/board/", "/calendar/"),
    *("/reviews/", "/briefings/", "/jobs/", "/people/", "/journal/", "/sharing/", "/rulebook/"),
)
QUERIES = (
    *("show=signed", "show=later", "state=late", "state=published", "page=2", "form=csv", "form=xlsx"),
    *("q=67.2", "search=pingdu", "unit=licang", "unit=jimo&scheme=qingdao_2020", "sort=points", "sort=rank"),
    *("item=fixed_assets", "period=2020-01..03", "checkpoint=q1", "scheme=qingdao_2020", "level=points"),
)


def units() -> dict[str, int]:
    """Assessed units by a number of two digits."""
    return {unit: number for number, unit in enumerate(scheme_of(SCHEME).units, 10)}


def marked(figures: Iterable[NewFigure]) -> list[NewFigure]:
    """Those figures with the number of their unit in their last decimals; places and small values stay."""
    numbers = units()
    return [
        figure
        if figure.unit not in numbers
        or figure.value is None
        or figure.kind == "rank"
        or abs(figure.value) < 2
        else _marked(figure, numbers[figure.unit])
        for figure in figures
    ]


def _marked(figure: NewFigure, number: int) -> NewFigure:
    less = figure.value - 1 if figure.value > 0 else figure.value + 1  # within whatever range it must lie
    value = Decimal(f"{less:.2f}7{number:02}9")
    return replace(figure, value=value, raw=str(value))


def before_publication() -> tuple[City, str]:
    """A result with its units, one of whom objects: whatever is told of it must be told to nobody else."""
    city = City.in_its_year()
    city.on(2021, 4, 1)
    # Departments are scored at the end of the year alone.
    later = scheme_of(SCHEME).units.keys() - scored().keys()
    post(city, marked(figure for figure in first_reported() if figure.unit not in later))
    for who, (role, organisation) in READERS.items():
        city.person(who, role, organisation)
    ref = ways.given(city, computed(city))
    ways.objected(city, ref, reason="canary-licang-reason")
    return city, ref


@cache
def others(ref: str, unit: str) -> frozenset[str]:
    """The points of other units in a result as pages write them, such as the unit has nowhere itself.

    Whole tenths of full points are no unit's alone: methods give them to whoever gets but the basis.
    """
    rows = book_in(ref).rows
    mine = rows.filter(unit=unit)
    own = {f"{points:.2f}" for name in ("points", "full_points") for points in _of(mine, name)}
    full = {f"{points:.2f}" for points in _of(rows, "full_points")}
    tenths = rows["points"] * 10 % rows["full_points"] == 0
    told = rows.filter(
        (rows["unit"] != unit) & ((rows["points"] > LARGE) & ~tenths | (rows["node"] == TOTAL))
    )
    return frozenset({f"{points:.2f}" for points in _of(told, "points")} - own - full)


def scored() -> dict[str, str]:
    """The units that have a result at the first quarter, with their names."""
    tables = Resolved(scheme_of(SCHEME)).tables
    return {unit.code: unit.name for table in tables if table.group.code in SCORED for unit in table.units}


def _of(rows, name: str) -> list[Decimal]:
    return rows[name].drop_nulls().to_list()


def book_in(ref: str) -> Book:
    return kept_book(edition(ref).book_sha256)
