"""Checks: units confirm or dispute figures about them, bureaus verify what units reported themselves."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Path, Query, Router, Schema
from pydantic import Field

from sikao.interfaces.api import shown
from sikao.interfaces.api.asking import ApiRequest
from sikao.interfaces.api.serving import operation
from sikao.interfaces.api.shapes.common import Page, Ref
from sikao.interfaces.api.shapes.ledger import (
    Confirmation,
    ConfirmationWhole,
    Verification,
    VerificationWhole,
)
from sikao.interfaces.api.shapes.tasks import Accepted, Disputes, Reason, Returned, State
from sikao.office.cycle import actions, lists
from sikao.office.cycle.actions import check_figures, verify_figures
from sikao.office.cycle.looking import versions_to_verify
from sikao.office.cycle.queries import confirmation_view
from sikao.office.ledger.queries import versions_in

router = Router(tags=["checks"])


class WantedChecks(Schema):
    """Which confirmations."""

    state: Literal["open", "confirmed", "disputed", "silent", "upheld", "revised"] | None = None
    page: Annotated[int, Field(ge=1, le=100_000)] = 1
    size: Annotated[int, Field(ge=1, le=200)] = 50


class WantedVerifications(Schema):
    """Which verifications."""

    state: Literal["open", "decided"] | None = None
    page: Annotated[int, Field(ge=1, le=100_000)] = 1
    size: Annotated[int, Field(ge=1, le=200)] = 50


@operation(router, "GET", "/confirmations", "list_confirmations", Page[Confirmation])
def list_confirmations(request: ApiRequest, wanted: Query[WantedChecks]) -> Page[Confirmation]:
    """The checks that concern the token's owner, by deadline."""
    found = lists.list_checks(request.actor, request.at, wanted.state or "", wanted.page, wanted.size)
    items = [shown.confirmation(view) for view in found.views]
    return Page[Confirmation](items=items, total=found.total, page=wanted.page, size=wanted.size)


@operation(router, "GET", "/confirmations/{ref}", "get_confirmation", ConfirmationWhole)
def get_confirmation(request: ApiRequest, ref: Path[Ref]) -> ConfirmationWhole:
    """One check with the figures to look at."""
    view = confirmation_view(request.actor, request.at, ref)
    found = [version for version in versions_in(view.submission) if version.unit == view.unit]
    versions = [shown.version(version) for version in found]
    return ConfirmationWhole(**shown.confirmation(view).model_dump(), versions=versions)


@operation(router, "POST", "/confirmations/{ref}/confirm", "confirm_figures", State)
def confirm_figures(request: ApiRequest, ref: Path[Ref]) -> State:
    """Confirm all figures of a check."""
    return State(state=check_figures(actor=request.actor, at=request.at, confirmation=ref))


@operation(router, "POST", "/confirmations/{ref}/dispute", "dispute_figures", State)
def dispute_figures(request: ApiRequest, ref: Path[Ref], disputes: Disputes) -> State:
    """Dispute some figures of a check, each with a reason, and confirm the others."""
    state = check_figures(actor=request.actor, at=request.at, confirmation=ref, disputes=disputes.disputes)
    return State(state=state)


@operation(router, "POST", "/confirmations/{ref}/uphold", "uphold_figures", State)
def uphold_figures(request: ApiRequest, ref: Path[Ref], reason: Reason) -> State:
    """Answer a dispute: the figures stay as they are. To change them, revise the figures of the task."""
    actions.answer_dispute(actor=request.actor, at=request.at, confirmation=ref, reason=reason.reason)
    return State(state=confirmation_view(request.actor, request.at, ref).state.value)


@operation(router, "GET", "/verifications", "list_verifications", Page[Verification])
def list_verifications(request: ApiRequest, wanted: Query[WantedVerifications]) -> Page[Verification]:
    """The verifications that concern the token's owner, by deadline."""
    found = lists.list_verifications(request.actor, request.at, wanted.state or "", wanted.page, wanted.size)
    items = [shown.verification(view) for view in found.views]
    return Page[Verification](items=items, total=found.total, page=wanted.page, size=wanted.size)


@operation(router, "GET", "/verifications/{ref}", "get_verification", VerificationWhole)
def get_verification(request: ApiRequest, ref: Path[Ref]) -> VerificationWhole:
    """One verification with the figures that it is about."""
    view, found = versions_to_verify(request.actor, request.at, ref)
    versions = [shown.version(version) for version in found]
    return VerificationWhole(**shown.verification(view).model_dump(), versions=versions)


@operation(router, "POST", "/verifications/{ref}/accept", "accept_figures", State)
def accept_figures(request: ApiRequest, ref: Path[Ref], accepted: Accepted) -> State:
    """Accept figures."""
    state = verify_figures(
        actor=request.actor, at=request.at, verification=ref, accepted=frozenset(accepted.figures)
    )
    return State(state=state)


@operation(router, "POST", "/verifications/{ref}/return", "return_figures", State)
def return_figures(request: ApiRequest, ref: Path[Ref], returned: Returned) -> State:
    """Return figures, each with a reason; the unit gets a task to correct just these."""
    state = verify_figures(actor=request.actor, at=request.at, verification=ref, returned=returned.figures)
    return State(state=state)
