"""Every kind of work has its function, and what comes by itself does what it is there for."""

import ast
from datetime import UTC, datetime

import pytest

from sikao.interfaces.jobs.registration import KINDS, SCHEDULES
from sikao.office.groundwork.jobs.models import Job
from sikao.office.groundwork.jobs.planning import Planner
from sikao.office.groundwork.jobs.worker import Worker
from tests.house.tree import SOURCE, under

AT = datetime(2020, 7, 18, 1, 2, 3, tzinfo=UTC)


def test_every_schedule_is_of_a_known_kind():
    assert {schedule.kind for schedule in SCHEDULES} <= set(KINDS)


def test_whatever_the_office_asks_for_is_registered():
    """The kinds named where work is asked for are constants of their modules, and registered by those."""
    asked = {}
    for path in under(SOURCE / "office", ".py"):
        tree = ast.parse(path.read_text("utf-8"))
        constants = {
            target.id: node.value.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "enqueue":
                kind = node.args[0]
                asked[path.name, node.lineno] = constants.get(getattr(kind, "id", ""), ast.unparse(kind))
    assert asked
    # A planner asks for what the schedules name, which the test above looks at.
    unknown = {place: kind for place, kind in asked.items() if kind not in KINDS and kind != "schedule.kind"}
    assert unknown == {}


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_what_comes_by_itself_is_done_without_a_finding():
    Planner(SCHEDULES).plan(AT)
    assert Worker(KINDS, name="w1", now=lambda: AT).run(drain=True) == len(SCHEDULES)
    assert {(job.state, job.result, job.findings) for job in Job.objects.all()} == {("done", "0", "[]")}
