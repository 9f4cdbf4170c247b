"""What the form of a task brings along: texts of cells and the remarks beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.tasks.grid import FIELD


@dataclass(frozen=True, slots=True)
class Posted:
    """The fields of the form; ``None`` is a field that did not come along and stays as it was."""

    version: int
    cells: dict[str, str]
    note: str | None
    document: str | None
    document_date: date | None
    caliber: str | None
    nothing: bool
    seen: int

    def saving(self) -> dict[str, Any]:
        """The arguments of saving it."""
        names = ("version", "cells", "note", "document", "document_date", "caliber", "nothing")
        return {name: getattr(self, name) for name in names}


def posted(request: OfficeRequest) -> Posted:
    """The form as it was sent."""
    given = request.POST
    return Posted(
        version=whole(given.get("version", "")),
        cells={name[len(FIELD) :]: _text(given[name]) for name in given if name.startswith(FIELD)},
        note=given.get("note"),
        document=_short(given.get("document"), 200),
        document_date=day(given.get("document_date", "")),
        caliber=_short(given.get("caliber"), 500),
        nothing="nothing" in given,
        seen=whole(given.get("seen", "")),
    )


def whole(text: str) -> int:
    """A count from a hidden field; what is none is −1, which fits no draft."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1 if text else 0


def day(text: str) -> date | None:
    """The day of a date field; nothing where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _text(given: object) -> str:
    """A text as typed; forms send other ends of lines than people type."""
    return str(given).replace("\r\n", "\n")


def _short(text: str | None, most: int) -> str | None:
    return None if text is None else text[:most]
