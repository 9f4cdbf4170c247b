"""Recording the working days of a year to come; whatever waited for them gets its deadline."""

from __future__ import annotations

from datetime import date, datetime

from sikao.office.accounts.inputs import Inputs
from sikao.office.accounts.queries import authorise, successors
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.arranging import YEAR, arrangement, check_year
from sikao.office.cycle.models import Task
from sikao.office.cycle.queries import opened_years
from sikao.office.cycle.sheets import has_deadline, new_task
from sikao.office.cycle.telling import BOTH, tell_each
from sikao.office.cycle.waiting import waiting
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.canonical import canonical
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.models import WorkingDays
from sikao.office.groundwork.reading import forget
from sikao.office.rulebook.queries import hold


@action(Verb.WORKING_DAYS_RECORD, "working_days", YEAR)
def record_working_days(
    *, actor: Actor, at: datetime, year: int, off: str, worked: str, document: str, document_date: date
) -> int:
    """Record what the State Council's notice says of a year that the program does not know.

    ``off`` and ``worked`` have a day or a stretch of days on each line. Of a year that was recorded before,
    what is recorded last counts for deadlines to come. Tasks of opened years whose deadlines had to wait are
    generated; returns how many.
    """
    capacity = authorise(actor, at, Verb.WORKING_DAYS_RECORD)
    asked = Inputs()
    check_year(asked, year)
    asked.refuse()
    found = arrangement(asked, year, off, worked)
    document = asked.text("document", document, 200)
    asked.day("document_date", document_date)
    if document_date > day_of(at):
        asked.wrong("document_date", "calendar.notice_ahead", day=document_date.isoformat())
    asked.refuse()
    opened = opened_years()
    for scheme in opened:
        hold(scheme)
    days = {name: canonical([day.isoformat() for day in getattr(found, name)]) for name in ("off", "worked")}
    row = WorkingDays(year=year, document=document, document_date=document_date, **days)
    told = {"year": year, "document": document, "off": len(found.off), "worked": len(found.worked)}
    subject = Subject("working_days", str(year), capacity)
    write(actor=actor, at=at, verb=Verb.WORKING_DAYS_RECORD, subject=subject, new=told, rows=[row])
    forget()
    return sum(_generate(scheme, at) for scheme in opened)


def _generate(scheme: str, at: datetime) -> int:
    """Generate the tasks of an opened year that had to wait for their deadlines, and tell who owes them."""
    moved = successors(day_of(at))
    tasks = [new_task(scheme, digest, duty, moved) for digest, duty in waiting(scheme) if has_deadline(duty)]
    Task.objects.bulk_create(tasks)
    owing = sorted({task.organisation for task in tasks})
    tell_each(dict.fromkeys(owing, (Subject("year", scheme), {})), BOTH, "notice.year_opened", at)
    return len(tasks)
