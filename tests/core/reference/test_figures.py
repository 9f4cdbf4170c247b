"""Canonical rows, and the period that a checkpoint reads."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.figures.absence import Absence as TableAbsence
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Figure, Kind
from sikao.core.figures.table import Figures as Table
from sikao.core.reference import CalculationError
from sikao.core.reference.compiled import Checkpoint, Item
from sikao.core.reference.figures import Absence, Figures, first_absence, period_at
from tests.core.reference.making import row


@pytest.mark.parametrize(
    ("frequency", "cover", "through", "period"),
    [
        ("month", "cumulative", 1, "2020-01"),
        ("month", "cumulative", 3, "2020-01..03"),
        ("month", "cumulative", 12, "2020"),
        ("month", "single", 5, "2020-05"),
        ("month", "point", 5, "2020-05"),
        ("quarter", "single", 6, "2020-04..06"),
        ("quarter", "single", 8, "2020-04..06"),
        ("quarter", "cumulative", 9, "2020-01..09"),
        ("quarter", "cumulative", 2, None),
        ("quarter", "point", 12, "2020-12"),
        ("half_year", "single", 12, "2020-07..12"),
        ("half_year", "cumulative", 9, "2020-01..06"),
        ("half_year", "single", 3, None),
        ("year", "cumulative", 3, "2020"),
        ("year", "point", 12, "2020"),
    ],
)
def test_periods(frequency, cover, through, period):
    item = Item(frequency, cover, 0, False, False, {}, {})
    assert period_at(item, Checkpoint("c", through, True), 2020) == period


@pytest.mark.parametrize(
    ("cover", "through", "period"),
    [
        ("single", 1, None),
        ("cumulative", 1, None),
        ("single", 2, "2020-01..02"),
        ("point", 2, "2020-02"),
        ("single", 3, "2020-03"),
    ],
)
def test_january_and_february_together(cover, through, period):
    item = Item("month", cover, 0, True, False, {}, {})
    assert period_at(item, Checkpoint("c", through, True), 2020) == period


def test_a_figure_without_a_row_is_missing_and_zero_is_a_value():
    figures = Figures([row("a", "0"), row("b", "withheld")])
    assert figures.at(("a", "x", "level", "2020", "")).value == 0
    assert figures.at(("b", "x", "level", "2020", "")).value is Absence.WITHHELD
    assert figures.at(("c", "x", "level", "2020", "")).value is Absence.MISSING


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"value": None}, "either a value or an absence"),
        ({"absence": "missing"}, "either a value or an absence"),
        ({"value": "12,3"}, "is no number"),
        ({"value": 12}, "a text is expected"),
        ({"value": None, "absence": "late"}, "is none of"),
        ({"unit": None}, "a text is expected"),
        ({"since": "q9"}, "'q9' is no checkpoint"),
    ],
)
def test_broken_rows_are_refused_with_their_number(broken, message):
    with pytest.raises(CalculationError, match=message) as refused:
        Figures([row("a", "1"), {**row("b", "1"), **broken}])
    assert refused.value.where.startswith("figures[1]")


def test_a_second_figure_for_the_same_place_is_refused():
    with pytest.raises(CalculationError, match="a second figure for a x level 2020"):
        Figures([row("a", "1"), row("a", "1")])


@given(st.permutations([row(unit, value) for unit, value in zip("abcd", "1234", strict=True)]))
def test_the_digest_does_not_know_the_order_of_rows(rows):
    assert Figures(rows).digest == Figures(sorted(rows, key=lambda one: one["unit"])).digest
    assert Figures(rows).digest != Figures(rows[1:]).digest


def test_the_order_of_absences():
    assert first_absence([Fraction(1)]) is None
    assert first_absence([Absence.UNDEFINED, Fraction(1), Absence.MISSING]) is Absence.MISSING


def test_the_digest_is_that_of_the_table_of_figures():
    table = Table.of(
        [
            Figure("licang", "investment", Kind.GROWTH, Period.of(2020, 1, 3), Decimal("7.80"), "percent"),
            Figure("shinan", "water", Kind.LEVEL, Period.of(2020), absence=TableAbsence.NOT_APPLICABLE),
        ]
    )
    assert Figures(table.canonical_rows()).digest == table.digest()


VERSIONS = [row("a", "7.8"), {**row("a", "5.2"), "since": "h1"}, {**row("b", "1"), "since": "year"}]
CHECKPOINTS = ("q1", "h1", "year")


def counted(unit, checkpoint, as_of=None):
    figures = Figures(VERSIONS, CHECKPOINTS, as_of)
    return figures.at(figures.version(unit, "x", "level", "2020", checkpoint)).value


def test_a_revision_counts_since_its_checkpoint():
    assert [counted("a", at) for at in CHECKPOINTS] == [Fraction("7.8"), Fraction("5.2"), Fraction("5.2")]
    assert [counted("b", at) for at in CHECKPOINTS] == [Absence.MISSING, Absence.MISSING, 1]


def test_the_latest_version_is_that_of_the_books_own_checkpoint():
    assert [counted("a", None, as_of) for as_of in CHECKPOINTS] == [Fraction("7.8"), *[Fraction("5.2")] * 2]
    assert counted("a", None) == Fraction("5.2")
    assert counted("b", None, "h1") is Absence.MISSING


def test_one_version_stands_once():
    with pytest.raises(CalculationError, match="a second figure for a x level 2020 h1"):
        Figures([*VERSIONS, VERSIONS[1]], CHECKPOINTS)
