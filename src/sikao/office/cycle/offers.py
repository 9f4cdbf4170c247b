"""What a person may do with a task now: the buttons of its page, by the same table as the acts themselves."""

from __future__ import annotations

from datetime import datetime

from sikao.office.accounts.queries import holdings, open_verbs, stands_in_for
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.correcting import being_corrected, is_recordable, is_returned
from sikao.office.cycle.loading import concerned_by
from sikao.office.cycle.models import Draft, Task
from sikao.office.cycle.queries import draft_view
from sikao.office.cycle.rules import TaskKind, TaskState
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.ledger.queries import sent

ASKED = (
    *(Verb.TASK_FILL, Verb.TASK_SUBMIT, Verb.TASK_TAKE_BACK, Verb.TASK_SIGN, Verb.TASK_RETURN),
    *(Verb.TASK_RECORD_PAPER, Verb.TASK_EXTEND, Verb.FIGURE_REVISE, Verb.REVISION_DROP),
    *(Verb.EVIDENCE_FETCH, Verb.RECEIPT_VIEW, Verb.CORRECTION_ASK, Verb.CORRECTION_WITHDRAW),
)
_SIGNERS = (Verb.TASK_SIGN, Verb.TASK_RETURN, Verb.EVIDENCE_FETCH, Verb.RECEIPT_VIEW)


def offered(actor: Actor, at: datetime, task: Task) -> frozenset[Verb]:
    """The verbs that are open to a person for a task in its present state."""
    concerned = concerned_by(task)
    allowed = open_verbs(actor, at, ASKED, concerned, task.state)
    principal = stands_in_for(actor.person, day_of(at)).get(task.organisation)
    if principal is not None:
        replaced = Actor(principal, actor.channel)
        allowed |= open_verbs(replaced, at, _SIGNERS, concerned, task.state)
    return frozenset(verb for verb in allowed if _fits(actor, at, task, verb))


def _fits(actor: Actor, at: datetime, task: Task, verb: Verb) -> bool:
    """What the table of rights cannot know: the kind of the task, its days, who submitted it."""
    if verb in {Verb.TASK_FILL, Verb.TASK_SUBMIT}:
        return day_of(at) >= task.opens
    if verb is Verb.TASK_SIGN:
        return task.submitted_by != actor.person
    if verb is Verb.TASK_RECORD_PAPER:
        return is_recordable(task) and day_of(at) >= task.opens
    if verb is Verb.FIGURE_REVISE:
        return task.state == TaskState.SIGNED
    if verb is Verb.CORRECTION_ASK:
        return not being_corrected(task)
    if verb is Verb.REVISION_DROP:
        return task.kind == TaskKind.REVISE and not task.asked_by and not is_returned(task)
    if verb is Verb.CORRECTION_WITHDRAW:
        return bool(task.asked_by)
    return True


def reads_draft(actor: Actor, at: datetime, task: Task, *, paper: bool) -> bool:
    """Whether a person may look at what is entered but not signed.

    That is for the organisation itself and its signer's delegate; of a paper sheet, for the office.
    """
    if paper:
        return bool(open_verbs(actor, at, [Verb.TASK_RECORD_PAPER], concerned_by(task), task.state))
    day = day_of(at)
    own = any(held.organisation == task.organisation for held in holdings(actor.person, day))
    return own or task.organisation in stands_in_for(actor.person, day)


def draft_for(actor: Actor, at: datetime, task: Task, *, paper: bool = False) -> Draft:
    """The draft of a task; an empty one for who may not look at it. The one that was signed is no secret."""
    handed = sent(task.submission) if task.submission else None
    signed = handed is not None and (handed.way == "paper") == paper
    if signed or reads_draft(actor, at, task, paper=paper):
        return draft_view(task, paper=paper)
    return Draft(task=task, paper=paper)
