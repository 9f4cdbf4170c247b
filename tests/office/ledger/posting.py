"""Posts figures as an act of the machine would, for tests of the ledger alone."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from sikao.core.figures.absence import Absence
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.journal import Subject, head, write
from sikao.office.ledger.facts import NewFigure, NewSubmission
from sikao.office.ledger.models import FigureEvent
from sikao.office.ledger.posting import rows_of

START = datetime(2020, 4, 1, 1, tzinfo=UTC)


def figure(unit: str, text: str | None, *, period: str = "2020-01..03", since: str = "") -> NewFigure:
    """A growth of fixed-asset investment, in %; ``None`` is an absence."""
    absent = None if text is not None else Absence.MISSING
    value = None if text is None else Decimal(text)
    measure = "" if text is None else "percent"
    return NewFigure(
        unit, "fixed_assets", "growth", period, value, measure, absent, text or "未报", since=since
    )


def post(*figures: NewFigure, late: bool = False, way: str = "sheet") -> int:
    """Post a submission; returns its number in the journal. Every act is a minute after the one before."""
    seq, _ = head()
    given = NewSubmission("t", "qingdao_2020", "statistics", way, "p1", "p2", late=late)
    with transaction.atomic():
        _, rows = rows_of(given, figures)
        at = START + timedelta(minutes=seq)
        entry = write(actor=machine(), at=at, verb="task.sign", subject=Subject("task", "t"), rows=rows)
    return entry.seq


def happened(ref: str, what: str) -> int:
    """Let something become of a figure; returns its number in the journal."""
    seq, _ = head()
    row = FigureEvent(figure_id=ref, what=what, organisation="licang", person="p3", reason="理由")
    with transaction.atomic():
        at = START + timedelta(minutes=seq)
        entry = write(actor=machine(), at=at, verb="confirm.give", subject=Subject("figure", ref), rows=[row])
    return entry.seq
