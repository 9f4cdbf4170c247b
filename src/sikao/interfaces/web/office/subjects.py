"""The pages of what notices and the journal are about; in the journal for those who may see them alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from sikao.core.wording import Term
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.frame import address_of
from sikao.interfaces.web.office.pages import PAGES
from sikao.interfaces.web.office.signin import signed_of
from sikao.office.accounts.queries import names_on, person_names
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.amendments.queries import amendments
from sikao.office.amendments.rules import State
from sikao.office.amendments.visible import amendments_in_sight
from sikao.office.bulletins.visible import papers_in_sight
from sikao.office.cycle.looking import named_in_sight, refs_in_sight
from sikao.office.cycle.monthly import is_review
from sikao.office.docket.visible import seen_among
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import head
from sikao.office.results.visible import editions_in_sight, objections_in_sight
from sikao.office.rulebook.queries import cards, sealed_all

Named = tuple[str, str]
"""The kind of an object and its reference, as entries of the journal name it."""

_ABOUT = {
    "task": ("task", "ref"),
    "confirmation": ("check", "ref"),
    "verification": ("verification", "ref"),
    "edition": ("edition", "ref"),
    "amendment": ("amendment", "ref"),
    "amendment_notice": ("amendment-notice", "ref"),
    "objection": ("objection", "ref"),
    "paper": ("bulletin", "ref"),
    "decision": ("decision", "ref"),
    "docket": ("docket-item", "ref"),
    "review": ("review", "ref"),
    "scheme": ("dossier", "ref"),
    "year": ("scheme", "scheme"),
    "person": ("person", "person"),
    "account": ("person", "person"),
    "organisation": ("organisation", "code"),
    "journal": ("journal-entry", "seq"),
}
"""The page of each kind of object, and what its address names."""
_LISTS = {
    "sharing": "sharing",
    "request": "people",
    "result": "own-results",
    "docket_notice": "docket-notice",
    "docket_year": "docket",
    "working_days": "working-days",
}
"""Kinds of objects that have no page of their own, with the list in which they stand."""


def page_about(kind: str, ref: str) -> str:
    """The address of an object's page; empty where it has none. The board is that of who is late."""
    if kind == "board":
        board = address_of("board")
        return f"{board}?scheme={ref}&state=late" if board else ""
    if kind in _LISTS:
        return address_of(_LISTS[kind]) or ""
    page, name = _ABOUT.get(kind, ("", ""))
    return (address_of(page, **{name: ref}) or "") if page and ref else ""


def pages_in_sight(request: OfficeRequest, named: Iterable[Named]) -> dict[Named, str]:
    """The addresses of those objects that are there, have a page, and may be seen by whoever asks.

    Entries of refusals name what does not exist, or what somebody else may see: they stay text.
    """
    return {
        (kind, ref): address
        for kind, refs in _open_to(request, named).items()
        for ref in refs & frozenset(_THERE[kind](request, refs))
        if (address := page_about(kind, ref))
    }


def names_in_sight(request: OfficeRequest, named: Iterable[Named]) -> dict[Named, Term]:
    """What those objects are about that whoever asks may see, in words; only of the work of the year."""
    return {
        (kind, ref): words
        for kind, refs in _open_to(request, named).items()
        for ref, words in named_in_sight(request.actor, request.at, kind, refs).items()
    }


def _open_to(request: OfficeRequest, named: Iterable[Named]) -> dict[str, set[str]]:
    """The references by kind, of the kinds whose pages are open to whoever asks."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for kind, ref in named:
        by_kind[kind].add(ref)
    return {kind: refs for kind, refs in by_kind.items() if _is_open(request, kind)}


def _is_open(request: OfficeRequest, kind: str) -> bool:
    """Whether pages about a kind of object are open to whoever asks at all."""
    wanted = PAGES.get(_LISTS.get(kind) or _ABOUT.get(kind, ("", ""))[0])
    return isinstance(wanted, Verb) and may(wanted, signed_of(request).holdings)


def _of_cycle(kind: str) -> Callable[[OfficeRequest, Collection[str]], Collection[str]]:
    return lambda request, refs: refs_in_sight(request.actor, request.at, kind, refs)


def _persons(_request: OfficeRequest, refs: Collection[str]) -> Collection[str]:
    return person_names(frozenset(refs))


_THERE: Mapping[str, Callable[[OfficeRequest, Collection[str]], Collection[str]]] = {
    **{kind: _of_cycle(kind) for kind in ("task", "confirmation", "verification", "decision")},
    "amendment": lambda request, _refs: [view.ref for view in amendments_in_sight(request.actor, request.at)],
    "amendment_notice": lambda _request, _refs: [
        view.ref for view in amendments() if view.state is State.IN_FORCE
    ],
    "edition": lambda request, _refs: [view.ref for view in editions_in_sight(request.actor, request.at)],
    "objection": lambda request, _refs: [view.ref for view in objections_in_sight(request.actor, request.at)],
    "paper": lambda request, _refs: [view.ref for view in papers_in_sight(request.actor, request.at)],
    "docket": lambda request, refs: seen_among(request.actor, request.at, refs),
    "review": lambda _request, refs: [ref for ref in refs if is_review(ref)],
    "scheme": lambda _request, _refs: [card.ref for card in cards()],
    "year": lambda _request, _refs: [sealed.code for sealed in sealed_all()],
    "person": _persons,
    "account": _persons,
    "organisation": lambda request, refs: names_on(day_of(request.at), frozenset(refs)),
    "journal": lambda _request, refs: [ref for ref in refs if ref.isdecimal() and int(ref) <= head()[0]],
    "sharing": lambda _request, refs: refs,
    "docket_notice": lambda _request, refs: refs,
    "docket_year": lambda _request, refs: refs,
    "working_days": lambda _request, refs: refs,
    "request": lambda _request, refs: refs,
}
"""Which of some references of a kind are there for whoever asks."""
