"""What is to happen in the demonstration's year: acts with their moments, played one after the other.

A scene looks at the home and gives what is still to be done. So the year goes on from wherever a home stands,
whoever did what came before: the story, or somebody who tries the system out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sikao.core.wording import Finding
from sikao.interfaces.demo.stage import Stage
from sikao.office.cycle import actions as cycle
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.refusals import Refusal

Told = Callable[[str, str], object]
"""Told what goes on, in Chinese and in English."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that people do at a moment; ``do`` looks again whether it is still to be done."""

    when: datetime
    zh: str
    en: str
    do: Callable[[], object]


Scene = Callable[[Stage], Iterable[Act]]
"""Gives what it still holds for a home, in any order."""


@dataclass(slots=True)
class Played:
    """How far the story came: acts that were played, and what was refused of those that could not be."""

    acts: int = 0
    refused: list[Finding] = field(default_factory=list)


def agenda(stage: Stage, scenes: Sequence[Scene]) -> list[Act]:
    """Everything that is still to happen, in the order of its moments."""
    found = [act for scene in scenes for act in scene(stage)]
    return sorted(found, key=lambda act: act.when)


def play(
    stage: Stage, scenes: Sequence[Scene], until: datetime, tell: Told, *, strict: bool = True
) -> Played:
    """Let everything happen whose moment lies before another one, and let the days pass until then.

    In a home where others have been at work an act may be refused: unless ``strict``, the story goes on.
    """
    played = Played()
    due = [act for act in agenda(stage, scenes) if act.when < until]
    for number, act in enumerate(due, 1):
        share = f"{number}/{len(due)}"
        day = act.when.date().isoformat()
        tell(f"{day} {act.zh} {share}", f"{day} {act.en} {share}")
        pass_days(stage, act.when)
        stage.later(act.when)
        try:
            act.do()
        except Refusal as refused:
            if strict:
                raise
            played.refused += refused.findings
        played.acts += 1
    pass_days(stage, until)
    stage.later(until)
    return played


def pass_days(stage: Stage, moment: datetime) -> None:
    """What the program does by rule while days go by."""
    day = stage.at + timedelta(days=1)
    while day < moment:
        at = stage.later(day)
        stage.show(at)
        cycle.record_silence(actor=machine(), at=at)
        cycle.escalate_lateness(actor=machine(), at=at)
        cycle.move_tasks(actor=machine(), at=at)
        day += timedelta(days=1)
