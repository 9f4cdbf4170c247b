"""Opening the year: what will be asked of whom is shown before the button is pressed."""

import pytest
from django.db import transaction

from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle.models import Task
from tests.interfaces.web.office.browsers import browser, text_of
from tests.interfaces.web.reading import read
from tests.office.city import City

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def sealed(django_db_setup: None, django_db_blocker):
    """Both schemes sealed, no tasks yet."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        made = City()
        staff = made.person("staff", Role.OFFICE_STAFF)
        approvers = [made.person("director", Role.OFFICE_DIRECTOR), made.person("leader", Role.LEADER)]
        for folder in ("qingdao-2019", "qingdao-2020"):
            made.sealed(folder, staff, *approvers)
        yield made
        transaction.set_rollback(True)


def test_the_office_sees_what_comes_and_generates_it_once(sealed: City, db, moment) -> None:
    del db
    client = browser(sealed, "staff", moment)
    assert "任务尚未生成" in text_of(client, "/") and "/year/qingdao_2020/" in text_of(client, "/")
    assert "还没有报送任务" in text_of(client, "/board/")
    page = text_of(client, "/year/qingdao_2020/")
    read(page)
    # 290 sheets of figures, as tests of the duties count them too, and a briefing of ten districts a quarter
    assert "<dd>330</dd>" in page and "市统计局" in page and "2月18日（周二）" in page
    assert "Make the tasks" in text_of(client, "/en/year/qingdao_2020/")
    assert client.post("/year/qingdao_2020/").headers["Location"] == "/board/"
    assert Task.objects.filter(scheme="qingdao_2020").count() == 290 + 40
    assert "任务已经生成" in text_of(client, "/year/qingdao_2020/")
    assert client.post("/year/qingdao_2020/").status_code == 409
    assert client.get("/year/nothing/").status_code == 404


def test_nobody_else_opens_a_year(sealed: City, db, moment) -> None:
    del db
    client = browser(sealed, "leader", moment)
    assert client.get("/year/qingdao_2020/").status_code in (403, 404)
    assert client.post("/year/qingdao_2020/").status_code in (403, 404)
    assert not Task.objects.exists()
