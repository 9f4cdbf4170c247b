"""The form of a briefing: its subjects, with the figures in the ledger and what was told last beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sikao.core.figures.absence import Absence
from sikao.core.figures.forms import EntrySlot
from sikao.core.figures.periods import Period
from sikao.core.insight.briefings import Told
from sikao.core.scheme import Scheme
from sikao.core.scheme.briefed import NODE, Subject
from sikao.core.scheme.closings import MONTHS
from sikao.core.scheme.model import Briefing
from sikao.core.wording import Term
from sikao.office.cycle.duties import Owed, briefing_named, briefing_of, owed_by, period_of, stretch
from sikao.office.cycle.forms import provider_name, with_what_is_known
from sikao.office.cycle.models import Task
from sikao.office.ledger.briefings import standing_briefings
from sikao.office.ledger.facts import BriefingLine, Key

STATE, PROGRESS, CAUSE, NEXT_STEP = "state", "progress", "cause", "next"
PARTS = (STATE, PROGRESS, CAUSE, NEXT_STEP)
"""What is told of a subject; a draft names each as ``subject/part``."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure that stands in the ledger beside a subject, so that nobody types it again."""

    slot: EntrySlot
    value: Decimal | Absence | None


@dataclass(frozen=True, slots=True)
class BriefingEntry:
    """One subject: ``text`` is the sentence of a key task, ``before`` what was told of the stretch before."""

    subject: Subject
    name: Term
    text: Term | None
    beside: tuple[Beside, ...]
    before: BriefingLine | None
    standing: BriefingLine | None

    def key(self, part: str) -> str:
        """As drafts name a part of it."""
        return f"{self.subject.key}/{part}"


@dataclass(frozen=True, slots=True)
class BriefingForm:
    """Everything that a unit is to tell on one sheet. ``version`` is that of the scheme."""

    code: str
    title: Term
    briefing: Briefing
    version: str
    entries: tuple[BriefingEntry, ...]
    before_label: Term | None

    @property
    def parts(self) -> tuple[str, ...]:
        """Every part as drafts name it, in order."""
        return tuple(entry.key(part) for entry in self.entries for part in PARTS)


def briefing_form(task: Task) -> BriefingForm:
    """What a task asks to be told."""
    known, duty = owed_by(task.digest), briefing_of(task)
    briefing, period = briefing_named(known.scheme, task.briefing), period_of(task)
    told = standing_briefings(task.scheme, task.briefing, units={task.provider})
    earlier = _month_before(task)
    entries = [
        BriefingEntry(
            told_of.subject,
            subject_name(known.scheme, told_of.subject, task.provider),
            _text(known.scheme, told_of.subject),
            tuple(_beside(known, told_of)),
            told.get((task.provider, told_of.subject.key, earlier)),
            told.get((task.provider, told_of.subject.key, task.through)),
        )
        for told_of in duty.told
    ]
    label = None
    if any(entry.before is not None for entry in entries):
        before = stretch(task.frequency, earlier)
        label = Term(before.label("zh"), before.label("en"))
    return BriefingForm(
        task.ref,
        _title(known.scheme, briefing, task, period),
        briefing,
        known.digest[:12],
        tuple(entries),
        label,
    )


def briefing_name(scheme: Scheme, code: str) -> Term:
    """What a briefing is called."""
    found = briefing_named(scheme, code)
    return Term(found.name, found.name_en or found.name)


def subject_name(scheme: Scheme, subject: Subject, unit: str = "") -> Term:
    """What a subject is called; a node as the unit's scorecard has it, or the first scorecard that has it."""
    if subject.sort != NODE:
        task = scheme.key_tasks[subject.code]
        return Term(task.name, task.name_en or task.name)
    own = [code for code in (scheme.groups[scheme.units[unit].group].scorecard,) if code] if unit else []
    cards = [*(scheme.scorecards[code] for code in own), *scheme.scorecards.values()]
    found = next(p.node for card in cards for p in card.walk() if p.node.code == subject.code)
    return Term(found.name, found.name_en or found.name)


def _text(scheme: Scheme, subject: Subject) -> Term | None:
    if subject.sort == NODE:
        return None
    task = scheme.key_tasks[subject.code]
    return Term(task.text, task.text_en or task.text)


def _beside(known: Owed, told: Told) -> Iterator[Beside]:
    slots, before = with_what_is_known(known, told.beside)
    for slot in slots:
        key: Key = (slot.unit, slot.indicator, slot.kind.value, str(slot.period))
        yield Beside(slot, before.values.get(key))


def _title(scheme: Scheme, briefing: Briefing, task: Task, period: Period) -> Term:
    unit, name = provider_name(scheme, task.provider), briefing_name(scheme, briefing.code)
    return Term(f"{unit.zh}{period.label('zh')} {name.zh}", f"{unit.en}: {name.en}, {period.label('en')}")


def _month_before(task: Task) -> str:
    """The last month of the stretch before a task's; within the year there may be none."""
    year, month = (int(part) for part in task.through.split("-"))
    return f"{year}-{month - MONTHS[task.frequency]:02}"
