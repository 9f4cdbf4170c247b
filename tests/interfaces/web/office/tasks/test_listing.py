"""The list of tasks: by where they stand, by words, for one organisation or for all."""

from tests.interfaces.web.office.tasks.conftest import Desk, words


def test_an_organisation_sees_what_it_owes_by_where_it_stands(desk: Desk, june: str):
    browser = desk.at("commerce_r")
    page = browser.get("/tasks/").content.decode()
    assert f"/tasks/{june}/" in page and "已逾期" in page and "单位</th>" not in page
    assert f"/tasks/{june}/" not in browser.get("/tasks/?show=later").content.decode()
    desk.city.deliver("commerce", june, desk.city.cells(june))
    assert f"/tasks/{june}/" in desk.at("commerce_r").get("/tasks/?show=signed").content.decode()


def test_words_find_a_task(desk: Desk, june: str):
    found = desk.at("commerce_r").get("/tasks/?q=6月").content.decode()
    assert f"/tasks/{june}/" in found and found.count('<th scope="row">') == 1
    assert "没有找到" in words(desk.at("commerce_r").get("/tasks/?q=十三月").content)


def test_the_office_sees_all_organisations_in_pages(desk: Desk):
    page = desk.at("staff").get("/tasks/?show=later").content.decode()
    assert ">单位</th>" in page and "下一页" in page
    assert page.count('<th scope="row">') == 50
