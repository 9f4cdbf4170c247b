"""The receipt of a submission: shown, downloaded, checked outside."""

import json

from sikao.office.groundwork.receipts import read_receipt, rows_of
from tests.interfaces.web.office.tasks.conftest import Desk, words


def test_a_receipt_is_shown_and_holds_in_itself(desk: Desk, june: str):
    city = desk.city
    done = city.deliver("commerce", june, city.cells(june))
    page = words(desk.at("commerce_s").get(f"/tasks/{june}/receipt/").content)
    assert f"日志第 {done.seq} 条" in page and "check.py" in page
    assert "市商务局 · 市商务局" not in page, "the title names the bureau"
    got = desk.at("commerce_s").get(f"/tasks/{june}/receipt/file/")
    receipt = read_receipt(got.content, "receipt.zip")
    assert receipt.seq == done.seq and json.loads(receipt.entry)["verb"] == "task.sign"
    kinds = [row.get("table", row.get("model")) for row in rows_of(receipt)]
    assert len(kinds) == 20, "the submission and its 19 figures"
    picture = desk.at("commerce_r").get(f"/tasks/{june}/receipt/code/")
    assert picture.headers["Content-Type"] == "image/svg+xml" and b"<svg" in picture.content


def test_a_receipt_is_for_who_handed_in_and_the_office(desk: Desk, june: str):
    city = desk.city
    assert desk.at("commerce_r").get(f"/tasks/{june}/receipt/").status_code == 404
    city.deliver("commerce", june, city.cells(june))
    assert desk.at("staff").get(f"/tasks/{june}/receipt/").status_code == 200
    for path in ("", "file/", "code/"):
        assert desk.at("jimo_r").get(f"/tasks/{june}/receipt/{path}").status_code == 404
