"""A year's reporting as a machine of rules: people, right and wrong ones, try every verb in every state."""

import json
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from typing import ClassVar

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sikao.office.cycle import actions
from sikao.office.cycle.duties import owed, slots_of
from sikao.office.cycle.judging import judge
from sikao.office.cycle.models import Confirmation, Draft, Escalation, Task, Verification
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.models import Entry, Head
from sikao.office.groundwork.receipts import read_receipt, receipt_of, rows_of
from sikao.office.groundwork.refusals import NotNow, Refusal
from sikao.office.groundwork.verifying import verify
from sikao.office.ledger.facts import NewEvidence
from sikao.office.ledger.models import Evidence, FigureEvent, FigureVersion, Submission
from sikao.office.ledger.queries import figures_as_of
from tests.drill.figures import progress
from tests.office.city import SCHEME, City

PEOPLE = (
    *("petitions_r", "second", "petitions_s", "both", "deputy", "jimo_r", "jimo_s"),
    *("laixi_r", "v1", "v2", "v3", "v4", "staff", "director", "finance_r"),
)
SOMEBODY = st.one_of(st.none(), st.none(), st.none(), st.sampled_from(PEOPLE))
"""Mostly who should do it; now and then anybody."""
PLACE = st.integers(0, 7)
RARELY = st.sampled_from([False, False, False, True])
LEDGER = (Submission, FigureVersion, FigureEvent, Evidence)


class Reporting(RuleBasedStateMachine):
    """Two sheets, a bureau's and a district's own, and whatever follows from them, from 5 January 2021 on."""

    city: ClassVar[City]
    scan: ClassVar[NewEvidence]
    tried: ClassVar[Counter[tuple[str, str, str, str]]] = Counter()
    """How often: object, its state before, verb, outcome."""
    histories: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()

    @initialize(far=st.sampled_from(["nothing", "submitted", "one", "both", "revised", "asked", "disputed"]))
    def begin(self, far) -> None:
        """Somewhere in the year: what follows a delivery would seldom be reached from its first day."""
        self.sheets = [
            self.city.task("petitions", "quarter", "2020-12"),
            self.city.task("jimo", "year", "2020-12", "report"),
        ]
        self.now = self.city.at
        self.handed_in: list[tuple[int, str, int]] = []
        self.readings: dict[int, str] = {}
        self.rows: dict[tuple[str, object], dict[str, object]] = {}
        self.digests = dict.fromkeys(self.sheets, "")
        for place in range({"nothing": 0, "submitted": 0, "one": 1}.get(far, 2)):
            self.deliver(place, None)
        if far == "submitted":
            self.save(0, None, False, "")
            self.submit(0, None, False)
        if far == "revised":
            self.revise(0, None, False)
        if far == "asked":
            self.ask_again(0, None, False)
        if far == "disputed":
            self.check(0, None, True)

    def teardown(self) -> None:
        try:
            if hasattr(self, "readings"):
                self.at_the_end()
                self.histories["all"] += 1
                progress(f"{self.histories['all']} histories, {self.tried.total()} attempts")
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    # What every attempt has to leave behind.

    def attempt(self, act, about, verb, who, **given):
        """One attempt: one entry for what it changed, or one for the refusal and no change at all."""
        self.now += timedelta(minutes=1)
        before, entries = self.standing(), Entry.objects.count()
        kind, state = ("—", "—") if about is None else (type(about).__name__, about.state)
        actor = machine() if who is None else self.city.people[who]
        try:
            told = act(actor=actor, at=self.now, **given)
        except Refusal:
            told, outcome, entered = None, "refused", 1
            assert self.standing() == before, "a refusal changes nothing"
        else:
            outcome, entered = "done", int(self.standing() != before)
        written = list(Entry.objects.order_by("seq")[entries:])
        assert [entry.outcome for entry in written] == [outcome] * entered
        self.tried[kind, state, verb, outcome] += 1
        return told

    def standing(self):
        """Everything that is only changed with an entry."""
        tasks = Task.objects.order_by("ref").values_list(
            "ref", "state", "due_at", "version", "submission", "organisation"
        )
        confirmations = Confirmation.objects.order_by("ref").values_list("ref", "state", "version")
        verifications = Verification.objects.order_by("ref").values_list("ref", "state", "version", "decided")
        counts = [model.objects.count() for model in (*LEDGER, Escalation)]
        return list(tasks), list(confirmations), list(verifications), counts

    def sheet(self, place: int) -> Task:
        found = [
            *self.sheets,
            *Task.objects.filter(revises__isnull=False).order_by("opens", "ref").values_list("pk", flat=True),
        ]
        return Task.objects.get(pk=found[place % len(found)])

    def people_of(self, task: Task) -> tuple[str, str]:
        return f"{task.organisation}_r", f"{task.organisation}_s"

    # People and time.

    @rule(days=st.integers(0, 6))
    def days_pass(self, days) -> None:
        self.now += timedelta(days=days)

    @rule(place=PLACE, who=SOMEBODY, stale=RARELY, said=st.sampled_from(["", "1", "—", "未报", "12x"]))
    def save(self, place, who, stale, said, paper=False) -> None:
        task = self.sheet(place)
        draft = Draft.objects.filter(task=task, paper=paper).first()
        version = (draft.version if draft else 0) + stale
        cells = self.city.cells(task.ref)
        if said:
            cells[min(cells)] = said
        given = {"task": task.ref, "version": version, "cells": cells, "note": "按台账", "paper": paper}
        given |= {"document": "更正函"} if task.kind == "revise" else {}
        given["nothing"] = bool(task.asked_by) and not said
        if paper:
            given |= {"document": "信函〔2021〕1号", "document_date": day_of(self.now)}
        who = who or ("staff" if paper else self.people_of(task)[0])
        self.attempt(actions.save_draft, task, "save", who, **given)

    @rule(place=PLACE, who=SOMEBODY, unseen=RARELY)
    def submit(self, place, who, unseen) -> None:
        task = self.sheet(place)
        draft = Draft.objects.filter(task=task, paper=False).first() or Draft(task=task)
        seen = len(judge(task, draft, complete=True).warnings) + unseen
        given = {"task": task.ref, "draft_version": draft.version, "warnings_seen": seen}
        who = who or self.people_of(task)[0]
        digest = self.attempt(actions.submit_task, task, "task.submit", who, **given)
        self.digests[task.ref] = digest or self.digests.get(task.ref, "")

    @rule(place=PLACE, who=SOMEBODY, other=RARELY)
    def sign(self, place, who, other) -> None:
        task = self.sheet(place)
        digest = "0" * 64 if other else self.digests.get(task.ref, "")
        who = who or self.people_of(task)[1]
        done = self.attempt(actions.sign_task, task, "task.sign", who, task=task.ref, digest=digest)
        self.handed(task, done)
        if done is not None:
            signed = Submission.objects.get(ref=done.submission).form_sha256
            assert signed == digest, "what is signed is what was looked at"

    @rule(place=PLACE, by=st.sampled_from([None, "deputy", "both"]))
    def deliver(self, place, by) -> None:
        """The way of most sheets, in one go."""
        self.hand_in(place)
        self.sign(place, by, False)

    @rule(place=PLACE)
    def hand_in_and_get_back(self, place) -> None:
        self.hand_in(place)
        self.give_back(place, None, "口径有误")

    def hand_in(self, place) -> None:
        self.save(place, None, False, "")
        task = self.sheet(place)
        given = {"task": task.ref, "evidence": self.scan}
        self.attempt(actions.attach, task, "attach", self.people_of(task)[0], **given)
        self.submit(place, None, False)

    @rule(place=PLACE, who=SOMEBODY)
    def take_back(self, place, who) -> None:
        task = self.sheet(place)
        self.attempt(actions.take_back, task, "task.take_back", who or self.people_of(task)[0], task=task.ref)

    @rule(place=PLACE, who=SOMEBODY, reason=st.sampled_from(["口径有误", " "]))
    def give_back(self, place, who, reason) -> None:
        task = self.sheet(place)
        who = who or self.people_of(task)[1]
        self.attempt(actions.return_task, task, "task.return", who, task=task.ref, reason=reason)

    @rule(place=PLACE, who=SOMEBODY, scanned=st.booleans())
    def on_paper(self, place, who, scanned) -> None:
        self.save(place, who, False, "", paper=True)
        task = self.sheet(place)
        if scanned:
            given = {"task": task.ref, "evidence": self.scan, "paper": True}
            self.attempt(actions.attach, task, "attach", who or "staff", **given)
        draft = Draft.objects.filter(task=task, paper=True).first() or Draft(task=task)
        seen = len(judge(task, draft, complete=True).warnings)
        given = {"task": task.ref, "draft_version": draft.version, "warnings_seen": seen}
        done = self.attempt(actions.record_paper, task, "task.record_paper", who or "staff", **given)
        self.handed(task, done, paper=True)

    @rule(place=PLACE, who=SOMEBODY, days=st.integers(-2, 20))
    def extend(self, place, who, days) -> None:
        task = self.sheet(place)
        until = day_of(self.now) + timedelta(days=days)
        given = {"task": task.ref, "until": until, "reason": "系统迁移"}
        self.attempt(actions.extend_task, task, "task.extend", who or "director", **given)

    @rule(place=PLACE, who=SOMEBODY, whole=st.booleans())
    def revise(self, place, who, whole) -> None:
        task = self.sheet(place)
        keys = [] if whole else [tuple(min(self.city.cells(task.ref)).split("/"))]
        keys = [key for key in keys if len(key) == 4]
        given = {"task": task.ref, "keys": keys, "reason": "核对后更正"}
        who = who or self.people_of(task)[0]
        self.attempt(actions.open_revision, task, "figure.revise", who, **given)

    @rule(place=PLACE, who=SOMEBODY)
    def drop(self, place, who) -> None:
        task = self.sheet(place)
        who = who or self.people_of(task)[0]
        self.attempt(actions.drop_revision, task, "revision.drop", who, task=task.ref)

    @rule(place=PLACE, who=SOMEBODY, whole=st.booleans())
    def ask_again(self, place, who, whole) -> None:
        task = self.sheet(place)
        keys = [] if whole else [slots_of(task)[0].key]
        given = {"task": task.ref, "keys": keys, "reason": "与年报不符"}
        self.attempt(actions.ask_correction, task, "correction.ask", who or "staff", **given)

    @rule(place=PLACE, who=SOMEBODY)
    def withdraw(self, place, who) -> None:
        """Mostly what was asked for; now and then something else."""
        asked = Task.objects.exclude(asked_by="")
        task = self.one_of(asked, place, "provider") if place else None
        task = task or self.sheet(place)
        given = {"task": task.ref}
        self.attempt(actions.withdraw_correction, task, "correction.withdraw", who or "director", **given)

    @rule(place=PLACE, who=SOMEBODY, disputing=st.booleans())
    def check(self, place, who, disputing) -> None:
        found = self.one_of(Confirmation.objects.filter(unit__in=["jimo", "laixi"]), place)
        if found is None:
            return
        figure = FigureVersion.objects.filter(submission_id=found.submission, unit=found.unit)[0]
        disputes = {figure.ref: "与台账不符"} if disputing else None
        verb = "confirm.dispute" if disputing else "confirm.give"
        given = {"confirmation": found.ref, "disputes": disputes}
        self.attempt(actions.check_figures, found, verb, who or f"{found.unit}_r", **given)

    @rule(place=PLACE, who=SOMEBODY)
    def answer(self, place, who) -> None:
        found = self.one_of(Confirmation.objects.filter(unit__in=["jimo", "laixi"]), place)
        if found is not None:
            given = {"confirmation": found.ref, "reason": "以年报为准"}
            self.attempt(
                actions.answer_dispute, found, "dispute.answer", who or f"{found.provider}_r", **given
            )

    @rule(place=PLACE, who=SOMEBODY, returning=st.booleans(), nothing=RARELY)
    def verify_figures(self, place, who, returning, nothing) -> None:
        found = self.one_of(Verification.objects.all(), place)
        if found is None:
            return
        refs = [] if nothing else [version.ref for version in actions.verifying.to_decide(found)][:1]
        decided = {"returned": dict.fromkeys(refs, "缺佐证")} if returning else {"accepted": frozenset(refs)}
        verb = "verify.return" if returning else "verify.accept"
        given = {"verification": found.ref, **decided}
        who = who or self.verifiers().get(found.verifier, "v1")
        self.attempt(actions.verify_figures, found, verb, who, **given)

    @rule()
    def the_program_does_its_rounds(self) -> None:
        self.attempt(actions.record_silence, None, "silence.record", None)
        self.attempt(actions.escalate_lateness, None, "lateness.escalate", None)

    def verifiers(self) -> dict[str, str]:
        codes = ("development_reform", "inspection", "assessment_office", "reform_office")
        return dict(zip(codes, ("v1", "v2", "v3", "v4"), strict=True))

    def one_of(self, found, place, of="unit"):
        """In an order that is the same in every run, but for references: a failure must be repeatable."""
        refs = list(found.order_by("due_at", of, "ref").values_list("pk", flat=True))
        return found.model.objects.get(pk=refs[place % len(refs)]) if refs else None

    @rule(hours=st.integers(1, 48))
    def the_clock_goes_back(self, hours) -> None:
        """Nothing is recorded by a clock that lies behind the last entry, not even a refusal."""
        last = Head.objects.get(pk=1).at
        before, entries = self.standing(), Entry.objects.count()
        given = {"task": self.sheets[0], "until": day_of(self.now) + timedelta(30), "reason": "系统迁移"}
        with pytest.raises(NotNow) as refused:
            actions.extend_task(actor=self.city.people["director"], at=last - timedelta(hours=hours), **given)
        assert [finding.code for finding in refused.value.findings] == ["clock.behind"]
        assert (self.standing(), Entry.objects.count()) == (before, entries)

    def handed(self, task, done, *, paper=False) -> None:
        """Posted is what was typed, text and number; late is what the server's clock and the deadline say."""
        if done is None:
            return
        self.handed_in.append((done.seq, done.submission, done.figures))
        self.readings[done.seq] = reading(done.seq)
        assert done.late == (self.now > task.due_at)
        typed = json.loads(Draft.objects.get(task=task, paper=paper).cells)
        for row in FigureVersion.objects.filter(submission=done.submission):
            key = f"{row.unit}/{row.indicator}/{row.kind}/{row.period}"
            assert row.raw == typed[key].strip()
            assert (row.value is None) == (not row.measure)
            assert row.value is None or Decimal(row.value) == Decimal(row.raw)

    # What holds at every moment, and at the end.

    @invariant()
    def rows_of_the_ledger_never_change(self) -> None:
        if not hasattr(self, "rows"):
            return
        now = {(model.__name__, row["ref"]): row for model in LEDGER for row in model.objects.values()}
        assert self.rows.items() <= now.items()
        self.rows = now

    @invariant()
    def nobody_signs_what_he_reported(self) -> None:
        for row in Submission.objects.exclude(signer=""):
            assert row.reporter not in {row.signer, row.delegate_of}

    @invariant()
    def nobody_judges_the_own_figures(self) -> None:
        """Checks and verifications are of another organisation, and of nobody who handed the figures in."""
        for event in FigureEvent.objects.exclude(what__in=["upheld", "silent"]).select_related(
            "figure__submission"
        ):
            head = event.figure.submission
            assert event.organisation != head.organisation
            assert event.person not in {head.reporter, head.signer, head.delegate_of}

    @invariant()
    def signed_means_posted(self) -> None:
        for task in Task.objects.filter(state="signed"):
            assert Submission.objects.filter(ref=task.submission, task=task.ref).exists()

    def at_the_end(self) -> None:
        for seq, submission, figures in self.handed_in:
            receipt = read_receipt(receipt_of(seq).zipped(), "r.zip")
            named = {row["ref"] for row in rows_of(receipt)}
            posted = set(FigureVersion.objects.filter(submission=submission).values_list("ref", flat=True))
            assert len(posted) == figures, "a receipt means that the figures are there"
            assert posted | {submission} <= named
        last: dict[tuple[str, ...], str] = {}
        for row in FigureVersion.objects.order_by("entry_id", "position"):
            key = (row.unit, row.indicator, row.kind, row.period)
            assert row.replaces_id == last.get(key), "a value changes by a new version only"
            last[key] = row.ref
        for row in FigureVersion.objects.filter(replaces__isnull=False):
            returned = FigureEvent.objects.filter(figure_id=row.replaces_id, what="returned")
            assert row.reason.strip() or returned.exists(), "a value that stands changes for a reason"
        for row in Submission.objects.filter(way="revision"):
            assert row.reporter and row.signer, "and by two persons"
        moments = list(Entry.objects.order_by("seq").values_list("at", flat=True))
        assert moments == sorted(moments)
        assert {seq: reading(seq) for seq in self.readings} == self.readings
        assert [finding.text("en") for finding in verify().findings] == []


def reading(seq: int) -> str:
    """The digest of all figures as they stood after an entry."""
    frame = figures_as_of(owed(SCHEME).scheme, seq).to_frame()
    return sha256(frame.sort(frame.columns).write_csv().encode()).hexdigest()
