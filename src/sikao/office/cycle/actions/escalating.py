"""Steps by the scheme's rule against who is late, with whatever they owe: 提醒, 督办, 通报."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from sikao.core.scheme.model.reporting import ESCALATION
from sikao.core.wording import Detail
from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.duties import owed
from sikao.office.cycle.models import Escalation
from sikao.office.cycle.obligations import days_late, days_to_count, overdue, steps_taken
from sikao.office.cycle.rules import ObligationKind
from sikao.office.cycle.telling import BOTH, OFFICE, name_of, tell_about
from sikao.office.cycle.views import Obligation
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.journal import Subject, write

TOLD_TO_OFFICE = ("supervise", "notify")
"""The steps that the office is told of; a reminder stays between the program and who is late."""
_CODES = {
    ObligationKind.REVISE: "notice.late_revision",
    ObligationKind.ANSWER: "notice.late_answer",
    ObligationKind.VERIFY: "notice.late_verification",
}


@action(Verb.LATENESS_ESCALATE, "task", None)
def escalate_lateness(*, actor: Actor, at: datetime) -> int:
    """Take the next steps of the scheme's rule against all who are late; returns how many steps were taken.

    Steps count from the deadline that holds: after an extension they begin anew. So they do, from the day of
    the merger, against who was given by one what was late already. Who is late is told of the last step, the
    office of all of them in one notice for each scheme.
    """
    authorise(actor, at, Verb.LATENESS_ESCALATE)
    late = overdue(at, locked=True)
    taken = steps_taken(late)
    rules = {code: owed(code).scheme.reporting.escalation for code in {one.scheme for one in late}}
    rows: list[Escalation] = []
    last_steps: list[tuple[Obligation, str]] = []
    for one in late:
        days = days_late(one, at)
        steps = _next_steps(rules[one.scheme], days_to_count(one, at), taken.get(one.ref, ()))
        if steps:
            rows += [_row(one, step, days) for step in steps]
            last_steps.append((one, steps[-1]))
            _tell_who_is_late(one, steps[-1], days, at)
    if rows:
        _tell_office(last_steps, at)
        told: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            told[row.step].append(row.object_ref)
        subject = Subject("task", "")
        write(actor=actor, at=at, verb=Verb.LATENESS_ESCALATE, subject=subject, new=told, rows=rows)
    return len(rows)


def _next_steps(rule: Mapping[str, int], days: int, taken: Collection[str]) -> list[str]:
    """The steps whose working days have passed and that were not taken yet, in the order of the rule."""
    return [step for step, after in rule.items() if days >= after and step not in taken]


def _row(one: Obligation, step: str, days: int) -> Escalation:
    return Escalation(
        object_kind=one.kind.subject,
        object_ref=one.ref,
        organisation=one.organisation,
        due_at=one.due_at,
        step=step,
        days_late=days,
    )


def _tell_who_is_late(one: Obligation, step: str, days: int, at: datetime) -> None:
    """Reporters and signers of the organisation; where figures are to be verified, its verifiers too."""
    roles = (*BOTH, Role.VERIFIER) if one.kind is ObligationKind.VERIFY else BOTH
    told: dict[str, Detail] = {
        "what": one.what,
        "step": ESCALATION[step],
        "days": str(days),
    }
    if one.other:
        told["other"] = name_of(one.other, at)
    code = _CODES.get(one.kind, "notice.late")
    tell_about(one.organisation, roles, code, Subject(one.kind.subject, one.ref), at, **told)


def _tell_office(last_steps: list[tuple[Obligation, str]], at: datetime) -> None:
    """One notice for each scheme, with how many were reached by which step; it leads to the board."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one, step in last_steps:
        if step in TOLD_TO_OFFICE:
            found[one.scheme].append((step, one.organisation))
    for scheme, told in found.items():
        steps = [step for step, _ in told]
        tell_about(
            "",
            OFFICE,
            "notice.lateness",
            Subject("board", scheme),
            at,
            supervised=str(steps.count("supervise")),
            notified=str(steps.count("notify")),
            organisations=str(len({organisation for _, organisation in told})),
        )
