"""Figures as of any number of the journal: what was known then, whatever came later."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sikao.core.figures.absence import Absence, Flag
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Kind
from sikao.core.scheme import Scheme, load_scheme
from sikao.office.ledger.queries import (
    courses,
    figures_as_of,
    last_figure_seq,
    latest,
    reported,
    seq_at,
    standing_as_of,
    versions,
)
from tests.office.ledger.posting import START, figure, happened, post

pytestmark = [pytest.mark.django_db, pytest.mark.both]
Q1 = Period.from_canonical("2020-01..03")
KEY = ("licang", "fixed_assets", "growth", "2020-01..03")


@pytest.fixture(scope="session")
def scheme() -> Scheme:
    found, _ = load_scheme(Path(__file__).parents[3] / "schemes" / "qingdao-2020")
    assert found is not None
    return found


def value(scheme: Scheme, seq: int | None = None, unit: str = "licang", since: str = ""):
    found = figures_as_of(scheme, seq).get(unit, "fixed_assets", Kind.GROWTH, Q1, since)
    return None if found is None else found.value


def test_a_later_figure_does_not_change_what_was_known_before(scheme: Scheme) -> None:
    first = post(figure("licang", "7.8"))
    second = post(figure("licang", "5.2", since="h1"))
    assert value(scheme, first) == Decimal("7.8")
    assert value(scheme, first, since="h1") is None
    assert value(scheme, second) == Decimal("7.8")
    assert value(scheme, second, since="h1") == Decimal("5.2")
    assert figures_as_of(scheme, first).digest() != figures_as_of(scheme).digest()


def test_what_figures_said_in_between_and_how_they_came(scheme: Scheme) -> None:
    """李沧 is reported before, then twice, and ruled on; 即墨 twice, of which one is returned; 莱西 once."""
    first = post(figure("licang", "7.8"), figure("jimo", "1"))
    post(figure("licang", "5.2", since="h1"), figure("jimo", "2"))
    (returned,) = latest([("jimo", *KEY[1:])]).values()
    post(figure("licang", "8.1"))
    post(figure("licang", "8.4"), figure("laixi", "3"), way="ruling")
    post(figure("jimo", "4"))
    last = happened(returned, "returned")
    ways, states = courses(scheme, first, last)
    assert ways == {
        KEY: ["sheet", "sheet", "ruling"],
        ("laixi", *KEY[1:]): ["ruling"],
        ("jimo", *KEY[1:]): ["sheet"],
    }
    # Once the first act was done both versions stood; of the others nothing was said that did not last.
    told = [[(one.unit, one.since, str(one.value)) for one in state] for state in states]
    assert told == [
        [("licang", "", "7.8"), ("licang", "h1", "5.2")],
        [("licang", "", "8.1"), ("licang", "h1", "5.2")],
    ]
    assert courses(scheme, last, last) == ({}, [])


def test_what_other_years_alone_know_is_left_out(scheme: Scheme) -> None:
    """The ledger is one for all years: last year's scheme is not refused for this year's figures."""
    post(figure("licang", "7.8"), figure("new_area", "3.1"), figure("licang", "2.5", period="2021-01..03"))
    assert figures_as_of(scheme).to_frame().select("unit", "period").rows() == [("licang", "2020-01..03")]


def test_before_the_first_act_nothing_is_known(scheme: Scheme) -> None:
    post(figure("licang", "7.8"))
    assert len(figures_as_of(scheme, 0)) == 0


def test_a_correction_before_the_closing_stands_in_the_first_ones_place(scheme: Scheme) -> None:
    post(figure("licang", "7.8"))
    post(figure("licang", "7.9"))
    assert value(scheme) == Decimal("7.9")
    assert len(figures_as_of(scheme)) == 1


def test_an_absence_is_an_absence_and_no_zero(scheme: Scheme) -> None:
    post(figure("shinan", None), figure("shibei", "0"))
    found = figures_as_of(scheme)
    absent = found.get("shinan", "fixed_assets", Kind.GROWTH, Q1)
    zero = found.get("shibei", "fixed_assets", Kind.GROWTH, Q1)
    assert absent is not None and absent.absence is Absence.MISSING and absent.value is None
    assert zero is not None and zero.value == 0 and zero.absence is None


def test_digits_are_kept_as_they_were_given(scheme: Scheme) -> None:
    post(figure("licang", "123456789012345678.123456"))
    assert value(scheme) == Decimal("123456789012345678.123456")


def test_what_was_returned_is_read_by_nobody(scheme: Scheme) -> None:
    post(figure("licang", "7.8"))
    ref = latest({KEY})[KEY]
    before = last_figure_seq()
    happened(ref, "returned")
    assert value(scheme) is None
    assert value(scheme, before) == Decimal("7.8")
    post(figure("licang", "7.7"))
    assert value(scheme) == Decimal("7.7")


def test_where_a_returned_version_replaced_another_that_one_stands_again(scheme: Scheme) -> None:
    post(figure("licang", "7.8"))
    post(figure("licang", "9.9"))
    happened(latest({KEY})[KEY], "returned")
    assert value(scheme) == Decimal("7.8")


def test_what_stands_of_some_figures_is_the_last_word_as_of_an_entry() -> None:
    other, absent = ("laixi", *KEY[1:]), ("shinan", *KEY[1:])
    first = post(figure("licang", "7.8"), figure("shinan", None), figure("laixi", "1.0"))
    second = post(figure("licang", "5.2", since="h1"))
    returned = happened(latest({KEY})[KEY], "returned")
    assert standing_as_of([KEY, absent], first) == {KEY: Decimal("7.8"), absent: Absence.MISSING}
    assert standing_as_of([KEY], second) == {KEY: Decimal("5.2")}, "since when it counts does not matter"
    assert standing_as_of([KEY], returned) == {KEY: Decimal("7.8")}
    assert standing_as_of([KEY], second) == {KEY: Decimal("5.2")}, "whatever became of it later"
    assert standing_as_of([other], 0) == standing_as_of([], returned) == {}


def test_a_dispute_marks_the_figure_until_it_is_answered(scheme: Scheme) -> None:
    post(figure("licang", "7.8"), late=True)
    ref = latest({KEY})[KEY]

    def flags(seq: int | None = None) -> frozenset[Flag]:
        found = figures_as_of(scheme, seq).get("licang", "fixed_assets", Kind.GROWTH, Q1)
        assert found is not None
        return found.flags

    disputed = happened(ref, "disputed")
    upheld = happened(ref, "upheld")
    assert flags(disputed) == {Flag.DISPUTED, Flag.LATE}
    assert flags(upheld) == {Flag.LATE}


def test_a_version_names_the_one_before_it() -> None:
    post(figure("licang", "7.8"))
    post(figure("licang", "5.2", since="h1"))
    first, second = versions({KEY})
    assert first.replaces is None
    assert second.replaces == first.ref
    assert [found.value for found in reported(["licang"], ["fixed_assets"], ["2020-01..03"])] == [
        Decimal("7.8"),
        Decimal("5.2"),
    ]


def test_a_moment_is_the_last_number_committed_by_then() -> None:
    first = post(figure("licang", "7.8"))
    second = post(figure("licang", "7.9"))
    at = START + timedelta(minutes=first)
    assert seq_at(at - timedelta(seconds=1)) == first
    assert seq_at(at) == second
    assert seq_at(START - timedelta(days=1)) == 0


def test_items_of_other_schemes_are_left_out() -> None:
    post(figure("licang", "7.8"))
    other, _ = load_scheme(Path(__file__).parents[3] / "schemes" / "qingdao-published")
    assert other is None or len(figures_as_of(other)) == 0


def test_a_figure_is_not_handed_in_twice_in_one_sheet() -> None:
    with pytest.raises(ValueError, match="twice"):
        post(figure("licang", "7.8"), figure("licang", "7.9"))
