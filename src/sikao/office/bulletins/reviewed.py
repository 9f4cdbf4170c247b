"""The report of a month, from the sheet of its review as it was held: no points, no places."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from sikao.core.figures.absence import Absence
from sikao.core.figures.decimals import canonical
from sikao.core.figures.measures import after_number
from sikao.core.insight.monthly import Light
from sikao.core.reference.rounding import decimal_text, rounded
from sikao.core.scheme import Scheme
from sikao.core.scheme.catalogue import catalogue_of
from sikao.core.scheme.followed import Basis
from sikao.core.scheme.resolving import Resolved
from sikao.core.scheme.saying import Saying
from sikao.core.wording import Language, Term
from sikao.office.bulletins.content.frame import ILLUSTRATIVE, SYNTHETIC, Frame
from sikao.office.bulletins.content.monthly import Progress, monthly_report
from sikao.office.bulletins.document import Document
from sikao.office.cycle.monthly import Cell, Named, Sheet, known_in, looks
from sikao.office.cycle.months import HeldView
from sikao.office.groundwork.here import place

_SOURCES = {
    "scheme": Term("考核方案", "Scheme"),
    "sheet": Term("调度表摘要", "Digest of the sheet"),
    "seq": Term("数据截至日志号", "Figures as of entry"),
}
_UNTOLD = Term("未说明", "not explained")


def report_of(held: HeldView, sheet: Sheet, frame: Frame, lang: Language = "zh") -> Document:
    """The report: every indicator that has a light, in official order, and the list of what lags."""
    scheme = known_in(sheet.named, sheet.seq).scheme
    progress = tuple(_Lines(scheme, sheet.named, lang).of(sheet))
    titled = scheme.title_en or scheme.title if lang == "en" else scheme.title
    told = {"scheme": titled, "sheet": held.digest, "seq": str(held.seq)}
    sources = tuple((_SOURCES[name].text(lang), text) for name, text in told.items())
    labels = tuple(
        label.text(lang)
        for label, applies in ((ILLUSTRATIVE, scheme.illustrative), (SYNTHETIC, place().demo))
        if applies
    )
    year, month = sheet.named.through[:4], sheet.named.month
    period = f"{year}年{month}月" if lang == "zh" else sheet.named.through
    return monthly_report(progress, frame, period, lang=lang, labels=labels, sources=sources)


class _Lines:
    """The cells of a sheet in words."""

    def __init__(self, scheme: Scheme, named: Named, lang: Language) -> None:
        self._lang = lang
        saying, tables = Saying(scheme, lang), Resolved(scheme).tables
        self._units = {code: saying.named(unit) for code, unit in scheme.units.items()}
        self._measures = catalogue_of(scheme).measures
        names = {table.scorecard.code: saying.node_names(table.scorecard) for table in tables}
        self._nodes = {unit.code: names[table.scorecard.code] for table in tables for unit in table.units}
        self._followed = {(look.followed.unit, look.followed.node): look.followed for look in looks(named)}

    def of(self, sheet: Sheet) -> Iterator[Progress]:
        """Those that have a light."""
        for cell in sheet.cells:
            if cell.light is not None:
                yield self._line(cell, cell.light)

    def _line(self, cell: Cell, light: Light) -> Progress:
        followed = self._followed[cell.unit, cell.node]
        measure = self._measure(followed.measure)
        prorated = followed.basis is Basis.PRORATED
        done = self._done(cell, measure)
        share = f"（{self._share(cell)}）" if prorated and cell.progress is not None else ""
        return Progress(
            unit=self._units[cell.unit],
            matter=self._nodes[cell.unit][cell.node],
            target=_plan(cell.plan, measure),
            done=done + (share if self._lang == "zh" else share.replace("（", " (").replace("）", ")")),
            state=light.term.text(self._lang),
            lags=cell.lags,
            why=self._why(cell),
        )

    def _measure(self, code: str) -> str:
        found = self._measures[code].term.text(self._lang) if code in self._measures else code
        return after_number(found)

    def _done(self, cell: Cell, measure: str) -> str:
        if cell.value is not None:
            return f"{canonical(cell.value).replace('-', '−')} {measure}"
        return Absence(cell.absence).term.text(self._lang) if cell.absence else "—"

    def _share(self, cell: Cell) -> str:
        return f"{decimal_text(rounded((cell.progress or Fraction(0)) * 100, 1, 'half_up'))}%"

    def _why(self, cell: Cell) -> str:
        if not cell.lags:
            return ""
        if cell.explained is None:
            return _UNTOLD.text(self._lang)
        told = (cell.explained.cause or cell.explained.progress, cell.explained.next_step)
        return ("；" if self._lang == "zh" else "; ").join(part.rstrip("。.；;") for part in told if part)


def _plan(plan: Fraction | None, measure: str) -> str:
    if plan is None:
        return "—"
    return f"{decimal_text(rounded(plan, 2, 'half_up')).replace('-', '−')} {measure}"
