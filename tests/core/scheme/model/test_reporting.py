import datetime as dt

import pytest

from sikao.core.scheme.model import DayAfter, Reporting
from sikao.core.scheme.shape import Table

END_OF_YEAR, END_OF_MARCH = dt.date(2020, 12, 31), dt.date(2020, 3, 31)


@pytest.mark.parametrize(
    ("frequency", "end", "opens", "due"),
    [
        ("month", dt.date(2020, 2, 29), dt.date(2020, 3, 1), dt.date(2020, 3, 18)),
        ("quarter", END_OF_MARCH, dt.date(2020, 4, 1), dt.date(2020, 4, 25)),
        ("half_year", dt.date(2020, 6, 30), dt.date(2020, 7, 1), dt.date(2020, 7, 25)),
        ("year", END_OF_YEAR, dt.date(2021, 1, 1), dt.date(2021, 3, 20)),
    ],
)
def test_without_rules_figures_are_due_as_they_usually_are(frequency, end, opens, due):
    rules = Reporting()
    assert (rules.opens_on(frequency, end), rules.due_on(frequency, end)) == (opens, due)


def test_a_rule_holds_for_its_frequency_alone():
    rules = Reporting(due=Table({"month": DayAfter(days=10)}), opens=Table({"month": DayAfter(days=0)}))
    assert rules.due_on("month", END_OF_MARCH) == dt.date(2020, 4, 10)
    assert rules.opens_on("month", END_OF_MARCH) == END_OF_MARCH
    assert rules.due_on("quarter", END_OF_MARCH) == dt.date(2020, 4, 25)


def test_without_rules_there_are_days_to_confirm_answer_and_verify_and_steps_for_who_is_late():
    rules = Reporting()
    assert (rules.confirm_days, rules.answer_days, rules.verify_days) == (3, 5, 5)
    assert dict(rules.escalation) == {"remind": 0, "supervise": 3, "notify": 5}
