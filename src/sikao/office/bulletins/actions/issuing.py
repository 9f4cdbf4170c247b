"""Issuing papers, archiving the scan of what was stamped, and withdrawing what should not have gone out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from sikao.office.accounts.rights.verbs import Verb
from sikao.office.bulletins.actions.common import Act, begin, begin_all, move, note
from sikao.office.bulletins.models import LONGEST_SPELLING, Paper, PaperStep
from sikao.office.bulletins.queries import StepView, made_of
from sikao.office.bulletins.rules import IN_FORCE, KIND, check_issue
from sikao.office.bulletins.stands import issued_step, stand_of
from sikao.office.bulletins.telling import tell_issued, tell_withdrawn
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.files import is_whole
from sikao.office.groundwork.refusals import NotNow, NotThere
from sikao.office.ledger.naming import one_number
from sikao.office.rulebook.papers import Paper as Scanned
from sikao.office.rulebook.papers import recorded
from sikao.office.rulebook.rules import check_text


@action(Verb.PAPER_ISSUE, KIND)
def issue_papers(*, actor: Actor, at: datetime, papers: Mapping[str, str]) -> None:
    """Issue papers, each named with the digest of the content that was read; all of them, or none.

    ``NotNow`` with all that is lacking, where another content stands by now, where files are damaged, or
    where another paper bears the number.
    """
    for act in begin_all(actor, at, Verb.PAPER_ISSUE, list(papers)):
        after = act.after
        stand = stand_of(act.view, at)
        check_issue(stand, actor.person, papers[act.row.ref])
        made = made_of(act.view)
        if made is None or stand.on is None or not all(map(is_whole, made.files.values())):
            raise NotNow.of("paper.file_lost", file=act.row.ref)
        spelled = one_number(stand.number)[:LONGEST_SPELLING]
        _check_number(spelled)
        step = _step(act, made.ref, stand.number, stand.on)
        try:
            with transaction.atomic():
                move(act.row, state=after.value, document_number=stand.number, one_number=spelled)
        except IntegrityError:
            raise NotNow.of("paper.number_taken", number=stand.number) from None
        note(actor, at, Verb.PAPER_ISSUE, act.capacity, act.row, step, old=act.view.state.value)
        tell_issued(act.view, stand.number, at)


def _check_number(spelled: str) -> None:
    """``NotNow`` where a paper in force bears a number, however its brackets, digits and spaces are typed."""
    other = Paper.objects.filter(state__in=[state.value for state in IN_FORCE], one_number=spelled).first()
    if other is not None:
        raise NotNow.of("paper.number_taken", number=other.document_number)


@action(Verb.PAPER_ARCHIVE, KIND, "paper")
def archive_paper(*, actor: Actor, at: datetime, paper: str, scan: bytes, scan_name: str) -> None:
    """Archive the scan of a paper as it was stamped; from here on it is the issued version."""
    act = begin(actor, at, Verb.PAPER_ARCHIVE, paper)
    after = act.after
    issued = _issued(act)
    kept = recorded(Scanned(issued.document_number, issued.on, scan, scan_name), at)
    step = _step(act, issued.made, issued.document_number, issued.on)
    step.scan_sha256, step.scan_name = kept.scan.sha256, kept.scan.name
    act.close(after, step, kept.scan)


@action(Verb.PAPER_WITHDRAW, KIND, "paper")
def withdraw_paper(*, actor: Actor, at: datetime, paper: str, reason: str) -> None:
    """Withdraw a paper that went out, with the reason; another one about the same may then be prepared."""
    act = begin(actor, at, Verb.PAPER_WITHDRAW, paper)
    after, why = act.after, check_text(reason, needed=True)
    issued = _issued(act)
    step = _step(act, issued.made, issued.document_number, issued.on)
    step.reason = why
    act.close(after, step)
    tell_withdrawn(act.view, at, why)


def _issued(act: Act) -> StepView:
    """How the paper of an act was issued."""
    found = issued_step(act.view)
    if found is None:
        raise NotThere.of("paper.not_there")
    return found


def _step(act: Act, made: str, number: str, on: date) -> PaperStep:
    return PaperStep(
        paper=act.row,
        what=act.verb.value,
        person=act.actor.person,
        made=made,
        document_number=number,
        on=on,
    )
