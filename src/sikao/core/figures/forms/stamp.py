"""The hidden sheet that says which form a workbook is: whose, for when, which edition, and its signed token.

The token is opaque here: whoever made it checks its signature. The sheet also lists which cell belongs to
which slot, so that a workbook of another layout is known even where its headings look right.
"""

from __future__ import annotations

from dataclasses import dataclass

from sikao.core.figures.forms.form import EntryForm
from sikao.core.figures.forms.layout import cell_of
from sikao.core.sheets import DraftCell, DraftSheet, Look, Sheet, Workbook, cell_name
from sikao.core.wording import Language

STAMP_NAME = "_sikao"
_KIND = ("sikao form", "1")
_LANGUAGES: dict[str, Language] = {"zh": "zh", "en": "en"}
_FIELDS = ("code", "title", "version", "token", "provider", "provider_name", "period", "lang")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a workbook says about itself. Nothing of it is to be trusted before the token is verified."""

    code: str
    title: str
    version: str
    token: str
    provider: str
    provider_name: str
    period: str
    lang: Language
    slots: tuple[tuple[str, ...], ...]
    """Cell, unit, indicator, kind, period and unit of measure of every slot."""


def stamp_of(form: EntryForm, lang: Language) -> Stamp:
    """The stamp that a form's workbook bears."""
    slots = tuple(
        (
            cell_name(*cell_of(form, slot)),
            slot.unit,
            slot.indicator,
            slot.kind.value,
            str(slot.period),
            slot.measure.code,
        )
        for slot in form.slots
    )
    return Stamp(
        form.code,
        form.title.text(lang),
        form.version,
        form.token,
        form.provider,
        form.provider_name.text(lang),
        str(form.period),
        lang,
        slots,
    )


def stamp_sheet(stamp: Stamp) -> DraftSheet:
    """The stamp as a sheet that spreadsheet programs do not show."""
    rows = [_KIND, *((name, str(getattr(stamp, name))) for name in _FIELDS), *stamp.slots]
    cells = tuple(tuple(DraftCell(text, Look.CODE) for text in row) for row in rows)
    return DraftSheet(STAMP_NAME, cells, protected=True, very_hidden=True)


def read_stamp(workbook: Workbook) -> Stamp | None:
    """The stamp of a workbook; ``None`` when it bears none, or none that is whole."""
    sheet = workbook.sheet(STAMP_NAME)
    if sheet is None or (sheet.text(1, 1), sheet.text(1, 2)) != _KIND:
        return None
    if any(sheet.text(row, 1) != name for row, name in enumerate(_FIELDS, 2)):
        return None
    said = {name: sheet.text(row, 2) for row, name in enumerate(_FIELDS, 2)}
    lang = _LANGUAGES.get(said.pop("lang"))
    return None if lang is None else Stamp(lang=lang, slots=_slots(sheet), **said)


def token_of(workbook: Workbook) -> str | None:
    """The token of a workbook, whose signature the caller verifies; ``None`` when it is no form."""
    stamp = read_stamp(workbook)
    return None if stamp is None else stamp.token


def _slots(sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    first = 2 + len(_FIELDS)
    return tuple(tuple(text for text in row if text) for row in list(sheet.rows())[first - 1 :])
