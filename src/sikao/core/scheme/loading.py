"""The way in: a path to a scheme that was read, checked and found in order, or to the findings why not."""

from __future__ import annotations

from pathlib import Path as FilePath

from sikao.core.scheme.model import Scheme
from sikao.core.scheme.text.folder import Reading, read_text
from sikao.core.wording import Finding


def read_scheme(path: FilePath | str) -> Reading:
    """Read a scheme without checking what it means; keeps the place of every field."""
    return read_text(FilePath(path))


def load_scheme(path: FilePath | str) -> tuple[Scheme | None, tuple[Finding, ...]]:
    """The scheme in a folder, with all findings; ``None`` as soon as one of them is an error."""
    reading = read_scheme(path)
    return reading.scheme, reading.findings
