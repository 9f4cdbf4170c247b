"""The report of a month that was held: what stood on the sheet, no points and no places, not for units."""

import pytest

from sikao.office.bulletins import actions
from sikao.office.bulletins.document import Table
from sikao.office.bulletins.queries import made_of, paper
from sikao.office.bulletins.restoring import document_of
from sikao.office.bulletins.visible import papers_in_sight
from sikao.office.groundwork.files import content_of
from sikao.office.groundwork.refusals import NotThere
from tests.office.bulletins import letting
from tests.office.city import City
from tests.office.cycle.conftest import opened
from tests.office.cycle.reviews import MAY, city, held, lagging
from tests.office.results.years import work

__all__ = ["city", "lagging", "opened"]
pytestmark = pytest.mark.django_db


def test_a_held_month_has_a_report_for_the_office_and_the_leaders(city: City) -> None:
    act = {"actor": city.people["staff"], "review": MAY.ref}
    with pytest.raises(NotThere):
        actions.prepare_report(**act, at=city.now())
    held(city)
    ref = actions.prepare_report(**act, at=city.now())
    work(city)
    document = document_of(content_of(made_of(paper(ref)).content_sha256))
    assert document.title == "关于2020年5月考核指标进展情况的月报"
    table = next(block for block in document.annexes[0].blocks if isinstance(block, Table))
    rows = {(line.cells[1].text, line.cells[2].text): line for line in table.lines}
    told = [cell.text for cell in rows["即墨区", "实际使用外资"].cells[3:]]
    # 1.687 of the 2.291666… that are due by May, as the page of the review shows it.
    assert told[0].startswith("2.29 ") and told[1].startswith("1.687 ") and "73.6%" in told[1]
    assert "位次" not in str(document) and "得分" not in str(document)
    letting.worded(city, ref)
    letting.issued(city, ref)
    assert [one.ref for one in papers_in_sight(city.people["leader"], city.now())] == [ref]
    assert papers_in_sight(city.people["jimo_s"], city.now()) == ()
