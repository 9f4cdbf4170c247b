"""Documents of approval: minutes or a numbered paper, its day, and its scan; which of them are complete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.files import row_for, store
from sikao.office.groundwork.models import StoredFile
from sikao.office.groundwork.refusals import NotValid
from sikao.office.rulebook.rules import check_text

SCAN_BYTES = 20_000_000
_SCANS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of approval: minutes or a numbered paper, its day, and its scan.

    The officer who records it stands in the journal as the person who handled it.
    """

    title: str
    day: date | None
    scan: bytes
    scan_name: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """A paper that is complete: its columns for the row of a decision, and the row of its scan."""

    title: str
    day: date
    scan: StoredFile

    def columns(self) -> dict[str, object]:
        """As the tables of decisions name them."""
        return {
            "document": self.title,
            "document_date": self.day,
            "scan_sha256": self.scan.sha256,
            "scan_name": self.scan.name,
        }


def recorded(paper: Paper, at: datetime, since: datetime | None = None) -> Recorded:
    """Keep the scan of a paper; ``NotValid`` where title, day or scan is missing, or cannot be so.

    ``since`` is when that came about which it decides: no meeting decided it on an earlier day.
    """
    title = check_text(paper.title)
    if not title or paper.day is None or not paper.scan:
        raise NotValid.of("rulebook.paper_incomplete")
    if paper.day > day_of(at):
        raise NotValid.of("rulebook.paper_day", day=paper.day.isoformat())
    if since is not None and paper.day < day_of(since):
        first = day_of(since).isoformat()
        raise NotValid.of("rulebook.paper_early", day=paper.day.isoformat(), first=first)
    media = next((media for start, media in _SCANS.items() if paper.scan.startswith(start)), None)
    if media is None or len(paper.scan) > SCAN_BYTES:
        raise NotValid.of("rulebook.paper_scan", most=str(SCAN_BYTES // 1_000_000))
    return Recorded(title, paper.day, row_for(store([paper.scan]), paper.scan_name, media))
