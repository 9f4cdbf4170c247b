"""What an opened year asks for without a deadline: the working days of its last day are not known yet."""

from __future__ import annotations

from collections.abc import Iterator

from sikao.core.insight.briefings import BriefingDuty
from sikao.core.insight.duties import Duty
from sikao.office.cycle.duties import all_of, owed_by
from sikao.office.cycle.queries import opened_years
from sikao.office.cycle.sheets import sheet_of, sheets_made
from sikao.office.rulebook.queries import in_force, sealed_versions


def waiting(scheme: str) -> Iterator[tuple[str, Duty | BriefingDuty]]:
    """What an opened year asks for and has no task for yet, each with the version of the scheme that asks."""
    made = sheets_made(scheme)
    binding = {month: in_force(scheme, month).digest for month in range(1, 13)}
    for digest in (version.digest for version in sealed_versions(scheme)):
        known = owed_by(digest)
        for duty in all_of(known):
            month = duty.through.month if duty.through.year == known.scheme.year else 1
            if sheet_of(duty) not in made and binding[month] == digest:
                yield digest, duty


def waiting_in(year: int) -> int:
    """How many tasks of opened years wait for the working days of a calendar year."""
    return sum(duty.due.year in (year - 1, year) for scheme in opened_years() for _, duty in waiting(scheme))
