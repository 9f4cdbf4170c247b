"""Figures and receipts by a program."""

import io
import json
import zipfile
from dataclasses import replace

import pytest

from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.notices.models import Notice
from sikao.office.groundwork.receipts import read_receipt
from sikao.office.ledger.models import Submission
from tests.interfaces.api.office import Office, codes

pytestmark = pytest.mark.both


def test_the_versions_of_a_figure_are_told_in_their_order(office: Office) -> None:
    thing = office.things["figures"]["first"]
    query = "&".join(f"{part}={thing[part]}" for part in ("unit", "indicator", "kind", "period"))
    (version,) = office.program("unit").ask("GET", f"/figures?{query}").json()
    assert (version["provider"], version["submission"]) == ("commerce", office.submission)
    assert version["value"] is None or isinstance(version["value"], str)


def test_figures_as_of_a_number_stay_as_they_were(office: Office) -> None:
    program = office.program("auditor")
    seq = Submission.objects.get(ref=office.submission).entry_id
    before = program.ask("GET", f"/figures/as-of?scheme=qingdao_2020&seq={seq - 1}").json()
    then = program.ask("GET", f"/figures/as-of?scheme=qingdao_2020&seq={seq}&size=1000").json()
    assert (before["total"], then["seq"]) == (0, seq)
    assert {figure["source"] for figure in then["items"]} == {"commerce"}
    now = program.ask("GET", "/figures/as-of?scheme=qingdao_2020&size=1000").json()
    assert now["total"] > then["total"]
    later = program.ask("GET", f"/figures/as-of?scheme=qingdao_2020&seq={now['seq'] + 99}")
    assert (later.status_code, codes(later)) == (422, ["ledger.later"])
    nowhere = program.ask("GET", "/figures/as-of?scheme=nowhere")
    assert (nowhere.status_code, codes(nowhere)) == (404, ["api.not_there"])


def test_many_figures_are_read_with_a_reason_and_those_who_watch_are_told_once(
    office: Office, settings
) -> None:
    settings.SIKAO_PLACE = replace(settings.SIKAO_PLACE, export_reason_rows=5)
    program, path = office.program("staff"), "/figures/as-of?scheme=qingdao_2020&size=5"
    answer = program.ask("GET", path)
    assert (answer.status_code, codes(answer)) == (422, ["export.reason_missing"])
    assert codes(program.ask("GET", f"{path}&page=2")) == ["export.reason_missing"], "on every page"
    for page in (1, 2):
        answer = program.ask("GET", f"{path}&page={page}&reason=annual%20report")
        assert (answer.status_code, len(answer.json()["items"])) == (200, 5)
    kept = json.loads(Entry.objects.filter(verb="figure.export").latest("seq").new)
    assert (kept["reason"], kept["page"], kept["rows"]) == ("annual report", 2, answer.json()["total"])
    assert Notice.objects.filter(code="notice.exported_bulk").count() == 2, "auditor and audit administrator"
    settings.SIKAO_PLACE = replace(settings.SIKAO_PLACE, export_most_rows=5)
    answer = program.ask("GET", f"{path}&reason=annual%20report")
    assert (answer.status_code, codes(answer)) == (422, ["export.too_long"])


def test_a_receipt_holds_as_data_and_as_a_file(office: Office) -> None:
    program, path = office.program("reporter"), f"/submissions/{office.submission}/receipt"
    file = program.ask("GET", f"{path}.zip")
    receipt = read_receipt(file.content, "receipt.zip")
    told = program.ask("GET", path).json()
    assert (told["seq"], told["signature"]) == (receipt.seq, receipt.signature)
    assert [leaf["text"] for leaf in told["leaves"]] == [leaf.text for leaf in receipt.leaves]
    assert json.loads(told["entry"])["verb"] == "task.sign"
    assert "check.py" in zipfile.ZipFile(io.BytesIO(file.content)).namelist()


def test_the_board_counts_and_names_who_is_late(office: Office) -> None:
    board = office.program("staff").ask("GET", "/board").json()
    assert board["years"] == ["qingdao_2020"]
    assert {"state": "signed", "tasks": 3} in board["counts"]
    assert office.open in {line["ref"] for line in board["late"]}
    line = next(line for line in board["late"] if line["ref"] == office.open)
    assert (line["kind"], line["task"], line["other"]) == ("deliver", office.open, None)
