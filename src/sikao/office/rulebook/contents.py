"""Keeping the bytes of files, each by the digest of its content: the one place that knows where they lie."""

from __future__ import annotations

from sikao.office.groundwork.canonical import sha256
from sikao.office.rulebook.models import Content


class ContentLostError(Exception):
    """Bytes that are on record are not there, or are others."""


def keep(content: bytes) -> str:
    """Keep bytes inside the transaction of an act; keeping the same twice keeps them once."""
    digest = sha256(content)
    Content.objects.bulk_create([Content(sha256=digest, content=content)], ignore_conflicts=True)
    return digest


def fetch(digest: str) -> bytes:
    """The bytes of a digest; raises ``ContentLostError`` where they are missing or were altered."""
    found = Content.objects.filter(pk=digest).first()
    content = b"" if found is None else bytes(found.content)
    if sha256(content) != digest:
        raise ContentLostError(digest)
    return content
