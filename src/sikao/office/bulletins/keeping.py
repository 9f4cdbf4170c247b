"""The files of a paper as they lie on the disk before an act names them: its content and its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sikao.core.wording import FindingsError
from sikao.office.bulletins.document import Document, Kind
from sikao.office.bulletins.editing import content_bytes, content_digest
from sikao.office.bulletins.paper import docx_bytes, pdf_bytes, xlsx_bytes
from sikao.office.bulletins.rules import Basis
from sikao.office.bulletins.typefaces import typefaces
from sikao.office.groundwork.files import FileDamagedError, Stored, content_of, row_for, store
from sikao.office.groundwork.models import StoredFile
from sikao.office.groundwork.refusals import NotNow, NotValid

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA = {
    "content": "application/json",
    "own": "application/json",
    "pdf": "application/pdf",
    "docx": DOCX,
    "xlsx": XLSX,
}
FORMS = ("pdf", "docx", "xlsx")


@dataclass(frozen=True, slots=True)
class Files:
    """What was made of a paper: its digest, its basis, the files, the edits that were left out."""

    content: str
    basis: Basis
    kept: Mapping[str, Stored]
    left_out: tuple[str, ...]

    def rows(self) -> list[StoredFile]:
        """The rows by which an act brings them."""
        return [row_for(stored, f"paper.{name}", MEDIA[name]) for name, stored in self.kept.items()]


def keep(own: Document, document: Document, basis: Basis, left_out: tuple[str, ...]) -> Files:
    """Set a paper in every form and put all on the disk; ``own`` has the program's own words."""
    told = {"content": content_bytes(document), "own": content_bytes(own)}
    told |= {form: setting(document, form) for form in forms_of(document.kind)}
    kept = {name: store([content]) for name, content in told.items()}
    return Files(content_digest(document), basis, kept, left_out)


def forms_of(kind: Kind) -> tuple[str, ...]:
    """The forms in which papers of a kind are made: a ruling has no tables."""
    return FORMS[:2] if kind is Kind.RULING else FORMS


def setting(document: Document, form: str) -> bytes:
    """A paper in one form; ``NotValid`` where it cannot be set."""
    try:
        if form == "xlsx":
            return xlsx_bytes(document)
        return (pdf_bytes if form == "pdf" else docx_bytes)(document, typefaces())
    except FindingsError as refused:
        raise NotValid(refused.findings) from refused


def kept_bytes(sha256: str) -> bytes:
    """A stored file of a paper; ``NotNow`` where it does not lie there as it was kept."""
    try:
        return content_of(sha256)
    except FileDamagedError as damaged:
        raise NotNow.of("paper.file_lost", file=sha256[:12]) from damaged
