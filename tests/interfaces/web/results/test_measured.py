"""Numbers of one row under each other."""

from decimal import Decimal

from sikao.interfaces.web.results.measured import _aligned


def test_numbers_of_a_row_have_the_decimals_of_the_finest():
    numbers = [Decimal(4), Decimal("-12.4"), None, Decimal("1234.05")]
    assert _aligned(numbers, 4) == ("4.00", "−12.40", None, "1,234.05")


def test_computed_numbers_are_cut_half_up():
    assert _aligned([Decimal("1.005"), Decimal("0.866666666667")], 2) == ("1.01", "0.87")
