"""Evidence over HTTP: what is taken, how it is served, who gets it."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sikao.interfaces.web.office.tasks import shown
from sikao.office.cycle.judging import evidence_of
from sikao.office.cycle.models import Draft
from sikao.office.groundwork.here import installation
from sikao.office.groundwork.models import Entry, StoredFile
from sikao.office.ledger.models import Evidence
from tests.interfaces.web.office.tasks.conftest import Desk, words
from tests.office.scanners import MARK, scanning

PDF = b"%PDF-1.7\n1 0 obj\n<< /OpenAction << /S /JavaScript >> >>\n"


def archive(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return packed.getvalue()


def send(desk: Desk, task: str, name: str, content: bytes, **more: str):
    file = SimpleUploadedFile(name, content)
    return desk.at("commerce_r").post(f"/tasks/{task}/evidence/", {"file": file, **more})


def test_a_file_is_attached_served_apart_and_taken_off(desk: Desk, june: str):
    sent = send(desk, june, "../盖章\u202efdp.pdf", PDF)
    assert sent.status_code == 302
    (piece,) = evidence_of(Draft.objects.get(task=june))
    assert piece.name == "盖章fdp.pdf"
    got = desk.at("commerce_r").get(f"/tasks/{june}/evidence/{piece.file}/")
    assert got.content == PDF
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert got.headers["Content-Type"] == "application/octet-stream"
    assert got.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Cache-Control"] == "no-store"
    assert desk.at("jimo_r").get(f"/tasks/{june}/evidence/{piece.file}/").status_code == 404
    assert desk.at("commerce_r").get(f"/tasks/{june}/evidence/{'0' * 64}/").status_code == 404
    desk.at("commerce_r").post(f"/tasks/{june}/evidence/", {"remove": piece.file, "key": ""})
    assert evidence_of(Draft.objects.get(task=june)) == ()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("材料.zip", archive("a.pdf")),
        ("材料.html", b"<script>alert(1)</script>"),
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("材料.pdf", b"<script>alert(1)</script>"),
        ("材料.pdf", b""),
        ("表.xlsx", archive("word/document.xml")),
        ("表.xlsx", archive("xl/workbook.xml", "xl/vbaProject.bin")),
        ("函.docx", archive("word/document.xml", "word/embeddings/oleObject1.bin")),
    ],
)
def test_other_kinds_are_refused_and_nothing_is_attached(desk: Desk, june: str, name: str, content: bytes):
    assert send(desk, june, name, content).status_code == 422
    assert not Draft.objects.filter(task=june).exclude(evidence="[]").exists()


def test_malware_is_refused_by_name_and_nothing_is_attached(desk: Desk, june: str, settings, tmp_path: Path):
    scanning(settings, tmp_path)
    sent = send(desk, june, "证明\u202e.pdf", PDF + MARK)
    assert sent.status_code == 422
    assert "“证明.pdf”没有通过恶意代码检查" in words(sent.content)
    assert not Draft.objects.filter(task=june).exists()
    row = Entry.objects.get(outcome="refused")
    assert (row.verb, row.object_ref) == ("evidence.add", "证明.pdf") and "stored.malware" in row.new
    assert send(desk, june, "证明.pdf", PDF).status_code == 302
    scanning(settings, tmp_path, "exit 2")
    broken = send(desk, june, "另一份.pdf", PDF + b"1")
    assert broken.status_code == 422 and "没有给出结果（以 2 结束）" in words(broken.content)
    assert [piece.name for piece in evidence_of(Draft.objects.get(task=june))] == ["证明.pdf"]


def test_a_disk_that_takes_nothing_is_told_and_nothing_is_attached(desk: Desk, june: str):
    files = installation().files
    aside = files.with_name("aside")
    files.mkdir(exist_ok=True)
    files.rename(aside)
    files.write_bytes(b"")  # no folder: nothing can be written into it
    try:
        sent = send(desk, june, "a.pdf", PDF)
    finally:
        files.unlink()
        aside.rename(files)
    assert sent.status_code == 503
    assert "没有写成" in words(sent.content)
    assert not Draft.objects.filter(task=june).exists()


def test_a_quota_holds_for_the_organisation(desk: Desk, june: str, settings):
    from dataclasses import replace  # noqa: PLC0415

    settings.SIKAO_PLACE = replace(settings.SIKAO_PLACE, quota_megabytes=1)
    assert send(desk, june, "一.pdf", PDF + b"a" * 900_000).status_code == 302
    full = send(desk, june, "二.pdf", PDF + b"b" * 900_000)
    assert full.status_code == 422 and "空间不够" in words(full.content)


def test_what_is_signed_is_held_by_the_journal(desk: Desk, june: str):
    city = desk.city
    send(desk, june, "盖章.pdf", PDF)
    city.deliver("commerce", june, city.cells(june))
    file = Evidence.objects.get().file
    assert StoredFile.objects.get(sha256=file).size == len(PDF)
    assert desk.at("commerce_s").get(f"/tasks/{june}/evidence/{file}/").content == PDF


def test_a_file_that_was_swapped_is_not_signed(desk: Desk, june: str):
    from sikao.office.groundwork.files import place_of  # noqa: PLC0415

    send(desk, june, "盖章.pdf", PDF)
    digest = (
        desk.city.fill("commerce_r", june, desk.city.cells(june)),
        desk.city.submit("commerce_r", june),
    )[1]
    (piece,) = evidence_of(Draft.objects.get(task=june))
    place = place_of(piece.file)
    place.chmod(0o600)
    place.write_bytes(b"%PDF-other")
    signed = desk.at("commerce_s").post(f"/tasks/{june}/sign/", {"digest": digest})
    assert signed.status_code == 422 and "损坏" in words(signed.content)
    assert not Evidence.objects.exists()
    place.unlink()


def test_the_office_sees_that_a_file_serves_twice(desk: Desk, june: str, monkeypatch: pytest.MonkeyPatch):
    city = desk.city
    may = city.task("commerce", "month", "2020-05")
    for task in (june, may):
        send(desk, task, "合同.pdf", PDF)
        city.deliver("commerce", task, city.cells(task))
    assert "同一文件 市商务局 2020-07-16" in words(desk.at("staff").get(f"/tasks/{june}/").content)
    assert "同一文件" not in words(desk.at("commerce_r").get(f"/tasks/{june}/").content)
    april = city.task("commerce", "month", "2020-04")
    send(desk, april, "合同.pdf", PDF)
    city.deliver("commerce", april, city.cells(april))
    monkeypatch.setattr(shown, "MOST_ELSEWHERE", 1)
    page = words(desk.at("staff").get(f"/tasks/{june}/").content)
    assert page.count("市商务局 2020-07-16") == 1 and "等另 1 项" in page
