"""What the office sends back, letters that correct letters, and what a correction needs, over HTTP."""

import pytest
from django.core.files.base import ContentFile

from sikao.office.cycle.models import Confirmation, Draft, Task
from sikao.office.ledger.models import FigureVersion, Submission
from sikao.office.ledger.queries import versions
from tests.interfaces.web.office.tasks.conftest import Desk, words
from tests.interfaces.web.reading import read

JIMO = ("jimo", "foreign_investment", "level", "2020-01..06")
KEY = "/".join(JIMO)
LETTER = {"document": "青商函〔2020〕9号", "document_date": "2020-07-15"}


def by_letter(desk: Desk, june: str) -> None:
    """The sheet of June, typed in from a sealed letter; nobody of the bureau signs in."""
    city = desk.city
    city.record("staff", june, city.fill_paper("staff", june, city.cells(june), document="青商函〔2020〕8号"))


def typed_in(desk: Desk, task: str, value: str, **more: object):
    """The office's answer to the form of a letter, its scan attached."""
    office, fields = desk.at("staff"), {"note": "来文更正", **LETTER, **more}
    office.post(f"/tasks/{task}/paper/draft/", desk.form(task, {KEY: value}, paper=True, **fields))
    scan = {"file": ContentFile(b"%PDF-1.4\n%%EOF\n", "函.pdf")}
    assert office.post(f"/tasks/{task}/paper/evidence/", scan).status_code == 302
    seen = desk.city.warnings(task, paper=True)
    given = desk.form(task, {KEY: value}, paper=True, seen=seen, **fields)
    return desk.at("staff").post(f"/tasks/{task}/paper/record/", given)


def test_a_letter_that_was_typed_wrongly_is_corrected_by_another_letter(desk: Desk, june: str):
    by_letter(desk, june)
    office = desk.at("staff")
    assert "退回更正" in words(office.get(f"/tasks/{june}/").content)
    sent = office.post(f"/tasks/{june}/ask-again/", {f"c:{KEY}": "1", "reason": "代录有误"})
    assert sent.status_code == 302
    revision = Task.objects.get(revises=june).ref
    assert "代录盖章来文" in words(desk.at("staff").get(f"/tasks/{revision}/").content)
    for prefix in ("", "/en"):
        read(desk.at("staff").get(f"{prefix}/tasks/{revision}/paper/").content.decode())
    assert typed_in(desk, revision, "0.5").headers["Location"] == f"/tasks/{revision}/receipt/?done=1"
    found = versions([JIMO])
    assert found[-1].raw == "0.5" and found[-1].replaces == found[-2].ref
    assert Submission.objects.order_by("-entry_id")[0].way == "paper"
    check = Confirmation.objects.get(task=revision, unit="jimo").ref
    assert "这是更正后的数据" in words(desk.at("jimo_r").get(f"/checks/{check}/").content)


def disputed(desk: Desk) -> str:
    """即墨's check of the sheet, after it has disputed its figure."""
    check = Confirmation.objects.get(unit="jimo")
    figure = FigureVersion.objects.get(unit="jimo", indicator=JIMO[1], kind=JIMO[2], period=JIMO[3])
    given = {"step": "dispute", f"dispute-{figure.ref}": "应为 0.5"}
    assert desk.at("jimo_r").post(f"/checks/{check.ref}/give/", given).status_code == 302
    return check.ref


@pytest.mark.parametrize(("nothing", "state"), [({"nothing": "1"}, "upheld"), ({}, "revised")])
def test_a_dispute_about_a_letter_is_answered_by_a_letter(desk: Desk, june: str, nothing: dict, state: str):
    by_letter(desk, june)
    check = disputed(desk)
    for prefix in ("", "/en"):
        read(desk.at("staff").get(f"{prefix}/checks/{check}/").content.decode())
    office = desk.at("staff")
    assert "按来文答复异议" in words(office.get(f"/checks/{check}/").content)
    assert "按来文答复异议" not in words(desk.at("jimo_r").get(f"/checks/{check}/").content)
    office = desk.at("staff")
    assert office.post(f"/checks/{check}/letter/", {"reason": " "}).status_code == 422
    begun = office.post(f"/checks/{check}/letter/", {"reason": "青商函〔2020〕9号答复"})
    revision = Task.objects.get(revises=june)
    assert begun.headers["Location"] == f"/tasks/{revision.ref}/"
    assert revision.keys == '[["jimo","foreign_investment","level","2020-01..06"]]'
    stands = versions([JIMO])[0].raw
    assert typed_in(desk, revision.ref, stands if nothing else "0.5", **nothing).status_code == 302
    assert Confirmation.objects.get(pk=check).state == state


def test_a_dispute_about_what_a_bureau_signed_is_its_own_to_answer(desk: Desk, june: str):
    desk.city.deliver("commerce", june, desk.city.cells(june))
    check = disputed(desk)
    assert "按来文答复异议" not in words(desk.at("staff").get(f"/checks/{check}/").content)


def test_a_sheet_that_is_sent_back_shows_why_and_may_stay_as_it_is(desk: Desk, june: str):
    city = desk.city
    city.deliver("commerce", june, city.cells(june))
    office = desk.at("staff")
    page = office.get(f"/tasks/{june}/ask-again/").content.decode()
    read(page)
    assert "data-choosing" in page and "退回更正" in page
    assert office.post(f"/tasks/{june}/ask-again/", {"reason": " "}).status_code == 422
    assert (
        office.post(f"/tasks/{june}/ask-again/", {f"c:{KEY}": "1", "reason": "与年报不符"}).status_code == 302
    )
    revision = Task.objects.get(revises=june).ref
    page = words(desk.at("commerce_r").get(f"/tasks/{revision}/").content)
    assert "考核办要求更正或补充： 与年报不符" in page and "维持不变，不作更正" in page
    assert "撤销这项更正" not in page
    stands = versions([JIMO])[0].raw
    given = desk.form(revision, {KEY: stands}, note="以商务部口径为准", nothing="1")
    seen = city.warnings(revision)
    sent = desk.at("commerce_r").post(f"/tasks/{revision}/submit/", given | {"seen": seen})
    assert sent.status_code == 302
    shown = words(desk.at("commerce_s").get(f"/tasks/{revision}/").content)
    assert "以本单位名义答复考核办“维持不变”" in shown
    assert "维持不变，不作更正。" in shown and "以商务部口径为准" in shown


def test_the_office_withdraws_its_request_on_a_page(desk: Desk, june: str):
    desk.city.deliver("commerce", june, desk.city.cells(june))
    desk.at("staff").post(f"/tasks/{june}/ask-again/", {"reason": "看错了表"})
    revision = Task.objects.get(revises=june).ref
    office = desk.at("staff")
    assert "撤回更正要求" in words(office.get(f"/tasks/{revision}/").content)
    read(office.get(f"/tasks/{revision}/withdraw/").content.decode())
    assert office.post(f"/tasks/{revision}/withdraw/").status_code == 302
    assert Task.objects.get(pk=revision).state == "dropped"
    for who in ("staff", "commerce_r"):
        browser = desk.at(who)
        assert "已撤销，不用办理。" in words(browser.get(f"/tasks/{revision}/").content)
        assert "考核办要求 · 已撤销" in words(browser.get(f"/tasks/{june}/").content)


def test_a_correction_without_a_document_is_refused_at_its_field(desk: Desk, june: str):
    city = desk.city
    city.deliver("commerce", june, city.cells(june))
    desk.at("commerce_r").post(f"/tasks/{june}/revise/", {f"c:{KEY}": "1", "reason": "核减"})
    revision = Task.objects.get(revises=june).ref
    refused = desk.at("commerce_r").post(
        f"/tasks/{revision}/submit/", desk.form(revision, {KEY: "0.5"}, note="核减", document=" ")
    )
    page = refused.content.decode()
    read(page)
    assert refused.status_code == 422 and 'aria-describedby="document-told"' in page
    assert 'href="#document"' in page and 'id="document-told"' in page
    assert 'aria-describedby="note-told"' not in page
    assert Task.objects.get(pk=revision).state == "open"


def test_another_caliber_is_shown_beside_the_figure_that_stays(desk: Desk, june: str):
    city = desk.city
    city.deliver("commerce", june, city.cells(june))
    desk.at("commerce_r").post(f"/tasks/{june}/revise/", {f"c:{KEY}": "1", "reason": "口径调整"})
    revision = Task.objects.get(revises=june).ref
    stands = versions([JIMO])[0].raw
    more = {"note": "口径调整", "document": "统计制度", "caliber": "商务部新口径"}
    browser = desk.at("commerce_r")
    browser.post(f"/tasks/{revision}/draft/", desk.form(revision, {KEY: stands}, **more))
    shown = words(browser.get(f"/tasks/{revision}/").content)
    assert "统计口径：商务部新口径" in shown
    city.deliver("commerce", revision, {KEY: stands}, **more)
    assert versions([JIMO])[-1].caliber == "商务部新口径"
    assert Draft.objects.get(task=revision).caliber == "商务部新口径"
    assert "统计口径：商务部新口径" in words(desk.at("staff").get(f"/tasks/{revision}/").content)
