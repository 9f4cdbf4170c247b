"""Tasks: what is owed, the form, the draft, submitting it and taking it back or returning it."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Path, Query, Router, Schema, Status
from pydantic import Field

from sikao.interfaces.api import shown
from sikao.interfaces.api.asking import ApiRequest
from sikao.interfaces.api.serving import operation
from sikao.interfaces.api.shapes.common import Code, Day, Page, Ref
from sikao.interfaces.api.shapes.tasks import (
    DraftShown,
    DraftTaken,
    FormShown,
    Reason,
    Revised,
    Revision,
    State,
    Submission,
    Submitted,
    TaskShown,
)
from sikao.office.cycle import actions, task_lists
from sikao.office.cycle.duties import keys_named, slots_of
from sikao.office.cycle.forms import form_of
from sikao.office.cycle.judging import judge
from sikao.office.cycle.offers import draft_for
from sikao.office.cycle.queries import task_view, visible_task

router = Router(tags=["tasks"])
One = Annotated[int, Field(ge=1, le=100_000)]
Size = Annotated[int, Field(ge=1, le=200)]


class Wanted(Schema):
    """Which tasks; what is left out does not matter."""

    scheme: Code | None = None
    state: Literal["open", "submitted", "signed", "dropped"] | None = None
    kind: Literal["deliver", "report", "revise", "brief"] | None = None
    organisation: Code | None = None
    late: bool | None = None
    due_by: Day | None = None
    page: One = 1
    size: Size = 50


@operation(router, "GET", "/tasks", "list_tasks", Page[TaskShown])
def list_tasks(request: ApiRequest, wanted: Query[Wanted]) -> Page[TaskShown]:
    """The tasks that the token's owner may see, by deadline."""
    asked = wanted.model_dump(exclude={"page", "size"})
    found = task_lists.list_tasks(
        request.actor, request.at, task_lists.Wanted(**asked), wanted.page, wanted.size
    )
    return Page[TaskShown](
        items=[shown.task(view) for view in found.views],
        total=found.total,
        page=wanted.page,
        size=wanted.size,
    )


@operation(router, "GET", "/tasks/{ref}", "get_task", TaskShown)
def get_task(request: ApiRequest, ref: Path[Ref]) -> TaskShown:
    """One task."""
    return shown.task(task_view(request.actor, request.at, ref))


@operation(router, "GET", "/tasks/{ref}/form", "get_form", FormShown)
def get_form(request: ApiRequest, ref: Path[Ref]) -> FormShown:
    """What a task asks for: each figure with its unit of measure, last year's figure and its target."""
    return shown.form(form_of(visible_task(request.actor, request.at, ref)))


@operation(router, "GET", "/tasks/{ref}/draft", "get_draft", DraftShown)
def get_draft(request: ApiRequest, ref: Path[Ref]) -> DraftShown:
    """What was entered, as typed and as understood, and all that would be found on submitting it."""
    return _draft(request, ref)


@operation(router, "PUT", "/tasks/{ref}/draft", "put_draft", DraftShown)
def put_draft(request: ApiRequest, ref: Path[Ref], draft: DraftTaken) -> DraftShown:
    """Replace the draft, if nobody has changed it since ``version``; wrong cells are kept and told."""
    slots_of(visible_task(request.actor, request.at, ref))  # a briefing has none, and says so
    given = draft.model_dump()
    actions.save_draft(actor=request.actor, at=request.at, task=ref, **given)
    return _draft(request, ref)


def _draft(request: ApiRequest, ref: str) -> DraftShown:
    row = visible_task(request.actor, request.at, ref)
    draft = draft_for(request.actor, request.at, row)
    return shown.draft(draft, judge(row, draft, complete=True), request.lang)


@operation(router, "POST", "/tasks/{ref}/submit", "submit_task", Submitted)
def submit_task(request: ApiRequest, ref: Path[Ref], submission: Submission) -> Submitted:
    """Send the draft to the signer, who signs on the pages and nowhere else."""
    digest = actions.submit_task(
        actor=request.actor,
        at=request.at,
        task=ref,
        draft_version=submission.draft_version,
        warnings_seen=submission.warnings_seen,
    )
    return Submitted(state=_state(request, ref), digest=digest)


@operation(router, "POST", "/tasks/{ref}/take-back", "take_back_task", State)
def take_back_task(request: ApiRequest, ref: Path[Ref]) -> State:
    """Take a task back from the signer."""
    actions.take_back(actor=request.actor, at=request.at, task=ref)
    return State(state=_state(request, ref))


@operation(router, "POST", "/tasks/{ref}/return", "return_task", State)
def return_task(request: ApiRequest, ref: Path[Ref], reason: Reason) -> State:
    """Give a task back to the reporter, as its signer."""
    actions.return_task(actor=request.actor, at=request.at, task=ref, reason=reason.reason)
    return State(state=_state(request, ref))


@operation(router, "POST", "/tasks/{ref}/revise", "revise_figures", Revised, status=201)
def revise_figures(request: ApiRequest, ref: Path[Ref], revision: Revision) -> Status[Revised]:
    """Open the correction of signed figures: a task of its own, whose form comes filled with what stands."""
    row = visible_task(request.actor, request.at, ref)
    keys = keys_named(row, revision.keys)
    made = actions.open_revision(
        actor=request.actor, at=request.at, task=ref, keys=keys, reason=revision.reason
    )
    return Status(201, Revised(task=made))


@operation(router, "POST", "/tasks/{ref}/drop", "drop_revision", State)
def drop_revision(request: ApiRequest, ref: Path[Ref]) -> State:
    """Give up a correction that was opened; what stands stays as it is."""
    actions.drop_revision(actor=request.actor, at=request.at, task=ref)
    return State(state=_state(request, ref))


@operation(router, "POST", "/tasks/{ref}/ask-again", "ask_correction", Revised, status=201)
def ask_correction(request: ApiRequest, ref: Path[Ref], revision: Revision) -> Status[Revised]:
    """As the office, send a signed sheet or briefing back to be corrected; until then it stands."""
    row = visible_task(request.actor, request.at, ref)
    keys = keys_named(row, revision.keys) if revision.keys else []
    made = actions.ask_correction(
        actor=request.actor, at=request.at, task=ref, keys=keys, reason=revision.reason
    )
    return Status(201, Revised(task=made))


@operation(router, "POST", "/tasks/{ref}/withdraw", "withdraw_correction", State)
def withdraw_correction(request: ApiRequest, ref: Path[Ref]) -> State:
    """As the office, take back a request for a correction that nobody has answered."""
    actions.withdraw_correction(actor=request.actor, at=request.at, task=ref)
    return State(state=_state(request, ref))


def _state(request: ApiRequest, ref: str) -> str:
    return task_view(request.actor, request.at, ref).state.value
