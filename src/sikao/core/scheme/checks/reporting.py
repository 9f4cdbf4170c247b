"""Collecting: days of delivery that can be kept, closings in order, verification of what units report."""

from __future__ import annotations

from sikao.core.scheme.checks.context import Context, named
from sikao.core.scheme.closings import closing_days, due_days, end_of
from sikao.core.scheme.expressions import figures_in
from sikao.core.scheme.model import SELF, Item, Reference
from sikao.core.scheme.model.items import FREQUENCIES
from sikao.core.scheme.model.reporting import ESCALATION
from sikao.core.scheme.shape import Formula
from sikao.core.scheme.walking import spots


def check_reporting(context: Context) -> None:
    """The rules of reporting, and who verifies."""
    _check_days(context)
    _check_closings(context)
    _check_escalation(context)
    _check_nobody_reports(context)
    for item in context.scheme.items.values():
        if item.verified_by is not None and item.provider != SELF:
            path = ("items", item.code, "verified_by")
            context.error("scheme.verified_by_provider", path, item=named(item.code, item.name))


def _check_days(context: Context) -> None:
    """A calendar day comes once a year, so that only yearly figures can be due on one."""
    reporting = context.scheme.reporting
    wrong = False
    for key, days in (("opens", reporting.opens), ("due", reporting.due)):
        for frequency, day in days.items():
            if day.month is not None and frequency != "year":
                wrong = True
                path = ("reporting", key, frequency)
                context.error("scheme.due_by_date", path, frequency=FREQUENCIES[frequency], day=day.term)
    end = end_of(context.scheme.year, 12)
    for frequency in () if wrong else FREQUENCIES:
        if reporting.due_on(frequency, end) < reporting.opens_on(frequency, end):
            path = ("reporting", "due" if frequency in reporting.due else "opens", frequency)
            context.error("scheme.due_before_opens", path, frequency=FREQUENCIES[frequency])


def _check_closings(context: Context) -> None:
    """Checkpoints close one after the other, and not before what they look at is due."""
    scheme = context.scheme
    used = {item.frequency for item in scheme.items.values()}
    before = None
    for code, day in closing_days(scheme).items():
        checkpoint = scheme.checkpoints[code]
        given = code in scheme.reporting.closes
        path = ("reporting", "closes", code) if given else ("checkpoints", code, "through")
        due = {frequency: last for frequency, last in due_days(scheme, checkpoint).items() if last > day}
        if before is not None and day <= before:
            context.error("scheme.closing_order", path, checkpoint=named(code, checkpoint.name), day=str(day))
        for frequency in [frequency for frequency in due if frequency in used]:
            context.warning(
                "scheme.closes_before_due",
                path,
                checkpoint=named(code, checkpoint.name),
                day=str(day),
                frequency=FREQUENCIES[frequency],
                due=str(due[frequency]),
            )
        before = day


def _check_nobody_reports(context: Context) -> None:
    """A reference cannot report about itself: it is no organisation."""
    scheme = context.scheme
    told: set[tuple[Item, Reference]] = set()
    for spot in spots(scheme):
        for figure in figures_in(spot.value) if isinstance(spot.kind, Formula) else ():
            item = scheme.items.get(figure.item)
            carrier = scheme.references.get(figure.carrier or "")
            if item is None or carrier is None or (item, carrier) in told:
                continue
            told.add((item, carrier))
            if item.provider == SELF:
                context.warning(
                    "scheme.nobody_reports",
                    spot.path,
                    item=named(item.code, item.name),
                    carrier=named(carrier.code, carrier.name),
                )


def _check_escalation(context: Context) -> None:
    before = None
    for step, days in context.scheme.reporting.escalation.items():
        if before is not None and days <= before:
            context.error("scheme.escalation_order", ("reporting", "escalation", step), step=ESCALATION[step])
        before = days
