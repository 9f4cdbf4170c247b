import datetime as dt
from decimal import Decimal

import pytest

from sikao.core.scheme.expressions import parse_expression
from sikao.core.scheme.values import Amount, DayAfter, Effect, points, share, share_text
from sikao.core.wording import Term


@pytest.mark.parametrize(
    ("amount", "text", "form"),
    [
        (share("0.8"), "80%", ["share", "0.8"]),
        (share("1"), "100%", ["share", "1"]),
        (points("-2.50"), "-2.5", ["points", "-2.5"]),
    ],
)
def test_an_amount_is_a_share_or_points(amount, text, form):
    assert str(amount) == text
    assert amount.to_json() == form


def test_an_amount_may_be_an_expression():
    amount = Amount(expression=parse_expression("$a * 2"))
    assert str(amount) == "$a * 2"
    assert amount.to_json(["num", "1"]) == ["expr", ["num", "1"]]


@pytest.mark.parametrize("parts", [{}, {"share": Decimal(1), "points": Decimal(1)}])
def test_an_amount_is_exactly_one_thing(parts):
    with pytest.raises(ValueError, match="an amount is"):
        Amount(**parts)


@pytest.mark.parametrize(
    ("effect", "text", "form"),
    [
        (Effect("hold"), "hold", ["hold"]),
        (Effect("share", share=Decimal("0.6")), "share 60%", ["share", "0.6"]),
        (Effect("transfer", node="fai"), "transfer fai", ["transfer", "fai"]),
        (Effect("redistribute_block"), "redistribute_block", ["redistribute", "block"]),
        (Effect("group_mean"), "group_mean", ["group_mean"]),
    ],
)
def test_an_effect_has_one_text_and_one_form(effect, text, form):
    assert str(effect) == text
    assert effect.to_json() == form


def test_shares_are_exact_at_any_length():
    assert share_text(Decimal("0.123456789012345678901234567890")) == "12.345678901234567890123456789%"


@pytest.mark.parametrize(
    ("day", "text", "zh", "en"),
    [
        (DayAfter(days=18), "18", "期末后第18日", "18 days after the period"),
        (DayAfter(days=1), "1", "期末后第1日", "1 day after the period"),
        (DayAfter(month=3, day=20), "03-20", "3月20日", "20 March"),
    ],
)
def test_a_day_after_a_period_is_a_number_of_days_or_a_date(day, text, zh, en):
    assert (str(day), day.term) == (text, Term(zh, en))


@pytest.mark.parametrize(
    ("day", "end", "date"),
    [
        (DayAfter(days=18), dt.date(2020, 1, 31), dt.date(2020, 2, 18)),
        (DayAfter(days=0), dt.date(2020, 1, 31), dt.date(2020, 1, 31)),
        (DayAfter(month=3, day=20), dt.date(2020, 12, 31), dt.date(2021, 3, 20)),
        (DayAfter(month=4, day=30), dt.date(2020, 3, 31), dt.date(2020, 4, 30)),
        (DayAfter(month=3, day=31), dt.date(2020, 3, 31), dt.date(2021, 3, 31)),
        (DayAfter(month=2, day=28), dt.date(2020, 2, 29), dt.date(2021, 2, 28)),
    ],
)
def test_it_is_counted_from_the_end_of_the_period(day, end, date):
    assert day.counted_from(end) == date


@pytest.mark.parametrize("parts", [{}, {"days": 1, "month": 1, "day": 1}, {"month": 1}])
def test_it_is_exactly_one_of_the_two(parts):
    with pytest.raises(ValueError, match="a number of days, or"):
        DayAfter(**parts)


@pytest.mark.parametrize("parts", [{"month": 2, "day": 29}, {"month": 13, "day": 1}, {"month": 4, "day": 31}])
def test_it_is_a_day_that_every_year_has(parts):
    with pytest.raises(ValueError, match=r"day is out of range|month must be in"):
        DayAfter(**parts)
