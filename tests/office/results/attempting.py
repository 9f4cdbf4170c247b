"""What every attempt at a result has to leave behind, whoever made it: an entry, and no step of its own."""

from collections import Counter
from typing import ClassVar

from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.jobs.models import Job
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.notices.models import Notice
from sikao.office.groundwork.refusals import Refusal
from sikao.office.ledger.models import FigureEvent, FigureVersion, Submission
from sikao.office.results.disputing import TABLE as DISPUTES
from sikao.office.results.models import Agreement, Computed, Edition, Enclosed, Objection, Run, Step, Word
from sikao.office.results.stages import TABLE
from tests.office.city import City

RECORDS = (Step, Agreement, Word, Enclosed, Run, Computed)
COUNTED = (*RECORDS, Submission, FigureVersion, FigureEvent, Notice, Job)


class Attempting:
    """Somebody in a city tries something; what came of it is held against the printed tables."""

    city: ClassVar[City]
    tried: ClassVar[Counter[tuple[str, str, str, str]]] = Counter()
    """How often: object, its state before, verb, outcome."""
    people: dict[str, Actor]

    def attempt(self, act, verb, who, about="", **given):
        """One attempt: one entry for what it changed, or one for the refusal and no change at all."""
        before, entries = self.standing(), Entry.objects.count()
        states, kind, state = self.states(), *self.told(about)
        try:
            made = act(actor=self.people[who], at=self.city.now(), **given)
        except Refusal as refusal:
            made, outcome, told = None, "refused", refusal.findings
            assert self.standing() == before, "a refusal changes nothing"
        else:
            outcome, told = "done", ()
            assert self.standing() != before or made, "what is done is there"
        assert all(finding.text(lang) for finding in told for lang in ("zh", "en"))
        written = list(Entry.objects.order_by("seq")[entries:])
        if self.standing() != before or outcome == "refused":
            assert [(entry.verb, entry.outcome, entry.actor) for entry in written] == [(verb, outcome, who)]
        self.moved(states, verb, about)
        self.tried[kind, state, verb, outcome] += 1
        return made

    def standing(self):
        """Everything that is only changed with an entry."""
        editions = list(Edition.objects.order_by("pk").values())
        objections = list(Objection.objects.order_by("pk").values())
        counts = [model.objects.count() for model in COUNTED]
        return editions, objections, counts

    def states(self) -> dict[str, str]:
        found = dict(Edition.objects.values_list("ref", "state"))
        return found | dict(Objection.objects.values_list("ref", "state"))

    def told(self, about: str) -> tuple[str, str]:
        for model in (Edition, Objection):
            if row := model.objects.filter(pk=about).first():
                return model.__name__, row.state
        return "—", "—"

    def moved(self, before: dict[str, str], verb: str, about: str) -> None:
        """No step but those of the printed tables; and a publication replaces the one before."""
        tables = {(state.value, step.value): after for (state, step), after in TABLE.items()}
        disputes = {(state.value, step.value): after for (state, step), after in DISPUTES.items()}
        for ref, state in self.states().items():
            was = before.get(ref)
            if was == state:
                continue
            if was is None:
                assert (verb, state) in {("edition.open", "provisional"), ("objection.raise", "open")}
            elif ref != about:
                assert (verb, was, state) == ("edition.publish", "published", "replaced")
            else:
                assert state == tables.get((was, verb)) or state in disputes.get((was, verb), ())
