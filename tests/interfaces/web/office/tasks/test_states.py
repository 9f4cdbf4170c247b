"""Which forms a task has in which state, and for whom: every other is not there."""

from collections.abc import Iterator

from sikao.office.accounts.models import Account
from sikao.office.cycle.models import Task
from tests.drill.figures import many
from tests.interfaces.web.office.tasks.conftest import Desk, told

FORMS = ("return", "ask-again", "revise", "drop", "withdraw", "extend", "paper")
PEOPLE = ("commerce_r", "commerce_s", "finance_r", "jimo_r", "jimo_s", "sco_r", "staff", "director", "leader")
THERE = {
    ("open", "extend", "director"),
    ("open", "paper", "staff"),
    ("submitted", "extend", "director"),
    ("submitted", "return", "commerce_s"),
    ("signed", "revise", "commerce_r"),
    ("signed", "ask-again", "staff"),
    ("signed", "ask-again", "director"),
    ("correction", "drop", "commerce_r"),
    ("correction", "extend", "director"),
    ("asked for", "withdraw", "staff"),
    ("asked for", "withdraw", "director"),
    ("asked for", "extend", "director"),
    ("paper signed", "revise", "finance_r"),
    ("paper signed", "ask-again", "staff"),
    ("paper signed", "ask-again", "director"),
    ("paper asked for", "paper", "staff"),
    ("paper asked for", "withdraw", "staff"),
    ("paper asked for", "withdraw", "director"),
    ("paper asked for", "extend", "director"),
    ("report", "ask-again", "staff"),
    ("report", "ask-again", "director"),
    ("report", "revise", "sco_r"),
    ("briefing", "ask-again", "staff"),
    ("briefing", "ask-again", "director"),
    ("briefing", "revise", "jimo_r"),
    ("briefing asked again", "extend", "director"),
    ("briefing asked again", "withdraw", "staff"),
    ("briefing asked again", "withdraw", "director"),
}
"""The state, the form and whom it is for: the signer returns what is submitted, the office sends back what is
signed and withdraws that, whoever reported corrects what is signed and may drop what nobody asked for, the
director gives more time. Letters are typed in for sheets, and for corrections of what came by letter.
"""


def states(desk: Desk, june: str) -> Iterator[tuple[str, str]]:
    """One sheet and one briefing, from state to state."""
    city = desk.city
    city.staffed("finance", "sco")
    Account.objects.update(must_change=False, password_since=city.at, totp_secret="set")  # noqa: S106 - none
    yield "open", june
    city.fill("commerce_r", june, city.cells(june))
    digest = city.submit("commerce_r", june)
    yield "submitted", june
    commerce = desk.at("commerce_s")
    assert commerce.post(f"/tasks/{june}/sign/", {"digest": digest}).status_code == 302
    yield "signed", june
    first = "c:" + next(iter(city.cells(june)))
    desk.at("commerce_r").post(f"/tasks/{june}/revise/", {first: "on", "reason": "年报核定"})
    correction = Task.objects.get(revises=june).ref
    yield "correction", correction
    desk.at("commerce_r").post(f"/tasks/{correction}/drop/")
    desk.at("staff").post(f"/tasks/{june}/ask-again/", {first: "on", "reason": "与年报不符"})
    yield "asked for", Task.objects.get(revises=june, state="open").ref
    yield from of_paper_and_reports(desk)
    briefing = city.task("jimo", "quarter", "2020-06", "brief")
    reporter, signer = desk.at("jimo_r"), desk.at("jimo_s")
    reporter.post(f"/tasks/{briefing}/submit/", desk.form(briefing, told()))
    page = signer.get(f"/tasks/{briefing}/").content.decode()
    signer.post(f"/tasks/{briefing}/sign/", {"digest": page.split('name="digest" value="')[1][:64]})
    yield "briefing", briefing
    desk.at("staff").post(f"/tasks/{briefing}/ask-again/", {"reason": "请写明原因"})
    yield "briefing asked again", Task.objects.get(revises=briefing).ref


def of_paper_and_reports(desk: Desk) -> Iterator[tuple[str, str]]:
    """A sheet that came by letter, and what a unit reported about itself."""
    city = desk.city
    sheet = city.task("finance", "month", "2020-06")
    city.record(
        "staff", sheet, city.fill_paper("staff", sheet, city.cells(sheet), document="青财函〔2020〕3号")
    )
    yield "paper signed", sheet
    desk.at("staff").post(f"/tasks/{sheet}/ask-again/", {"reason": "与来文不符"})
    yield "paper asked for", Task.objects.get(revises=sheet).ref
    report = Task.objects.get(kind="report", organisation="sco", through="2020-06").ref
    city.deliver("sco", report, dict.fromkeys(city.cells(report), "未报"))
    yield "report", report


def asking(state: str, number: int) -> list[str]:
    """Who looks at a state: in a sample those to whom a form is open there, and two others in turn."""
    there = {who for found, _, who in THERE if found == state}
    others = [who for who in PEOPLE if who not in there]
    turned = others[number % len(others) :] + others[: number % len(others)]
    return sorted(there) + turned[: many(2, len(others))]


def test_a_task_has_the_forms_of_its_state_for_those_they_are_for_and_no_other(desk: Desk, june: str):
    found, asked = set(), 0
    for number, (state, task) in enumerate(states(desk, june)):
        for who in asking(state, number):
            browser = desk.at(who)
            for form in FORMS:
                status = browser.get(f"/tasks/{task}/{form}/").status_code
                assert status in {200, 404}, (state, form, who, status)
                found |= {(state, form, who)} if status == 200 else set()
                asked += 1
    assert found == THERE
    assert asked >= many(200, 10 * len(PEOPLE) * len(FORMS))
