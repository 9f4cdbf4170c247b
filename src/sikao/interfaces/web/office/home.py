"""The first page of the office: what is mine to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from sikao.interfaces.web.office.frame import paint_office


def home(request: HttpRequest) -> HttpResponse:
    """The work of whoever has signed in."""
    return paint_office(request, "office/home.html", section="home")
