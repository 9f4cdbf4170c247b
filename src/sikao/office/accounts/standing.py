"""Where an account stands: what a session is held against at every request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sikao.office.accounts.models import Account
from sikao.office.accounts.queries import holdings, stands_in_for
from sikao.office.accounts.rights.deciding import Holding
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rules.passwords import PROFILES, Profile
from sikao.office.accounts.rules.sessions import Lasting, Proofs
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.here import place


@dataclass(frozen=True, slots=True)
class Standing:
    """An account as it stands now. A session whose ``epoch`` differs has ended."""

    person: str
    name: str
    login: str
    epoch: int
    has_factor: bool
    must_change: bool
    password_since: datetime | None
    holdings: tuple[Holding, ...]

    @property
    def privileged(self) -> bool:
        """Whether a role of the person asks for a second factor and the shorter idle time."""
        return any(holding.role.privileged for holding in self.holdings)

    @property
    def needs_factor(self) -> bool:
        """Whether the person must have a second factor."""
        return place().second_factor and self.privileged

    def lasting(self) -> Lasting:
        """How long a session of the person lasts."""
        here = place()
        idle = here.idle_minutes_privileged if self.privileged else here.idle_minutes
        return Lasting(timedelta(minutes=idle), timedelta(hours=here.session_hours))

    def proofs(self, *, proved_factor: bool, by_password: bool) -> Proofs:
        """What the next step of sign-in is worked out from."""
        return Proofs(
            has_factor=self.has_factor,
            needs_factor=self.needs_factor,
            proved_factor=proved_factor,
            must_change=self.must_change,
            password_since=self.password_since,
            by_password=by_password,
        )


def profile() -> Profile:
    """The rules for passwords in this place."""
    return PROFILES[place().profile]


def standing(person: str, at: datetime) -> Standing | None:
    """The account of a person, where it is open."""
    found = Account.objects.select_related("person").filter(pk=person).first()
    if found is None or is_closed(found, at):
        return None
    return Standing(
        person=found.pk,
        name=found.person.name,
        login=found.login,
        epoch=found.epoch,
        has_factor=bool(found.totp_secret),
        must_change=found.must_change,
        password_since=found.password_since,
        holdings=_opened(found.pk, day_of(at)),
    )


def _opened(person: str, day: date) -> tuple[Holding, ...]:
    """The roles by which pages open: the person's own, and the signer's in whose place the person signs.

    Actions look at the delegation itself: the entry and the receipt then name both.
    """
    own = holdings(person, day)
    delegated = (Holding(Role.SIGNER, organisation) for organisation in stands_in_for(person, day))
    return (*own, *(holding for holding in delegated if holding not in own))


def is_closed(account: Account, at: datetime) -> bool:
    """Whether an account was closed, or its last day is over."""
    if account.closed_at is not None:
        return True
    return account.expires_on is not None and account.expires_on < day_of(at)
