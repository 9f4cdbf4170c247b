"""Closing the docket of a year: whoever has nothing decided has none, and that is posted as zero."""

from __future__ import annotations

from datetime import datetime

from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.docket.actions.common import KIND, held_year
from sikao.office.docket.counting import docket_for
from sikao.office.docket.models import Closing
from sikao.office.docket.posting import standing, zeros
from sikao.office.docket.queries import open_count
from sikao.office.docket.rules import checked_text
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotNow

YEAR = "docket_year"
_WHY = "加减分审定结束，无认定事项"


@action(Verb.DOCKET_CLOSE, KIND, "scheme")
def close_docket(*, actor: Actor, at: datetime, scheme: str) -> int:
    """Close the year's docket once nothing is open; returns how many figures were posted as zero.

    Whatever has no figure by then is zero for every unit that it counts for, so that no result waits for it.
    """
    capacity = authorise(actor, at, Verb.DOCKET_CLOSE)
    docket, year = docket_for(scheme), held_year(scheme)
    if year.closed:
        raise NotNow.of("docket.closed")
    if waiting := open_count(scheme):
        raise NotNow.of("docket.still_open", count=str(waiting))
    asked = [docket.key(unit, item) for unit, items in docket.counted.items() for item in items]
    there = standing(asked)
    lacking = [key for key in asked if key not in there]
    rows = zeros(docket, lacking, actor.person, scheme, _WHY) if lacking else []
    year.closed = True
    year.save(update_fields=["closed"])
    closing = Closing(scheme=scheme, closed=True, person=actor.person, zeros=len(lacking))
    _write(actor, at, Verb.DOCKET_CLOSE, Subject(YEAR, scheme, capacity), [*rows, closing], len(lacking))
    return len(lacking)


@action(Verb.DOCKET_REOPEN, KIND, "scheme")
def reopen_docket(*, actor: Actor, at: datetime, scheme: str, reason: str) -> None:
    """Open a closed docket again, with the reason; figures stay as they are until something is decided."""
    capacity = authorise(actor, at, Verb.DOCKET_REOPEN)
    docket_for(scheme)
    year, why = held_year(scheme), checked_text(reason)
    if not year.closed:
        raise NotNow.of("docket.not_closed")
    year.closed = False
    year.save(update_fields=["closed"])
    closing = Closing(scheme=scheme, closed=False, person=actor.person, reason=why)
    _write(actor, at, Verb.DOCKET_REOPEN, Subject(YEAR, scheme, capacity), [closing], 0)


def _write(actor: Actor, at: datetime, verb: Verb, subject: Subject, rows: list[Record], posted: int) -> None:
    told = {"scheme": subject.ref, "zeros": posted}
    write(actor=actor, at=at, verb=verb.value, subject=subject, new=told, rows=rows)
