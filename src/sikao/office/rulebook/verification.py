"""Working out again what was sealed, from the stored bytes alone."""

from __future__ import annotations

from collections.abc import Iterator

from sikao.core.scheme import Scheme, compile_scheme, scheme_digest
from sikao.office.groundwork.canonical import canonical, sha256
from sikao.office.rulebook.archive import read_archive
from sikao.office.rulebook.contents import ContentLostError, fetch
from sikao.office.rulebook.models import Decision, SealedScheme, Version

BYTES = "stored bytes are missing or altered"
DIGEST = "the sealed text form is not the scheme of this digest"
COMPILED = "the compiled form is another"
NOT_APPROVED = "the sealed version was never approved"


def compiled_sha256(scheme: Scheme) -> str:
    """The digest of what both calculators read."""
    return sha256(canonical(compile_scheme(scheme)).encode())


def check_sealed() -> list[tuple[str, str]]:
    """Every record of this room that does not fit its stored bytes: (table:ref, what is wrong)."""
    return [*_versions(), *_decisions(), *_sealed()]


def _versions() -> Iterator[tuple[str, str]]:
    for row in Version.objects.order_by("entry_id", "position"):
        if _lost(row.sha256) or (row.archive_sha256 and _lost(row.archive_sha256)):
            yield f"{Version._meta.label_lower}:{row.ref}", BYTES


def _decisions() -> Iterator[tuple[str, str]]:
    for row in Decision.objects.exclude(scan_sha256="").order_by("entry_id"):
        if _lost(row.scan_sha256):
            yield f"{Decision._meta.label_lower}:{row.ref}", BYTES


def _sealed() -> Iterator[tuple[str, str]]:
    for row in SealedScheme.objects.select_related("approved").order_by("entry_id"):
        problem = _problem(row)
        if problem is not None:
            yield f"{SealedScheme._meta.label_lower}:{row.ref}", problem


def _problem(row: SealedScheme) -> str | None:
    if _lost(row.archive_sha256):
        return BYTES
    scheme = read_archive(fetch(row.archive_sha256)).scheme
    if scheme is None or scheme_digest(scheme) != row.digest or scheme.code != row.code:
        return DIGEST
    if compiled_sha256(scheme) != row.compiled_sha256:
        return COMPILED
    return None if _is_approved(row) else NOT_APPROVED


def _is_approved(row: SealedScheme) -> bool:
    """Two people in one attempt, none of them who uploaded it; or a document."""
    rows = Decision.objects.filter(decided=row.approved, digest=row.digest)
    if rows.filter(what="approved_offline").exists():
        return True
    attempts: dict[int, set[str]] = {}
    for decided in rows.filter(what="approved"):
        attempts.setdefault(decided.attempt, set()).add(decided.person)
    return any(len(people - {row.approved.uploaded_by}) >= 2 for people in attempts.values())


def _lost(digest: str) -> bool:
    try:
        fetch(digest)
    except ContentLostError:
        return True
    return False
