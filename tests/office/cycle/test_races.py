"""Acts that exclude each other, at the same moment on a real PostgreSQL: exactly one of them has effect."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections

from sikao.office.accounts.actions import grants
from sikao.office.accounts.models import Grant
from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle import actions, duties
from sikao.office.cycle.models import Confirmation, Draft, Extension, OpenedYear, Task, Verification
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.files import row_for, store
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.refusals import Refusal
from sikao.office.groundwork.verifying import verify
from sikao.office.ledger.facts import NewEvidence
from sikao.office.ledger.models import FigureEvent, FigureVersion, Submission
from sikao.office.ledger.queries import versions_in
from sikao.office.rulebook import shelf
from tests.drill.figures import many, tell
from tests.office.city import City

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both,
    pytest.mark.slow,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a database of one writer has no races"),
]
assert connection
LONGEST = 5.0
"""Seconds: longer than this nobody waits for a lock."""


@dataclass
class Racing:
    """A city, and how each race has gone so far."""

    city: City
    slowest: float = 0.0
    told: dict[str, list[str]] = field(default_factory=dict)

    def at_once(self, **acts: Callable[[], object]) -> dict[str, str]:
        """Every act in a thread of its own, let go together: ``done``, or the kind of its refusal."""
        line = Barrier(len(acts))

        def run(act: Callable[[], object]) -> tuple[str, float]:
            try:
                with connection.cursor() as cursor:
                    cursor.execute(f"SET lock_timeout = '{int(LONGEST * 1000)}ms'")
                line.wait(60)
                began = time.monotonic()
                try:
                    act()
                except Refusal as refusal:
                    return type(refusal).__name__, time.monotonic() - began
                return "done", time.monotonic() - began
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(acts)) as pool:
            ended = dict(zip(acts, pool.map(run, acts.values()), strict=True))
        self.slowest = max(self.slowest, *(seconds for _, seconds in ended.values()))
        return {name: outcome for name, (outcome, _) in ended.items()}

    def act(self, act: Callable[..., object], who: str, **given: object) -> Callable[[], object]:
        actor, at = self.city.people[who], self.city.at
        return lambda: act(actor=actor, at=at, **given)

    def task(self, state: str = "submitted", *, report: bool = False) -> tuple[str, str]:
        """The sheet, put back to where a race begins; its digest where it is submitted."""
        provider = "jimo" if report else "petitions"
        ref = (
            self.city.task("jimo", "year", "2020-12", "report")
            if report
            else self.city.task("petitions", "quarter", "2020-06")
        )
        Task.objects.filter(pk=ref).update(state="open", submission="", signed_at=None, submitted_by="")
        if not Draft.objects.filter(task=ref).exists():
            self.city.fill(f"{provider}_r", ref, self.city.cells(ref), note="按台账")
            scan = store([b"%PDF-1.4\n% a letter\n%%EOF\n"])
            self.city.record_facts(row_for(scan, "函.pdf", "application/pdf"))
            piece = NewEvidence(scan.sha256, "函.pdf", scan.size)
            actions.attach(
                actor=self.city.people[f"{provider}_r"], at=self.city.now(), task=ref, evidence=piece
            )
        return ref, self.city.submit(f"{provider}_r", ref) if state == "submitted" else ""


def sign_and_take_back(race: Racing) -> None:
    task, digest = race.task()
    before = Submission.objects.count()
    told = race.at_once(
        sign=race.act(actions.sign_task, "petitions_s", task=task, digest=digest),
        back=race.act(actions.take_back, "petitions_r", task=task),
    )
    assert sorted(told.values()) == ["NotNow", "done"]
    signed = told["sign"] == "done"
    assert Task.objects.get(pk=task).state == ("signed" if signed else "open")
    assert Submission.objects.count() == before + signed


def sign_and_return(race: Racing) -> None:
    task, digest = race.task()
    before = Submission.objects.count()
    told = race.at_once(
        sign=race.act(actions.sign_task, "petitions_s", task=task, digest=digest),
        give_back=race.act(actions.return_task, "second_s", task=task, reason="口径有误"),
    )
    assert sorted(told.values()) == ["NotNow", "done"]
    signed = told["sign"] == "done"
    assert Task.objects.get(pk=task).state == ("signed" if signed else "open")
    assert Submission.objects.count() == before + signed


def sign_twice(race: Racing) -> None:
    task, digest = race.task()
    before = Submission.objects.count(), FigureVersion.objects.count()
    acts = {
        who: race.act(actions.sign_task, who, task=task, digest=digest) for who in ("petitions_s", "second_s")
    }
    assert sorted(race.at_once(**acts).values()) == ["NotNow", "done"]
    assert (Submission.objects.count(), FigureVersion.objects.count()) == (before[0] + 1, before[1] + 10)


def two_reporters_submit(race: Racing) -> None:
    task, _ = race.task("open")
    version, seen = Draft.objects.get(task=task).version, race.city.warnings(task)
    before = Entry.objects.filter(verb="task.submit", outcome="done").count()
    given = {"task": task, "draft_version": version, "warnings_seen": seen}
    told = race.at_once(
        **{who: race.act(actions.submit_task, who, **given) for who in ("petitions_r", "second_r")}
    )
    assert sorted(told.values()) == ["NotNow", "done"]
    assert told[Task.objects.get(pk=task).submitted_by] == "done"
    assert Entry.objects.filter(verb="task.submit", outcome="done").count() == before + 1


def two_uploads_into_one_draft(race: Racing) -> None:
    task, _ = race.task("open")
    Draft.objects.filter(task=task).delete()
    cells = {
        who: {min(race.city.cells(task)): text} for who, text in (("petitions_r", "1"), ("second_r", "2"))
    }
    told = race.at_once(
        **{
            who: race.act(actions.save_draft, who, task=task, version=0, cells=each)
            for who, each in cells.items()
        }
    )
    assert sorted(told.values()) == ["NotNow", "done"]
    kept = Draft.objects.get(task=task)
    assert (told[kept.saved_by], kept.version) == ("done", 1)
    kept.delete()


def confirm_and_dispute(race: Racing) -> None:
    task, digest = race.task()
    race.act(actions.sign_task, "petitions_s", task=task, digest=digest)()
    found = Confirmation.objects.get(submission=Task.objects.get(pk=task).submission, unit="jimo")
    figure = next(version for version in versions_in(found.submission) if version.unit == "jimo")
    disputes = {figure.ref: "与台账不符"}
    told = race.at_once(
        confirm=race.act(actions.check_figures, "jimo_r", confirmation=found.ref),
        dispute=race.act(actions.check_figures, "jimo_s", confirmation=found.ref, disputes=disputes),
    )
    assert sorted(told.values()) == ["NotNow", "done"]
    found.refresh_from_db()
    assert found.state == ("confirmed" if told["confirm"] == "done" else "disputed")
    assert FigureEvent.objects.filter(figure_id=figure.ref).count() == 1


def accept_and_return(race: Racing) -> None:
    task, digest = race.task(report=True)
    race.act(actions.sign_task, "jimo_s", task=task, digest=digest)()
    found = Verification.objects.filter(submission=Task.objects.get(pk=task).submission)[0]
    ref = actions.verifying.to_decide(found)[0].ref
    told = race.at_once(
        accept=race.act(actions.verify_figures, "v1", verification=found.ref, accepted=frozenset({ref})),
        give_back=race.act(actions.verify_figures, "v2", verification=found.ref, returned={ref: "缺佐证"}),
    )
    assert sorted(told.values()) == ["NotNow", "done"]
    assert FigureEvent.objects.filter(figure_id=ref).count() == 1


def a_right_ends_and_is_used(race: Racing) -> None:
    """Who signs is either before the end of the right in the journal, or has not signed."""
    task, digest = race.task()
    race.city.person("passing", Role.SIGNER, "petitions")
    grant = Grant.objects.filter(person_id="passing", end__isnull=True).get()
    before = Submission.objects.count()
    told = race.at_once(
        sign=race.act(actions.sign_task, "passing", task=task, digest=digest),
        end=race.act(grants.end_grant, "security", grant=grant.pk, reason="调离"),
    )
    assert told["end"] == "done"
    signed = told["sign"] == "done"
    assert Submission.objects.count() == before + signed
    if signed:
        acts = Entry.objects.filter(outcome="done").order_by("-seq")[:2]
        assert [entry.verb for entry in acts] == ["grant.end", "task.sign"], "signed without the right"


def extend_and_sign(race: Racing) -> None:
    task, digest = race.task()
    due = Task.objects.get(pk=task).due_at
    until = day_of(max(due, race.city.at)) + timedelta(days=1)
    before = Extension.objects.count()
    told = race.at_once(
        sign=race.act(actions.sign_task, "petitions_s", task=task, digest=digest),
        extend=race.act(actions.extend_task, "director", task=task, until=until, reason="系统迁移"),
    )
    assert told["sign"] == "done"
    assert told["extend"] in {"done", "NotNow"}
    found = Task.objects.get(pk=task)
    assert found.state == "signed"
    longer = told["extend"] == "done"
    assert Extension.objects.count() == before + longer
    assert (day_of(found.due_at) == until) == longer


RACES = (
    sign_and_take_back,
    sign_and_return,
    sign_twice,
    two_reporters_submit,
    two_uploads_into_one_draft,
    confirm_and_dispute,
    accept_and_return,
    a_right_ends_and_is_used,
    extend_and_sign,
)


@pytest.fixture
def racing(emptying: None) -> Racing:
    """The year is open, and everybody is there who competes; done once, because sealing takes seconds."""
    del emptying
    shelf.forget()
    duties.forget()
    city = City()
    city.opened()
    city.staffed("petitions", "jimo")
    city.person("second_r", Role.REPORTER, "petitions")
    city.person("second_s", Role.SIGNER, "petitions")
    city.person("security", Role.SECURITY_ADMIN)
    for code in ("development_reform", "inspection", "assessment_office", "reform_office"):
        city.person("v1", Role.VERIFIER, code)
        city.person("v2", Role.VERIFIER, code)
    city.on(2021, 1, 5)
    return Racing(city)


def test_of_acts_that_exclude_each_other_one_has_effect(racing: Racing) -> None:
    times = many(4, 200)
    # A year is opened once in the life of a database: four of the office press at the same moment.
    given = {"actor": racing.city.people["staff"], "at": racing.city.at, "scheme": "qingdao_2019"}
    told = racing.at_once(**{f"press{n}": lambda: actions.open_year(**given) for n in range(4)})
    assert sorted(told.values()) == ["NotNow", "NotNow", "NotNow", "done"]
    assert OpenedYear.objects.filter(scheme="qingdao_2019").count() == 1
    opened = OpenedYear.objects.get(scheme="qingdao_2019")
    assert Task.objects.filter(scheme="qingdao_2019").count() == opened.tasks
    for race in RACES:
        for _ in range(times):
            racing.city.now()
            race(racing)
    assert [finding.text("en") for finding in verify().findings] == []
    assert racing.slowest < LONGEST, "nobody waited for a lock that was not given"
    tell("races on PostgreSQL", pairs=len(RACES) + 1, each=times, slowest_seconds=f"{racing.slowest:.2f}")
