"""Loading an object for an act: locked, and only if the actor may see it at all."""

from __future__ import annotations

from datetime import datetime

from sikao.office.accounts.queries import authorise, hold_still, stands_in_for
from sikao.office.accounts.rights.deciding import Concerned
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.models import Confirmation, Task, Verification
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotThere, NotYou


def concerned_by(task: Task) -> Concerned:
    """Whom a task concerns: who fulfils it."""
    return Concerned(own=frozenset({task.organisation}), provider=frozenset({task.organisation}))


def task_for(actor: Actor, at: datetime, ref: str) -> Task:
    """The task, locked until the act ends; ``NotThere`` for who may not see it."""
    task = Task.objects.select_for_update(no_key=True).filter(pk=ref).first()
    if task is None:
        raise NotThere.of("task.not_there", ref=ref)
    _seen(actor, at, concerned_by(task), ref)
    return task


def confirmation_for(actor: Actor, at: datetime, ref: str) -> Confirmation:
    """The unit's check, locked; it concerns the unit, and the provider of the figures."""
    found = Confirmation.objects.select_for_update(no_key=True).filter(pk=ref).first()
    if found is None:
        raise NotThere.of("task.not_there", ref=ref)
    _seen(actor, at, concerned_by_confirmation(found), ref)
    return found


def concerned_by_confirmation(found: Confirmation) -> Concerned:
    """Whom a unit's check concerns."""
    return Concerned(own=frozenset({found.unit, found.provider}), provider=frozenset({found.provider}))


def verification_for(actor: Actor, at: datetime, ref: str) -> Verification:
    """The bureau's check, locked; it concerns the bureau that verifies."""
    found = Verification.objects.select_for_update(no_key=True).filter(pk=ref).first()
    if found is None:
        raise NotThere.of("task.not_there", ref=ref)
    concerned = Concerned(own=frozenset({found.verifier}), verifies=frozenset({found.verifier}))
    _seen(actor, at, concerned, ref)
    return found


def _seen(actor: Actor, at: datetime, concerned: Concerned, ref: str) -> None:
    # A signer in whose place the actor may act keeps still as well: the delegation lasts until the act ends.
    named = stands_in_for(actor.person, day_of(at))
    hold_still(actor.person, *(named[code] for code in concerned.own & named.keys()))
    try:
        authorise(actor, at, Verb.TASK_VIEW, concerned)
    except NotYou:
        if concerned.own & stands_in_for(actor.person, day_of(at)).keys():
            return
        raise NotThere.of("task.not_there", ref=ref) from None
