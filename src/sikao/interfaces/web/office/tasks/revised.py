"""What a correction touches: each figure that it changes, and every result and page that used the old one."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from sikao.core.figures.forms import SlotKey
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.tasks.shown import Known
from sikao.interfaces.web.office.used import UsedAt, used_at
from sikao.interfaces.web.office.worded import Words
from sikao.office.cycle.comparing import changes_of
from sikao.office.cycle.duties import owed
from sikao.office.cycle.rules import TaskKind
from sikao.office.ledger.facts import Key, Version
from sikao.office.ledger.queries import versions, versions_in

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Revised:
    """A figure of a correction: what stood and what takes its place, its page, and where it is used.

    ``caliber`` is the new one, where the caliber changes.
    """

    unit: str
    name: str
    before: str
    after: str
    caliber: str
    address: str
    used: list[UsedAt]


@dataclass(frozen=True, slots=True)
class Touched:
    """The figures of a correction, the first of them, and how many more there are."""

    figures: list[Revised]
    more: int


def touched(request: OfficeRequest, found: Known) -> Touched | None:
    """What a correction changes, once it is entered; ``None`` for a task that corrects no figures."""
    if found.view.kind is not TaskKind.REVISE or found.view.briefing or not found.reads:
        return None
    entered = _posted(found) if found.view.submission else _entered(request, found)
    keys = list(entered)[:SHOWN]
    known: dict[Key, list[Version]] = {}
    for version in versions(keys):
        known.setdefault(version.key, []).append(version)
    words = Words(request.at, owed(found.view.scheme).scheme)
    figures = [_revised(request, found, words, known[key], entered[key]) for key in keys]
    return Touched(figures, len(entered) - len(figures))


def _posted(found: Known) -> dict[Key, str]:
    """What was signed, by figure; its text stands in the versions themselves."""
    return dict.fromkeys((version.key for version in versions_in(found.view.submission)), "")


def _entered(request: OfficeRequest, found: Known) -> dict[Key, str]:
    """What the draft changes of that which was reported before, with the text that was typed."""
    changes = changes_of(found.row, found.draft, found.figures, request.at)
    return {
        _key(key): found.figures.entries[key].raw
        for key, change in changes.items()
        if change.changed and change.before is not None
    }


def _key(key: SlotKey) -> Key:
    return (key.unit, key.indicator, key.kind.value, str(key.period))


def _revised(request: OfficeRequest, found: Known, words: Words, known: list[Version], typed: str) -> Revised:
    """``typed`` is empty for what was signed: then the act's own version stands among the known ones."""
    key = known[0].key
    place = next((n for n, one in enumerate(known) if one.submission == found.view.submission), len(known))
    before = known[place - 1] if place else None
    caliber = found.draft.caliber.strip() if place == len(known) else known[place].caliber
    caliber = caliber or (before.caliber if before is not None else "")
    where = dict(zip(("unit", "indicator", "kind", "period"), key, strict=True))
    return Revised(
        words.organisation(key[0]),
        words.indicator(key),
        "—" if before is None else words.value(before).whole,
        typed or words.value(known[place]).whole,
        "" if before is not None and caliber == before.caliber else caliber,
        reverse("figure", kwargs=where),
        used_at(request, owed(found.view.scheme).scheme, key, known),
    )
