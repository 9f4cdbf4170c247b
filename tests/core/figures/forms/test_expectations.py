"""Values against what is known of their slot."""

from decimal import Decimal

import pytest

from sikao.core.figures.checking import Range
from sikao.core.figures.forms import Earlier
from sikao.core.figures.forms.expectations import expected
from sikao.core.figures.table import Kind
from sikao.core.wording import NOWHERE, Severity
from tests.core.figures.forms.samples import QUARTER, codes, fdi, slot


def told(value: str, **known: object) -> list[str]:
    return codes(expected(Decimal(value), fdi(**known), NOWHERE))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("22000", []),
        ("109999", []),
        ("110000", ["number.magnitude_10"]),
        ("660000", ["number.magnitude_100"]),
        ("44000000", ["number.magnitude_10000"]),
        ("4401", []),
        ("4400", ["number.magnitude_10"]),
        ("733", ["number.magnitude_100"]),
        ("11", ["number.magnitude_stopped"]),
        ("0", []),
    ],
)
def test_steps_of_magnitude_against_last_year(value: str, code: list[str]):
    assert told(value) == code


def test_one_reference_that_agrees_turns_the_stop_into_a_question():
    # Last year in dollars by mistake: the target knows better.
    findings = expected(Decimal(24650), fdi(last_year=Decimal(220000000), target=Decimal(25000)), NOWHERE)
    assert [(f.code, f.severity) for f in findings] == [("number.magnitude_10000", Severity.WARNING)]


def test_a_fall_below_an_earlier_figure_of_the_year_speaks_too():
    known = {"last_year": None, "earlier": Earlier(QUARTER, Decimal(9000))}
    assert told("24650", **known) == []
    assert told("8999.9", **known) == ["form.cumulative_fell"]
    assert sorted(told("2.465", **known)) == ["form.cumulative_fell", "number.magnitude_stopped"]


def test_a_leap_from_an_earlier_figure_of_the_year_is_asked_about_where_nothing_else_is_known():
    # 9,000 by March lead to 18,000 by June at the same pace; five times that is 90,000.
    earlier = Earlier(QUARTER, Decimal(9000))
    assert told("89999", last_year=None, earlier=earlier) == []
    findings = expected(Decimal(90000), fdi(last_year=None, earlier=earlier), NOWHERE)
    assert [(f.code, f.severity) for f in findings] == [("number.magnitude_10", Severity.WARNING)]
    assert findings[0].details["reference"] == "18000"
    assert told("90000", last_year=Decimal(80000), earlier=earlier) == []
    assert told("90000", last_year=None, target=Decimal(80000), earlier=earlier) == []


PEERS = {"last_year": None, "peers": Range(Decimal(8000), Decimal(41000))}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("24650", []),
        ("410000", []),
        ("1230000", ["number.magnitude_100"]),
        ("246500000", ["number.magnitude_10000"]),
        ("267", []),
        ("2.465", ["number.magnitude_10000"]),
    ],
)
def test_peers_speak_where_nothing_else_is_known(value: str, code: list[str]):
    findings = expected(Decimal(value), fdi(**PEERS), NOWHERE)
    assert codes(findings) == code
    assert all(finding.severity is Severity.WARNING for finding in findings)


def test_last_year_speaks_before_peers():
    assert told("1230000", **PEERS | {"last_year": Decimal(1200000)}) == []


def test_small_counts_may_grow_tenfold():
    count = slot(item="projects", last_year=Decimal(2))
    assert codes(expected(Decimal(40), count, NOWHERE)) == []
    assert codes(expected(Decimal(400), count, NOWHERE)) == ["number.magnitude_100"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("35", []),
        ("3.5", ["form.fraction_of_count"]),
        ("-1", ["figure.negative_count", "figure.outside_range"]),
        ("501", ["figure.outside_range"]),
    ],
)
def test_counts_are_whole_and_within_bounds(value: str, code: list[str]):
    count = slot(item="projects", is_count=True, declared=Range(Decimal(0), Decimal(500)))
    assert codes(expected(Decimal(value), count, NOWHERE)) == code


def test_a_bound_may_be_open():
    low = fdi(last_year=None, declared=Range(Decimal(0), None))
    findings = expected(Decimal(-1), low, NOWHERE)
    assert codes(findings) == ["figure.outside_range"]
    assert findings[0].details["high"] == "+∞"
    high = fdi(last_year=None, declared=Range(None, Decimal(0)))
    assert expected(Decimal(1), high, NOWHERE)[0].details["low"] == "−∞"


@pytest.mark.parametrize("value", ["0", "1.5", "-3"])
def test_a_rank_counts_from_one(value: str):
    assert codes(expected(Decimal(value), slot(kind=Kind.RANK), NOWHERE)) == ["figure.not_a_rank"]
    assert expected(Decimal(3), slot(kind=Kind.RANK), NOWHERE) == ()


@pytest.mark.parametrize(
    ("value", "peers", "last_year", "odd"),
    [
        ("8.2", None, None, False),
        ("-12.4", None, None, False),
        ("820", None, None, True),
        ("-101", None, None, True),
        ("8.2", Range(Decimal("-3.1"), Decimal("9.4")), None, False),
        ("21.9", Range(Decimal("-3.1"), Decimal("9.4")), None, False),
        ("22", Range(Decimal("-3.1"), Decimal("9.4")), None, True),
        ("-15.7", Range(Decimal("-3.1"), Decimal("9.4")), None, True),
        ("22", Range(Decimal("-3.1"), Decimal("9.4")), Decimal(14), False),
        ("15", Range(Decimal(3), Decimal(4)), None, True),
    ],
)
def test_growth_outside_the_usual_is_asked_about(
    value: str, peers: Range | None, last_year: Decimal | None, odd: bool
):
    growth = slot(item="trade/export", peers=peers, last_year=last_year)
    expectation = ["form.growth_unusual"] if odd else []
    assert codes(expected(Decimal(value), growth, NOWHERE)) == expectation
