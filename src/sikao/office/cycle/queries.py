"""Reading the cycle: what a person may see of tasks and checks, what is theirs to do."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from sikao.core.wording import Term
from sikao.office.accounts.queries import holdings, stands_in_for
from sikao.office.accounts.rights.deciding import Holding, visible_organisations
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.table import Relation
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.correcting import awaiting_letters, paper_providers
from sikao.office.cycle.disputes import disputed_figures
from sikao.office.cycle.duties import period_of, stretch
from sikao.office.cycle.lateness import is_late, signed_late
from sikao.office.cycle.models import (
    Bearer,
    Confirmation,
    DecisionStep,
    Draft,
    OpenedYear,
    Task,
    Verification,
)
from sikao.office.cycle.rules import (
    ConfirmState,
    DecisionState,
    DecisionWord,
    TaskKind,
    TaskState,
    VerifyState,
)
from sikao.office.cycle.views import ConfirmationView, Step, TaskView, ToDo, VerificationView
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotThere

UNFINISHED = (TaskState.OPEN, TaskState.SUBMITTED)
_BY_DEADLINE = ("due_at", "provider", "ref")


def opened_years() -> tuple[str, ...]:
    """The codes of the schemes whose tasks were generated, the latest first."""
    return tuple(OpenedYear.objects.order_by("-entry_id").values_list("scheme", flat=True))


def open_work(organisation: str) -> tuple[int, int]:
    """How many tasks of an organisation are unfinished, and into how many of them something was entered."""
    tasks = Task.objects.filter(organisation=organisation, state__in=UNFINISHED)
    return tasks.count(), tasks.filter(drafts__version__gt=0).distinct().count()


def unfinished_tasks(actor: Actor, at: datetime) -> list[TaskView]:
    """Every task that a person may see and that nobody has signed yet, of whatever scheme, by deadline."""
    return task_views(visible_tasks(actor, at).filter(state__in=UNFINISHED).order_by(*_BY_DEADLINE), at)


def task_views(rows: Iterable[Task], at: datetime) -> list[TaskView]:
    """Rows of tasks as others see them; for this room."""
    found = list(rows)
    on_paper = {code: paper_providers(code) for code in {row.scheme for row in found}}
    late = signed_late(found)
    return [_task(row, at, late, row.provider in on_paper[row.scheme]) for row in found]


def briefing_tasks(at: datetime, scheme: str, briefing: str, through: str) -> list[TaskView]:
    """The tasks of one briefing, corrections too; for who may read it of all units."""
    rows = Task.objects.filter(scheme=scheme, briefing=briefing, through=through)
    found = list(rows.exclude(state=TaskState.DROPPED).order_by("ref"))
    late = signed_late(found)
    return [_task(row, at, late, on_paper=False) for row in found]


def task_view(actor: Actor, at: datetime, ref: str) -> TaskView:
    """One task; raises ``NotThere`` for who may not see it."""
    found = visible_task(actor, at, ref)
    return _task(found, at, signed_late([found]))


def visible_task(actor: Actor, at: datetime, ref: str) -> Task:
    """The row of a task that a person may see; for this room and the forms that it fills."""
    found = visible_tasks(actor, at).filter(pk=ref).first()
    if found is None:
        raise NotThere.of("task.not_there", ref=ref)
    return found


def revisions_of(actor: Actor, at: datetime, ref: str) -> list[TaskView]:
    """The corrections of a task's figures, the latest first."""
    return task_views(visible_tasks(actor, at).filter(revises=ref).order_by("-opens", "-ref"), at)


def draft_view(task: Task, *, paper: bool = False) -> Draft:
    """What is entered so far; an empty draft, not saved, where nothing was entered yet."""
    return Draft.objects.filter(task=task, paper=paper).first() or Draft(task=task, paper=paper)


def confirmation_view(actor: Actor, at: datetime, ref: str) -> ConfirmationView:
    """One check; raises ``NotThere``."""
    found = visible_confirmations(actor, at).filter(pk=ref).first()
    if found is None:
        raise NotThere.of("task.not_there", ref=ref)
    return confirmation_of(found)


def checks_of_task(actor: Actor, at: datetime, task: str) -> list[ConfirmationView]:
    """How the units that a task's figures are about have checked them, as far as a person may see it."""
    rows = visible_confirmations(actor, at).filter(task=task)
    return [confirmation_of(row) for row in rows.order_by("unit", "ref")]


def verification_view(actor: Actor, at: datetime, ref: str) -> VerificationView:
    """One verification; raises ``NotThere``."""
    found = visible_verifications(actor, at).filter(pk=ref).first()
    if found is None:
        raise NotThere.of("task.not_there", ref=ref)
    return verification_of(found)


def to_do(actor: Actor, at: datetime) -> list[ToDo]:
    """What awaits a person now, the most urgent first: only what they may do, in its present state."""
    day = day_of(at)
    held = holdings(actor.person, day)
    reporting, signing = _at(held, Role.REPORTER), _at(held, Role.SIGNER)
    signing |= stands_in_for(actor.person, day).keys()
    open_tasks = Task.objects.filter(state=TaskState.OPEN, opens__lte=day, organisation__in=reporting)
    to_sign = Task.objects.filter(state=TaskState.SUBMITTED, organisation__in=signing)
    found = [_to_do(Step.FILL, row, at) for row in open_tasks]
    found += [_to_do(Step.SIGN, row, at) for row in to_sign.exclude(submitted_by=actor.person)]
    found += _checks_to_do(reporting | signing, _at(held, Role.VERIFIER), at)
    if any(holding.role is Role.OFFICE_STAFF for holding in held):
        found += _paper_to_do(at) + _decisions_to_do(Step.FOLLOW_UP, _past(at), at)
    own = Bearer.objects.filter(organisation__in=reporting | signing, told_at=None)
    found += _decisions_to_do(Step.CARRY_OUT, own, at)
    return sorted(found, key=lambda entry: (entry.due_at, entry.step, entry.ref))


def _checks_to_do(organisations: frozenset[str], verifying: frozenset[str], at: datetime) -> list[ToDo]:
    checks = Confirmation.objects.filter(state=ConfirmState.OPEN, unit__in=organisations)
    disputes = Confirmation.objects.filter(state=ConfirmState.DISPUTED, provider__in=organisations)
    verifications = Verification.objects.filter(state=VerifyState.OPEN, verifier__in=verifying)
    found = [
        _check(Step.CHECK, row, row.unit, row.provider, row.due_at, at)
        for row in checks.select_related("task")
    ]
    found += _answers(list(disputes.select_related("task")), at)
    return found + [
        _check(Step.VERIFY, row, row.verifier, row.unit, row.due_at, at)
        for row in verifications.select_related("task")
    ]


def _paper_to_do(at: datetime) -> list[ToDo]:
    """What waits for letters that the office types in: sheets, corrections that it asked for, disputes."""
    rows = Task.objects.filter(state=TaskState.OPEN, opens__lte=day_of(at))
    sheets = rows.filter(_sent_on_paper(), kind=TaskKind.DELIVER)
    asked = rows.filter(kind=TaskKind.REVISE, drafts__paper=True).exclude(asked_by="")
    found = [_to_do(Step.PAPER, row, at) for row in (*sheets, *asked)]
    disputes = list(Confirmation.objects.filter(state=ConfirmState.DISPUTED).select_related("task__revises"))
    waiting = awaiting_letters({row.task_id: row.task for row in disputes}.values())
    return found + _answers([row for row in disputes if row.task_id in waiting], at)


def _past(at: datetime) -> QuerySet[Bearer]:
    """The decisions whose day has passed: the office closes them or carries them over."""
    first = Bearer.objects.filter(decision=OuterRef("decision")).order_by("pk").values("pk")[:1]
    return Bearer.objects.filter(decision__due_at__lt=at, pk=Subquery(first))


def _decisions_to_do(step: Step, rows: QuerySet[Bearer], at: datetime) -> list[ToDo]:
    """What is to be told about decisions, or done with them; each of the rows is one."""
    rows = rows.filter(decision__state=DecisionState.OPEN).select_related("decision")
    made = DecisionStep.objects.filter(what=DecisionWord.MADE, decision__in=[row.decision_id for row in rows])
    texts = dict(made.values_list("decision_id", "text"))
    found = []
    for row in rows:
        one, late = row.decision, row.decision.due_at < at
        label = decision_label(one.through)
        found.append(ToDo(step, one.ref, row.organisation, label, 0, one.due_at, late, texts[one.ref]))
    return found


def decision_label(through: str) -> Term:
    """What a decision of a month's review is called."""
    period = stretch("month", through)
    return Term(f"{period.label('zh')}调度议定事项", f"decision of the review of {period.label('en')}")


def _answers(disputes: Collection[Confirmation], at: datetime) -> list[ToDo]:
    figures = disputed_figures(disputes)
    return [
        replace(_check(Step.ANSWER, row, row.provider, row.unit, row.deadline, at), figures=figures[row.ref])
        for row in disputes
    ]


def _check(
    step: Step,
    row: Confirmation | Verification,
    organisation: str,
    other: str,
    due_at: datetime,
    at: datetime,
) -> ToDo:
    label = _label(row.task)
    return ToDo(step, row.ref, organisation, label, row.figures, due_at, due_at < at, other=other)


def _to_do(step: Step, row: Task, at: datetime) -> ToDo:
    late = row.due_at < at
    remark = row.returned_reason or row.reason
    return ToDo(
        step,
        row.ref,
        row.organisation,
        _label(row),
        row.figures,
        row.due_at,
        late,
        remark,
        briefing=row.briefing,
    )


def _at(held: Iterable[Holding], role: Role) -> frozenset[str]:
    return frozenset(holding.organisation for holding in held if holding.role is role)


def _is_paper(row: Task) -> bool:
    return row.provider in paper_providers(row.scheme)


def _sent_on_paper() -> Q:
    """The tasks of providers that send sealed sheets; of none where no scheme has such."""
    found = Q(pk__in=[])
    for code in opened_years():
        found |= Q(scheme=code, provider__in=paper_providers(code))
    return found


def reach(actor: Actor, at: datetime, verb: Verb = Verb.TASK_VIEW) -> frozenset[str] | None:
    """The organisations whose tasks, or whatever the verb is about, a person may see; ``None`` is all."""
    day = day_of(at)
    found = visible_organisations(verb, holdings(actor.person, day))
    if Relation.ANY in found:
        return None
    return (found.get(Relation.OWN) or frozenset()) | stands_in_for(actor.person, day).keys()


def visible_tasks(actor: Actor, at: datetime, verb: Verb = Verb.TASK_VIEW) -> QuerySet[Task]:
    """The rows that a person may see; for this room, like those that follow."""
    own = reach(actor, at, verb)
    rows = Task.objects.all()
    return rows if own is None else rows.filter(organisation__in=own)


def visible_confirmations(actor: Actor, at: datetime) -> QuerySet[Confirmation]:
    """The checks that concern a person: as the unit, as the provider, or all of them for the office."""
    own = reach(actor, at)
    rows = Confirmation.objects.select_related("task")
    return rows if own is None else rows.filter(Q(unit__in=own) | Q(provider__in=own))


def visible_verifications(actor: Actor, at: datetime) -> QuerySet[Verification]:
    """The verifications that a person may see: as the bureau, as the unit, or all of them for the office."""
    own = reach(actor, at)
    rows = Verification.objects.select_related("task")
    return rows if own is None else rows.filter(Q(verifier__in=own) | Q(unit__in=own))


def _label(task: Task) -> Term:
    period = period_of(task)
    return Term(period.label("zh"), period.label("en"))


def _task(row: Task, at: datetime, late: Collection[str], on_paper: bool | None = None) -> TaskView:
    return TaskView(
        ref=row.ref,
        kind=TaskKind(row.kind),
        scheme=row.scheme,
        provider=row.provider,
        organisation=row.organisation,
        frequency=row.frequency,
        through=row.through,
        briefing=row.briefing,
        label=_label(row),
        figures=row.figures,
        opens=row.opens,
        due_at=row.due_at,
        state=TaskState(row.state),
        late=is_late(row, at, late),
        paper=_is_paper(row) if on_paper is None else on_paper,
        submitted_by=row.submitted_by,
        submitted_at=row.submitted_at,
        signed_at=row.signed_at,
        submission=row.submission,
        returned_reason=row.returned_reason,
        reason=row.reason,
        asked=bool(row.asked_by),
        revises=row.revises_id or "",
        version=row.version,
    )


def confirmation_of(row: Confirmation) -> ConfirmationView:
    """A row as others see it; for this room."""
    return ConfirmationView(
        row.ref,
        row.task_id,
        row.submission,
        row.unit,
        row.provider,
        _label(row.task),
        row.figures,
        row.due_at,
        row.deadline,
        ConfirmState(row.state),
        row.given_by,
        row.given_at,
        row.answer_due_at,
        row.answered_at,
    )


def verification_of(row: Verification) -> VerificationView:
    """A row as others see it; for this room."""
    return VerificationView(
        row.ref,
        row.task_id,
        row.submission,
        row.unit,
        row.verifier,
        _label(row.task),
        row.figures,
        row.decided,
        row.due_at,
        VerifyState(row.state),
        row.decided_at,
    )
