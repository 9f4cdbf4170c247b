"""Who is told of which exports: a long one, many, and many small ones; everyday work is told to nobody."""

from datetime import UTC, datetime, timedelta

import pytest

from sikao.office.accounts.rules.exports import Limits, Sign, Taken, asks_reason, signs

AT = datetime(2020, 7, 20, 6, tzinfo=UTC)
LIMITS = Limits(reason_rows=1000, most_rows=200_000, per_hour=10, per_day=30)


def ago(minutes: int, rows: int = 20, **more) -> Taken:
    return Taken(AT - timedelta(minutes=minutes), rows, **more)


def told(rows: int, before: list[Taken], **more) -> list[str]:
    return [str(sign) for sign in signs(Taken(AT, rows, **more), before, LIMITS)]


@pytest.mark.parametrize(("rows", "asked"), [(0, False), (999, False), (1000, False), (1001, True)])
def test_a_reason_is_asked_beyond_the_limit(rows: int, asked: bool) -> None:
    assert asks_reason(rows, LIMITS) is asked
    assert told(rows, []) == (["bulk"] if asked else [])


def test_the_eleventh_file_of_an_hour_is_told_and_the_twelfth_is_not() -> None:
    ten = [ago(minutes) for minutes in range(50, 0, -5)]
    assert len(ten) == 10
    assert told(20, ten[1:]) == []
    assert told(20, ten) == ["often"]
    assert told(20, [*ten, ago(1, signs=frozenset({"often"}))]) == []
    older = [ago(minutes) for minutes in range(600, 60, -60)]
    assert told(20, [*older, ago(60)]) == [], "exactly an hour ago is no part of the hour"


def test_the_thirty_first_file_of_a_day_is_told() -> None:
    thirty = [ago(70 + 40 * number) for number in range(30, 0, -1)]
    assert told(20, thirty) == ["often"]
    assert told(20, thirty[1:]) == []


def test_many_small_files_are_told_once_they_are_a_large_one() -> None:
    # Three times the rows that need a reason: 600 + 2400 is still within, one more is not.
    parts = [ago(300 + number, 800) for number in range(3, 0, -1)]
    assert told(600, parts) == []
    assert told(601, parts) == ["pieces"]
    assert told(601, [*parts, ago(1, 1, signs=frozenset({"pieces"}))]) == []
    assert told(601, [Taken(AT - timedelta(days=1), 800), *parts[1:]]) == [], "a day later it is another day"
    assert told(601, [*parts[1:], ago(2, 5000, reason="年报")]) == [], "what had a reason was told already"


def test_a_whole_that_a_program_reads_page_by_page_is_one_file() -> None:
    pages = [ago(number, 4000, reason="x", whole="y2020") for number in range(40, 0, -1)]
    assert told(4000, [], whole="y2020") == ["bulk"]
    assert told(4000, pages, whole="y2020") == []
    assert told(4000, pages, whole="y2019") == ["bulk"]
    assert told(20, pages) == []


def test_every_sign_is_told_by_some_case() -> None:
    assert {*Sign} == {"bulk", "often", "pieces"}
