"""Whatever people try in whatever order: nothing binds that two others or a document did not approve."""

import tempfile
from contextlib import suppress
from pathlib import Path

import hypothesis
import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from sikao.core.scheme import new_scheme
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.files import content_of
from sikao.office.groundwork.refusals import Refusal
from sikao.office.rulebook import actions, queries
from sikao.office.rulebook.archive import pack, read_archive
from sikao.office.rulebook.models import Decision, SealedScheme
from sikao.office.rulebook.rules import State
from tests.drill.figures import many
from tests.office.rulebook.people import Office
from tests.office.staff import person

WHO = st.sampled_from(["staff", "other", "director", "second", "leader", "auditor"])
ROLES = {
    "staff": Role.OFFICE_STAFF,
    "other": Role.OFFICE_STAFF,
    "director": Role.OFFICE_DIRECTOR,
    "second": Role.OFFICE_DIRECTOR,
    "leader": Role.LEADER,
    "auditor": Role.AUDITOR,
}


def texts() -> list[bytes]:
    """Two versions of one scheme that differ, and one that cannot be read."""
    with tempfile.TemporaryDirectory() as home:
        place = Path(home, "trial")
        new_scheme(place, "trial", 2020, "试行方案")
        files = {
            p.relative_to(place).as_posix(): p.read_bytes()
            for p in place.rglob("*.yaml")
            if "figures" not in p.parts
        }
    other = {**files, "scheme.yaml": files["scheme.yaml"].replace("试行方案".encode(), "正式方案".encode())}
    return [pack(files), pack(other), pack({"scheme.yaml": b"code: trial\n"})]


TEXTS = texts()


class Rulebook(RuleBasedStateMachine):
    """Six people, three files, every verb; digests seen now or before."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.office = Office(TEXTS[0])
        self.people = {name: person(name, role) for name, role in ROLES.items()}
        self.ref = self.office.upload(self.people["staff"])
        self.seen = [self.office.digest(self.ref)]

    def try_to(self, perform, **given) -> None:
        with suppress(Refusal), transaction.atomic():
            perform(at=self.office.now(), **given)
        self.seen.append(self.office.digest(self.ref))

    def digest(self, back: int) -> str:
        return self.seen[max(0, len(self.seen) - 1 - back)]

    @rule(who=WHO, text=st.sampled_from(TEXTS))
    def upload(self, who, text) -> None:
        self.try_to(lambda at: self.office.upload(self.people[who], text, scheme=self.ref))  # noqa: ARG005

    @rule(
        who=WHO, back=st.integers(0, 2), verb=st.sampled_from([actions.submit, actions.approve, actions.seal])
    )
    def step(self, who, back, verb) -> None:
        self.try_to(verb, actor=self.people[who], scheme=self.ref, digest=self.digest(back))

    @rule(first=WHO, second=WHO)
    def approve_by_two(self, first, second) -> None:
        for who in (first, second):
            self.step(who, 0, actions.approve)

    @rule(who=WHO)
    def approve_by_document(self, who) -> None:
        self.try_to(lambda at: self.office.recorded(self.ref, self.people[who]))  # noqa: ARG005

    @rule(who=WHO)
    def take_back(self, who) -> None:
        self.try_to(actions.withdraw, actor=self.people[who], scheme=self.ref, reason="因故")

    @rule(who=WHO)
    def refuse(self, who) -> None:
        given = {"actor": self.people[who], "scheme": self.ref, "digest": self.digest(0)}
        self.try_to(actions.refuse, reason="因故", **given)

    @invariant()
    def approved_means_two_others_or_a_document(self) -> None:
        card = queries.card(self.ref)
        if card.state not in (State.APPROVED, State.SEALED):
            return
        last = Decision.objects.filter(dossier_id=self.ref).order_by("-attempt").first()
        rows = Decision.objects.filter(dossier_id=self.ref, attempt=last.attempt)
        people = {row.person for row in rows if row.what == "approved"}
        assert card.last.uploaded_by not in people
        assert len(people) >= 2 or any(row.what == "approved_offline" for row in rows)
        assert {row.digest for row in rows} == {card.last.digest}

    @invariant()
    def what_is_sealed_is_what_was_approved(self) -> None:
        card = queries.card(self.ref)
        row = SealedScheme.objects.filter(code="trial").first()
        assert (row is not None) == (card.state is State.SEALED)
        if row is None:
            return
        assert row.approved.number == card.last.number
        assert row.digest == row.approved.digest
        assert content_of(row.archive_sha256) == content_of(row.approved.archive_sha256)
        assert read_archive(content_of(row.archive_sha256)).scheme.title == card.title


@pytest.mark.slow
@pytest.mark.django_db
def test_nothing_binds_that_was_not_approved() -> None:
    settings = hypothesis.settings(max_examples=many(15, 300), stateful_step_count=many(15, 30))
    run_state_machine_as_test(Rulebook, settings=settings)
