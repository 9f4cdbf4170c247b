"""One figure with everything that ever happened to it, and the search over figures as of any moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from sikao.core.scheme import Scheme
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.evidence import Attached, attached
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.searching import export, search
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.used import used_at
from sikao.interfaces.web.office.worded import (
    STANDINGS,
    TONES,
    FigureLine,
    Words,
    last_year,
    moment_words,
)
from sikao.interfaces.web.results.words import named
from sikao.office.accounts.queries import authorise, person_names
from sikao.office.accounts.rights.deciding import Concerned, may
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.duties import owed
from sikao.office.cycle.looking import versions_for
from sikao.office.cycle.uses import is_retroactive, outcomes_of
from sikao.office.groundwork.refusals import NotYou
from sikao.office.ledger.facts import Key, Version
from sikao.office.ledger.histories import Handing, handings, pieces_of
from sikao.office.ledger.queries import events_of, reported

__all__ = ["export", "figure", "figures"]
figures = search


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that became of a version."""

    at: str
    what: str
    tone: str
    organisation: str
    person: str
    reason: str


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One version: how it came in, by whom, and what became of it."""

    number: int
    line: FigureLine
    handing: Handing
    at: str
    way: str
    reporter: str
    signer: str
    delegate_of: str
    reason: str
    since: str
    stands: bool
    receipt: str
    evidence: tuple[Attached, ...]
    events: tuple[Happened, ...]


@dataclass(slots=True)
class _Page:
    """What the parts of the page share."""

    request: OfficeRequest
    words: Words
    scheme: Scheme
    key: Key
    found: list[Version]
    given: Mapping[str, Handing]
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def retroactive(self) -> bool:
        """Whether a revision counts at earlier checkpoints too."""
        return is_retroactive(self.scheme, self.key)


WAYS = {
    "sheet": ("部门报送", "bureau's sheet"),
    "report": ("单位自报", "unit's own report"),
    "paper": ("纸质材料代录", "paper, entered by the office"),
    "revision": ("更正", "revision"),
    "history": ("以前年度数据导入", "taken over from earlier years"),
    "ruling": ("复核裁定", "ruling on an objection"),
    "docket": ("加减分审定", "decision of the docket"),
}


@require_safe
def figure(request: OfficeRequest, unit: str, indicator: str, kind: str, period: str) -> HttpResponse:
    """All versions of one figure in order, what became of each, and what reads it."""
    key: Key = (unit, indicator, kind, period)
    page = _page(request, key)
    events = events_of([version.ref for version in page.found])
    persons = {event[3] for told in events.values() for event in told}
    persons |= {code for one in page.given.values() for code in (one.reporter, one.signer, one.delegate_of)}
    page.names = person_names(frozenset(persons - {""}))
    shown = _versions(page, events)
    return paint_office(
        request,
        "office/figures/figure.html",
        section="figures",
        unit=page.words.organisation(unit),
        name=page.words.indicator(key),
        line=shown[-1].line,
        standing=next((one for one in reversed(shown) if one.stands), None),
        versions=tuple(reversed(shown)),
        used=used_at(request, page.scheme, key, page.found),
        outcomes=outcomes_of(page.scheme.code, key),
        key="/".join(key),
        retroactive=page.retroactive and len(shown) > 1,
        searches=may(Verb.FIGURE_SEARCH, signed_of(request).holdings),
    )


def _page(request: OfficeRequest, key: Key) -> _Page:
    """Loads the figure for somebody who may see it; everybody else is told that there is none."""
    found = versions_for(request.actor, request.at, key)
    given = handings({version.submission for version in found})
    scheme = owed(given[found[-1].submission].scheme).scheme
    return _Page(request, Words(request.at, scheme), scheme, key, found, given)


def _versions(
    page: _Page, events: Mapping[str, list[tuple[datetime, str, str, str, str]]]
) -> list[VersionShown]:
    earlier = reported({page.key[0]}, {page.key[1].partition("/")[0]}, {last_year(page.key[3])})
    pieces = attached(page.request, pieces_of(page.given.keys()))
    by_submission: dict[str, list[Attached]] = {}
    for piece, made in _with_submission(page, pieces):
        by_submission.setdefault(made, []).append(piece)
    standing = [version.ref for version in page.found if version.standing != "returned"]
    last = standing[-1] if standing else ""
    lines = page.words.lines(page.found, earlier)
    return [
        _version(page, number, version, line, version.ref == last, by_submission, events.get(version.ref, []))
        for number, (version, line) in enumerate(zip(page.found, lines, strict=True), 1)
    ]


def _with_submission(page: _Page, pieces: list[Attached]) -> list[tuple[Attached, str]]:
    """Each piece with the submission that brought it; of other figures' evidence none."""
    refs = {version.ref for version in page.found}
    known = {one.ref: one.submission for one in pieces_of(page.given.keys())}
    return [(piece, known[piece.ref]) for piece in pieces if piece.figure in ("", *refs)]


def _version(
    page: _Page,
    number: int,
    version: Version,
    line: FigureLine,
    stands: bool,
    evidence: Mapping[str, list[Attached]],
    events: list[tuple[datetime, str, str, str, str]],
) -> VersionShown:
    handing, lang = page.given[version.submission], language()
    way = WAYS.get(handing.way, (handing.way, handing.way))
    checkpoint = page.scheme.checkpoints.get(version.since)
    return VersionShown(
        number=number,
        line=line,
        handing=handing,
        at=moment_words(version.at),
        way=way[1] if lang == "en" else way[0],
        reporter=page.names.get(handing.reporter, ""),
        signer=page.names.get(handing.signer, ""),
        delegate_of=page.names.get(handing.delegate_of, ""),
        reason=version.reason,
        since="" if checkpoint is None or page.retroactive else named(checkpoint, lang),
        stands=stands,
        receipt=_receipt(page, handing),
        evidence=tuple(evidence.get(version.submission, ())),
        events=tuple(
            Happened(
                moment_words(at),
                STANDINGS[what].text(lang) if what in STANDINGS else what,
                TONES.get(what, ""),
                page.words.organisation(organisation),
                page.names.get(person, ""),
                reason,
            )
            for at, what, organisation, person, reason in events
        ),
    )


def _receipt(page: _Page, handing: Handing) -> str:
    """The way to the receipt, for whom it is open to."""
    if not handing.task:  # taken over from earlier years: nobody owed it, nobody signed it
        return ""
    own = Concerned(own=frozenset({handing.organisation}))
    try:
        authorise(page.request.actor, page.request.at, Verb.RECEIPT_VIEW, own)
    except NotYou:
        return ""
    return reverse("receipt", kwargs={"ref": handing.task})
