"""Files of an office as a browser gets them: to keep, never as a page of this server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar
from urllib.parse import quote

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseBase

from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.files import display_name
from sikao.office.groundwork.malware import HandedIn

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTES = "application/octet-stream"
ZIP = "application/zip"
SANDBOX = "sandbox; default-src 'none'"
Answer = TypeVar("Answer", bound=HttpResponseBase)


def attached(content: bytes, name: str, media: str) -> HttpResponse:
    """A download: even a browser that opens it runs nothing of it."""
    return as_download(HttpResponse(content, content_type=media), name)


def as_download(answer: Answer, name: str) -> Answer:
    """Make a download of an answer, such as one that is written while it is sent."""
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def sent(request: OfficeRequest, name: str, verb: Verb) -> HandedIn:
    """A file of that name as whoever has signed in hands it in for an act."""
    return HandedIn(display_name(name), request.actor, request.at, verb)


def given(request: OfficeRequest, field: str = "file") -> tuple[str, Iterator[bytes]]:
    """The name and the bytes of a file that came along; nothing where none did."""
    found = request.FILES.get(field)
    if not isinstance(found, UploadedFile):
        return "", iter(())
    return found.name or "", iter(found.chunks())
