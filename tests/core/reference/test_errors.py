"""The one error."""

from sikao.core.reference import CalculationError


def test_the_error_says_where_and_what_and_is_a_value_error():
    error = CalculationError("figures[3].value", "'x' is no number")
    assert isinstance(error, ValueError)
    assert (error.where, error.what) == ("figures[3].value", "'x' is no number")
    assert str(error) == "figures[3].value: 'x' is no number"
