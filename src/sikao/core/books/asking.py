"""What a caller may ask for: checkpoints, units and nodes that exist, otherwise a finding that names some."""

from __future__ import annotations

from collections.abc import Iterable

from sikao.core.scheme.model import Scheme
from sikao.core.wording import Detail, Finding, FindingsError, Listed, Severity, Term


def refusal(code: str, **details: Detail) -> FindingsError:
    """An error with one finding."""
    return FindingsError([Finding(code, Severity.ERROR, details=details)])


def some_of(codes: Iterable[str | Term]) -> Listed:
    """Codes or names to choose from, for a remedy, which tells as many as there is room for."""
    return Listed.of(codes)


def check_checkpoint(scheme: Scheme, checkpoint: str | None) -> None:
    """Raise ``FindingsError`` when a checkpoint is not among the ranked ones of the scheme."""
    ranked = [entry.code for entry in scheme.checkpoints.values() if entry.ranked]
    if checkpoint is not None and checkpoint not in ranked:
        raise refusal("book.unknown_checkpoint", checkpoint=checkpoint, known=some_of(ranked))
