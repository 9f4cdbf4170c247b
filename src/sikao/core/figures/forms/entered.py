"""What somebody entered: the raw text always kept, and what it was understood as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sikao.core.figures.absence import Absence, Flag
from sikao.core.figures.forms.form import EntryForm, SlotKey
from sikao.core.figures.table import Figure
from sikao.core.wording import Finding, Findings, Term, has_errors


class Reply(StrEnum):
    """What a text says about the figure that is asked for."""

    BLANK = "blank"
    """Nothing: not filled in yet."""
    VALUE = "value"
    ABSENT = "absent"
    """A positively chosen absence."""
    QUERIED = "queried"
    """A dash or a word that may mean an absence or zero; somebody has to say which."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Entered:
    """One cell as understood.

    ``value`` is in the slot's unit of measure; ``raw_unit`` is the unit or scale word as typed, empty when
    none was. ``echo`` reads the value back in words. A value with an error among its findings is not
    accepted, and is kept so that it can be shown.
    """

    key: SlotKey
    raw: str
    reply: Reply
    value: Decimal | None = None
    absence: Absence | None = None
    raw_unit: str = ""
    echo: Term | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether it says something, and nothing forbids to take it."""
        return self.reply in {Reply.VALUE, Reply.ABSENT} and not has_errors(self.findings)


@dataclass(frozen=True, slots=True)
class Entries:
    """All slots of a form as understood, blank ones too, in the order of the form.

    ``others`` are findings about several cells together, or about none.
    """

    by_key: Mapping[SlotKey, Entered]
    others: tuple[Finding, ...] = ()

    def __iter__(self) -> Iterator[Entered]:
        return iter(self.by_key.values())

    def __getitem__(self, key: SlotKey) -> Entered:
        return self.by_key[key]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found, in reading order."""
        found = Findings(self.others)
        for entered in self:
            found.extend(entered.findings)
        return found.sorted()

    @property
    def failed(self) -> bool:
        """Whether any finding is an error: then nothing of it may be submitted."""
        return has_errors(self.findings)

    @property
    def raws(self) -> dict[SlotKey, str]:
        """What was typed, without the blank cells: enough to make the same entries again."""
        return {entered.key: entered.raw for entered in self if entered.raw}

    @property
    def filled(self) -> int:
        """How many slots say something that is accepted."""
        return sum(entered.accepted for entered in self)


def figures_of(form: EntryForm, entries: Entries, *, source: str = "") -> tuple[Figure, ...]:
    """The accepted entries as figures, in the order of the form."""
    flags = frozenset({Flag.SYNTHETIC} if form.synthetic else ())
    return tuple(
        Figure(
            *entered.key,
            entered.value,
            "" if slot is None or entered.value is None else slot.measure.code,
            entered.absence,
            flags,
            source=source,
        )
        for entered in entries
        if entered.accepted
        for slot in [form.slot(entered.key)]
    )
