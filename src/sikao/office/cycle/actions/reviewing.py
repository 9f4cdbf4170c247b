"""Preparing and holding the monthly review: asking who lags why, and freezing what the figures came to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from sikao.core.scheme.briefed import NODE
from sikao.core.scheme.steps import Step
from sikao.office.accounts.queries import authorise, successors
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.duties import EXPLANATION
from sikao.office.cycle.models import HeldReview, Task
from sikao.office.cycle.monthly import (
    Named,
    contents,
    digest_of,
    known_in,
    named_by,
    reviewed,
    sheet_of,
    state_of,
    unexplained,
)
from sikao.office.cycle.queries import opened_years
from sikao.office.cycle.rules import REVIEW, ReviewState, TaskKind, next_state
from sikao.office.cycle.telling import BOTH, tell
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.calendar import add_working_days, end_of
from sikao.office.groundwork.canonical import canonical
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, head, write
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid

KIND = "review"
LONGEST_DOCUMENT, LONGEST_TEXT = 200, 1000


@action(Verb.REVIEW_ASK, KIND, "review")
def ask_explanation(*, actor: Actor, at: datetime, review: str, units: Sequence[str]) -> int:
    """Ask units that lag to explain it by a briefing of this month; returns how many tasks there are now.

    A unit is asked about whatever lags and is explained nowhere: neither by its own words yet, nor by a
    briefing that the scheme asks for anyway. Each is asked once a month.
    """
    named, capacity = _planned(actor, at, review, Verb.REVIEW_ASK)
    cells = sheet_of(named, contents(named, head()[0])).cells
    wanted = {unit: unexplained(named, cells, unit) for unit in dict.fromkeys(units)}
    if not wanted or not all(wanted.values()):
        raise NotValid.of("review.nothing_to_explain")
    day, moved = day_of(at), successors(day_of(at))
    known = known_in(named)
    days = known.scheme.review.explain_days
    tasks = [
        Task(
            kind=TaskKind.BRIEF,
            scheme=named.scheme,
            digest=known.digest,
            provider=unit,
            organisation=moved.get(unit, unit),
            frequency="month",
            through=named.through,
            briefing=EXPLANATION,
            figures=len(nodes),
            keys=canonical([f"{NODE}/{node}" for node in nodes]),
            opens=day,
            due_at=end_of(add_working_days(day, days)),
        )
        for unit, nodes in wanted.items()
    ]
    try:
        with transaction.atomic():
            Task.objects.bulk_create(tasks)
    except IntegrityError:  # one of them was asked before
        raise NotNow.of("review.asked_already") from None
    told = {task.organisation: task.ref for task in tasks}
    subject = Subject(KIND, named.ref, capacity)
    write(actor=actor, at=at, verb=Verb.REVIEW_ASK, subject=subject, new={"asked": told})
    for task in tasks:
        until = day_of(task.due_at).isoformat()
        tell(task.organisation, BOTH, "notice.explanation_asked", task, at, until=until)
    return len(tasks)


@action(Verb.REVIEW_HOLD, KIND, "review")
def hold_review(*, actor: Actor, at: datetime, review: str, held_on: date, document: str = "") -> str:
    """Record that the review of a month was held, with what all figures come to now; returns the digest.

    ``held_on`` is the day of the meeting, ``document`` the number of its minutes. From here on the review
    shows what it showed then, whatever is corrected later.
    """
    named, capacity = _planned(actor, at, review, Verb.REVIEW_HOLD)
    step = _step(named)
    today = day_of(at)
    if not step.opens <= held_on <= today:
        raise NotValid.of("review.wrong_day", first=step.opens.isoformat(), last=today.isoformat())
    content = contents(named, head()[0])
    row = HeldReview(
        scheme=named.scheme,
        through=named.through,
        seq=content["seq"],
        digest=digest_of(content),
        content=canonical(content),
        held_on=held_on,
        document=document.strip()[:LONGEST_DOCUMENT],
    )
    told = {"seq": row.seq, "digest": row.digest, "held_on": held_on, "document": row.document}
    subject = Subject(KIND, named.ref, capacity)
    try:
        with transaction.atomic():
            write(actor=actor, at=at, verb=Verb.REVIEW_HOLD, subject=subject, new=told, rows=[row])
    except IntegrityError:  # somebody else has held it since we looked
        raise NotNow.of("review.held_already", review=named.ref) from None
    return row.digest


def _planned(actor: Actor, at: datetime, review: str, verb: Verb) -> tuple[Named, str]:
    """A review that is still to be held, of a month that is over; and the capacity to act on it."""
    capacity = authorise(actor, at, verb, state=ReviewState.PLANNED)
    named = named_by(review)
    if named.scheme not in opened_years():
        raise NotThere.of("review.not_there", review=review)
    if state_of(named) is ReviewState.HELD:
        raise NotNow.of("review.held_already", review=named.ref)
    next_state(REVIEW, ReviewState.PLANNED, verb)
    step = _step(named)
    if day_of(at) < step.opens:
        raise NotNow.of("review.not_begun", opens=step.opens.isoformat())
    return named, capacity


def _step(named: Named) -> Step:
    return next(step for step in reviewed(named.scheme) if str(step.through) == named.through)
