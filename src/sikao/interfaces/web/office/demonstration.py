"""The next step of a demonstration, from its banner: the clock moves on, and the others do their part."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from sikao.interfaces.demo.stepping import Stepped, step
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.sessions import move_on
from sikao.office.groundwork.clock import day_of

LOOK_SECONDS = 0.25
KEY = "demonstration"


@dataclass(frozen=True, slots=True)
class Banner:
    """What the banner of a demonstration says: its day and, after a step, what happened and what is on."""

    today: str
    acts: int | None = None
    refused: int = 0
    on: str = ""


@require_POST
def next_step(request: OfficeRequest) -> HttpResponse:
    """Go on; with ``others`` everybody does by then what the story has for them."""
    stepped = step(request.actor, lambda *_: None, _wait, others="others" in request.POST)
    move_on(request, stepped.at)
    request.session[KEY] = _kept(stepped)
    return redirect("home")


def _wait(_: datetime) -> None:
    """The worker beside this server computes what is asked for."""
    time.sleep(LOOK_SECONDS)


def _kept(stepped: Stepped) -> dict[str, object]:
    return {
        "day": day_of(stepped.at).isoformat(),
        "acts": stepped.acts,
        "refused": len(stepped.refused),
        "zh": "、".join(_counted(what.zh, count) for what, count in stepped.today),
        "en": ", ".join(_counted(what.en, count) for what, count in stepped.today),
    }


def _counted(what: str, count: int) -> str:
    return what if count == 1 else f"{what} × {count}"


def banner(request: OfficeRequest) -> Banner:
    """What the banner says on the day that it is."""
    today = day_of(request.at).isoformat()
    kept = request.session.get(KEY)
    if kept is None or kept["day"] != today:
        return Banner(today)
    return Banner(today, kept["acts"], kept["refused"], kept[language()])
