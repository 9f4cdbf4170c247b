"""A sheet from the list to the signer, by a program."""

import io
import time

import pytest
from django.core.files.base import ContentFile
from openpyxl import load_workbook

from sikao.office.cycle.models import Draft, Task
from sikao.office.groundwork.models import Entry
from tests.interfaces.api.office import Office, codes

pytestmark = pytest.mark.both


def test_tasks_are_listed_by_page_and_filter(office: Office) -> None:
    program = office.program("staff")
    every = program.ask("GET", "/tasks?size=200").json()
    assert every["total"] == Task.objects.count()
    second = program.ask("GET", "/tasks?size=3&page=2").json()
    assert second["items"] == every["items"][3:6]
    mine = program.ask("GET", "/tasks?organisation=commerce&state=signed").json()
    assert [task["ref"] for task in mine["items"]] == [office.signed]
    due = program.ask("GET", "/tasks?due_by=2020-03-31&size=200").json()
    assert 0 < due["total"] < every["total"]
    assert {task["due_at"][:10] <= "2020-03-31" for task in due["items"]} == {True}
    seen = office.program("reporter").ask("GET", "/tasks?size=200").json()
    assert {task["organisation"] for task in seen["items"]} == {"commerce"}


def test_a_form_tells_units_of_measure_last_year_and_targets_as_exact_text(office: Office) -> None:
    form = office.program("reporter").ask("GET", f"/tasks/{office.open}/form").json()
    assert {slot["measure"]["code"] for slot in form["slots"]} <= {
        "percent",
        "usd_10k",
        "usd_100m",
        "usd",
    } or form
    assert all(isinstance(slot["target"], str | None) for slot in form["slots"])
    assert len(form["slots"]) == Task.objects.get(pk=office.open).figures


def test_a_sheet_goes_from_the_draft_to_the_signer_and_back(office: Office) -> None:
    program, path = office.program("reporter"), f"/tasks/{office.open}"
    cells = office.city.cells(office.open)
    wrong = next(iter(cells))
    draft = program.ask("PUT", f"{path}/draft", {"version": 0, "cells": cells | {wrong: "—"}}).json()
    assert draft["version"] == 1 and draft["errors"] == 1
    (cell,) = [cell for cell in draft["cells"] if cell["key"] == wrong]
    assert (cell["reply"], cell["raw"], cell["findings"][0]["code"]) == ("queried", "—", "form.queried")
    refused = program.ask("POST", f"{path}/submit", {"draft_version": 1})
    assert refused.status_code == 422 and "form.queried" in codes(refused)

    stale = program.ask("PUT", f"{path}/draft", {"version": 0, "cells": {}})
    assert (stale.status_code, codes(stale)) == (409, ["task.draft_changed"])
    draft = program.ask("PUT", f"{path}/draft", {"version": 1, "cells": cells}).json()
    assert draft == program.ask("GET", f"{path}/draft").json()
    unseen = program.ask("POST", f"{path}/submit", {"draft_version": 2, "warnings_seen": 999})
    assert unseen.status_code == 422
    given = {"draft_version": 2, "warnings_seen": draft["warnings"]}
    done = program.ask("POST", f"{path}/submit", given)
    assert done.json() == {"state": "submitted", "digest": draft["digest"]}
    entry = Entry.objects.latest("seq")
    assert (entry.actor, entry.channel, entry.verb) == ("reporter_p", "api", "task.submit")
    assert entry.source

    back = office.program("signer").ask("POST", f"{path}/return", {"reason": "核对第三行"})
    assert back.json() == {"state": "open"}
    assert program.ask("GET", path).json()["returned_reason"] == "核对第三行"
    assert program.ask("POST", f"{path}/submit", given).status_code == 200
    assert program.ask("POST", f"{path}/take-back").json() == {"state": "open"}
    assert Draft.objects.get(task=office.open).version == 2


def test_what_is_not_signed_is_read_by_the_own_organisation_alone(office: Office) -> None:
    reporter, path = office.program("reporter"), f"/tasks/{office.open}"
    cells = office.city.cells(office.open) | {next(iter(office.city.cells(office.open))): "123.45"}
    reporter.ask("PUT", f"{path}/draft", {"version": 0, "cells": cells, "note": "内部讨论稿"})
    reporter.send(f"{path}/evidence", ContentFile(b"%PDF-1.7 a", "letter.pdf"))
    assert "123.45" in reporter.ask("GET", f"{path}/draft").content.decode()
    for name in ("staff", "director", "auditor"):
        program = office.program(name)
        answer = program.ask("GET", f"{path}/draft")
        assert answer.status_code == 200 and answer.json()["version"] == 0
        assert "123.45" not in answer.content.decode() and "内部讨论稿" not in answer.content.decode()
        assert program.ask("GET", f"{path}/evidence").json() == []
        sheet = load_workbook(io.BytesIO(program.ask("GET", f"{path}/workbook").content))
        said = {str(cell.value) for lines in sheet for row in lines.iter_rows() for cell in row}
        assert "123.45" not in said
    assert office.program("staff").ask("GET", f"/tasks/{office.signed}/draft").json()["version"] > 0


def test_nothing_is_signed_by_a_program(office: Office) -> None:
    answer = office.program("signer").ask("POST", f"/tasks/{office.open}/sign", {"digest": "0" * 64})
    assert (answer.status_code, codes(answer)) == (404, ["api.not_there"])


def test_a_hundred_reads_in_a_row_take_seconds(office: Office) -> None:
    program = office.program("reporter")
    begun = time.process_time()
    for _ in range(100):
        assert program.ask("GET", f"/tasks/{office.open}").status_code == 200
    assert time.process_time() - begun < 20


def test_a_signed_figure_is_revised_by_a_task_of_its_own(office: Office) -> None:
    program, path = office.program("reporter"), f"/tasks/{office.signed}"
    key = next(iter(office.city.cells(office.signed)))
    foreign = program.ask("POST", f"{path}/revise", {"keys": ["jimo/other/level/2020"], "reason": "x"})
    assert (foreign.status_code, codes(foreign)) == (422, ["task.foreign_cell"])
    made = program.ask("POST", f"{path}/revise", {"keys": [key], "reason": "汇总有误"})
    assert made.status_code == 201
    ref = made.json()["task"]
    task = program.ask("GET", f"/tasks/{ref}").json()
    assert (task["kind"], task["revises"], task["figures"], task["reason"]) == (
        *("revise", office.signed, 1),
        "汇总有误",
    )
    (cell,) = program.ask("GET", f"/tasks/{ref}/draft").json()["cells"]
    assert cell["key"] == key, "the form comes filled with what stands"
    dropped = program.ask("POST", f"/tasks/{ref}/drop")
    assert dropped.json() == {"state": "dropped"}
    again = program.ask("POST", f"/tasks/{ref}/drop")
    assert again.status_code == 409


def test_a_revision_without_a_document_is_told_and_refused(office: Office) -> None:
    program = office.program("reporter")
    key = next(iter(office.city.cells(office.signed)))
    made = program.ask("POST", f"/tasks/{office.signed}/revise", {"keys": [key], "reason": "汇总有误"})
    path = f"/tasks/{made.json()['task']}"
    given = {"version": 1, "cells": {key: "1.25"}, "note": "汇总有误"}
    draft = program.ask("PUT", f"{path}/draft", given).json()
    assert "task.revision_without_document" in [one["code"] for one in draft["findings"]]
    sent = {"draft_version": 2, "warnings_seen": draft["warnings"]}
    refused = program.ask("POST", f"{path}/submit", sent)
    assert (refused.status_code, codes(refused)) == (422, ["task.revision_without_document"])
    draft = program.ask("PUT", f"{path}/draft", given | {"version": 2, "document": "更正函"}).json()
    assert draft["errors"] == 0
    sent = {"draft_version": 3, "warnings_seen": draft["warnings"]}
    assert program.ask("POST", f"{path}/submit", sent).json()["state"] == "submitted"


def test_the_office_sends_a_sheet_back_and_takes_that_back(office: Office) -> None:
    staff, reporter = office.program("staff"), office.program("reporter")
    key = next(iter(office.city.cells(office.signed)))
    given = {"keys": [key], "reason": "与年报不符"}
    assert reporter.ask("POST", f"/tasks/{office.signed}/ask-again", given).status_code == 403
    early = staff.ask("POST", f"/tasks/{office.open}/ask-again", given)
    assert early.status_code in {409, 422}
    made = staff.ask("POST", f"/tasks/{office.signed}/ask-again", given)
    assert made.status_code == 201
    path = f"/tasks/{made.json()['task']}"
    task = reporter.ask("GET", path).json()
    assert (task["asked"], task["reason"], task["figures"]) == (True, "与年报不符", 1)
    dropped = reporter.ask("POST", f"{path}/drop")
    assert (dropped.status_code, codes(dropped)) == (409, ["task.asked_by_office"])
    assert staff.ask("POST", f"{path}/withdraw").json() == {"state": "dropped"}
    assert staff.ask("POST", f"{path}/withdraw").status_code == 409


def test_who_has_signed_nothing_revises_nothing(office: Office) -> None:
    open_still = office.program("reporter").ask("POST", f"/tasks/{office.open}/revise", {"reason": "x"})
    assert (open_still.status_code, codes(open_still)) == (409, ["right.not_now"])
    for name in ("signer", "verifier", "auditor"):
        answer = office.program(name).ask("POST", f"/tasks/{office.signed}/revise", {"reason": "x"})
        assert answer.status_code == 403, name
    assert (
        office.program("unit").ask("POST", f"/tasks/{office.signed}/revise", {"reason": "x"}).status_code
        == 404
    )


def test_lists_are_narrowed_by_lateness_to_the_moment_of_signing(office: Office) -> None:
    program = office.program("staff")
    every = program.ask("GET", "/tasks?size=200").json()
    late = program.ask("GET", "/tasks?late=true&size=200").json()
    in_time = program.ask("GET", "/tasks?late=false&size=200").json()
    assert late["total"] + in_time["total"] == every["total"] and late["total"] and in_time["total"]
    assert {task["late"] for task in late["items"]} == {True}
    assert {task["late"] for task in in_time["items"]} == {False}
