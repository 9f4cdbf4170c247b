"""Which forms a task has in which state, and for whom: every other is not there."""

from collections.abc import Iterator

from sikao.office.cycle.models import Task
from tests.interfaces.web.office.tasks.conftest import Desk, told

FORMS = ("return", "ask-again", "revise", "drop", "extend")
PEOPLE = ("commerce_r", "commerce_s", "jimo_r", "jimo_s", "staff", "director", "leader")
THERE = {
    ("open", "extend", "director"),
    ("submitted", "extend", "director"),
    ("submitted", "return", "commerce_s"),
    ("signed", "revise", "commerce_r"),
    ("correction", "drop", "commerce_r"),
    ("correction", "extend", "director"),
    ("briefing", "ask-again", "staff"),
    ("briefing", "ask-again", "director"),
    ("briefing", "revise", "jimo_r"),
    ("briefing asked again", "extend", "director"),
    ("briefing asked again", "drop", "jimo_r"),
}
"""The state, the form and whom it is for: the signer returns what is submitted, the office asks again for a
signed briefing, whoever reported corrects what is signed and may drop that, the director gives more time.
"""


def states(desk: Desk, june: str) -> Iterator[tuple[str, str]]:
    """One sheet and one briefing, from state to state."""
    city = desk.city
    yield "open", june
    city.fill("commerce_r", june, city.cells(june))
    digest = city.submit("commerce_r", june)
    yield "submitted", june
    commerce = desk.at("commerce_s")
    assert commerce.post(f"/tasks/{june}/sign/", {"digest": digest}).status_code == 302
    yield "signed", june
    first = "c:" + next(iter(city.cells(june)))
    desk.at("commerce_r").post(f"/tasks/{june}/revise/", {first: "on", "reason": "年报核定"})
    yield "correction", Task.objects.get(revises=june).ref
    briefing = city.task("jimo", "quarter", "2020-06", "brief")
    reporter, signer = desk.at("jimo_r"), desk.at("jimo_s")
    reporter.post(f"/tasks/{briefing}/submit/", desk.form(briefing, told()))
    page = signer.get(f"/tasks/{briefing}/").content.decode()
    signer.post(f"/tasks/{briefing}/sign/", {"digest": page.split('name="digest" value="')[1][:64]})
    yield "briefing", briefing
    desk.at("staff").post(f"/tasks/{briefing}/ask-again/", {"reason": "请写明原因"})
    yield "briefing asked again", Task.objects.get(revises=briefing).ref


def test_a_task_has_the_forms_of_its_state_for_those_they_are_for_and_no_other(desk: Desk, june: str):
    found, asked = set(), 0
    for state, task in states(desk, june):
        for who in PEOPLE:
            browser = desk.at(who)
            for form in FORMS:
                status = browser.get(f"/tasks/{task}/{form}/").status_code
                assert status in {200, 404}, (state, form, who, status)
                found |= {(state, form, who)} if status == 200 else set()
                asked += 1
    assert found == THERE
    assert asked == 6 * len(PEOPLE) * len(FORMS)
