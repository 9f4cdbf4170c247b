"""Evidence of figures: handed out as an attachment to whom it concerns, and to nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.tasks.files import BYTES
from sikao.interfaces.web.office.tasks.files import attached as download
from sikao.office.accounts.queries import authorise, successors
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.duties import owed
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.files import content_of
from sikao.office.groundwork.refusals import NotThere, NotYou
from sikao.office.ledger.access import concerned_by_evidence
from sikao.office.ledger.histories import Handing, Piece, handings, piece


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that the reader may fetch; ``figure`` is empty where it belongs to a whole sheet."""

    ref: str
    name: str
    size: str
    address: str
    figure: str


def attached(request: OfficeRequest, pieces: Iterable[Piece]) -> list[Attached]:
    """Those of some pieces of evidence that the reader may fetch."""
    found = list(pieces)
    given = handings({one.submission for one in found})
    moved = successors(day_of(request.at)) if found else {}
    return [
        Attached(
            one.ref,
            one.name,
            size_words(one.size),
            reverse("figure-evidence", kwargs={"ref": one.ref}),
            one.figure,
        )
        for one in found
        if _open_to(request, one, given[one.submission], moved)
    ]


def size_words(size: int) -> str:
    """A size for people."""
    return f"{size / (1 << 20):.1f} MB" if size >= 1 << 20 else f"{max(1, size // 1024)} KB"


def _open_to(request: OfficeRequest, found: Piece, handing: Handing, moved: dict[str, str]) -> bool:
    concerned = concerned_by_evidence(owed(handing.scheme).scheme, found, handing, moved)
    try:
        authorise(request.actor, request.at, Verb.EVIDENCE_FETCH, concerned)
    except NotYou:
        return False
    return True


@require_safe
def fetch(request: OfficeRequest, ref: str) -> HttpResponse:
    """The bytes as they were handed in, to be kept as a file: never a page of this server."""
    found = piece(ref)
    if found is None:
        raise NotThere.of("ledger.not_there")
    handing = handings({found.submission})[found.submission]
    if not _open_to(request, found, handing, successors(day_of(request.at))):
        raise NotThere.of("ledger.not_there")
    return download(content_of(found.file), found.name, BYTES)
