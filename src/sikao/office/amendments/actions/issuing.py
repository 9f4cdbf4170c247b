"""Putting an approved amendment in force: the new version binds, tasks follow, everybody is told."""

from __future__ import annotations

from datetime import datetime

from sikao.core.wording import Term
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.amendments.actions.common import KIND, Act, begin, bound_now
from sikao.office.amendments.queries import amendment as amendment_view
from sikao.office.amendments.queries import impact_in, scheme_proposed, steps_taken
from sikao.office.amendments.rules import check_issuer, check_reach, check_same
from sikao.office.amendments.telling import APPROVERS, settle, tell_city, tell_units
from sikao.office.cycle.following import Change, follow
from sikao.office.cycle.telling import OFFICE
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.refusals import NotNow
from sikao.office.rulebook.amending import version_rows
from sikao.office.rulebook.queries import hold, sealed


@action(Verb.AMENDMENT_ISSUE, KIND, "amendment")
def issue_amendment(*, actor: Actor, at: datetime, amendment: str, bound: str) -> None:
    """Put what was approved in force from its checkpoint on, in one step for everybody.

    ``NotNow`` where what lies there is not what was approved, to the last bit, or where a result of a
    checkpoint that it would reach was opened meanwhile.
    """
    # Held before anything is looked at: a result that is opened at the same moment comes before or after.
    hold(amendment_view(amendment).scheme)
    act = begin(actor, at, Verb.AMENDMENT_ISSUE, amendment)
    check_same(act.stand, bound)
    check_issuer(act.stand, actor.person)
    after = act.after
    check_reach(act.stand.closed)
    impact_in(act.view.impact)
    follows, line = sealed(act.view.scheme), act.view.proposal
    if follows is None or bound_now(act.view) != bound:
        raise NotNow.of("amendment.not_what_was_approved")
    scheme = scheme_proposed(line)
    row, file = version_rows(scheme, follows=follows, since=line.since, amendment=act.row.ref)
    change = Change(scheme, line.digest, row.first_month, line.reason, _document(act))
    followed = follow(change, at)
    settle(act.row, at)
    point = scheme.checkpoints[line.since]
    since = Term(point.name, point.name_en or point.name)
    tell_units(act.row, scheme, "notice.amendment_issued", at, since=since)
    tell_city(act.row, (*OFFICE, *APPROVERS), "notice.amendment_issued", at, but=actor.person, since=since)
    told = {"digest": line.digest, "since": line.since, "tasks": followed.counts()}
    act.close(after, row, file, act.step(bound=bound), told=told)


def _document(act: Act) -> str:
    """What the new version rests on: the document that approved it, else the amendment itself."""
    steps = [step for step in steps_taken(act.row.ref) if step.attempt == act.row.attempt and step.document]
    return steps[-1].document if steps else f"{act.view.scheme} 调整通知（第{act.view.number}版）"
