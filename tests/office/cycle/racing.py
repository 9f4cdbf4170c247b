"""Acts about sheets and checks that exclude each other: exactly one of them has effect."""

from datetime import date, timedelta

from sikao.office.cycle import actions
from sikao.office.cycle.models import (
    Confirmation,
    Decision,
    DecisionStep,
    Draft,
    Extension,
    HeldReview,
    Task,
    Verification,
)
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.files import row_for, store
from sikao.office.groundwork.models import Entry
from sikao.office.ledger.facts import NewEvidence
from sikao.office.ledger.models import FigureEvent, FigureVersion, Submission
from sikao.office.ledger.queries import versions_in
from tests.office.city import SCHEME
from tests.office.racing import Racing

Ended = dict[str, str]


def sheet(race: Racing, state: str = "submitted", *, report: bool = False) -> tuple[str, str]:
    """The sheet, put back to where a race begins; its digest where it is submitted."""
    city, provider = race.city, "jimo" if report else "petitions"
    ref = (
        city.task("jimo", "year", "2020-12", "report")
        if report
        else city.task("petitions", "quarter", "2020-06")
    )
    Task.objects.filter(pk=ref).update(
        state="open", submission="", signed_at=None, submitted_by="", organisation=provider
    )
    if not Draft.objects.filter(task=ref).exists():
        city.fill(f"{provider}_r", ref, city.cells(ref), note="按台账")
        scan = store([b"%PDF-1.4\n% a letter\n%%EOF\n"])
        city.record_facts(row_for(scan, "函.pdf", "application/pdf"))
        piece = NewEvidence(scan.sha256, "函.pdf", scan.size)
        actions.attach(actor=city.people[f"{provider}_r"], at=city.now(), task=ref, evidence=piece)
    return ref, city.submit(f"{provider}_r", ref) if state == "submitted" else ""


def sign_and_take_back(race: Racing) -> Ended:
    task, digest = sheet(race)
    before = Submission.objects.count()
    told = race.at_once(
        sign=race.act(actions.sign_task, "petitions_s", task=task, digest=digest),
        back=race.act(actions.take_back, "petitions_r", task=task),
    )
    assert sorted(told.values()) == ["NotNow", "done"], told
    signed_or_open(task, before, signed=told["sign"] == "done")
    return told


def sign_and_return(race: Racing) -> Ended:
    task, digest = sheet(race)
    before = Submission.objects.count()
    told = race.at_once(
        sign=race.act(actions.sign_task, "petitions_s", task=task, digest=digest),
        give_back=race.act(actions.return_task, "second_s", task=task, reason="口径有误"),
    )
    assert sorted(told.values()) == ["NotNow", "done"], told
    signed_or_open(task, before, signed=told["sign"] == "done")
    return told


def signed_or_open(task: str, before: int, *, signed: bool) -> None:
    assert Task.objects.get(pk=task).state == ("signed" if signed else "open")
    assert Submission.objects.count() == before + signed


def sign_twice(race: Racing) -> Ended:
    task, digest = sheet(race)
    before = Submission.objects.count(), FigureVersion.objects.count()
    signers = ("petitions_s", "second_s")
    told = race.at_once(
        **{who: race.act(actions.sign_task, who, task=task, digest=digest) for who in signers}
    )
    assert sorted(told.values()) == ["NotNow", "done"], told
    assert (Submission.objects.count(), FigureVersion.objects.count()) == (before[0] + 1, before[1] + 10)
    return told


def submit_and_fill(race: Racing) -> Ended:
    """A sheet that is submitted is locked: what was typed meanwhile is in it, or is refused."""
    task, _ = sheet(race, "open")
    draft = Draft.objects.get(task=task)
    cells = race.city.cells(task)
    seen = race.city.warnings(task)
    told = race.at_once(
        submit=race.act(
            actions.submit_task,
            "petitions_r",
            task=task,
            draft_version=draft.version,
            warnings_seen=seen,
        ),
        fill=race.act(actions.save_draft, "second_r", task=task, version=draft.version, cells=cells),
    )
    assert sorted(told.values()) == ["NotNow", "done"], told
    submitted = told["submit"] == "done"
    assert Task.objects.get(pk=task).state == ("submitted" if submitted else "open")
    assert Draft.objects.get(task=task).version == draft.version + (not submitted)
    return told


def two_reporters_submit(race: Racing) -> Ended:
    task, _ = sheet(race, "open")
    version, seen = Draft.objects.get(task=task).version, race.city.warnings(task)
    before = Entry.objects.filter(verb="task.submit", outcome="done").count()
    given = {"task": task, "draft_version": version, "warnings_seen": seen}
    told = race.at_once(
        **{who: race.act(actions.submit_task, who, **given) for who in ("petitions_r", "second_r")}
    )
    assert sorted(told.values()) == ["NotNow", "done"], told
    assert told[Task.objects.get(pk=task).submitted_by] == "done"
    assert Entry.objects.filter(verb="task.submit", outcome="done").count() == before + 1
    return told


def two_uploads_into_one_draft(race: Racing) -> Ended:
    task, _ = sheet(race, "open")
    Draft.objects.filter(task=task).delete()
    first = min(race.city.cells(task))
    cells = {"petitions_r": {first: "1"}, "second_r": {first: "2"}}
    told = race.at_once(
        **{
            who: race.act(actions.save_draft, who, task=task, version=0, cells=each)
            for who, each in cells.items()
        }
    )
    assert sorted(told.values()) == ["NotNow", "done"], told
    kept = Draft.objects.get(task=task)
    assert (told[kept.saved_by], kept.version) == ("done", 1)
    kept.delete()
    return told


def confirm_and_dispute(race: Racing) -> Ended:
    task, digest = sheet(race)
    race.act(actions.sign_task, "petitions_s", task=task, digest=digest)()
    found = Confirmation.objects.get(submission=Task.objects.get(pk=task).submission, unit="jimo")
    figure = next(version for version in versions_in(found.submission) if version.unit == "jimo")
    disputes = {figure.ref: "与台账不符"}
    told = race.at_once(
        confirm=race.act(actions.check_figures, "jimo_r", confirmation=found.ref),
        dispute=race.act(actions.check_figures, "jimo_s", confirmation=found.ref, disputes=disputes),
    )
    assert sorted(told.values()) == ["NotNow", "done"], told
    found.refresh_from_db()
    assert found.state == ("confirmed" if told["confirm"] == "done" else "disputed")
    assert FigureEvent.objects.filter(figure_id=figure.ref).count() == 1
    return told


def accept_and_return(race: Racing) -> Ended:
    task, digest = sheet(race, report=True)
    race.act(actions.sign_task, "jimo_s", task=task, digest=digest)()
    found = Verification.objects.filter(submission=Task.objects.get(pk=task).submission)[0]
    ref = actions.verifying.to_decide(found)[0].ref
    told = race.at_once(
        accept=race.act(actions.verify_figures, "v1", verification=found.ref, accepted=frozenset({ref})),
        give_back=race.act(actions.verify_figures, "v2", verification=found.ref, returned={ref: "缺佐证"}),
    )
    assert sorted(told.values()) == ["NotNow", "done"], told
    assert FigureEvent.objects.filter(figure_id=ref).count() == 1
    return told


def extend_and_sign(race: Racing) -> Ended:
    task, digest = sheet(race)
    due = Task.objects.get(pk=task).due_at
    until = day_of(max(due, race.city.at)) + timedelta(days=1)
    before = Extension.objects.count()
    told = race.at_once(
        sign=race.act(actions.sign_task, "petitions_s", task=task, digest=digest),
        extend=race.act(actions.extend_task, "director", task=task, until=until, reason="系统迁移"),
    )
    assert told["sign"] == "done", told
    assert told["extend"] in {"done", "NotNow"}, told
    found = Task.objects.get(pk=task)
    assert found.state == "signed"
    longer = told["extend"] == "done"
    assert Extension.objects.count() == before + longer
    assert (day_of(found.due_at) == until) == longer
    return told


def close_and_withdraw(race: Racing) -> Ended:
    """A decision of the review of May, which was held before the first of these races."""
    city, staff = race.city, race.city.people["staff"]
    review = f"{SCHEME}-2020-05"
    if not HeldReview.objects.exists():
        actions.hold_review(actor=staff, at=city.now(), review=review, held_on=date(2020, 6, 29))
    given = {"text": "专题调度", "bearers": ["jimo"], "due": date(2021, 2, 1)}
    ref = actions.make_decision(actor=staff, at=city.now(), review=review, **given)
    told = race.at_once(
        close=race.act(actions.close_decision, "staff", decision=ref, text="落实"),
        withdraw=race.act(actions.withdraw_decision, "director", decision=ref, text="登记有误"),
    )
    assert sorted(told.values()) == ["NotNow", "done"], told
    assert DecisionStep.objects.filter(decision=ref).count() == 2
    ended = "closed" if told["close"] == "done" else "withdrawn"
    assert Decision.objects.get(pk=ref).state == ended
    return told


RACES = (
    sign_and_take_back,
    sign_and_return,
    sign_twice,
    submit_and_fill,
    two_reporters_submit,
    two_uploads_into_one_draft,
    confirm_and_dispute,
    accept_and_return,
    extend_and_sign,
    close_and_withdraw,
)
