"""The workbook round trip over HTTP, with the worker's own function."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from sikao.interfaces.jobs.registration import KINDS
from sikao.office.cycle.judging import cells_of
from sikao.office.cycle.models import Draft
from sikao.office.groundwork.files import sweep
from sikao.office.groundwork.jobs.models import Job
from sikao.office.groundwork.jobs.queries import find_job
from sikao.office.groundwork.jobs.worker import Worker
from tests.interfaces.web.office.tasks.conftest import Desk, words
from tests.office.scanners import MARK, scanning


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A job's transaction is the outermost; here the test has one around it, which is never kept."""
    from django.db import transaction  # noqa: PLC0415

    atomic = transaction.atomic
    monkeypatch.setattr("sikao.office.groundwork.jobs.running.transaction.atomic", lambda **_: atomic())


def work(desk: Desk) -> None:
    worker = Worker(KINDS, name="test", now=desk.city.now)
    while worker.run_one():
        """Until nothing is left."""


def template(desk: Desk, task: str):
    got = desk.at("commerce_r").get(f"/tasks/{task}/workbook/")
    assert got.headers["Content-Disposition"].startswith("attachment;")
    return load_workbook(io.BytesIO(got.content))


def rows(sheet) -> list[int]:
    return [row for row in range(8, sheet.max_row + 1) if sheet.cell(row, 1).value]


def upload(desk: Desk, task: str, book, version: int = 0):
    packed = io.BytesIO()
    book.save(packed)
    file = SimpleUploadedFile("填好的.xlsx", packed.getvalue())
    return desk.at("commerce_r").post(f"/tasks/{task}/import/", {"workbook": file, "version": str(version)})


def test_a_filled_in_workbook_becomes_the_draft(desk: Desk, june: str):
    book = template(desk, june)
    sheet = book.worksheets[0]
    for number, row in enumerate(rows(sheet)):
        sheet.cell(row, 2).value = f"0.{41 + number}"
    page = upload(desk, june, book).headers["Location"]
    waiting = words(desk.at("commerce_r").get(page).content)
    assert "排队中" in waiting and not Draft.objects.filter(task=june, version__gt=0).exists()
    work(desk)
    assert "已存入草稿：19 格" in words(desk.at("commerce_r").get(page).content)
    draft = Draft.objects.get(task=june)
    assert (draft.version, cells_of(draft)["shinan/foreign_investment/level/2020-01..06"]) == (1, "0.41")
    again = template(desk, june).worksheets[0]
    assert [str(again.cell(row, 2).value) for row in rows(again)] == [f"0.{41 + n}" for n in range(19)]


def test_a_faulty_workbook_changes_nothing_and_comes_back_marked(desk: Desk, june: str):
    book = template(desk, june)
    sheet = book.worksheets[0]
    sheet.cell(rows(sheet)[0], 2).value = "—"
    sheet.cell(rows(sheet)[1], 2).value = "=1+1"
    page = upload(desk, june, book).headers["Location"]
    work(desk)
    told = desk.at("commerce_r").get(page)
    assert "没有收下" in words(told.content)
    assert not Draft.objects.filter(task=june, version__gt=0).exists()
    got = desk.at("commerce_r").get(f"{page}marked/")
    marked = load_workbook(io.BytesIO(got.content))
    comments = [c for s in marked.worksheets for line in s.iter_rows() for c in line if c.comment]
    assert len(comments) >= 2
    job = find_job(page.split("/")[-2])
    held = {job.arguments["file"], job.result["marked"]}
    assert held & set(sweep(desk.city.now().replace(year=2030))) == set(), "files of an import are held"


def test_the_workbook_of_another_task_is_refused_with_its_name(desk: Desk, june: str):
    may = desk.city.task("commerce", "month", "2020-05")
    page = upload(desk, june, template(desk, may)).headers["Location"]
    work(desk)
    told = words(desk.at("commerce_r").get(page).content)
    assert "没有收下" in told and may in told


def test_a_draft_changed_meanwhile_is_not_overwritten(desk: Desk, june: str):
    book = template(desk, june)
    sheet = book.worksheets[0]
    sheet.cell(rows(sheet)[0], 2).value = 0.5
    page = upload(desk, june, book).headers["Location"]
    desk.city.fill("commerce_r", june, {"jimo/foreign_investment/level/2020-01..06": "2.5"})
    work(desk)
    assert "草稿已被别人保存过" in words(desk.at("commerce_r").get(page).content)
    assert cells_of(Draft.objects.get(task=june)) == {"jimo/foreign_investment/level/2020-01..06": "2.5"}


def test_the_same_workbook_is_read_once_and_a_newer_one_replaces_it(desk: Desk, june: str):
    book = template(desk, june)
    first = upload(desk, june, book).headers["Location"]
    sheet = book.worksheets[0]
    sheet.cell(rows(sheet)[0], 2).value = 0.5
    second = upload(desk, june, book).headers["Location"]
    assert first != second and Job.objects.filter(kind="cycle.import_form").count() == 2
    states = {find_job(page.split("/")[-2]).state for page in (first, second)}
    assert states == {"cancelled", "ready"}


def test_a_waiting_workbook_is_cancelled_and_the_same_one_asked_for_anew(desk: Desk, june: str):
    book = template(desk, june)
    page = upload(desk, june, book).headers["Location"]
    ref = page.split("/")[-2]
    part = desk.at("commerce_r").get(f"{page}part/").content.decode()
    assert f'hx-get="{page}part/"' in part and "sikao-passive" in part and f"/jobs/{ref}/cancel/" in part
    assert desk.at("jimo_r").post(f"/jobs/{ref}/cancel/").status_code == 404
    done = desk.at("commerce_r").post(f"/jobs/{ref}/cancel/")
    assert done.headers["Location"] == f"{page}?done=1"
    assert "已取消，草稿没有改动" in words(desk.at("commerce_r").get(page).content)
    part = desk.at("commerce_r").get(f"{page}part/").content.decode()
    assert "hx-get" not in part, "what has ended stands still"
    again = upload(desk, june, book).headers["Location"]
    assert again != page
    work(desk)
    assert find_job(ref).state == "cancelled" and find_job(again.split("/")[-2]).state == "done"
    late = desk.at("commerce_r").post(f"/jobs/{again.split('/')[-2]}/cancel/")
    assert late.status_code == 409 and "已经结束" in words(late.content)


def test_nobody_else_sees_an_import(desk: Desk, june: str):
    page = upload(desk, june, template(desk, june)).headers["Location"]
    assert desk.at("jimo_r").get(page).status_code == 404
    ref = page.split("/")[-2]
    may = desk.city.task("commerce", "month", "2020-05")
    assert desk.at("commerce_r").get(f"/tasks/{may}/imports/{ref}/").status_code == 404


def test_a_workbook_with_malware_is_refused_before_it_is_read(desk: Desk, june: str, settings, tmp_path):
    scanning(settings, tmp_path)
    file = SimpleUploadedFile("填好的.xlsx", b"PK" + MARK)
    sent = desk.at("commerce_r").post(f"/tasks/{june}/import/", {"workbook": file, "version": "0"})
    assert sent.status_code == 422 and "“填好的.xlsx”没有通过恶意代码检查" in words(sent.content)
    assert not Job.objects.exists()
    scanning(settings, tmp_path, "exit 2")
    broken = upload(desk, june, template(desk, june))
    assert broken.status_code == 409 and "没有给出结果" in words(broken.content)
    assert not Job.objects.exists()
    scanning(settings, tmp_path)
    assert upload(desk, june, template(desk, june)).status_code == 302 and Job.objects.count() == 1
