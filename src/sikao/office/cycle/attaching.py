"""Evidence files: which kinds are taken, and that a file is of the kind that its name says.

Every kind is something that a reviewer can look at by itself. Archives are not taken: what is in them would
be unseen, and unpacking them is a danger of its own.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from sikao.office.groundwork.files import display_name, is_whole, store
from sikao.office.groundwork.malware import HandedIn
from sikao.office.groundwork.refusals import NotValid
from sikao.office.ledger.facts import Key, NewEvidence

_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
}
"""Media types by the ending of a name."""
_BEGINNINGS = {
    "application/pdf": b"%PDF-",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
}
_MAIN_PARTS = {KINDS["docx"]: "word/document.xml", KINDS["xlsx"]: "xl/workbook.xml"}
_LIVE = ("vbaproject", "activex", "macrosheets", "oleobject", "/embeddings/")
MOST_PARTS = 5_000


def media_of(name: str, content: bytes) -> str:
    """The media type of an evidence file; raises ``NotValid`` for one that is not taken."""
    shown = display_name(name)
    media = KINDS.get(shown.rpartition(".")[2].lower())
    if media is None:
        raise NotValid.of("task.file_kind", name=shown, kinds="、".join(KINDS))
    if not content:
        raise NotValid.of("task.file_empty", name=shown)
    fits = content.startswith(_BEGINNINGS[media]) if media in _BEGINNINGS else _is_document(media, content)
    if not fits:
        raise NotValid.of("task.file_not_its_kind", name=shown)
    return media


def _is_document(media: str, content: bytes) -> bool:
    """Whether it is a document of this kind without anything in it that acts; only its directory is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = [part.lower() for part in packed.namelist()]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    live = any(word in part for part in parts for word in _LIVE)
    return len(parts) <= MOST_PARTS and _MAIN_PARTS[media] in parts and not live


def stored_evidence(
    sent: HandedIn, chunks: Iterable[bytes], limit: int, key: Key | None = None
) -> NewEvidence:
    """Store an evidence file of at most ``limit`` bytes, ready to be attached to a draft."""
    content = _gathered(chunks, limit)
    media = media_of(sent.name, content)
    kept = store([content], sent=sent)
    return NewEvidence(
        kept.sha256, display_name(sent.name), kept.size, key, demanded="", sm3=kept.sm3, media=media
    )


def _gathered(chunks: Iterable[bytes], limit: int) -> bytes:
    held = bytearray()
    for chunk in chunks:
        held += chunk
        if len(held) > limit:
            raise NotValid.of("stored.too_large", limit=str(limit >> 20))
    return bytes(held)


def refuse_damaged(pieces: Iterable[NewEvidence]) -> None:
    """Raise ``NotValid`` unless every file still has its bytes: they are what is signed."""
    for piece in pieces:
        if piece.sm3 and not is_whole(piece.file):
            raise NotValid.of("task.file_damaged", name=piece.name)
