"""What every answer carries: the policy of what a page may load and do."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from sikao.interfaces.web.frame import FiguresRefusedError, finding_line, language, paint

# Only files of this server; no inline code or style; no plug-ins, frames or foreign forms.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

Answer = Callable[[HttpRequest], HttpResponseBase]


def content_policy(get_response: Answer) -> Answer:
    """Add the content and permissions policies to every answer."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        # A download brings a stricter one of its own.
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers["Permissions-Policy"] = PERMISSIONS
        return response

    return answer


class RefusedFigures:
    """Shows the findings wherever results were asked for and the figures were refused."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing to do before or after a page that was made."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """The page of the findings, with the status of something that cannot be processed."""
        if not isinstance(exception, FiguresRefusedError):
            return None
        page = paint(
            request,
            "home/refused.html",
            exception.year,
            section="overview",
            findings=[finding_line(finding, language()) for finding in exception.findings],
        )
        page.status_code = 422
        return page
