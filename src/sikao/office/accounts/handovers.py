"""Handing over: which roles of whoever leaves go on, which have run out, and who may not take them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from sikao.office.accounts.models import Grant
from sikao.office.accounts.queries import is_member, left, same_grant
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rules.granting import does_both


def roles_to_hand_over(person: str, organisation: str, on: date) -> tuple[Role, ...]:
    """The roles that a person was given for an organisation, that nobody has taken back and that still last.

    Those of somebody who has left it count, too: they can still be handed over, until that person is back.
    """
    lasting = _given(person, organisation, Q(last_day__isnull=True) | Q(last_day__gte=on), on)
    return tuple(dict.fromkeys(role for role, _ in lasting))


def roles_run_out(person: str, organisation: str, on: date) -> tuple[tuple[Role, date], ...]:
    """The roles whose last day has passed, each with that day: a successor is not given what had ended."""
    lasting = roles_to_hand_over(person, organisation, on)
    ended = _given(person, organisation, Q(last_day__lt=on), on)
    last = {role: day for role, day in ended if day is not None and role not in lasting}
    return tuple(last.items())


def would_do_both(successor: str, roles: Collection[Role], organisation: str, since: date) -> bool:
    """Whether a successor would enter an organisation's figures and sign them, with what is proposed."""
    kept = (role for role in Role if same_grant(successor, role, organisation, since))
    return does_both({*roles, *kept})


def _given(person: str, organisation: str, which: Q, on: date) -> list[tuple[Role, date | None]]:
    given = Grant.objects.filter(
        which, person_id=person, organisation_id=organisation, confirmation__isnull=False, end__isnull=True
    )
    if is_member(person, organisation, on):  # who came back has not the roles of before
        given = given.exclude(pk__in=left(on).filter(person_id=person))
    days = given.order_by("role", "last_day").values_list("role", "last_day")
    return [(Role(role), day) for role, day in days]
