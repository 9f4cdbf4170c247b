"""数据核实: a bureau accepts figures that a unit reported about itself, or returns them with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.deciding import Concerned
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.actions.revising import make_revision
from sikao.office.cycle.duties import owed_by
from sikao.office.cycle.loading import verification_for
from sikao.office.cycle.models import Verification
from sikao.office.cycle.rules import VERIFY, VerifyState, next_state
from sikao.office.cycle.telling import tell
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.files import damaged
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.notices.telling import mark_settled
from sikao.office.groundwork.refusals import NotNow, NotValid
from sikao.office.ledger.facts import Version
from sikao.office.ledger.histories import pieces_of
from sikao.office.ledger.models import FigureEvent, What
from sikao.office.ledger.queries import versions_in

LONGEST_REASON = 1000
AND_MORE = "; …"


@action(Verb.VERIFY_ACCEPT, "verification", "verification")
def verify_figures(
    *,
    actor: Actor,
    at: datetime,
    verification: str,
    accepted: frozenset[str] = frozenset(),
    returned: Mapping[str, str] | None = None,
) -> str:
    """Decide on some or all figures, by their references; returns the new state.

    ``returned`` maps references to reasons; the unit gets a task to correct just these.
    """
    found = verification_for(actor, at, verification)
    reasons = {ref: reason.strip()[:LONGEST_REASON] for ref, reason in (returned or {}).items()}
    verb = Verb.VERIFY_RETURN if reasons else Verb.VERIFY_ACCEPT
    concerned = Concerned(verifies=frozenset({found.verifier}))
    capacity = authorise(actor, at, verb, concerned, found.state)
    open_now = {version.ref: version for version in to_decide(found)}
    _check(accepted, reasons, open_now)
    files = _looked_at(found, accepted)
    events = [
        FigureEvent(
            figure_id=ref,
            what=What.RETURNED if ref in reasons else What.ACCEPTED,
            organisation=found.verifier,
            person=actor.person,
            reason=reasons.get(ref, ""),
        )
        for ref in open_now
        if ref in accepted or ref in reasons
    ]
    found.decided += len(events)
    found.state = next_state(VERIFY, found.state, verb)
    if found.decided == found.figures:
        found.state, found.decided_at = VerifyState.DECIDED, at
        mark_settled(Subject("verification", found.ref), at=at)
    found.version += 1
    found.save()
    subject = Subject("verification", found.ref, capacity)
    told = {"state": found.state, "accepted": len(accepted), "returned": reasons, "files": files}
    write(actor=actor, at=at, verb=verb, subject=subject, new=told, rows=events)
    if reasons:
        _send_back(found, [open_now[ref] for ref in reasons], _together(reasons.values()), at)
    return found.state


def _together(reasons: Iterable[str]) -> str:
    """Different reasons as one text for a task; where they are too long for it, the first that fit.

    Each figure keeps its own in full.
    """
    text = ""
    for reason in dict.fromkeys(reasons):
        longer = f"{text}; {reason}" if text else reason
        if len(longer) > LONGEST_REASON - len(AND_MORE):
            return (text or reason[: LONGEST_REASON - len(AND_MORE)]) + AND_MORE
        text = longer
    return text


def to_decide(found: Verification) -> list[Version]:
    """The figures of a verification that nobody has decided on."""
    scheme = owed_by(found.task.digest).scheme
    return [
        version
        for version in versions_in(found.submission)
        if scheme.items[version.indicator.partition("/")[0]].verified_by == found.verifier
        and version.standing not in {What.ACCEPTED, What.RETURNED}
    ]


def _check(accepted: frozenset[str], reasons: Mapping[str, str], open_now: Mapping[str, Version]) -> None:
    if not accepted and not reasons:
        raise NotValid.of("task.nothing_decided")
    if accepted & reasons.keys():
        raise NotValid.of("task.foreign_cell", key=min(accepted & reasons.keys()))
    if any(not reason for reason in reasons.values()):
        raise NotValid.of("task.reason_missing")
    if (accepted | reasons.keys()) - open_now.keys():
        raise NotNow.of("task.already_decided")


def _looked_at(found: Verification, accepted: frozenset[str]) -> list[str]:
    """The digests of the files on which accepted figures rest: the decision is bound to them.

    Raises ``NotValid`` for a file whose bytes are no longer those that were handed in.
    """
    pieces = [one for one in pieces_of({found.submission}) if one.figure in ("", *accepted)]
    files = {one.file: one.name for one in pieces if accepted}
    if swapped := damaged(files):
        raise NotValid.of("task.file_damaged", name=files[swapped[0]])
    return sorted(files)


def _send_back(found: Verification, figures: list[Version], reason: str, at: datetime) -> None:
    """The unit's task to correct what was returned, due as a verification is."""
    task = make_revision(found.task, [version.key for version in figures], reason, at)
    tell(found.unit, (Role.REPORTER, Role.SIGNER), "notice.figures_returned", task, at, reason=reason)
