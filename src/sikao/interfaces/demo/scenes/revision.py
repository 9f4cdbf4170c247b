"""July: a statistical inspection cuts a figure of the first quarter; its published result stays."""

from __future__ import annotations

from collections.abc import Iterator

from sikao.interfaces.demo.agenda import Act
from sikao.interfaces.demo.moments import moment
from sikao.interfaces.demo.stage import SCHEME, Stage
from sikao.office.cycle import actions as cycle
from sikao.office.cycle.models import Task
from sikao.office.cycle.rules import TaskKind, TaskState
from sikao.office.ledger.facts import Key

KEY: Key = ("licang", "fixed_assets", "growth", "2020-01..03")
REVISED = "5.2"
"""Reported were 7.8; see ``illustrative`` in the scheme's README."""
WHEN = moment(2020, 7, 18, 10)
WHY = "七月统计执法检查核减"
DOCUMENT = "统计执法检查意见（示例）"


def revision(stage: Stage) -> Iterator[Act]:
    """The bureau revises its own figure."""
    done = Task.objects.filter(scheme=SCHEME, revises__provider="statistics", state=TaskState.SIGNED)
    if not done.filter(revises__through="2020-03").exists():
        yield Act(WHEN, "统计数据核减", "revising a figure", lambda: _revise(stage))


def _revise(stage: Stage) -> None:
    origin = Task.objects.get(
        scheme=SCHEME, kind=TaskKind.DELIVER, provider="statistics", frequency="month", through="2020-03"
    )
    begun = Task.objects.filter(revises=origin).exclude(state=TaskState.DROPPED).first()
    if begun is None:
        reporter = stage.who(origin, "reporter")
        ref = cycle.open_revision(actor=reporter, at=stage.later(), task=origin.ref, keys=[KEY], reason=WHY)
        begun = Task.objects.get(pk=ref)
    if begun.state == TaskState.OPEN:
        stage.correct(begun, {KEY: REVISED}, WHY, DOCUMENT)
    elif begun.state == TaskState.SUBMITTED:
        stage.sign(begun)
