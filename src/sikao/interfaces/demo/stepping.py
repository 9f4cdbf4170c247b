"""Letting a demonstration go on: its clock moves to the next day on which something is to be done."""

from __future__ import annotations

import fcntl
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction

from sikao.core.wording import Finding, Severity, Term
from sikao.interfaces.demo.agenda import Act, Told, agenda, play
from sikao.interfaces.demo.home import is_settled, on_stage
from sikao.interfaces.demo.moments import SCHEMES, on_day
from sikao.interfaces.demo.people import keep_passwords
from sikao.interfaces.demo.scenes import SCENES
from sikao.interfaces.demo.stage import Stage, Work
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of, now
from sikao.office.groundwork.demonstration import move_clock, refuse_elsewhere
from sikao.office.groundwork.here import installation
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotNow

STEPPED = "home.step"
"""The entry of the journal that says who moved the clock."""
LOCK = "demo.lock"


@dataclass(frozen=True, slots=True)
class Stepped:
    """Where a demonstration stands after a step.

    ``acts`` is how many acts others did meanwhile, ``refused`` why some could not be done, and ``today`` what
    is to be done on the day that has come, with how often.
    """

    at: datetime
    acts: int
    refused: tuple[Finding, ...]
    today: tuple[tuple[Term, int], ...]


def step(
    actor: Actor,
    tell: Told,
    work: Work,
    *,
    others: bool,
    until: date | None = None,
    schemes: Path = SCHEMES,
) -> Stepped:
    """Go on to the next day on which something is to be done, or to a later one.

    With ``others`` everybody does by then what the story has for them; without, only the days pass. Raises
    ``NotNow`` in a home that is no demonstration, where the story is over, and while another step goes on.
    """
    refuse_elsewhere()
    if not is_settled():
        raise _not_now("home.no_demo")
    with _alone():
        stage = on_stage(schemes, work)
        stage.later(now())
        to = _next(agenda(stage, SCENES), day_of(stage.at), until)
        with transaction.atomic():
            told = {"to": day_of(to), "others": others}
            subject = Subject("home", "demo")
            write(actor=actor, at=stage.later(), verb=STEPPED, subject=subject, new=told)
        played = play(stage, SCENES if others else (), to, tell, strict=False)
        keep_passwords(stage.cast, stage.at)
        move_clock(stage.at)
        return Stepped(stage.at, played.acts, tuple(played.refused), _on(stage, day_of(stage.at)))


def _next(left: list[Act], today: date, until: date | None) -> datetime:
    """The morning of the next day on which something is to be done, or of the day that was named."""
    if until is not None and until > today:
        return on_day(until)
    days = (day_of(act.when) for act in left)
    following = next((day for day in days if day > today), None)
    if following is not None:
        return on_day(following)
    if not left:
        raise _not_now("home.demo_over")
    return on_day(today + timedelta(days=1))


def _on(stage: Stage, day: date) -> tuple[tuple[Term, int], ...]:
    """What is to be done on a day, with how often, in the order of the day."""
    acts = [act for act in agenda(stage, SCENES) if day_of(act.when) == day]
    return tuple(Counter(Term(act.zh, act.en) for act in acts).items())


@contextmanager
def _alone() -> Iterator[None]:
    """One step at a time, whichever process takes it."""
    with (installation().home / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _not_now("home.demo_busy") from None
        yield


def _not_now(code: str) -> NotNow:
    return NotNow((Finding(code, Severity.ERROR, details={"path": installation().home}),))
