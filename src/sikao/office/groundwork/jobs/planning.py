"""Work that comes by itself: asked for once for every minute, hour or day, however many workers look."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from sikao.office.groundwork.actor import MACHINE, machine
from sikao.office.groundwork.jobs.kinds import Schedule
from sikao.office.groundwork.jobs.models import OPEN, Job, State
from sikao.office.groundwork.jobs.queue import enqueue

KEPT_DAYS = 7
PREFIX = "schedule:"


class Planner:
    """Asks for what the schedules say. Slots that passed while no worker ran are not made up for."""

    def __init__(self, schedules: Iterable[Schedule]) -> None:
        self._schedules = tuple(schedules)
        self._planned: dict[Schedule, str] = {}

    def plan(self, at: datetime) -> int:
        """Ask for the work of the present slots that nobody has asked for; how much that was.

        While the work of an earlier slot has not ended, the next is passed over.
        """
        asked = 0
        for schedule in self._schedules:
            slot = schedule.slot(at)
            if self._planned.get(schedule) == slot:
                continue
            asked += _ask(schedule, slot, at)
            self._planned[schedule] = slot
        return asked


def _ask(schedule: Schedule, slot: str, at: datetime) -> bool:
    name = f"{PREFIX}{schedule.kind}:"
    with transaction.atomic():
        known = Job.objects.filter(key=name + slot).exists()
        if known or Job.objects.filter(key__startswith=name, state__in=OPEN).exists():
            return False
        enqueue(schedule.kind, schedule.arguments, actor=machine(), at=at, key=name + slot)
    return True


def forget_old(at: datetime, fetched: Collection[str] = ()) -> int:
    """Delete what ended some days ago: what came by itself and went well, and work of the kinds ``fetched``.

    Those make something to be fetched soon. All else that people asked for stays.
    """
    by_itself = Q(key__startswith=PREFIX, state=State.DONE, asked_by=MACHINE)
    to_fetch = Q(kind__in=fetched) & ~Q(state__in=OPEN)
    old = Job.objects.filter(by_itself | to_fetch, ended_at__lt=at - timedelta(days=KEPT_DAYS))
    return old.delete()[0]
