"""The way in: a path to a scheme that was read, checked and found in order, or to the findings why not."""

from __future__ import annotations

from pathlib import Path as FilePath

from sikao.core.scheme.checks import check_meaning
from sikao.core.scheme.checks.size import is_too_large
from sikao.core.scheme.claims import check_claims
from sikao.core.scheme.model import Scheme
from sikao.core.scheme.text.folder import Reading, read_text
from sikao.core.scheme.tree import NO_PLACES, Places
from sikao.core.scheme.workbook import read_form
from sikao.core.wording import Finding, Findings, has_errors


def read_scheme(path: FilePath | str) -> Reading:
    """Read a scheme (a folder of text, or a workbook) without checking what it means; keeps every place."""
    home = FilePath(path)
    # A workbook in a format of the past is told so by the gate, and not called a folder that is missing.
    is_workbook = home.suffix.lower() == ".xlsx" or (home.is_file() and home.suffix.lower() != ".yaml")
    return read_form(home) if is_workbook else read_text(home)


def check_scheme(
    scheme: Scheme, previous: Scheme | None = None, places: Places = NO_PLACES
) -> tuple[Finding, ...]:
    """Everything there is to say about a scheme that was read: what it means, and its claims.

    ``previous`` is last year's scheme, ``places`` where the fields stand (see ``read_scheme``).
    """
    claims = () if is_too_large(scheme) else check_claims(scheme, previous, places)
    return Findings([*check_meaning(scheme, places), *claims]).sorted()


def load_scheme(path: FilePath | str) -> tuple[Scheme | None, tuple[Finding, ...]]:
    """The scheme in a folder or workbook, with all findings; ``None`` as soon as one of them is an error.

    Last year's scheme, where one is named, is looked for beside this one: a folder or workbook of that code.
    """
    reading = read_scheme(path)
    if reading.scheme is None:
        return None, reading.findings
    found = Findings(reading.findings)
    previous = _previous(FilePath(path), reading, found)
    found.extend(check_scheme(reading.scheme, previous, reading.places))
    return (None if has_errors(found) else reading.scheme), found.sorted()


def load_previous(path: FilePath | str) -> Scheme | None:
    """Last year's scheme that the scheme at a path is compared with; ``None`` where there is none."""
    return _previous(FilePath(path), read_scheme(path), Findings())


def find_beside(home: FilePath, code: str) -> FilePath | None:
    """The folder or workbook beside a scheme's own that bears the code of another scheme."""
    beside = home.resolve().parent
    homes = {beside / name: beside / name / "scheme.yaml" for name in (code, code.replace("_", "-"))}
    workbook = beside / f"{code}.xlsx"
    return next((found for found, file in {**homes, workbook: workbook}.items() if file.is_file()), None)


def _previous(folder: FilePath, reading: Reading, found: Findings) -> Scheme | None:
    """Last year's scheme, read but not checked; what is wrong with it is a warning here."""
    scheme = reading.scheme
    code = None if scheme is None else scheme.previous
    where = reading.places.at("previous")
    if scheme is None or code is None:
        return None
    if code == scheme.code:
        found.error("scheme.previous_itself", where, previous=code)
        return None
    home = find_beside(folder, code)
    if home is None:
        found.warning("scheme.previous_not_found", where, previous=code)
        return None
    before = read_scheme(home).scheme
    if before is None or before.code != code:
        found.warning("scheme.previous_broken", where, previous=code)
        return None
    return before
