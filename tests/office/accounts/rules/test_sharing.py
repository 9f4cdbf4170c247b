"""Whoever reports for others is noticed; whoever shares a building, a network or a desk is not."""

from datetime import datetime, timedelta

import pytest

from sikao.office.accounts.rules.sharing import ADDRESS, BROWSER, Use, shared
from tests.office.staff import AT

UNITS = ("laoshan", "jimo", "licang", "pingdu", "laixi", "jiaozhou", "chengyang", "huangdao")
GATE = "gate of the city's network"


def use(person: str, unit: str, browser: str, address: str, at: datetime) -> Use:
    return Use(person, frozenset(unit.split()), browser, address, at)


def usual(unit: str, days: int = 20) -> list[Use]:
    """A unit's reporter and signer, each at an own machine, from the unit's own address, on working days."""
    return [
        use(
            f"{unit} {role}", unit, f"{unit} {role}'s", f"{unit}'s", AT - timedelta(days=day, minutes=minutes)
        )
        for day in range(1, days)
        for role, minutes in (("reporter", 0), ("signer", 5))
    ]


def at_one_browser(number: int) -> list[Use]:
    """Two units' people, or three's, one after another at one machine: minutes, hours or weeks apart."""
    apart = (timedelta(minutes=2), timedelta(hours=5), timedelta(days=3), timedelta(days=29))[number % 4]
    first, second, third = UNITS[number % 8], UNITS[(number + 1) % 8], UNITS[(number + 3) % 8]
    found = [
        use(f"{first} reporter", first, "a stranger's", "a stranger's", AT - apart),
        use(f"{second} reporter", second, "a stranger's", f"{second}'s", AT),
    ]
    return found + [use(f"{third} signer", third, "a stranger's", "elsewhere", AT)] * (number % 3 == 0)


def at_one_address(number: int) -> list[Use]:
    """Two units' people from one address within minutes, in windows that keep no mark."""
    first, second = UNITS[number], UNITS[(number + 3) % 8]
    where = f"{first}'s" if number % 2 else "a hotel's"
    return [
        use(f"{first} reporter", first, f"private {number}", where, AT - timedelta(minutes=2 * number)),
        use(f"{second} reporter", second, "", where, AT),
    ]


PLANTED = [(BROWSER, at_one_browser(number)) for number in range(12)]
PLANTED += [(ADDRESS, at_one_address(number)) for number in range(8)]


@pytest.mark.parametrize(("by", "found"), PLANTED)
def test_every_planted_case_is_found_and_nobody_beside_it(by, found):
    others = [one for unit in UNITS for one in usual(unit)]
    told = shared([*others, *found])
    assert len(PLANTED) == 20
    assert {one.by for one in told} >= {by}
    for one in told:
        assert set(one.persons) == {use.person for use in found}


INNOCENT = {
    "all units behind one gate": [
        use(f"{unit} reporter", unit, f"{unit}'s", GATE, AT - timedelta(days=day, minutes=number))
        for day in range(20)
        for number, unit in enumerate(UNITS)
    ],
    "two units in one building, every day within minutes": [
        use(f"{unit} reporter", unit, f"{unit}'s", "the building's", AT - timedelta(days=day, minutes=number))
        for day in range(20)
        for number, unit in enumerate(("laoshan", "jimo"))
    ],
    "reporter and signer of one unit at one machine": [
        use(f"laoshan {role}", "laoshan", "shared", "laoshan's", AT - timedelta(days=day))
        for day in range(20)
        for role in ("reporter", "signer")
    ],
    "one person of two units": [
        use("one", unit, "one's", "one's", AT - timedelta(days=day))
        for day, unit in enumerate(("laoshan", "jimo"))
    ],
    "one person of two units beside a colleague in each": [
        use("one", "laoshan jimo", "the office's", "x", AT),
        use("two", "laoshan", "the office's", "x", AT),
        use("three", "laoshan", "the office's", "x", AT),
    ],
    "a machine passed on after more than thirty days is not in the window": [
        use("two", "jimo", "passed on", "jimo's", AT)
    ],
    "the city's own people help at a unit's machine": [
        use("laoshan reporter", "laoshan", "laoshan's", "laoshan's", AT),
        use("staff", "", "laoshan's", "laoshan's", AT),
    ],
    "a training away from home, five units at one address": [
        one
        for number, unit in enumerate(UNITS[:5])
        for one in (
            *usual(unit),
            use(f"{unit} reporter", unit, f"{unit}'s laptop", "hall", AT + timedelta(minutes=number)),
        )
    ],
    "two at a hotel, hours apart": [
        *usual("laoshan"),
        *usual("jimo"),
        use("laoshan reporter", "laoshan", "a", "hotel", AT),
        use("jimo reporter", "jimo", "b", "hotel", AT + timedelta(hours=2)),
    ],
    "newcomers who have signed in nowhere else": [
        use("new one", "laoshan", "a", "the building's", AT),
        use("new two", "jimo", "b", "the building's", AT),
    ],
    "browsers and addresses that are not known": [
        use("one", "laoshan", "", "", AT),
        use("two", "jimo", "", "", AT),
    ],
}


@pytest.mark.parametrize("uses", INNOCENT.values(), ids=INNOCENT)
def test_none_of_the_innocent_is_flagged(uses):
    assert shared(uses) == ()


def test_an_address_counts_within_fifteen_minutes():
    away = [*usual("laoshan"), *usual("jimo")]
    for minutes, flagged in ((15, 1), (16, 0)):
        met = [
            use("laoshan reporter", "laoshan", "a", "hotel", AT),
            use("jimo reporter", "jimo", "b", "hotel", AT + timedelta(minutes=minutes)),
        ]
        assert len(shared([*away, *met])) == flagged
