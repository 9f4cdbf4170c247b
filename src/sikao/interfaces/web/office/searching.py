"""Searching figures as the ledger had them at any moment: a page at a time, and as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import polars as pl
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from sikao.core.figures.absence import Absence, Flag
from sikao.core.figures.table import Kind
from sikao.core.scheme import Scheme
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office import forms
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.files_out import asked_now, taken_out
from sikao.interfaces.web.office.frame import address_of, paint_office
from sikao.interfaces.web.office.list_files import Table, Value
from sikao.interfaces.web.office.worded import Words, moment_words, period_words, titled
from sikao.interfaces.web.results.words import Named, named
from sikao.interfaces.web.templatetags.sikao import plain
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.taking_out import Question
from sikao.office.groundwork.journal import head
from sikao.office.groundwork.refusals import NotThere, NotValid
from sikao.office.ledger.queries import seq_given
from sikao.office.ledger.searching import Search, figures_found, periods_found
from sikao.office.rulebook.queries import scheme_of, sealed_all

PAGE = 25
MOST = 1_000_000
"""More figures than any file takes."""
SECTION = "figures"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody searches for; empty texts narrow nothing. ``seq`` is the journal's number it is as of."""

    scheme: Scheme
    unit: str
    item: str
    period: str
    as_of: str
    seq: int
    is_now: bool

    @property
    def search(self) -> Search:
        """The question to the ledger."""
        return Search(self.scheme, self.unit, self.item, self.period)


@dataclass(frozen=True, slots=True)
class Found:
    """A figure in the list."""

    unit: str
    item: str
    kind: str
    period: str
    value: str
    measure: str
    absent: bool
    provider: str
    since: str
    flags: str
    caliber: str
    address: str


@require_safe
def search(request: OfficeRequest) -> HttpResponse:
    """Figures by unit, item and period, as of now or of any moment."""
    if not sealed_all():
        return paint_office(request, "office/figures/none.html", section=SECTION)
    findings, status = [], 200
    try:
        asked = _asked(asked_now(request), request.at)
    except NotValid as refusal:
        findings, status = lines(refusal.findings), 422
        asked = _asked(asked_now(request), request.at, as_of="")
    page, words, kept = forms.page(request), Words(request.at, asked.scheme), forms.kept(request)
    frame, total = figures_found(asked.search, asked.seq, page, PAGE)
    return paint_office(
        request,
        "office/figures/search.html",
        section=SECTION,
        status=status,
        findings=findings,
        asked=asked,
        given_as_of=request.GET.get("as_of", ""),
        schemes=[(one.code, titled(one), one.code == asked.scheme.code) for one in reversed(sealed_all())],
        choices=_choices(asked),
        found=_shown(frame, asked.scheme, words),
        total=total,
        page=page,
        more=total > page * PAGE,
        kept=kept,
        more_kept=f"&{kept}" if kept else "",
        now=moment_words(request.at),
        head=head()[0],
    )


@require_safe
def export(request: OfficeRequest) -> HttpResponse:
    """Everything that matches, as a workbook or as CSV; the journal keeps who took it."""
    return taken_out(request, figures_list, Verb.FIGURE_EXPORT, SECTION)


def figures_list(question: Question) -> Table:
    """The figures that a question is about, as of the number of the journal that it asks for."""
    asked = _asked(question, question.at)
    words = Words(question.at, asked.scheme)
    heads = (
        *(gettext("单位"), gettext("数据项"), gettext("类型"), gettext("期间"), gettext("数值")),
        *(gettext("计量单位"), gettext("来源部门"), gettext("自何节点起"), gettext("标记"), gettext("口径")),
    )
    title = gettext("数据（截至日志第 %(seq)s 号）") % {"seq": asked.seq}
    length = figures_found(asked.search, asked.seq, 1, 1)[1]
    return Table("figures", title, heads, length, _rows(asked, words))


def _rows(asked: Asked, words: Words) -> Iterator[tuple[Value, ...]]:
    frame, _ = figures_found(asked.search, asked.seq, 1, MOST)
    for row in frame.iter_rows(named=True):
        one = _found(row, asked.scheme, words)
        yield (
            *(one.unit, one.item, one.kind, one.period),
            one.value if one.absent else Decimal(one.value.replace(",", "")),
            *(one.measure, one.provider, one.since, one.flags, one.caliber),
        )


def _asked(question: Question, at: datetime, as_of: str | None = None) -> Asked:
    given = question.given
    codes = [one.code for one in reversed(sealed_all())]
    code = given.get("scheme") or (codes[0] if codes else "")
    if code not in codes:
        raise NotThere.of("ledger.not_there")
    moment = (given.get("as_of", "") if as_of is None else as_of).strip()
    return Asked(
        scheme=scheme_of(code),
        unit=given.get("unit", ""),
        item=given.get("item", ""),
        period=given.get("period", ""),
        as_of=moment,
        seq=seq_given(moment, at) if moment else question.seq,
        is_now=not moment,
    )


def _choices(asked: Asked) -> dict[str, list[tuple[str, str, bool]]]:
    """What may be chosen, with what is chosen now."""
    lang = language()
    carriers: dict[str, Named] = {**asked.scheme.units, **asked.scheme.references}
    periods = periods_found(asked.scheme, asked.seq)
    return {
        "unit": [(code, named(one, lang), code == asked.unit) for code, one in carriers.items()],
        "item": [(code, named(one, lang), code == asked.item) for code, one in asked.scheme.items.items()],
        "period": [(one, period_words(one), one == asked.period) for one in periods],
    }


def _shown(frame: pl.DataFrame, scheme: Scheme, words: Words) -> list[Found]:
    return [_found(row, scheme, words) for row in frame.iter_rows(named=True)]


def _found(row: dict[str, str | None], scheme: Scheme, words: Words) -> Found:
    lang = language()
    unit, item, kind, period = (str(row[name]) for name in ("unit", "indicator", "kind", "period"))
    value, absence = row["value"], row["absence"]
    checkpoint = scheme.checkpoints.get(str(row["since"] or ""))
    where = {"unit": unit, "indicator": item, "kind": kind, "period": period}
    absent = value is None
    flags = str(row["flags"] or "").split()
    return Found(
        unit=words.organisation(unit),
        item=words.indicator((unit, item, kind, period)),
        kind=Kind(kind).term.text(lang),
        period=period_words(period),
        value=Absence(str(absence)).term.text(lang) if absent else plain(Decimal(str(value))),
        measure="" if absent else words.measure(str(row["unit_of_measure"])),
        absent=absent,
        provider=words.organisation(str(row["source"] or "")),
        since="" if checkpoint is None else named(checkpoint, lang),
        flags=" ".join(Flag(flag).term.text(lang) for flag in flags),
        caliber=str(row["caliber"] or ""),
        address=address_of("figure", **where) or "",
    )
