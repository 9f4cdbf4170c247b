"""Workbooks and evidence by a program."""

import hashlib
import io
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from openpyxl import load_workbook

from sikao.interfaces.api.routes.files import XLSX
from sikao.office.cycle.models import Draft
from sikao.office.groundwork.jobs.models import Job
from sikao.office.groundwork.models import Entry
from tests.interfaces.api.office import Office, codes
from tests.office.scanners import MARK, scanning

pytestmark = pytest.mark.both_in_drill


def test_a_workbook_is_handed_over_and_asked_after(office: Office) -> None:
    program, path = office.program("reporter"), f"/tasks/{office.open}/workbook"
    template = program.ask("GET", path)
    assert template["Content-Type"] == XLSX
    assert load_workbook(io.BytesIO(template.content)).sheetnames
    given = program.send(path, ContentFile(template.content, "sheet.xlsx"), version=0)
    assert given.status_code == 202
    job = given.json()["job"]
    told = program.ask("GET", f"/jobs/{job}").json()
    assert (told["state"], told["task"], told["taken"]) == ("ready", office.open, None)
    assert Job.objects.get(ref=job).source
    foreign = office.program("unit").ask("GET", f"/jobs/{job}")
    absent = office.program("unit").ask("GET", f"/jobs/{'2' * 16}")
    assert foreign.status_code == 404 and foreign.content == absent.content
    assert program.ask("GET", f"/jobs/{job}/workbook").status_code == 404, "nothing was marked"


def test_a_workbook_for_a_draft_of_before_is_refused(office: Office) -> None:
    path = f"/tasks/{office.open}/workbook"
    answer = office.program("reporter").send(path, ContentFile(b"PK", "sheet.xlsx"), version=7)
    assert (answer.status_code, codes(answer)) == (409, ["task.draft_changed"])
    unsaid = office.program("reporter").send(path, ContentFile(b"PK", "sheet.xlsx"))
    assert (unsaid.status_code, codes(unsaid)) == (400, ["api.shape"])


def test_evidence_is_attached_to_a_figure_and_fetched_again(office: Office) -> None:
    program, path = office.program("reporter"), f"/tasks/{office.open}/evidence"
    key = next(iter(office.city.cells(office.open)))
    content = b"%PDF-1.7 letter"
    done = program.send(path, ContentFile(content, "来函.pdf"), key=key)
    assert done.status_code == 201, done.content
    file = done.json()["file"]
    assert file == hashlib.sha256(content).hexdigest()
    assert program.ask("GET", path).json() == [
        {"file": file, "name": "来函.pdf", "size": len(content), "key": key}
    ]
    fetched = program.ask("GET", f"{path}/{file}")
    assert (fetched.content, fetched["Content-Type"]) == (content, "application/octet-stream")
    assert fetched["X-Content-Type-Options"] == "nosniff"
    assert office.program("unit").ask("GET", f"{path}/{file}").status_code == 404
    foreign = program.send(path, ContentFile(content, "x.pdf"), key="jimo/other/level/2020")
    assert (foreign.status_code, codes(foreign)) == (422, ["task.foreign_cell"])
    program_kind = program.send(path, ContentFile(b"MZ", "x.exe"))
    assert (program_kind.status_code, codes(program_kind)) == (422, ["task.file_kind"])
    assert Draft.objects.get(task=office.open).version == 1


def test_evidence_is_taken_off_the_draft_again(office: Office) -> None:
    program, path = office.program("reporter"), f"/tasks/{office.open}/evidence"
    key = next(iter(office.city.cells(office.open)))
    file = program.send(path, ContentFile(b"%PDF-1.7 a", "a.pdf"), key=key).json()["file"]
    program.send(path, ContentFile(b"%PDF-1.7 a", "a.pdf"))
    assert office.program("unit").ask("DELETE", f"{path}/{file}").status_code == 404
    assert office.program("auditor").ask("DELETE", f"{path}/{file}").status_code == 403
    assert program.ask("DELETE", f"{path}/{'0' * 64}").status_code == 404
    off = program.ask("DELETE", f"{path}/{file}?key={quote(key)}")
    assert (off.status_code, off.json()) == (200, {"draft_version": 3})
    assert [piece["key"] for piece in program.ask("GET", path).json()] == [None], "that of the sheet stays"
    assert program.ask("DELETE", f"{path}/{file}").json() == {"draft_version": 4}
    assert program.ask("GET", path).json() == []


def test_malware_is_refused_and_journaled_and_a_broken_scanner_passes_nothing(
    office: Office, settings, tmp_path
) -> None:
    scanning(settings, tmp_path)
    program = office.program("reporter")
    sends = {
        "evidence.add": (f"/tasks/{office.open}/evidence", "来函.pdf", {}),
        "task.fill": (f"/tasks/{office.open}/workbook", "sheet.xlsx", {"version": 0}),
    }
    for verb, (path, name, fields) in sends.items():
        answer = program.send(path, ContentFile(b"%PDF-1.7 " + MARK, name), **fields)
        assert (answer.status_code, codes(answer)) == (422, ["stored.malware"])
        row = Entry.objects.filter(outcome="refused").latest("seq")
        assert (row.verb, row.channel, row.object_ref) == (verb, "api", name)
    scanning(settings, tmp_path, "exit 2")
    for path, name, fields in sends.values():
        answer = program.send(path, ContentFile(b"%PDF-1.7 clean", name), **fields)
        assert (answer.status_code, codes(answer)) == (409, ["stored.not_scanned"])
    assert not Draft.objects.filter(task=office.open, version__gt=0).exists() and not Job.objects.exists()
