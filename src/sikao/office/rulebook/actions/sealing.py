"""Sealing: from here on the scheme binds and never changes."""

from __future__ import annotations

from datetime import datetime

from sikao.core.scheme import scheme_digest
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.files import content_of, row_for, store
from sikao.office.rulebook.actions.common import KIND, SEALED, ZIP, begin
from sikao.office.rulebook.archive import read_archive, text_archive
from sikao.office.rulebook.models import SealedScheme
from sikao.office.rulebook.queries import Sealed, sealed
from sikao.office.rulebook.rules import check_same, next_state
from sikao.office.rulebook.shelf import AlteredError
from sikao.office.rulebook.verification import compiled_sha256


@action(Verb.SCHEME_SEAL, KIND, "scheme")
def seal(*, actor: Actor, at: datetime, scheme: str, digest: str) -> Sealed:
    """Seal the approved version of a digest: its text form, its digest and what calculators read, for good.

    ``NotNow`` where it is not approved, or sealed already: a code belongs to one scheme, sealed once.
    """
    act = begin(actor, at, Verb.SCHEME_SEAL, scheme)
    check_same(act.stand, digest)
    after = next_state(act.stand.state, Verb.SCHEME_SEAL)
    approved = read_archive(content_of(act.last.archive_sha256)).scheme
    if approved is None or scheme_digest(approved) != act.last.digest:
        raise AlteredError(act.last.digest)
    file = row_for(store([text_archive(approved)]), f"{approved.code}.zip", ZIP)
    row = SealedScheme(
        code=approved.code,
        dossier=act.dossier,
        approved=act.last,
        year=approved.year,
        title=approved.title,
        title_en=approved.title_en or "",
        previous=approved.previous or "",
        digest=act.last.digest,
        compiled_sha256=compiled_sha256(approved),
        archive_sha256=file.sha256,
        archive_size=file.size,
    )
    act.close(after, row, act.decision(SEALED), file)
    found = sealed(approved.code)
    if found is None:
        raise AlteredError(approved.code)
    return found
