"""A city whose ledger holds the demonstration's figures, and its runs."""

from datetime import timedelta
from decimal import Decimal
from functools import cache

import polars as pl
from django.db import transaction

from sikao.core.books import open_scheme
from sikao.core.figures.absence import Absence
from sikao.interfaces.jobs.registration import KINDS
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.jobs.worker import Worker
from sikao.office.groundwork.journal import Subject, write
from sikao.office.ledger.facts import Key, NewFigure, NewSubmission
from sikao.office.ledger.models import FigureVersion
from sikao.office.ledger.posting import rows_of
from sikao.office.results import actions
from tests.office.city import FOLDERS, SCHEME, City

FAI: Key = ("licang", "fixed_assets", "growth", "2020-01..03")
"""The growth of fixed-asset investment of 李沧 in the first quarter: 7.8, revised to 5.2 in July."""


@cache
def figures_of_the_folder():
    """The demonstration's figures, and its scheme, read from their files."""
    return open_scheme(FOLDERS / "qingdao-2020")


@cache
def first_reported() -> tuple[NewFigure, ...]:
    """Those figures without the revisions, as they are handed in."""
    found = figures_of_the_folder().figures.select(pl.col("since") == "")
    return tuple(
        NewFigure(
            figure.unit,
            figure.indicator,
            figure.kind.value,
            str(figure.period),
            figure.value,
            figure.unit_of_measure,
            figure.absence,
            "" if figure.value is None else str(figure.value),
            caliber=figure.caliber,
        )
        for figure in found
    )


def post(city: City, figures: list[NewFigure], *, late: bool = False, way: str = "sheet") -> int:
    """Figures posted in one act; returns its number in the journal."""
    given = NewSubmission("t", SCHEME, "statistics", way, "p1", "p2", late=late)
    with transaction.atomic():
        _, rows = rows_of(given, figures)
        subject = Subject("task", "t")
        return write(actor=machine(), at=city.now(), verb="task.sign", subject=subject, rows=rows).seq


def revised(city: City, value: str, key: Key = FAI) -> int:
    """One figure reported again with another value, from the first checkpoint on."""
    unit, indicator, kind, period = key
    rows = FigureVersion.objects.filter(unit=unit, indicator=indicator, kind=kind, period=period, since="")
    row = rows.order_by("entry_id").last()
    assert row is not None
    return post(city, [NewFigure(*key, Decimal(value), row.measure, None, value)])


def reported() -> City:
    """The scheme is sealed, its year open, and the whole year's figures are there."""
    city = City.in_its_year()
    city.on(2021, 4, 1)
    post(city, first_reported())
    return city


def unreported(city: City, key: Key = FAI) -> int:
    """One figure said to be not reported after all."""
    return post(city, [NewFigure(*key, None, "", Absence.MISSING, "未报")])


def ask(city: City, who: str = "staff", checkpoint: str = "q1", **more) -> str:
    return actions.ask_run(
        actor=city.people[who], at=city.now(), scheme=SCHEME, checkpoint=checkpoint, **more
    )


def work(city: City) -> int:
    """The worker does what is due, in the city's time."""

    def now():
        city.at += timedelta(seconds=1)
        return city.at

    return Worker(KINDS, name="test", now=now).run(drain=True)


def computed(city: City, **asked) -> str:
    """A run asked for and done."""
    ref = ask(city, **asked)
    work(city)
    return ref
