"""Decisions of the monthly review (议定事项): what was decided, what was said since, where it stands."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.models import Bearer, Decision, DecisionStep, HeldReview
from sikao.office.cycle.queries import reach
from sikao.office.cycle.rules import DecisionState, DecisionWord
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.refusals import NotThere

_ENDS = {DecisionWord.CLOSED: DecisionState.CLOSED, DecisionWord.WITHDRAWN: DecisionState.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said about a decision; ``organisation`` is empty for the office."""

    what: DecisionWord
    organisation: str
    text: str
    due: date | None
    document: str
    at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision with everything that was said about it, in order.

    ``bearers`` carry it out now; ``waiting`` are those of them who have not said yet what they did.
    """

    ref: str
    scheme: str
    through: str
    number: int
    text: str
    document: str
    state: DecisionState
    due_at: datetime
    bearers: tuple[str, ...]
    waiting: tuple[str, ...]
    said: tuple[Said, ...]
    late: bool

    def told_to(self, organisations: Collection[str]) -> DecisionView:
        """What some of those who carry it out may see of it: not what the others said or still owe."""
        return replace(
            self,
            bearers=tuple(code for code in self.bearers if code in organisations),
            waiting=tuple(code for code in self.waiting if code in organisations),
            said=tuple(one for one in self.said if one.organisation in ("", *organisations)),
        )


@dataclass(frozen=True, slots=True)
class Followup:
    """How an earlier decision stood as of a review: plain facts that are frozen with it."""

    ref: str
    through: str
    number: int
    text: str
    bearers: tuple[str, ...]
    due: date
    state: DecisionState
    carried: int
    told: tuple[tuple[str, str], ...]

    def plain(self) -> dict[str, Any]:
        """As plain data for hashing."""
        return {
            "ref": self.ref,
            "through": self.through,
            "number": self.number,
            "text": self.text,
            "bearers": list(self.bearers),
            "due": self.due.isoformat(),
            "state": self.state.value,
            "carried": self.carried,
            "told": [list(pair) for pair in self.told],
        }

    @classmethod
    def of(cls, told: dict[str, Any]) -> Followup:
        """From plain data."""
        return cls(
            told["ref"],
            told["through"],
            told["number"],
            told["text"],
            tuple(told["bearers"]),
            date.fromisoformat(told["due"]),
            DecisionState(told["state"]),
            told["carried"],
            tuple((code, text) for code, text in told["told"]),
        )

    def told_to(self, organisations: Collection[str]) -> Followup:
        """What some of those who carry it out may see of it."""
        return replace(
            self,
            bearers=tuple(code for code in self.bearers if code in organisations),
            told=tuple(pair for pair in self.told if pair[0] in ("", *organisations)),
        )


def followups(scheme: str, through: str, seq: int) -> tuple[Followup, ...]:
    """The decisions of earlier months as of an entry, without those over when the last review was held."""
    earlier = HeldReview.objects.filter(scheme=scheme, through__lt=through, entry_id__lte=seq)
    last = earlier.order_by("-through").values_list("entry_id", flat=True).first() or 0
    rows = DecisionStep.objects.filter(
        decision__scheme=scheme, decision__through__lt=through, entry_id__lte=seq
    )
    steps: dict[Decision, list[DecisionStep]] = {}
    for row in rows.select_related("decision").order_by("entry_id", "position"):
        steps.setdefault(row.decision, []).append(row)
    found = [
        _followup(decision, said)
        for decision, said in steps.items()
        if not any(one.what in _ENDS and one.entry_id <= last for one in said)
    ]
    return tuple(sorted(found, key=lambda one: (one.through, one.number)))


def decisions_of(actor: Actor, at: datetime, scheme: str, through: str = "") -> list[DecisionView]:
    """The decisions of a year, or of one review, that a person may see, in order; as far as they may."""
    rows = visible_decisions(actor, at).filter(scheme=scheme)
    rows = rows.filter(through=through) if through else rows
    return _shown(actor, at, rows.order_by("through", "number"))


def decision_view(actor: Actor, at: datetime, ref: str) -> DecisionView:
    """One decision; raises ``NotThere`` for who may not see it."""
    found = _shown(actor, at, visible_decisions(actor, at).filter(pk=ref))
    if not found:
        raise NotThere.of("decision.not_there", ref=ref)
    return found[0]


def visible_decisions(actor: Actor, at: datetime) -> QuerySet[Decision]:
    """The rows that a person may see: all, or those that own organisations carry out; for this room."""
    own = reach(actor, at, Verb.REVIEW_VIEW)
    rows = Decision.objects.all()
    return (
        rows
        if own is None
        else rows.filter(pk__in=Bearer.objects.filter(organisation__in=own).values("decision"))
    )


def _shown(actor: Actor, at: datetime, rows: QuerySet[Decision]) -> list[DecisionView]:
    own = reach(actor, at, Verb.REVIEW_VIEW)
    found = [_view(row, at) for row in rows.prefetch_related("bearers", "steps__entry")]
    return found if own is None else [view.told_to(own) for view in found]


def _view(row: Decision, at: datetime) -> DecisionView:
    steps = sorted(row.steps.all(), key=lambda step: (step.entry_id, step.position))
    made, bearers = steps[0], sorted(row.bearers.all(), key=lambda bearer: bearer.pk)
    return DecisionView(
        ref=row.ref,
        scheme=row.scheme,
        through=row.through,
        number=row.number,
        text=made.text,
        document=made.document,
        state=DecisionState(row.state),
        due_at=row.due_at,
        bearers=tuple(bearer.organisation for bearer in bearers),
        waiting=tuple(bearer.organisation for bearer in bearers if bearer.told_at is None),
        said=tuple(_said(step) for step in steps),
        late=row.state == DecisionState.OPEN and row.due_at < at,
    )


def _said(step: DecisionStep) -> Said:
    word = DecisionWord(step.what)
    return Said(word, step.organisation, step.text, step.due, step.document, step.entry.at, step.entry_id)


def _followup(decision: Decision, said: Iterable[DecisionStep]) -> Followup:
    steps = list(said)
    made = steps[0]
    ends = [_ENDS[DecisionWord(step.what)] for step in steps if step.what in _ENDS]
    dues = [step.due for step in steps if step.due is not None]
    return Followup(
        ref=decision.ref,
        through=decision.through,
        number=decision.number,
        text=made.text,
        bearers=tuple(json.loads(made.bearers)),
        due=dues[-1],
        state=ends[-1] if ends else DecisionState.OPEN,
        carried=sum(step.what == DecisionWord.CARRIED for step in steps),
        told=tuple(
            (step.organisation, step.text)
            for step in steps
            if step.what not in (DecisionWord.MADE, DecisionWord.WITHDRAWN)
        ),
    )
