"""A file that somebody hands in as a scheme: read with distrust, checked whole, held against last year."""

from __future__ import annotations

from dataclasses import dataclass

from sikao.core.scheme import Scheme, check_scheme, scheme_digest
from sikao.core.scheme.text.folder import Reading
from sikao.core.scheme.tree import NO_PLACES
from sikao.core.scheme.workbook import mark_scheme_workbook
from sikao.core.scheme.workbook.reading import LIMITS, read_sheets
from sikao.core.sheets import Workbook
from sikao.core.sheets.child import Run, read_apart
from sikao.core.wording import MAX_FINDINGS, Finding, Findings, Language, Place, Severity, has_errors
from sikao.office.groundwork.files import display_name
from sikao.office.rulebook.archive import read_archive, text_archive
from sikao.office.rulebook.queries import scheme_of, sealed

WORKBOOK, TEXT = "workbook", "text"
MOST_BYTES = 20_000_000
_FORMS = {".xlsx": WORKBOOK, ".zip": TEXT}


@dataclass(frozen=True, slots=True)
class Checked:
    """A file with what was found in it. ``scheme`` is there as soon as it could be read, errors or not.

    ``workbook`` holds the cells of a workbook, for giving it back marked; ``previous`` is last year's scheme
    that it was held against.
    """

    name: str
    content: bytes
    form: str
    scheme: Scheme | None
    findings: tuple[Finding, ...]
    previous: Scheme | None = None
    workbook: Workbook | None = None

    @property
    def failed(self) -> bool:
        """Whether it may not be submitted."""
        return self.scheme is None or has_errors(self.findings)

    @property
    def digest(self) -> str:
        """The digest of the scheme; empty where none could be read."""
        return "" if self.scheme is None else scheme_digest(self.scheme)

    @property
    def archive(self) -> bytes | None:
        """The canonical text form of what was read."""
        return None if self.scheme is None else text_archive(self.scheme)

    def count(self, severity: Severity) -> int:
        """How many findings there are of a severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def marked(self, lang: Language) -> bytes | None:
        """The workbook with its faulty cells marked; ``None`` for what is none, or cannot be opened."""
        return (
            None if self.workbook is None else mark_scheme_workbook(self.workbook, self.findings, lang=lang)
        )


def check_upload(content: bytes, name: str, *, run: Run) -> Checked:
    """Read and check a workbook, or a ZIP of the text form. ``run`` starts the process that opens workbooks.

    Called before the transaction of an act: it takes seconds.
    """
    plain = display_name(name)
    ending = plain[plain.rfind(".") :].lower() if "." in plain else ""
    form = _FORMS.get(ending)
    if form is None or len(content) > MOST_BYTES:
        code, details = ("rulebook.form", {}) if form is None else ("rulebook.too_large", {"most": "20"})
        told = Finding(code, Severity.ERROR, Place(file=plain), details)
        return Checked(plain, content, form or TEXT, None, (told,))
    workbook: Workbook | None = None
    if form == WORKBOOK:
        scan = read_apart(content, run, limits=LIMITS, name=plain)
        workbook = scan.workbook
        reading = _read_workbook(workbook, scan.findings)
    else:
        reading = read_archive(content, plain)
    found, previous = check_reading(reading)
    return Checked(plain, content, form, reading.scheme, found, previous, workbook)


def check_reading(reading: Reading) -> tuple[tuple[Finding, ...], Scheme | None]:
    """All findings about what was read, claims tried against last year's sealed scheme; and that scheme."""
    if reading.scheme is None:
        return reading.findings, None
    found = Findings(reading.findings)
    previous = _previous(reading, found)
    found.extend(check_scheme(reading.scheme, previous, reading.places))
    return found.sorted(), previous


def _read_workbook(workbook: Workbook | None, findings: tuple[Finding, ...]) -> Reading:
    if workbook is None or has_errors(findings):
        return Reading(None, NO_PLACES, findings)
    return read_sheets(workbook, Findings(findings, most=MAX_FINDINGS))


def _previous(reading: Reading, found: Findings) -> Scheme | None:
    scheme = reading.scheme
    code = None if scheme is None else scheme.previous
    where = reading.places.at("previous")
    if scheme is None or code is None:
        return None
    if code == scheme.code:
        found.error("scheme.previous_itself", where, previous=code)
        return None
    if sealed(code) is None:
        found.warning("rulebook.previous_not_sealed", where, previous=code)
        return None
    return scheme_of(code)
