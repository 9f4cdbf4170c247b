"""Verifying a paper in hand, for whoever reaches the server: by its code, or by the digest of its
file or its content.

A browser works the digest out itself: no file is sent. Of what never went out nothing is told, and whoever
asks too often waits.
"""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sikao.core.wording import Finding, Severity
from sikao.interfaces.limits import Limiter
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.door import address_of, lines
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.paper_lines import TONES
from sikao.interfaces.web.office.worded import moment_words
from sikao.office.accounts.sealing import source_of
from sikao.office.bulletins.genuine import Genuine, genuine
from sikao.office.bulletins.phrases import day_words
from sikao.office.bulletins.rules import code_typed, digest_typed
from sikao.office.groundwork.here import installation

SECTION = "verify"
PER_MINUTE = 20
"""So many papers an address may ask about in a minute."""
LONGEST = 200
limiter = Limiter(lambda: installation().limits)


@require_safe
def verify(request: OfficeRequest) -> HttpResponse:
    """The form, and what is known of the paper that was asked about."""
    typed = request.GET.get("code", "")[:LONGEST].strip()
    if not typed:
        return _paint(request, "")
    if seconds := seconds_to_wait(request):
        refusal = Finding("verify.too_many", Severity.ERROR, details={"seconds": str(seconds)})
        answer = _paint(request, typed, refusal, status=429)
        answer["Retry-After"] = str(seconds)
        return answer
    if not code_typed(typed) and not digest_typed(typed):
        return _paint(request, typed, Finding("verify.malformed", Severity.ERROR), status=422)
    found = genuine(typed)
    if found is None:
        return _paint(request, typed, Finding("verify.unknown", Severity.ERROR), status=404)
    return _paint(request, typed, found=found)


def seconds_to_wait(request: HttpRequest) -> int:
    """Seconds until whoever asks may ask again, on the page and by a program together; 0 counts this one."""
    return limiter.wait(f"verify {source_of(address_of(request))}", PER_MINUTE)


def _paint(
    request: OfficeRequest,
    typed: str,
    refusal: Finding | None = None,
    *,
    found: Genuine | None = None,
    status: int = 200,
) -> HttpResponse:
    lang = language()
    return paint_office(
        request,
        "office/bulletins/verify.html",
        section=SECTION,
        status=status,
        typed=typed,
        findings=[] if refusal is None else lines((refusal,)),
        found=found,
        state="" if found is None else found.state.term.text(lang),
        tone="" if found is None else TONES.get(found.state, "poor"),
        on="" if found is None else day_words(found.on, lang),
        by="" if found is None else found.by.term.text(lang),
        ended="" if found is None or found.ended is None else moment_words(found.ended),
        instead=None if found is None or found.instead is None else _instead(*found.instead),
        longest=LONGEST,
    )


def _instead(number: str, on: date) -> tuple[str, str]:
    return number, day_words(on, language())
