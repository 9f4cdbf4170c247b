"""Shapes that many operations share."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from sikao.core.wording import Finding, Severity
from sikao.interfaces.api.shapes.common import finding, iso_day, moment, number


def test_numbers_are_exact_text():
    assert [number(Decimal(text)) for text in ("1E+3", "0.10", "-0", "123456789012345678.9")] == [
        *("1000", "0.1", "0", "123456789012345678.9")
    ]
    assert number(None) is None


def test_moments_are_told_in_utc():
    here = datetime(2020, 7, 18, 9, 2, 3, 999, tzinfo=timezone(timedelta(hours=8)))
    assert moment(here) == "2020-07-18T01:02:03Z" == moment(here.astimezone(UTC))
    assert moment(None) is None


@pytest.mark.parametrize("given", ["0", "1595030400", "2020-7-18", "2020-07-18T00:00:00", "２０２０-07-18"])
def test_a_day_is_written_in_one_way(given):
    with pytest.raises(ValueError, match="2020-07-18"):
        iso_day(given)


def test_a_finding_keeps_its_code_in_both_languages():
    found = Finding("api.no_token", Severity.ERROR)
    assert {finding(found, lang).code for lang in ("zh", "en")} == {"api.no_token"}
