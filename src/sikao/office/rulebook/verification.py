"""Working out again what was sealed, from the stored bytes alone."""

from __future__ import annotations

from collections.abc import Iterator

from sikao.core.scheme import Scheme, compile_scheme, scheme_digest
from sikao.core.wording import Finding, Place, Severity
from sikao.office.groundwork.canonical import canonical, sha256
from sikao.office.groundwork.files import FileDamagedError, content_of
from sikao.office.rulebook.archive import read_archive
from sikao.office.rulebook.models import AmendedScheme, Decision, SealedScheme
from sikao.office.rulebook.rules import APPROVERS


def compiled_sha256(scheme: Scheme) -> str:
    """The digest of what both calculators read."""
    return sha256(canonical(compile_scheme(scheme)).encode())


def check_sealed() -> Iterator[Finding]:
    """Every version of a sealed scheme whose bytes, digests or approval are not what they were."""
    sealed = SealedScheme.objects.select_related("approved").order_by("entry_id")
    rows: list[SealedScheme | AmendedScheme] = [*sealed, *AmendedScheme.objects.order_by("entry_id")]
    for row in rows:
        found = _problem(row)
        if found is not None:
            code, severity = found
            yield Finding(
                code, severity, Place(path=f"{row._meta.label_lower} {row.ref}"), {"scheme": row.code}
            )


def _problem(row: SealedScheme | AmendedScheme) -> tuple[str, Severity] | None:
    try:
        scheme = read_archive(content_of(row.archive_sha256)).scheme
    except (FileDamagedError, ValueError):  # a text that is no digest
        return "rulebook.sealed_lost", Severity.ERROR
    if scheme is None or scheme_digest(scheme) != row.digest or scheme.code != row.code:
        return "rulebook.sealed_differs", Severity.ERROR
    # Whether an amendment was approved is checked where amendments are kept.
    if isinstance(row, SealedScheme) and not _is_approved(row):
        return "rulebook.sealed_unapproved", Severity.ERROR
    if compiled_sha256(scheme) != row.compiled_sha256:
        # The bytes are the same: a later version of the program makes something else of them.
        return "rulebook.compiled_differs", Severity.WARNING
    return None


def _is_approved(row: SealedScheme) -> bool:
    """People enough in one attempt, none of them who uploaded it; or a document."""
    rows = Decision.objects.filter(decided=row.approved, digest=row.digest)
    if rows.filter(what="approved_offline").exists():
        return True
    attempts: dict[int, set[str]] = {}
    for decided in rows.filter(what="approved"):
        attempts.setdefault(decided.attempt, set()).add(decided.person)
    return any(len(people - {row.approved.uploaded_by}) >= APPROVERS for people in attempts.values())
