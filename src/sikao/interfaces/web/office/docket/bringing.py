"""Bringing an application: the forms for a unit's bonus and for a deduction by a body or the office."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from sikao.core.scheme.docketed import Counted
from sikao.interfaces.web.office import forms
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.docket.pages import SECTION
from sikao.interfaces.web.office.docket.shown import entry_name, signed, who_brought
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.tasks.files import sent
from sikao.interfaces.web.office.worded import Words, titled
from sikao.interfaces.web.templatetags.sikao import plain
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.attaching import stored_evidence
from sikao.office.docket import actions
from sikao.office.docket.counting import docket_for, dockets
from sikao.office.docket.queries import year_view
from sikao.office.docket.rules import LONGEST, LONGEST_MATTER, MOST_FILES
from sikao.office.docket.visible import applies_for, charges_for
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.here import place
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid
from sikao.office.ledger.facts import NewEvidence

form = require_http_methods(["GET", "HEAD", "POST"])
TEXTS = ("scheme", "unit", "item", "matter", "count", "reason", "document")


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry that can be applied for: what each is worth, the bound of all where it is the same for
    everybody, and what must be enclosed.
    """

    code: str
    name: str
    each: str
    cap: str
    evidence: tuple[str, ...]


@form
def apply(request: OfficeRequest) -> HttpResponse:
    """Apply for a bonus for one of the reader's units; in the office for any, from its paper."""
    scheme = _scheme(request)
    units = applies_for(request.actor, request.at, scheme)
    return _bring(request, scheme, units, (), actions.apply_for_bonus, deduction=False)


@form
def charge(request: OfficeRequest) -> HttpResponse:
    """Bring a deduction against a unit, in the name of a body or of the office."""
    scheme = _scheme(request)
    bodies = charges_for(request.actor, request.at, scheme)
    units = tuple(docket_for(scheme).counted) if bodies else ()
    return _bring(request, scheme, units, bodies, actions.bring_deduction, deduction=True)


def files_of(request: OfficeRequest, verb: Verb) -> list[NewEvidence]:
    """The files that came along, each of a kind that is taken, scanned and stored."""
    limit = place().upload_megabytes << 20
    given = request.FILES.getlist("files")
    if len(given) > MOST_FILES:
        raise NotValid.of("docket.too_many_files", most=str(MOST_FILES))
    return [stored_evidence(sent(request, one.name or "", verb), one.chunks(), limit) for one in given]


def _scheme(request: OfficeRequest) -> str:
    known = dockets()
    asked = request.POST.get("scheme") or request.GET.get("scheme", "")
    found = asked if asked in known else next(iter(known), "")
    if not found:
        raise NotThere.of("docket.not_there")
    return found


def _bring(
    request: OfficeRequest,
    scheme: str,
    units: tuple[str, ...],
    bodies: tuple[str, ...],
    act: Callable[..., str],
    *,
    deduction: bool,
) -> HttpResponse:
    findings: list[Any] = []
    if request.method != "POST" and year_view(scheme).closed:
        told = lines(NotNow.of("docket.closed").findings)
        return paint_office(request, "office/refused.html", section=SECTION, status=409, findings=told)
    if request.method == "POST":
        try:
            ref = _act(request, act, deduction=deduction)
        except (NotValid, NotNow) as refusal:
            findings = lines(refusal.findings)
        else:
            return redirect(f"{reverse('docket-item', kwargs={'ref': ref})}?done=1")
    docket = docket_for(scheme)
    words = Words(request.at, docket.scheme)
    return paint_office(
        request,
        "office/docket/bring.html",
        section=SECTION,
        status=422 if findings else 200,
        deduction=deduction,
        heading=gettext("提出减分") if deduction else gettext("申报加分"),
        scheme=scheme,
        title=titled(docket.scheme),
        units=[(code, words.organisation(code)) for code in units],
        bodies=[(code, who_brought(code, words)) for code in bodies],
        choices=_choices((docket.counted[unit] for unit in units), words, deduction=deduction),
        days=docket.scheme.docket.notice_days,
        today=day_of(request.at).isoformat(),
        given=request.POST,
        longest=LONGEST,
        longest_matter=LONGEST_MATTER,
        most=MOST_FILES,
        findings=findings,
    )


def _act(request: OfficeRequest, act: Callable[..., str], *, deduction: bool) -> str:
    verb = Verb.DOCKET_CHARGE if deduction else Verb.DOCKET_APPLY
    texts = (*TEXTS, "body") if deduction else TEXTS
    document_date = forms.day(request, "document_date")
    return forms.act(request, act, *texts, document_date=document_date, files=files_of(request, verb))


def _choices(counted: Iterable[dict[str, Counted]], words: Words, *, deduction: bool) -> list[Choice]:
    """The entries of some units, each once; where units have another worth, both are named."""
    found: dict[tuple[str, str], Choice] = {}
    for items in counted:
        for one in items.values():
            if one.is_deduction == deduction and words.scheme is not None:
                each, item = signed(one.each), words.scheme.items[one.item]
                name, cap = entry_name(one.item, words), plain(one.cap)
                first = found.setdefault((one.item, each), Choice(one.item, name, each, cap, item.evidence))
                if first.cap != cap:  # other groups have another bound
                    found[one.item, each] = replace(first, cap="")
    return list(found.values())
