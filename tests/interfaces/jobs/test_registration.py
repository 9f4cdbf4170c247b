"""Every kind of work has its function, and what comes by itself does what it is there for."""

import ast
from datetime import UTC, datetime
from importlib import import_module

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
    """The first argument of ``enqueue`` is a constant of the module, its own or one that it imports."""
    asked = {}
    for path in under(SOURCE / "office", ".py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "enqueue":
                asked[path, ast.unparse(node.args[0])] = None
    kinds = {
        (path.name, name): getattr(
            import_module(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)), name
        )
        for path, name in asked
        if name != "schedule.kind"  # of the schedules, which the test above looks at
    }
    assert len(kinds) >= 3
    assert {place: kind for place, kind in kinds.items() if kind not in KINDS} == {}


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_what_comes_by_itself_is_done_without_a_finding():
    Planner(SCHEDULES).plan(AT)
    assert Worker(KINDS, name="w1", now=lambda: AT).run(drain=True) == len(SCHEDULES)
    assert {(job.state, job.result, job.findings) for job in Job.objects.all()} == {("done", "0", "[]")}
