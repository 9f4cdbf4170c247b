"""Papers of a result as a machine of rules: people, right and wrong ones, try every verb in every state."""

from collections import Counter
from contextlib import suppress
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sikao.office.bulletins import actions
from sikao.office.bulletins.genuine import genuine
from sikao.office.bulletins.models import Made, Paper, PaperStep, Words
from sikao.office.bulletins.queries import PaperView, papers
from sikao.office.bulletins.restoring import document_of
from sikao.office.bulletins.rules import TABLE, State
from sikao.office.bulletins.stands import issued_files
from sikao.office.groundwork.canonical import sha256
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.files import content_of, is_whole
from sikao.office.groundwork.refusals import Refusal
from sikao.office.groundwork.verifying import verify
from sikao.office.results import actions as results
from sikao.office.results.editions import edition
from sikao.office.results.models import Edition
from sikao.office.results.models import Step as ResultStep
from sikao.office.results.stages import TABLE as RESULTS
from tests.drill.figures import many, progress
from tests.office.bulletins import letting
from tests.office.results import ways
from tests.office.results.years import computed, revised, work
from tests.office.trying import Trying, plain

PEOPLE = ("staff", "director", "second", "leader", "auditor", "jimo_s", "pingdu_s")
SOMEBODY = st.one_of(st.none(), st.none(), st.none(), st.sampled_from(PEOPLE))
"""Mostly who should do it; now and then anybody."""
UNITS = ("jimo", "pingdu")
PLACE = st.integers(0, 4)
RARELY = st.sampled_from([False, False, False, True])
NUMBER = st.sampled_from(["示考办发〔2021〕12号", "示考办发〔2021〕12号", "示考办发〔2021〕13号", ""])
PASSAGE = st.sampled_from([None, "特此通报。", "你区得分居中。", " "])
REASON = st.sampled_from(["附表有误", "附表有误", " "])
FORMS = st.sampled_from(["pdf", "docx", "xlsx", "scan"])


class Papering(Trying, RuleBasedStateMachine):
    """The bulletin of the first quarter and the letters to two units, from before its publication on."""

    moving: ClassVar = {Paper: plain(TABLE), Edition: plain(RESULTS)}
    born: ClassVar = {("paper.prepare", "draft")}
    recorded: ClassVar = (Words, Made, PaperStep, ResultStep)
    tried: ClassVar = Counter()
    histories: ClassVar[Counter[str]] = Counter()
    given: ClassVar[str]
    """The result, which its units were given."""

    def __init__(self) -> None:
        super().__init__()
        self.begin_undone()
        self.edition = self.given
        self.first = ResultStep.objects.order_by("-entry_id").values_list("entry_id", flat=True)[0]
        self.issued: dict[str, tuple[object, ...]] = {}

    @property
    def since(self) -> int:
        return self.first

    @initialize(far=st.sampled_from(["given", "published", "worded", "issued", "issued", "archived"]))
    def begin(self, far) -> None:
        """Somewhere on the way: an archived paper would seldom be reached from the first day."""
        self.prepare(None, True, [*UNITS], True)
        if far != "given":
            self.publish()
        if far in ("worded", "issued", "archived"):
            for place in range(3):
                self.word(place, None, f"示考办发〔2021〕{place + 1}号", None, False, True)
        if far in ("issued", "archived"):
            for place in range(2):
                self.issue(place, None, False)
        if far == "archived":
            self.archive(0, None)

    def teardown(self) -> None:
        try:
            self.at_the_end()
            self.histories["all"] += 1
            progress(f"{self.histories['all']} histories, {self.tried.total()} attempts")
        finally:
            self.undo()

    def one(self, place: int) -> PaperView:
        """In an order that is the same in every run, but for references: a failure must be repeatable."""
        found = sorted(papers(), key=lambda view: (view.edition != self.edition, view.unit, view.number))
        return found[place % len(found)]

    def try_one(self, act, verb: str, who: str, place: int, **given) -> object:
        ref = self.one(place).ref
        return self.attempt(act, f"paper.{verb}", who, ref, paper=ref, **given)

    # Preparing and wording; the worker.

    @rule(
        who=SOMEBODY, bulletin=st.booleans(), letters=st.lists(st.sampled_from(UNITS)), working=st.booleans()
    )
    def prepare(self, who, bulletin, letters, working) -> None:
        given = {"edition": self.edition, "bulletin": bulletin, "letters": set(letters)}
        about = [one.ref for one in papers(edition=self.edition)]
        self.attempt(actions.prepare_papers, "paper.prepare", who or "staff", *about, **given)
        if working:
            self.make()

    @rule(place=PLACE, who=SOMEBODY, working=st.booleans())
    def prepare_again(self, place, who, working) -> None:
        self.try_one(actions.prepare_again, "prepare", who or "staff", place)
        if working:
            self.make()

    @rule()
    def make(self) -> None:
        """The worker does what waits, for whatever stands by then."""
        work(self.city)

    @rule(place=PLACE, who=SOMEBODY, number=NUMBER, passage=PASSAGE, stale=RARELY, working=st.booleans())
    def word(self, place, who, number, passage, stale, working) -> None:
        passages = {} if passage is None else {"intro": passage}
        given = {
            "seen": self.one(place).words - stale,
            "typed": letting.typed(number, on=day_of(self.city.at)),
            "passages": passages,
        }
        self.try_one(actions.word_paper, "word", who or "staff", place, **given)
        if working:
            self.make()

    @rule(who=SOMEBODY, number=st.sampled_from(["示考函〔2021〕#号", "示考函〔2021〕1号"]))
    def number_letters(self, who, number) -> None:
        letters = [one.ref for one in papers(edition=self.edition) if one.unit and one.state is State.DRAFT]
        given = {"edition": self.edition, "typed": letting.typed(number, on=day_of(self.city.at)), "first": 1}
        self.attempt(actions.number_letters, "paper.word", who or "staff", *letters, **given)
        self.make()

    # Issuing and what follows.

    @rule(place=PLACE, who=SOMEBODY, stale=RARELY)
    def issue(self, place, who, stale) -> None:
        ref = self.one(place).ref
        given = {ref: "c" * 64 if stale else letting.content(ref)}
        self.attempt(actions.issue_papers, "paper.issue", who or "director", ref, papers=given)

    @rule(who=SOMEBODY)
    def issue_all(self, who) -> None:
        """Every draft together: all of them, or none."""
        refs = [one.ref for one in papers() if one.state is State.DRAFT]
        given = {ref: letting.content(ref) for ref in refs}
        self.attempt(actions.issue_papers, "paper.issue", who or "director", *refs, papers=given)

    @rule(place=PLACE, who=SOMEBODY)
    def archive(self, place, who) -> None:
        given = {"scan": letting.SCAN, "scan_name": "盖章件.pdf"}
        self.try_one(actions.archive_paper, "archive", who or "staff", place, **given)

    @rule(place=PLACE, who=SOMEBODY, reason=REASON)
    def withdraw(self, place, who, reason) -> None:
        self.try_one(actions.withdraw_paper, "withdraw", who or "director", place, reason=reason)

    @rule(place=PLACE, who=SOMEBODY, form=FORMS)
    def take(self, place, who, form) -> None:
        """What went out is served as it was issued."""
        view = self.one(place)
        given = {"ref": view.ref, "form": form}
        taken = self.attempt(actions.take_paper, "paper.take", who or "director", view.ref, **given)
        if taken is not None and view.state.went_out and form != "scan":
            assert sha256(taken) == issued_files(view).files[form]

    # The result meanwhile.

    @rule()
    def publish(self) -> None:
        """The days pass, two approve, it is published."""
        with suppress(Refusal):
            if edition(self.edition).state.under_way:
                ways.over(self.city, self.edition)
            bound = ways.approved(self.city, self.edition, units="ranks")
            given = {"edition": self.edition, "bound": bound}
            self.attempt(results.publish_edition, "edition.publish", "director", self.edition, **given)

    @rule()
    def figures_change(self) -> None:
        """A newer run takes the place of the result's, while that is with its units."""
        if edition(self.edition).state.value == "feedback":
            row = "5.2" if edition(self.edition).book == self.book else "7.8"
            revised(self.city, row)
            newer = computed(self.city)
            given = {"edition": self.edition, "run": newer}
            self.attempt(results.rerun_edition, "edition.rerun", "staff", self.edition, **given)

    book: ClassVar[str] = ""

    @rule(sure=RARELY)
    def withdraw_result(self, sure) -> None:
        """Seldom: with it every paper of it ends."""
        if sure:
            given = {"edition": self.edition, "reason": "数据有误"}
            act = results.withdraw_edition
            self.attempt(act, "edition.withdraw", "director", self.edition, **given)

    # What holds at every moment, and at the end.

    @invariant()
    def everything_holds(self) -> None:
        self.nothing_recorded_changed()
        views = papers()
        self.what_was_issued_never_changes(views)
        self.no_number_is_borne_twice()
        for view in views:
            self.files_are_of_their_words(view)
            self.nobody_issues_alone_what_he_worded(view)
            self.the_public_page_knows_what_went_out(view)
        alive = [(one.kind, one.edition, one.unit) for one in views if one.state in (State.DRAFT, *HOLDING)]
        assert len(alive) == len(set(alive)), "of papers about the same thing one is alive"

    def what_was_issued_never_changes(self, views: tuple[PaperView, ...]) -> None:
        now = {}
        for view in views:
            made = issued_files(view)
            if made is not None:
                files = tuple(made.files.items())
                now[view.ref] = (files, made.content_sha256, view.document_number, view.code, view.number)
                assert view.ref in self.issued or all(is_whole(digest) for _, digest in files)
        assert self.issued.items() <= now.items()
        self.issued = now

    def no_number_is_borne_twice(self) -> None:
        rows = Paper.objects.filter(state__in=["issued", "archived"])
        numbers = list(rows.values_list("document_number", flat=True))
        assert all(numbers) and len(numbers) == len(set(numbers))

    def files_are_of_their_words(self, view: PaperView) -> None:
        rows = Made.objects.filter(paper=view.ref)
        assert rows.count() == rows.values("job").distinct().count(), "made once by a job"
        if not view.made:
            return
        made = rows.get(pk=view.made)
        number = Words.objects.get(paper=view.ref, number=made.words).document_number
        assert made.words <= view.words
        assert document_of(content_of(made.content_sha256)).head.number == number

    def nobody_issues_alone_what_he_worded(self, view: PaperView) -> None:
        step = PaperStep.objects.filter(paper=view.ref, what="paper.issue").select_related("entry").first()
        if step is None:
            assert view.state in (State.DRAFT, State.LAPSED)
            return
        words = Words.objects.get(paper=view.ref, number=view.words)
        made = Made.objects.get(pk=step.made)
        assert words.person != step.person
        assert (made.words, step.document_number, step.on) == (view.words, words.document_number, words.on)
        told = ResultStep.objects.filter(edition=view.edition, what="edition.publish").get()
        assert told.entry_id < step.entry_id and told.bound == made.bound, (
            "of what was approved and published"
        )
        assert view.made == step.made, "nothing is set after it was issued"

    def the_public_page_knows_what_went_out(self, view: PaperView) -> None:
        found = genuine(view.code)
        assert (found is None) == (not view.state.went_out)
        if found is not None:
            holds = edition(view.edition).state.value == "published"
            assert found.state.in_force == (holds and view.state is not State.WITHDRAWN)
            assert (found.ended is None) == found.state.in_force

    def at_the_end(self) -> None:
        if many(0, 1) and not self.histories["all"] % 5:
            assert [finding.text("en") for finding in verify().findings] == []


HOLDING = (State.ISSUED, State.ARCHIVED)
