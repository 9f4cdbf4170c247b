"""Files of an office as a browser gets them: to keep, never as a page of this server."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from sikao.interfaces.web.office.asking import OfficeRequest

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTES = "application/octet-stream"
ZIP = "application/zip"
SANDBOX = "sandbox; default-src 'none'"


def attached(content: bytes, name: str, media: str) -> HttpResponse:
    """A download: even a browser that opens it runs nothing of it."""
    answer = HttpResponse(content, content_type=media)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    answer["Cache-Control"] = "no-store"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer


def given(request: OfficeRequest, field: str = "file") -> tuple[str, Iterator[bytes]]:
    """The name and the bytes of a file that came along; nothing where none did."""
    found = request.FILES.get(field)
    if not isinstance(found, UploadedFile):
        return "", iter(())
    return found.name or "", iter(found.chunks())
