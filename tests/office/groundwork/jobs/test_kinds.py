"""When work comes by itself."""

from datetime import UTC, datetime

import pytest

from sikao.office.groundwork.jobs.kinds import Every, Schedule


@pytest.mark.parametrize(
    ("schedule", "at", "slot"),
    [
        (Schedule("k", Every.MINUTE), datetime(2020, 7, 18, 1, 2, 59, tzinfo=UTC), "2020-07-18T09:02"),
        (Schedule("k", Every.HOUR), datetime(2020, 7, 18, 15, 59, tzinfo=UTC), "2020-07-18T23"),
        (Schedule("k", Every.DAY), datetime(2020, 7, 18, 15, 59, 59, tzinfo=UTC), "2020-07-18"),
        (Schedule("k", Every.DAY), datetime(2020, 7, 18, 16, 0, tzinfo=UTC), "2020-07-19"),
        # The work of the 19th comes at 02:00 of the city, which is 18:00 of the 18th in UTC.
        (Schedule("k", Every.DAY, hour=2), datetime(2020, 7, 18, 17, 59, tzinfo=UTC), "2020-07-18"),
        (Schedule("k", Every.DAY, hour=2), datetime(2020, 7, 18, 18, 0, tzinfo=UTC), "2020-07-19"),
    ],
)
def test_slots_follow_the_city_s_clock(schedule, at, slot):
    assert schedule.slot(at) == slot
