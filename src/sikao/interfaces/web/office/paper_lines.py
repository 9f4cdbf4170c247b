"""Papers as lists show them, on their own pages and on those of what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from sikao.core.wording import Term
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.worded import Words
from sikao.office.accounts.rights.deciding import may as has_right
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.bulletins.phrases import day_words
from sikao.office.bulletins.queries import PaperView, papers
from sikao.office.bulletins.rules import ALIVE, State
from sikao.office.bulletins.stands import issued_step
from sikao.office.bulletins.telling import name_of
from sikao.office.bulletins.visible import may
from sikao.office.rulebook.queries import scheme_of

TONES = {State.DRAFT: "note", State.ISSUED: "good", State.ARCHIVED: "good", State.WITHDRAWN: "poor"}


@dataclass(frozen=True, slots=True)
class Line:
    """A paper in a list."""

    view: PaperView
    name: str
    unit: str
    number: str
    on: str
    state: str
    tone: str
    address: str


def line_of(view: PaperView, at: datetime) -> Line:
    """A paper as a list shows it."""
    lang, words = language(), Words(at, scheme_of(view.scheme))
    step = issued_step(view)
    return Line(
        view=view,
        name=name_of(view).text(lang),
        unit=words.organisation(view.unit) if view.unit else "",
        number="" if step is None else step.document_number,
        on="" if step is None else day_words(step.on, lang),
        state=view.state.term.text(lang),
        tone=TONES.get(view.state, ""),
        address=reverse("bulletin", kwargs={"ref": view.ref}),
    )


def lines_of(views: Iterable[PaperView], at: datetime) -> list[Line]:
    """Papers as a list shows them."""
    return [line_of(view, at) for view in views]


def papers_about(
    request: OfficeRequest, about: str, page: str, words: Term, *, ready: bool
) -> dict[str, Any]:
    """For the page of an objection or a review: the papers about it, and how one is prepared."""
    found = [one for one in papers(about=about) if may(request.actor, request.at, Verb.PAPER_VIEW, one)]
    alive = any(one.state in ALIVE for one in found)
    prepares = ready and not alive and has_right(Verb.PAPER_PREPARE, signed_of(request).holdings)
    return {
        "papers": lines_of(found, request.at),
        "prepares": reverse(page, kwargs={"ref": about}) if prepares else "",
        "prepare_words": words.text(language()),
    }
