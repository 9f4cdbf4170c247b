"""Lists of notices are a person's own, the newest first, and no longer than asked for."""

from datetime import timedelta

import pytest

from sikao.office.groundwork.notices.queries import list_notices
from tests.office.groundwork.notices.conftest import AT
from tests.office.groundwork.notices.test_telling import tell

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_newest_come_first_and_only_one_s_own():
    for minute in range(5):
        tell("p1" if minute % 2 else "p2", at=AT + timedelta(minutes=minute))
    assert [notice.at.minute for notice in list_notices("p2")] == [6, 4, 2]
    assert [notice.at.minute for notice in list_notices("p2", limit=1)] == [6]
