"""The one way by which a later version of a sealed scheme comes to bind: a row of the act that amends it."""

from __future__ import annotations

from sikao.core.scheme import Scheme, scheme_digest
from sikao.office.groundwork.files import row_for, store
from sikao.office.groundwork.models import StoredFile
from sikao.office.rulebook.actions.common import ZIP
from sikao.office.rulebook.archive import text_archive
from sikao.office.rulebook.models import AmendedScheme
from sikao.office.rulebook.queries import Sealed
from sikao.office.rulebook.verification import compiled_sha256


def version_rows(
    scheme: Scheme, *, follows: Sealed, since: str, amendment: str
) -> tuple[AmendedScheme, StoredFile]:
    """The next version of a sealed scheme, from a checkpoint on, and its text form; called inside the act."""
    file = row_for(store([text_archive(scheme)]), f"{scheme.code}.zip", ZIP)
    row = AmendedScheme(
        code=scheme.code,
        number=follows.number + 1,
        since=since,
        first_month=first_month(scheme, since),
        follows=follows.digest,
        amendment=amendment,
        title=scheme.title,
        title_en=scheme.title_en or "",
        digest=scheme_digest(scheme),
        compiled_sha256=compiled_sha256(scheme),
        archive_sha256=file.sha256,
        archive_size=file.size,
    )
    return row, file


def first_month(scheme: Scheme, checkpoint: str) -> int:
    """The first month that belongs to a checkpoint: the one after the checkpoint before."""
    last = scheme.checkpoints[checkpoint].through
    return 1 + max((one.through for one in scheme.checkpoints.values() if one.through < last), default=0)
