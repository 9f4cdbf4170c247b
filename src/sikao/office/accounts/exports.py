"""Lists on their way out of the office: a reason where they are long, an entry always, and who is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sikao.office.accounts.inputs import Inputs
from sikao.office.accounts.queries import holders, person_names
from sikao.office.accounts.rights.table import rights_for
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.accounts.rules.exports import DAY, Limits, Sign, Taken, asks_reason, signs
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.here import place
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.journal.reading import EntryRow, done_by
from sikao.office.groundwork.notices.telling import notify
from sikao.office.groundwork.refusals import NotValid

EXPORTS = (
    *(Verb.BOARD_EXPORT, Verb.FIGURE_EXPORT, Verb.BRIEFING_EXPORT, Verb.RUN_EXPORT),
    *(Verb.REVIEW_EXPORT, Verb.JOURNAL_EXPORT, Verb.DOCKET_EXPORT),
)
LONGEST_REASON = 200
TOLD = {
    Sign.BULK: "notice.exported_bulk",
    Sign.OFTEN: "notice.exported_often",
    Sign.PIECES: "notice.exported_pieces",
}


def limits() -> Limits:
    """What the place decided about lists that go out."""
    here = place()
    return Limits(here.export_reason_rows, here.export_most_rows, here.export_per_hour, here.export_per_day)


def needs_reason(rows: int, reason: str) -> bool:
    """Whether a list of so many rows still lacks the reason that it needs."""
    return is_allowed(rows) and is_long(rows) and not reason.strip()


def is_long(rows: int) -> bool:
    """Whether so many rows go out with a reason only, and are made in the background."""
    return asks_reason(rows, limits())


def is_allowed(rows: int) -> bool:
    """Whether so many rows may go out at all."""
    return rows <= limits().most_rows


def note_export(
    verb: Verb,
    actor: Actor,
    at: datetime,
    subject: Subject,
    *,
    rows: int,
    reason: str,
    told: Mapping[str, Any],
    whole: str = "",
) -> None:
    """Journal that a list goes out, and tell those who watch where it is long or one of many.

    Raises ``NotValid`` where it is too long, or long and without a reason. ``whole`` names what a program
    reads page by page: ``rows`` are then those of all pages.
    """
    given = checked_reason(rows, reason)
    taken = Taken(at, rows, given, whole)
    before = [_taken(row) for row in done_by(actor.person, EXPORTS, at - DAY)]
    found = signs(taken, before, limits())
    kept = {"rows": rows, **told}
    kept |= {"reason": given} if given else {}
    kept |= {"whole": whole} if whole else {}
    kept |= {"signs": [sign.value for sign in found]} if found else {}
    made = write(actor=actor, at=at, verb=verb, subject=subject, new=kept)
    about = Subject("journal", str(made.seq))
    small = sum(one.rows for one in (*before, taken) if not asks_reason(one.rows, limits()))
    details = {
        "person": person_names(frozenset({actor.person})).get(actor.person, actor.person),
        "what": verb_words(verb),
        "rows": str(small if Sign.PIECES in found else rows),
        "reason": given or "—",
        "files": str(len(before) + 1),
    }
    watching = [one for one in _watching(at) if one != actor.person]
    for sign in found:
        notify(watching, TOLD[sign], _details(sign, details), about=about, at=at)


def checked_reason(rows: int, reason: str) -> str:
    """The reason for so many rows; raises ``NotValid`` where they are too many, or too many without one."""
    if not is_allowed(rows):
        raise NotValid.of("export.too_long", rows=str(rows), most=str(limits().most_rows))
    if needs_reason(rows, reason):
        raise NotValid.of("export.reason_missing", rows=str(rows), limit=str(limits().reason_rows))
    inputs = Inputs()
    given = inputs.text("reason", reason, LONGEST_REASON, needed=False)
    inputs.refuse()
    return given


def _watching(at: datetime) -> tuple[str, ...]:
    """Whoever may read the journal, where the export stands."""
    roles = [row.role for row in rights_for(Verb.JOURNAL_VIEW) if row.role is not None]
    return tuple(holders("", roles, day_of(at)))


_SAID = {
    Sign.BULK: ("person", "what", "rows", "reason"),
    Sign.OFTEN: ("person", "files"),
    Sign.PIECES: ("person", "rows"),
}


def _details(sign: Sign, known: Mapping[str, Any]) -> dict[str, Any]:
    return {name: known[name] for name in _SAID[sign]}


def _taken(row: EntryRow) -> Taken:
    kept = row.new if isinstance(row.new, dict) else {}
    return Taken(
        row.at,
        kept.get("rows", 0),
        kept.get("reason", ""),
        kept.get("whole", ""),
        frozenset(kept.get("signs", ())),
    )
