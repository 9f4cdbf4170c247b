"""What stands around every page of the office: who is signed in, what is open to them, the languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from sikao.core.wording import Language, Term
from sikao.interfaces.web.frame import Entry, FindingLine, finding_line, language, languages
from sikao.interfaces.web.office.asking import OfficeRequest, Signed
from sikao.interfaces.web.office.demonstration import Banner, banner
from sikao.interfaces.web.office.menu import MENU
from sikao.interfaces.web.office.pages import PAGES, Open
from sikao.office.accounts.queries import names_on
from sikao.office.accounts.rights.deciding import Holding, may
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.clock import clock_moved, day_of
from sikao.office.groundwork.here import place, read_only
from sikao.office.groundwork.notices.queries import unread_count


@dataclass(frozen=True, slots=True)
class OfficeFrame:
    """The surroundings of a page. ``capacities`` are the roles of whoever reads, in words.

    By ``reader``, the person's reference, the browser keeps drafts of different readers apart.
    """

    reader: str
    name: str
    capacities: tuple[str, ...]
    menu: SafeString
    ends_in: int
    demo: Banner | None
    unread: int
    read_only: tuple[FindingLine, ...]


class Can:
    """What is open to somebody at all, asked by a template by a verb's name: ``can.grant_propose``."""

    def __init__(self, held: tuple[Holding, ...]) -> None:
        self._held = held

    def __getitem__(self, name: str) -> bool:
        return may(Verb[name.upper()], self._held)


def paint_office(
    request: HttpRequest, template: str, *, section: str, status: int = 200, **context: Any
) -> HttpResponse:
    """The page in its frame. ``section`` is the name in ``menu.MENU`` that the page belongs to.

    Templates see ``office`` (the frame), ``languages``, ``fresh`` (whether a form of ``pages.STEP_UP`` may
    do without a code) and ``can`` (the verbs that are open to the person at all, such as
    ``can.grant_propose``), beside their own context.
    """
    asked = cast(OfficeRequest, request)
    signed = asked.signed
    content = {
        "office": None if signed is None else _frame(asked, signed, section),
        "languages": languages(request),
        "fresh": signed is not None and signed.fresh,
        "can": Can(() if signed is None else signed.holdings),
        **context,
    }
    return render(request, template, content, status=status)


def _frame(request: OfficeRequest, signed: Signed, section: str) -> OfficeFrame:
    roles = frozenset() if signed.still else frozenset(held.role for held in signed.holdings)
    return OfficeFrame(
        signed.person,
        signed.name,
        _capacities(request, signed),
        _menu(roles, section, language(), complete=not signed.still),
        signed.ends_in,
        demo=banner(request) if place().demo else None,
        unread=unread_count(signed.person),
        read_only=tuple(finding_line(finding, language()) for finding in (*read_only(), *clock_moved())),
    )


def _capacities(request: OfficeRequest, signed: Signed) -> tuple[str, ...]:
    """The roles in words, each with its organisation where it has one."""
    names = names_on(day_of(request.at))
    lang = language()
    words = []
    for held in signed.holdings:
        name = names.get(held.organisation)
        shown = "" if name is None else (name.en if lang == "en" else name.zh)
        words.append(" · ".join(part for part in (shown, held.role.term.text(lang)) if part))
    return tuple(words)


@lru_cache(maxsize=512)
def _menu(roles: frozenset[Role], section: str, lang: Language, *, complete: bool) -> SafeString:
    """The menu for whoever has these roles, empty before sign-in is complete: put together once for all."""
    entries = _entries(roles, section, lang) if complete else []
    return render_to_string("office/parts/navigation.html", {"entries": entries})


def _entries(roles: frozenset[Role], section: str, lang: Language) -> list[Entry]:
    """The lines of the menu that are open; a heading stands above the first of its lines."""
    shown, above = [], None
    for line in MENU:
        address = address_of(line.page)
        if address is None or not _is_open(line.page, roles):
            continue
        heading = line.heading if line.heading != above else None
        above = line.heading
        said = heading.text(lang) if isinstance(heading, Term) else ""
        shown.append(Entry(line.words.text(lang), address, line.page == section, line.icon, said))
    return shown


def address_of(page: str, **where: object) -> str | None:
    """The address of a page by its name; ``None`` where this server does not have it."""
    try:
        return reverse(page, kwargs=where)
    except NoReverseMatch:  # a part of the office that this server does not have
        return None


def _is_open(page: str, roles: frozenset[Role]) -> bool:
    asked = PAGES.get(page)
    held = (Holding(role, "") for role in roles)
    return may(asked, held) if isinstance(asked, Verb) else asked is Open.SIGNED
