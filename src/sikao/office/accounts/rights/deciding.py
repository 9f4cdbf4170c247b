"""Asking the table: may this person do this, to this object, in this state?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sikao.core.wording import Term
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.table import Relation, Right, rights_for
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.groundwork.refusals import NotNow, NotYou

EVERYBODY = Term("登录用户", "whoever is signed in")


@dataclass(frozen=True, slots=True)
class Holding:
    """A role that a person holds now; ``organisation`` is empty where the role is for the whole city."""

    role: Role
    organisation: str


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whom an object concerns: the organisations in each relation, and the persons for ``SELF``."""

    own: frozenset[str] = frozenset()
    provider: frozenset[str] = frozenset()
    verifies: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()

    def organisations(self, relation: Relation) -> frozenset[str]:
        """The organisations that stand in a relation to the object."""
        return _OF[relation](self) if relation in _OF else frozenset()


_OF = {
    Relation.OWN: lambda concerned: concerned.own,
    Relation.PROVIDER: lambda concerned: concerned.provider,
    Relation.VERIFIES: lambda concerned: concerned.verifies,
}
NOBODY_ELSE = Concerned()


def decide(
    verb: Verb,
    person: str,
    holdings: Iterable[Holding],
    concerned: Concerned = NOBODY_ELSE,
    state: str | None = None,
) -> str:
    """The capacity in which the person may act, as ``role`` or ``role@organisation``.

    Raises ``NotYou`` where no row fits the person, ``NotNow`` where one does but not in this state.
    """
    held = tuple(holdings)
    fitting = [
        (row, capacity)
        for row in rights_for(verb)
        if (capacity := _capacity(row, person, held, concerned)) is not None
    ]
    for row, capacity in fitting:
        if row.allows(state):
            return capacity
    if fitting:
        raise NotNow.of("right.not_now", verb=verb_words(verb))
    raise NotYou.of("right.not_you", verb=verb_words(verb))


def _capacity(row: Right, person: str, holdings: tuple[Holding, ...], concerned: Concerned) -> str | None:
    if row.relation is Relation.SELF and concerned.persons and person not in concerned.persons:
        return None
    if row.role is None:
        return "self" if person else None
    for holding in holdings:
        if holding.role is not row.role:
            continue
        if row.relation in _OF and holding.organisation not in concerned.organisations(row.relation):
            continue
        return holding.role.value + (f"@{holding.organisation}" if holding.organisation else "")
    return None


def may(verb: Verb, holdings: Iterable[Holding], state: str | None = None) -> bool:
    """Whether anything of this kind, in this state if one is given, is open to somebody with these roles."""
    roles = {holding.role for holding in holdings}
    rows = (row for row in rights_for(verb) if state is None or row.allows(state))
    return any(row.role is None or row.role in roles for row in rows)


def visible_organisations(
    verb: Verb, holdings: Iterable[Holding]
) -> Mapping[Relation, frozenset[str] | None]:
    """For scoping queries: per relation the organisations that a person's roles reach; ``None`` is all."""
    reach: dict[Relation, frozenset[str] | None] = {}
    held = tuple(holdings)
    for row in rights_for(verb):
        roles = [holding for holding in held if holding.role is row.role]
        if not roles:
            continue
        if row.relation is Relation.ANY:
            reach[Relation.ANY] = None
        else:
            named = frozenset(holding.organisation for holding in roles)
            reach[row.relation] = named | (reach.get(row.relation) or frozenset())
    return reach
