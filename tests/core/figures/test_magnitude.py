"""The order-of-magnitude check, at every edge of its steps."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.figures.magnitude import check_magnitude, last_year, target
from sikao.core.figures.measures import STANDARD_MEASURES
from sikao.core.wording import Severity

UNIT = STANDARD_MEASURES["wan_usd"]


@pytest.mark.parametrize(
    ("value", "reference", "code", "severity"),
    [
        ("100", "100", None, None),
        ("499.999", "100", None, None),
        ("500", "100", "number.magnitude_10", Severity.WARNING),
        ("2999.99", "100", "number.magnitude_10", Severity.WARNING),
        ("3000", "100", "number.magnitude_100", Severity.WARNING),
        ("199999", "100", "number.magnitude_100", Severity.WARNING),
        ("200000", "100", "number.magnitude_10000", Severity.WARNING),
        ("1e30", "100", "number.magnitude_10000", Severity.WARNING),
        ("20.001", "100", None, None),
        ("20", "100", "number.magnitude_10", Severity.WARNING),
        ("3", "90", "number.magnitude_100", Severity.WARNING),
        ("0.0501", "100", "number.magnitude_100", Severity.WARNING),
        ("0.05", "100", "number.magnitude_stopped", Severity.ERROR),
        ("0", "100", None, None),
        ("100", "0", None, None),
        ("-100", "100", None, None),
        ("-1000", "100", "number.magnitude_10", Severity.WARNING),
    ],
)
def test_steps(value: str, reference: str, code: str | None, severity: Severity | None) -> None:
    found = check_magnitude(Decimal(value), last_year(Decimal(reference)), UNIT)
    assert [(finding.code, finding.severity) for finding in found] == ([(code, severity)] if code else [])


def test_the_finding_names_reference_and_direction() -> None:
    (finding,) = check_magnitude(Decimal(246500000), target(Decimal("25800.00")), UNIT)
    assert "与目标值 25800 相差约一万倍" in finding.what("zh")
    assert "10,000 times (×10⁴) higher than the target, 25800" in finding.what("en")


@given(st.decimals(1, 10**12, places=3), st.decimals(1, 10**12, places=3))
def test_both_directions_use_the_same_edges(one: Decimal, other: Decimal) -> None:
    there = check_magnitude(one, last_year(other), UNIT)
    back = check_magnitude(other, last_year(one), UNIT)
    assert len(there) == len(back)
