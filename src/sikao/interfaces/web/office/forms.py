"""What forms hand in, read for actions: texts as they are, days and pages as what they mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sikao.core.wording import Findings, Place
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.office.groundwork.refusals import NotValid

Done = TypeVar("Done")


def text(request: HttpRequest, name: str) -> str:
    """A field of a form; empty where it was not sent."""
    return request.POST.get(name, "")


def act(request: OfficeRequest, perform: Callable[..., Done], /, *texts: str, **given: object) -> Done:
    """Let the person who asks act now, with texts of the form under their own names and with ``given``."""
    fields = {name: text(request, name) for name in texts}
    return perform(actor=request.actor, at=request.at, **fields, **given)


def day(request: HttpRequest, name: str) -> date:
    """A day that must be given, as browsers send it: 2020-07-18."""
    found = Findings()
    given = _day(found, name, request.POST.get(name, ""))
    if given is None:
        if not found.failed:
            found.error("field.empty", Place(path=name))
        raise NotValid(found)
    return given


def day_or_none(request: HttpRequest, name: str) -> date | None:
    """A day that may be left out."""
    found = Findings()
    given = _day(found, name, request.POST.get(name, ""))
    if found.failed:
        raise NotValid(found)
    return given


def _day(found: Findings, name: str, given: str) -> date | None:
    if not given.strip():
        return None
    try:
        return date.fromisoformat(given.strip())
    except ValueError:
        found.error("field.day", Place(path=name), given=given)
        return None


def asked_day(request: HttpRequest, name: str) -> date | None:
    """A day in an address that narrows a list; what is no day narrows nothing."""
    return _day(Findings(), name, request.GET.get(name, ""))


def page(request: HttpRequest) -> int:
    """The page of a list, counted from 1."""
    given = request.GET.get("page", "1")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 7 else 1


def kept(request: HttpRequest, without: str = "") -> str:
    """The question as it stays in the address of other pages of a list, and of the list as a file.

    ``without`` is the part that is asked anew.
    """
    asked = request.GET.copy()
    for name in ("page", without):
        asked.pop(name, None)
    return asked.urlencode()


def done(name: str, fragment: str = "", **where: str) -> HttpResponse:
    """Back to a page after something was done: asking for it again does nothing twice."""
    return redirect(f"{reverse(name, kwargs=where)}?done=1{fragment}")
