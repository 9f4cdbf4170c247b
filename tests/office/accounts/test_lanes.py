"""The three administrators exclude each other and every business role, whoever tries it and how."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import DatabaseError, connection, transaction

from sikao.office.accounts.actions import grants
from sikao.office.accounts.models import Grant, GrantConfirmation, Person
from sikao.office.accounts.queries import holdings
from sikao.office.accounts.rights.roles import Lane, Role
from sikao.office.groundwork.actor import Actor, Channel
from sikao.office.groundwork.guards import GuardsMissingError, assert_guards, lay_guards
from sikao.office.groundwork.refusals import Refusal
from tests.drill.figures import many, some
from tests.office.staff import AT, SINCE, note, organisation, person

pytestmark = [pytest.mark.django_db, pytest.mark.both]
DAY = AT.date()


def refused(statement: str, saying: str) -> None:
    with pytest.raises(DatabaseError, match=saying), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_keeps_a_lane_and_every_person():
    who = person("wang").person
    assert Person.objects.filter(pk=who, lane="business").exists()
    refused("UPDATE accounts_person SET lane = 'audit'", "never changes")
    Person.objects.create(ref="alone", name="x", staff_number="x", lane="system")
    refused("DELETE FROM accounts_person WHERE ref = 'alone'", "never deleted")
    Person.objects.filter(pk="alone").update(name="y", version=2)


@pytest.mark.parametrize("role", list(Role))
def test_the_database_refuses_a_role_of_another_lane(role):
    for lane in Lane:
        who = Person.objects.create(name="x", staff_number=f"{role}-{lane}", lane=lane)
        given = Grant(person=who, lane=role.lane, role=role, since=SINCE, proposed_by="found")
        if lane is role.lane:
            note(given)
            continue
        with pytest.raises(DatabaseError), transaction.atomic():
            note(given)
        lying = Grant(person=who, lane=lane, role=role, since=SINCE, proposed_by="found")
        with pytest.raises(DatabaseError), transaction.atomic():
            note(lying)


def test_the_database_refuses_one_person_for_both_words():
    who = Person.objects.create(name="x", staff_number="x", lane="business")
    given = Grant(person=who, lane="business", role="leader", since=SINCE, proposed_by="one")
    note(given)
    for confirmer in ("one", who.pk):
        with pytest.raises(DatabaseError), transaction.atomic():
            note(GrantConfirmation(grant=given, confirmed_by=confirmer))
    note(GrantConfirmation(grant=given, confirmed_by="two"))
    own = Grant(person=who, lane="business", role="expert", since=SINCE, proposed_by=who.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        note(own)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["accounts_grant_lane", "accounts_person_lane_stays"])
def test_a_guard_that_is_gone_is_noticed(name):
    table = name.removesuffix("_lane").removesuffix("_lane_stays")
    assert_guards()
    with connection.cursor() as cursor:
        on = f" ON {table}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {name}{on}")
    with pytest.raises(GuardsMissingError, match=name):
        assert_guards()
    lay_guards()
    assert_guards()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no functions beside triggers")
def test_a_guard_whose_function_was_emptied_is_noticed():
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION accounts_grant_lane_refuse() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RETURN NEW; END $$"
        )
    with pytest.raises(GuardsMissingError, match="accounts_grant_lane"):
        assert_guards()
    lay_guards()
    assert_guards()


STEPS = ("propose", "confirm", "end")


@pytest.mark.slow
def test_no_sequence_of_grants_breaks_the_lanes():
    """Everybody tries every step with every role on everybody: three steps deep, no two lanes in one hand."""
    organisation("laoshan")
    actors = {
        "security": person("security", Role.SECURITY_ADMIN),
        "second": person("second", Role.SECURITY_ADMIN),
        "director": person("director", Role.OFFICE_DIRECTOR),
        "system": person("system", Role.SYSTEM_ADMIN),
        "audit": person("audit", Role.AUDIT_ADMIN),
        "reporter": person("reporter", (Role.REPORTER, "laoshan")),
    }
    tried = done = 0
    for proposer, target, role in some(list(product(actors, actors, Role)), 5):
        with transaction.atomic():
            before = transaction.savepoint()
            ref = attempt(propose, actors[proposer], actors[target], role)
            tried += 1
            done += ref is not None
            for confirmer in actors if ref is not None else ():
                deeper = transaction.savepoint()
                confirmed = attempt(confirm, actors[confirmer], ref)
                if confirmed:
                    assert confirmer not in {proposer, target}, "two persons, neither of them the holder"
                attempt(end, actors["second" if confirmed else confirmer], ref)
                tried += 2
                check_lanes(actors)
                transaction.savepoint_rollback(deeper)
            transaction.savepoint_rollback(before)
    assert tried > many(120, 600) and done > 0


def attempt(act, actor: Actor, *given):
    try:
        return act(actor, *given) or True
    except Refusal:
        return None


def propose(actor: Actor, target: Actor, role: Role) -> str:
    place = "" if role.whole else "laoshan"
    return grants.propose_grant(
        actor=actor, at=AT, person=target.person, role=role.value, organisation=place, since=DAY
    )


def confirm(actor: Actor, ref: str) -> None:
    grants.confirm_grant(actor=actor, at=AT, grant=ref)


def end(actor: Actor, ref: str) -> None:
    grants.end_grant(actor=actor, at=AT, grant=ref, reason="x")


def check_lanes(actors: dict[str, Actor]) -> None:
    for who in actors.values():
        lanes = {held.role.lane for held in holdings(who.person, DAY + timedelta(days=1))}
        assert len(lanes) <= 1
        assert lanes <= {Lane(Person.objects.get(pk=who.person).lane)}


def test_somebody_without_an_account_here_does_nothing():
    assert attempt(propose, Actor("", Channel.WEB), person("wang"), Role.LEADER) is None
