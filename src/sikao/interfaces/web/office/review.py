"""The coordination review: what units told on a briefing, units down and subjects across."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from sikao.core.scheme.briefed import NODE, Subject
from sikao.core.wording import Language
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.files_out import taken_out
from sikao.interfaces.web.office.frame import address_of, paint_office
from sikao.interfaces.web.office.list_files import Table
from sikao.interfaces.web.office.progress import standing_of, standing_words
from sikao.interfaces.web.office.tasks.briefing import Last, State, last_of, part_words, state_of
from sikao.interfaces.web.office.worded import Words, day_words, moment_words
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.briefings import CAUSE, NEXT_STEP, briefing_name, subject_name
from sikao.office.cycle.duties import owed
from sikao.office.cycle.queries import opened_years
from sikao.office.cycle.reviewing import Chosen, Review, Teller, latest_window, review, windows_of
from sikao.office.cycle.taking_out import Question
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotThere
from sikao.office.ledger.facts import Progress

SECTION = "briefings"
ALL, TOLD, MISSING = "all", "told", "missing"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one unit told about one subject; ``last`` is ``None`` where it told nothing."""

    subject: str
    asked: bool
    last: Last | None


@dataclass(frozen=True, slots=True)
class Row:
    """A unit: where its briefing stands, and its cells."""

    unit: str
    code: str
    standing: str
    when: str
    nothing: str
    again: bool
    address: str
    cells: tuple[Cell, ...]

    @property
    def delivered(self) -> bool:
        """Whether it is signed, in time or not."""
        return self.code in {"done", "delayed"}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which window is read, and what of it: ``show`` by delivery, ``state`` by progress."""

    window: Chosen
    show: str
    state: str


@require_safe
def briefings(request: OfficeRequest) -> HttpResponse:
    """The matrix of a window, with who has not told yet."""
    asked = _asked(request.GET, request.at)
    if asked is None:
        return paint_office(request, "office/review/none.html", section=SECTION)
    lang = language()
    found = review(request.actor, request.at, asked.window)
    rows = _rows(request.at, found, lang)
    counted = Counter(cell.last.state.code for row in rows for cell in row.cells if cell.last is not None)
    shown = [row for row in rows if _fits(row, asked)]
    return paint_office(
        request,
        "office/review/matrix.html",
        section=SECTION,
        asked=asked,
        windows=_windows(asked.window, lang),
        shows=[(code, words, code == asked.show) for code, words in _shows().items()],
        states=[(state, counted[state.code], state.code == asked.state) for state in _states(lang)],
        heads=_heads(found, lang),
        rows=shown,
        delivered=sum(row.delivered for row in rows),
        total=len(rows),
        late=sum(row.code == "late" for row in rows),
        kept=urlencode(_kept(asked)),
        now=moment_words(request.at),
    )


@require_safe
def export(request: OfficeRequest) -> HttpResponse:
    """The matrix as a workbook or as CSV; the journal keeps who took it."""
    return taken_out(request, briefings_list, Verb.BRIEFING_EXPORT, SECTION)


def briefings_list(question: Question) -> Table:
    """The matrix that a question is about: a row for every unit."""
    asked = _asked(question.given, question.at)
    if asked is None:
        raise NotThere.of("ledger.not_there")
    lang = language()
    found = review(question.actor, question.at, asked.window)
    shown = [row for row in _rows(question.at, found, lang) if _fits(row, asked)]
    heads = (
        gettext("单位"),
        gettext("状态"),
        gettext("报出时间"),
        *(name for name, _ in _heads(found, lang)),
    )
    rows = [(row.unit, row.standing, row.when, *(_text(cell, row) for cell in row.cells)) for row in shown]
    return Table("briefings", gettext("进度说明"), heads, len(rows), rows)


def _asked(given: Mapping[str, str], at: datetime) -> Asked | None:
    """What is asked for; ``None`` where no scheme asks for briefings."""
    window = latest_window(at)
    if window is None:
        return None
    if "window" in given:
        parts = given["window"].split(":")
        if len(parts) != 3:
            raise NotThere.of("ledger.not_there")
        window = Chosen(*parts)
    show, state = given.get("show", ALL), given.get("state", "")
    return Asked(window, show if show in _shows() else ALL, state if state in set(Progress) else "")


def _kept(asked: Asked) -> dict[str, str]:
    return {"window": _named(asked.window), "show": asked.show, "state": asked.state}


def _named(window: Chosen) -> str:
    return f"{window.scheme}:{window.briefing}:{window.through}"


def _shows() -> dict[str, str]:
    return {ALL: gettext("全部"), TOLD: gettext("已报"), MISSING: gettext("未报")}


def _states(lang: Language) -> list[State]:
    return [state_of(progress, lang) for progress in Progress]


def _windows(chosen: Chosen, lang: Language) -> list[tuple[str, str, bool]]:
    """Every window of the opened years by its address, its words, and whether it is the one that is read."""
    found = []
    for code in opened_years():
        known = owed(code)
        for window in windows_of(code):
            duty = next(
                duty
                for duty in known.briefings.values()
                if (duty.briefing, str(duty.through)) == (window.briefing, window.through)
            )
            name = briefing_name(known.scheme, window.briefing).text(lang)
            found.append((_named(window), f"{duty.period.label(lang)} · {name}", window == chosen))
    return found


def _heads(found: Review, lang: Language) -> list[tuple[str, str]]:
    """The subjects by name; of a key task its sentence, to be read on the spot."""
    scheme = owed(found.chosen.scheme).scheme
    heads = []
    for subject in found.subjects:
        text = ""
        if subject.sort != NODE:
            task = scheme.key_tasks[subject.code]
            text = task.text_en if lang == "en" and task.text_en else task.text
        unit = next(teller.unit for teller in found.tellers if subject in teller.asked)
        heads.append((subject_name(scheme, subject, unit).text(lang), text))
    return heads


def _rows(at: datetime, found: Review, lang: Language) -> list[Row]:
    words = Words(at, owed(found.chosen.scheme).scheme)
    names = [name for name, _ in _heads(found, lang)]
    return [
        replace(_row(at, teller, words), cells=_cells(found.subjects, names, teller, lang))
        for teller in found.tellers
    ]


def _row(at: datetime, teller: Teller, words: Words) -> Row:
    task, code = teller.task, standing_of(teller.task, at)
    if task.signed_at is None:
        when = gettext("截止%(day)s") % {"day": day_words(day_of(task.due_at), day_of(at))}
    else:
        when = moment_words(task.signed_at)
    address = address_of("task", ref=task.ref) or ""
    name = words.organisation(teller.unit)
    state = standing_words(code, delivering=True)
    return Row(name, code, state, when, teller.nothing, teller.again, address, ())


def _cells(
    subjects: tuple[Subject, ...], names: list[str], teller: Teller, lang: Language
) -> tuple[Cell, ...]:
    told = [teller.told.get(subject) for subject in subjects]
    return tuple(
        Cell(name, subject in teller.asked, None if line is None else last_of(line, lang))
        for subject, name, line in zip(subjects, names, told, strict=True)
    )


def _fits(row: Row, asked: Asked) -> bool:
    told = [cell.last.state.code for cell in row.cells if cell.last is not None]
    by_delivery = {ALL: True, TOLD: row.delivered, MISSING: not row.delivered}[asked.show]
    return by_delivery and asked.state in ("", *told)


def _text(cell: Cell, row: Row) -> str:
    """A cell of the workbook: state and texts in one, as a review is read aloud."""
    if cell.last is None:
        return (
            row.nothing and gettext("无须说明：%(reason)s") % {"reason": row.nothing} if cell.asked else "—"
        )
    words, last, colon = part_words(), cell.last, gettext("：")
    more = [(words[CAUSE], last.cause), (words[NEXT_STEP], last.next_step)]
    parts = [
        f"【{last.state.words}】{last.progress}",
        *(f"{name}{colon}{text}" for name, text in more if text),
    ]
    return "\n".join(parts)
