"""What an amendment may change: it stays the assessment of the same year, with the same checkpoints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sikao.core.books.names import Named, term_of
from sikao.core.scheme import Scheme, scheme_digest
from sikao.core.wording import Finding, Severity, Term


def misfits(before: Scheme, after: Scheme, since: str) -> tuple[Finding, ...]:
    """Why a scheme cannot follow another one within its year; empty where it can."""
    return tuple(_misfits(before, after, since))


def _misfits(before: Scheme, after: Scheme, since: str) -> Iterator[Finding]:
    if (before.code, before.year) != (after.code, after.year):
        now, was = f"{after.code} {after.year}", f"{before.code} {before.year}"
        yield _error("amendment.other_scheme", now=now, was=was)
        return
    if scheme_digest(before) == scheme_digest(after):
        yield _error("amendment.nothing_changed")
        return
    points = [(point.code, point.through, point.ranked) for point in before.checkpoints.values()]
    if points != [(point.code, point.through, point.ranked) for point in after.checkpoints.values()]:
        yield _error("amendment.checkpoints_changed")
    elif since not in before.checkpoints or not before.checkpoints[since].ranked:
        yield _error("amendment.no_such_checkpoint")
    for gone in (*_gone(before.items, after.items), *_gone(before.briefings, after.briefings)):
        # What was reported under it would have no name any more.
        yield _error("amendment.code_gone", name=gone)


def _gone(before: Mapping[str, Named], after: Mapping[str, Named]) -> Iterator[Term]:
    return (term_of(entry) for code, entry in before.items() if code not in after)


def _error(code: str, **details: str | Term) -> Finding:
    return Finding(code, Severity.ERROR, details=dict(details))
