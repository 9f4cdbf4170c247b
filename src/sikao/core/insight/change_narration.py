"""The account of a change as sentences, in Chinese or English. Nothing is decided here."""

from __future__ import annotations

from sikao.core.insight.attribution import Split, UnitAccount
from sikao.core.wording import Language
from sikao.core.wording.changes import place_changed, places_from, points_changed, points_from


def narrate_change(account: UnitAccount, lang: Language) -> tuple[str, ...]:
    """One sentence on the total, one on the place if the unit has one, one on each node that changed.

    Lines that show 0 are left out. A unit itself is told ``shown_to_unit(account)``.
    """
    told = [_points(account.total, lang)]
    place = account.place
    if place is not None and place.before is not None and place.after is not None:
        because = [places_from(line.player.term, line.shown, lang) for line in place.lines if line.shown]
        told.append(place_changed(place.before, place.after, because, lang))
    return (*told, *(_points(split, lang) for split in account.nodes))


def _points(split: Split, lang: Language) -> str:
    because = [points_from(line.player.term, line.shown, lang) for line in split.lines if line.shown]
    return points_changed(split.name, split.before, split.after, because, lang)
