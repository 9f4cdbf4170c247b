"""Long lists, a page at a time: the database filters, counts and cuts them, however much a home holds.

Visible is what ``queries`` lets a person see; a list only narrows that.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Coalesce

from sikao.office.cycle.queries import (
    confirmation_of,
    verification_of,
    visible_confirmations,
    visible_verifications,
)
from sikao.office.cycle.rules import ConfirmState, VerifyState
from sikao.office.cycle.views import ConfirmationView, VerificationView
from sikao.office.groundwork.actor import Actor

DEADLINE = Coalesce("answer_due_at", "due_at")
"""By when the next word about a check is owed: the answer to a dispute has a deadline of its own."""

Row = TypeVar("Row", bound=Model)
View = TypeVar("View")


@dataclass(frozen=True, slots=True)
class Cut(Generic[View]):
    """One page of a list, and how long the whole list is."""

    views: tuple[View, ...]
    total: int

    @property
    def left_off(self) -> int:
        """How many are not on a first page."""
        return self.total - len(self.views)


def cut(rows: QuerySet[Row], seen: Callable[[Row], View], page: int, size: int) -> Cut[View]:
    """The page of a list; pages count from 1, and behind the last one there is nothing."""
    start = (page - 1) * size
    return Cut(tuple(seen(row) for row in rows[start : start + size]), rows.count())


def list_checks(actor: Actor, at: datetime, state: str, page: int, size: int) -> Cut[ConfirmationView]:
    """The checks that concern a person, of one state or, where it is empty, of all, by deadline."""
    rows = _of_state(visible_confirmations(actor, at), state)
    return cut(rows.order_by(DEADLINE, "ref"), confirmation_of, page, size)


def checks_to_give(actor: Actor, at: datetime, units: Collection[str], most: int) -> Cut[ConfirmationView]:
    """The checks that wait for these units, the most urgent first."""
    rows = visible_confirmations(actor, at).filter(_to_give(units)).order_by("due_at", "ref")
    return cut(rows, confirmation_of, 1, most)


def checks_to_answer(
    actor: Actor, at: datetime, providers: Collection[str], most: int
) -> Cut[ConfirmationView]:
    """The disputes that wait for these providers, the most urgent first."""
    rows = visible_confirmations(actor, at).filter(_to_answer(providers)).order_by(DEADLINE, "ref")
    return cut(rows, confirmation_of, 1, most)


def other_checks(
    actor: Actor, at: datetime, mine: Collection[str], state: str, page: int, size: int
) -> Cut[ConfirmationView]:
    """What waits for none of one's own organisations, the latest first."""
    rows = _of_state(visible_confirmations(actor, at), state)
    rows = rows.exclude(_to_give(mine) | _to_answer(mine))
    return cut(rows.order_by("-due_at", "-ref"), confirmation_of, page, size)


def checks_disputed_by(
    actor: Actor, at: datetime, units: Collection[str], most: int
) -> list[ConfirmationView]:
    """What these units have disputed, the latest first, and what became of it."""
    states = (ConfirmState.DISPUTED, ConfirmState.UPHELD, ConfirmState.REVISED)
    rows = visible_confirmations(actor, at).filter(unit__in=units, state__in=states)
    return [confirmation_of(row) for row in rows.order_by("-due_at", "-ref")[:most]]


def list_verifications(actor: Actor, at: datetime, state: str, page: int, size: int) -> Cut[VerificationView]:
    """The verifications that a person may see, of one state or, where it is empty, of all, by deadline."""
    rows = _of_state(visible_verifications(actor, at), state)
    return cut(rows.order_by("due_at", "ref"), verification_of, page, size)


def verifications_to_decide(
    actor: Actor, at: datetime, verifiers: Collection[str], most: int
) -> Cut[VerificationView]:
    """The verifications that wait for these bureaus, the most urgent first."""
    rows = visible_verifications(actor, at).filter(_to_decide(verifiers)).order_by("due_at", "ref")
    return cut(rows, verification_of, 1, most)


def other_verifications(
    actor: Actor, at: datetime, mine: Collection[str], page: int, size: int
) -> Cut[VerificationView]:
    """What waits for none of one's own bureaus, the latest first."""
    rows = visible_verifications(actor, at).exclude(_to_decide(mine))
    return cut(rows.order_by("-due_at", "-ref"), verification_of, page, size)


def verifications_decided_by(
    actor: Actor, at: datetime, verifiers: Collection[str], most: int
) -> list[VerificationView]:
    """What these bureaus have decided on, the latest first."""
    rows = visible_verifications(actor, at).filter(verifier__in=verifiers, state=VerifyState.DECIDED)
    return [verification_of(row) for row in rows.order_by("-due_at", "-ref")[:most]]


def _of_state(rows: QuerySet[Row], state: str) -> QuerySet[Row]:
    return rows.filter(state=state) if state else rows


def _to_give(units: Collection[str]) -> Q:
    return Q(state=ConfirmState.OPEN, unit__in=units)


def _to_answer(providers: Collection[str]) -> Q:
    return Q(state=ConfirmState.DISPUTED, provider__in=providers)


def _to_decide(verifiers: Collection[str]) -> Q:
    return Q(state=VerifyState.OPEN, verifier__in=verifiers)
