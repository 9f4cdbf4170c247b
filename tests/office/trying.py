"""People of a city try verbs: one entry for what an attempt changed, or for its refusal alone."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Model

from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.jobs.models import Job
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.notices.models import Notice
from sikao.office.groundwork.refusals import Refusal
from sikao.office.ledger.models import FigureEvent, FigureVersion, Submission
from tests.office.city import City

Edge = tuple[str, str]
"""A state and a verb."""
POSTED: tuple[type[Record], ...] = (Submission, FigureVersion, FigureEvent)


class Trying:
    """What every attempt leaves behind, held against the printed tables; how often what was tried.

    ``moving`` are the rows that go from state to state, each with its table: (state, verb) → states. A new
    one comes by one of ``born``: (verb, state); ``beside`` are moves of others than whom an act is about:
    (verb, state, next state). ``recorded`` are the rows that are appended and never change.
    """

    city: ClassVar[City]
    moving: ClassVar[Mapping[type[Model], Mapping[Edge, Collection[str]]]]
    born: ClassVar[Collection[Edge]]
    beside: ClassVar[Collection[tuple[str, str, str]]] = ()
    recorded: ClassVar[tuple[type[Record], ...]]
    tried: ClassVar[Counter[tuple[str, str, str, str]]]
    """By kind of row, its state before, verb, outcome."""
    people: dict[str, Actor]

    def begin_undone(self) -> None:
        """Whatever a history does is undone at its end, the clock of the city with it."""
        self.undone = transaction.atomic()
        self.undone._from_testcase = True  # as around every test, so that the worker's own may begin
        self.undone.__enter__()
        self.began, self.people = self.city.at, dict(self.city.people)
        self.rows: dict[tuple[str, str], dict[str, object]] = {}

    def undo(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)
        self.city.at = self.began

    def attempt(self, act: Any, verb: str, who: str, *about: str, **given: Any) -> Any:
        """One attempt: one entry for what it changed, or one for the refusal and no change at all."""
        before, entries = self.standing(), Entry.objects.count()
        states = self.states()
        try:
            made = act(actor=self.people[who], at=self.city.now(), **given)
        except Refusal as refusal:
            made, outcome, findings = None, "refused", refusal.findings
            assert self.standing() == before, "a refusal changes nothing"
        else:
            outcome, findings = "done", []
        assert all(finding.text(lang) for finding in findings for lang in ("zh", "en"))
        written = list(Entry.objects.order_by("seq")[entries:])
        if self.standing() != before or outcome == "refused":
            told = {(entry.verb, entry.outcome, entry.actor) for entry in written}
            assert told == {(verb, outcome, self.people[who].person)}, findings
            assert len(written) == 1 or (outcome == "done" and len(written) == len(about))
        self._moved(states, verb, about)
        for ref in about or ("",):
            kind, state = states.get(ref, ("—", "—"))
            self.tried[kind, state, verb, outcome] += 1
        return made

    def standing(self) -> object:
        """Everything that is only changed with an entry."""
        rows = [list(model.objects.order_by("pk").values()) for model in self.moving]
        counts = [model.objects.count() for model in (*self.recorded, *POSTED, Notice, Job)]
        return rows, counts

    def states(self) -> dict[str, tuple[str, str]]:
        """By reference the kind of a row that moves, and where it stands."""
        return {
            ref: (model.__name__, state)
            for model in self.moving
            for ref, state in model.objects.values_list("pk", "state")
        }

    def _moved(self, before: Mapping[str, tuple[str, str]], verb: str, about: Collection[str]) -> None:
        """No step but those of the printed tables."""
        tables = {model.__name__: table for model, table in self.moving.items()}
        for ref, (kind, state) in self.states().items():
            _, was = before.get(ref, (kind, ""))
            if not was:
                assert (verb, state) in self.born
            elif was != state:
                by_table = ref in about and state in tables[kind].get((was, verb), ())
                assert by_table or (verb, was, state) in self.beside

    def nothing_recorded_changed(self) -> None:
        """Rows that are appended stay as they were: to be asked at every moment."""
        now = {
            (model.__name__, row["ref"]): row
            for model in (*self.recorded, *POSTED)
            for row in model.objects.filter(entry_id__gt=self.since).values()
        }
        assert self.rows.items() <= now.items()
        self.rows = now

    @property
    def since(self) -> int:
        """The entry after which rows are looked at: what lies before is too much to look at each time."""
        return 0

    @classmethod
    def edges(cls) -> dict[tuple[str, str, str], int]:
        """How often every step of the tables was done."""
        return {
            (model.__name__, state, verb): cls.tried[model.__name__, state, verb, "done"]
            for model, table in cls.moving.items()
            for state, verb in table
        }


def plain(table: Mapping[Any, Any]) -> dict[Edge, Collection[str]]:
    """A printed table by the texts of its states and verbs."""
    return {
        (state.value, verb.value): [one.value for one in (after if isinstance(after, tuple) else (after,))]
        for (state, verb), after in table.items()
    }
