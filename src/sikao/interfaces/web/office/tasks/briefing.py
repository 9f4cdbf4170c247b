"""A briefing as its page shows it: each subject with what is known beside it, its state and its texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from sikao.core.scheme.briefed import NODE
from sikao.core.wording import Finding, Language, has_errors
from sikao.interfaces.web.frame import FindingLine, finding_line
from sikao.interfaces.web.office.tasks.grid import FIELD, Told, field_words, said
from sikao.office.cycle.assessing import JudgedBriefing
from sikao.office.cycle.briefings import CAUSE, NEXT_STEP, PARTS, PROGRESS, STATE, Beside, BriefingEntry
from sikao.office.ledger.facts import BriefingLine, Progress

TONES = {
    Progress.DONE: "good",
    Progress.UNDER_WAY: "",
    Progress.NOT_STARTED: "note",
    Progress.BEHIND: "first",
    Progress.NOTHING: "",
}


@dataclass(frozen=True, slots=True)
class State:
    """A state of progress in words, with the colour that goes with them."""

    code: str
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Part:
    """One field of an entry; ``told`` is what was found in it, ``severity`` the worst of that."""

    id: str
    name: str
    key: str
    label: str
    heading: str
    raw: str
    told: tuple[FindingLine, ...]
    severity: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure beside an entry, as people read it."""

    name: str
    period: str
    value: str
    target: str
    last_year: str


@dataclass(frozen=True, slots=True)
class Last:
    """What was told of the stretch of time before."""

    state: State
    progress: str
    cause: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One subject of the page. ``known`` is its state, where one is chosen that there is."""

    id: str
    name: str
    sort: str
    text: str
    figures: tuple[Figure, ...]
    last: Last | None
    state: Part
    known: State | None
    texts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole briefing: how many of its entries are begun, and how long each may be."""

    entries: tuple[Entry, ...]
    states: tuple[State, ...]
    filled: int
    total: int
    longest: int
    last_label: str
    demands: tuple[str, ...]

    @property
    def cells(self) -> tuple[Part, ...]:
        """Every field, in reading order."""
        return tuple(part for entry in self.entries for part in (entry.state, *entry.texts))

    def data(self) -> dict[str, dict[str, object]]:
        """What the page's script shows at each field."""
        return {
            part.name: {"severity": part.severity, "told": [line.what for line in part.told]}
            for part in self.cells
        }


def sheet_of(judged: JudgedBriefing, lang: Language) -> Sheet:
    """A briefing with what was written so far."""
    form = judged.form
    entries = [_entry(number, entry, judged, lang) for number, entry in enumerate(form.entries)]
    return Sheet(
        tuple(entries),
        tuple(state_of(progress, lang) for progress in Progress),
        judged.filled,
        len(entries),
        form.briefing.longest,
        "" if form.before_label is None else form.before_label.text(lang),
        form.briefing.evidence,
    )


def state_of(progress: Progress, lang: Language) -> State:
    """A state of progress as pages show it."""
    return State(progress.value, progress.term.text(lang), TONES[progress])


def told_of_briefing(judged: JudgedBriefing, findings: Iterable[Finding], lang: Language) -> tuple[Told, ...]:
    """Findings with links to their fields."""
    places = {
        entry.key(part): (_id(number, part), entry.name.text(lang))
        for number, entry in enumerate(judged.form.entries)
        for part in PARTS
    }
    places |= {name: (name, words) for name, words in field_words().items()}
    lines = []
    for finding in findings:
        field, name = places.get(finding.where.path or "", ("", ""))
        line = finding_line(finding, lang)
        lines.append(Told(line, field, name, "" if field else line.where))
    return tuple(sorted(lines, key=lambda told: told.line.severity != "error"))


def part_words() -> dict[str, str]:
    """What the parts of an entry are called."""
    return {
        STATE: gettext("进展状态"),
        PROGRESS: gettext("进展情况"),
        CAUSE: gettext("原因"),
        NEXT_STEP: gettext("下一步"),
    }


def _entry(number: int, entry: BriefingEntry, judged: JudgedBriefing, lang: Language) -> Entry:
    parts = {part: _part(number, entry, part, judged, lang) for part in PARTS}
    state = parts[STATE].raw
    return Entry(
        id=f"e-{number}",
        name=entry.name.text(lang),
        sort=gettext("指标") if entry.subject.sort == NODE else gettext("重点任务"),
        text="" if entry.text is None else entry.text.text(lang),
        figures=tuple(_figure(beside, lang) for beside in entry.beside),
        last=None if entry.before is None else last_of(entry.before, lang),
        state=parts[STATE],
        known=state_of(Progress(state), lang) if state else None,
        texts=(parts[PROGRESS], parts[CAUSE], parts[NEXT_STEP]),
    )


def _part(number: int, entry: BriefingEntry, part: str, judged: JudgedBriefing, lang: Language) -> Part:
    key, heading = entry.key(part), part_words()[part]
    found = [finding for finding in judged.findings if finding.where.path == key]
    severity = "error" if has_errors(found) else ("warning" if found else "")
    return Part(
        id=_id(number, part),
        name=FIELD + key,
        key=key,
        label=f"{entry.name.text(lang)} · {heading}",
        heading=heading,
        raw=judged.cells.get(key, ""),
        told=tuple(finding_line(finding, lang) for finding in found),
        severity=severity,
    )


def _id(number: int, part: str) -> str:
    return f"e-{number}-{part}"


def last_of(line: BriefingLine, lang: Language) -> Last:
    """A version that stands, in words."""
    return Last(state_of(line.state, lang), line.progress, line.cause, line.next_step)


def _figure(beside: Beside, lang: Language) -> Figure:
    slot = beside.slot
    measure = slot.measure.term.text(lang)
    name = slot.item.text(lang)
    return Figure(
        f"{name}（{measure}）" if lang == "zh" else f"{name} ({measure})",
        slot.period.label(lang),
        said(beside.value, lang),
        said(slot.target, lang),
        said(slot.last_year, lang),
    )
