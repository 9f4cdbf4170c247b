"""Checking figures: what a unit and a bureau see of each other, and what neither sees of anybody else."""

import pytest

from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle.models import Confirmation, Task
from sikao.office.groundwork.models import Entry
from sikao.office.ledger.models import FigureVersion
from tests.interfaces.web.office.browsers import browser, same, text_of
from tests.interfaces.web.reading import read
from tests.office.city import City
from tests.office.cycle.conftest import city, opened

__all__ = ["city", "opened"]
pytestmark = pytest.mark.django_db

CANARY = {"shinan": "71.23", "shibei": "72.34", "licang": "73.45"}


def in_march(city: City) -> None:
    """The statistics bureau has handed in March with a growth of its own for three districts."""
    city.staffed("statistics", "finance", *CANARY)
    city.on(2020, 4, 15)
    task = city.task("statistics", "month", "2020-03")
    own = {f"{unit}/fixed_assets/growth/2020-01..03": value for unit, value in CANARY.items()}
    city.deliver("statistics", task, city.cells(task) | own)


@pytest.fixture
def delivered(city: City, moment) -> City:
    del moment
    city.once(in_march)
    return city


def check_of(unit: str) -> str:
    return Confirmation.objects.get(unit=unit).ref


def figure_of(unit: str) -> FigureVersion:
    return FigureVersion.objects.get(unit=unit, indicator="fixed_assets", period="2020-01..03")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_unit_sees_its_own_figures_and_no_others(delivered: City, moment, prefix: str) -> None:
    client = browser(delivered, "shinan_r", moment)
    for path in ("/", "/checks/", f"/checks/{check_of('shinan')}/", "/notices/"):
        page = text_of(client, prefix + path)
        read(page)
        for unit in ("shibei", "licang"):
            assert CANARY[unit] not in page
            assert check_of(unit) not in page
    assert CANARY["shinan"] in text_of(client, f"{prefix}/checks/{check_of('shinan')}/")


def test_another_units_check_looks_like_one_that_is_not_there(delivered: City, moment) -> None:
    client = browser(delivered, "shinan_r", moment)
    foreign = client.get(f"/checks/{check_of('shibei')}/")
    nothing = client.get("/checks/0000000000000000/")
    assert foreign.status_code == nothing.status_code == 404
    assert same(foreign.content).replace(check_of("shibei"), "") == same(nothing.content).replace(
        "0" * 16, ""
    )
    refused = client.post(f"/checks/{check_of('shibei')}/give/", {"step": "confirm"})
    assert refused.status_code == 404
    assert Confirmation.objects.get(unit="shibei").state == "open"


def test_a_bureau_that_did_not_deliver_sees_nothing(delivered: City, moment) -> None:
    client = browser(delivered, "finance_r", moment)
    assert client.get(f"/checks/{check_of('shinan')}/").status_code == 404
    assert "71.23" not in text_of(client, "/checks/")


def test_one_button_confirms_everything(delivered: City, moment) -> None:
    client = browser(delivered, "shinan_r", moment)
    page = text_of(client, f"/checks/{check_of('shinan')}/")
    assert "确认全部无误" in page and "逾期未反馈" in page
    done = client.post(f"/checks/{check_of('shinan')}/give/", {"step": "confirm"})
    assert done.headers["Location"] == f"/checks/{check_of('shinan')}/?done=1"
    assert Confirmation.objects.get(unit="shinan").state == "confirmed"
    after = text_of(client, f"/checks/{check_of('shinan')}/?done=1")
    assert "确认全部无误" not in after and "单位已确认" in after
    again = client.post(f"/checks/{check_of('shinan')}/give/", {"step": "confirm"})
    assert again.status_code == 409


def test_a_reason_and_the_button_of_confirming_do_neither(delivered: City, moment) -> None:
    client = browser(delivered, "shinan_r", moment)
    address = f"/checks/{check_of('shinan')}/give/"
    field = f"dispute-{figure_of('shinan').ref}"
    mixed = client.post(address, {"step": "confirm", field: "应为 37"})
    assert mixed.status_code == 422
    assert "应为 37" in mixed.content.decode(), "what was typed is still there"
    bare = client.post(address, {"step": "dispute", field: "  "})
    assert bare.status_code == 422
    assert Confirmation.objects.get(unit="shinan").state == "open"
    assert not Entry.objects.filter(object_kind="confirmation").exists()


def test_both_sides_see_each_others_words(delivered: City, moment) -> None:
    unit, ref = browser(delivered, "shinan_r", moment), check_of("shinan")
    field = f"dispute-{figure_of('shinan').ref}"
    unit.post(f"/checks/{ref}/give/", {"step": "dispute", field: "应为 37，见区统计台账"})
    bureau = browser(delivered, "statistics_s", moment)
    page = text_of(bureau, f"/checks/{ref}/")
    assert "应为 37，见区统计台账" in page and "维持原数" in page
    assert "更正：去填新数" not in page, "to revise is for a reporter"
    assert bureau.post(f"/checks/{ref}/answer/", {"reason": " "}).status_code == 422
    bureau.post(f"/checks/{ref}/answer/", {"reason": "以统计局联审数为准"})
    assert "以统计局联审数为准" in text_of(unit, f"/checks/{ref}/")
    assert Confirmation.objects.get(pk=ref).state == "upheld"


def test_a_unit_does_not_answer_for_the_bureau(delivered: City, moment) -> None:
    unit, ref = browser(delivered, "shinan_r", moment), check_of("shinan")
    unit.post(f"/checks/{ref}/give/", {"step": "dispute", f"dispute-{figure_of('shinan').ref}": "应为 37"})
    assert "答复异议</h2>" not in text_of(unit, f"/checks/{ref}/")
    assert unit.post(f"/checks/{ref}/answer/", {"reason": "同意"}).status_code in (403, 404)
    assert unit.post(f"/checks/{ref}/revise/", {"reason": "同意"}).status_code == 404
    assert Confirmation.objects.get(pk=ref).state == "disputed"


def test_a_bureau_opens_the_correction_of_what_is_disputed(delivered: City, moment) -> None:
    unit, ref = browser(delivered, "shinan_r", moment), check_of("shinan")
    unit.post(f"/checks/{ref}/give/", {"step": "dispute", f"dispute-{figure_of('shinan').ref}": "应为 37"})
    bureau = browser(delivered, "statistics_r", moment)
    opened_now = bureau.post(f"/checks/{ref}/revise/", {"reason": "核对后更正"})
    assert opened_now.status_code == 302
    revision = Task.objects.get(kind="revise")
    assert revision.keys == '[["shinan","fixed_assets","growth","2020-01..03"]]'
    key = "shinan/fixed_assets/growth/2020-01..03"
    delivered.deliver("statistics", revision.ref, {key: "37"}, note="核对后更正", document="复函")
    page = text_of(browser(delivered, "shinan_r", moment), f"/checks/{ref}/")
    assert "已更正为" in page and "37 %" in page
    again = Confirmation.objects.get(unit="shinan", task=revision.ref).ref
    page = read(text_of(browser(delivered, "shinan_r", moment), f"/checks/{again}/")).first("main").text
    assert "更正前 71.23 %" in page and "更正事由 核对后更正" in page


def test_who_may_not_correct_is_not_told_that_nothing_is_disputed(delivered: City, moment) -> None:
    unit, bureau = browser(delivered, "shinan_r", moment), browser(delivered, "statistics_r", moment)
    ref = check_of("shinan")
    assert unit.post(f"/checks/{ref}/revise/").status_code == 404
    assert bureau.post(f"/checks/{ref}/revise/").status_code == 422


def test_the_office_sees_all_and_decides_nothing(delivered: City, moment) -> None:
    client, ref = browser(delivered, "staff", moment), check_of("licang")
    assert CANARY["licang"] in text_of(client, f"/checks/{ref}/")
    assert "确认全部无误" not in text_of(client, f"/checks/{ref}/")
    assert client.post(f"/checks/{ref}/give/", {"step": "confirm"}).status_code in (403, 404)
    assert "待核对" in text_of(client, "/checks/?state=open")
    assert check_of("licang") not in text_of(client, "/checks/?state=confirmed")


def test_who_has_no_part_in_reporting_may_not_open_the_list(city: City, moment) -> None:
    city.person("sec", Role.SYSTEM_ADMIN)
    assert browser(city, "sec", moment).get("/checks/").status_code == 403
