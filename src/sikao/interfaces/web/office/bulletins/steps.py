"""Acting pages of papers: preparing, the words, issuing, archiving, withdrawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.bulletins.pages import edition_context, paper_context
from sikao.interfaces.web.office.bulletins.shown import ACTS, SECTION, day_shown, texts_of
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.forms import act, day_or_none, done, text
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.tasks.files import sent
from sikao.interfaces.web.office.worded import moment_words
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.bulletins import actions
from sikao.office.bulletins.actions.wording import Typed
from sikao.office.bulletins.queries import WordsView, made_of, versions_of
from sikao.office.bulletins.rules import next_state
from sikao.office.bulletins.stands import stand_of
from sikao.office.bulletins.visible import paper_in_sight
from sikao.office.groundwork.malware import scanned
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid, NotYou, Refusal
from sikao.office.results.visible import edition_in_sight
from sikao.office.rulebook.papers import SCAN_BYTES

form = require_http_methods(["GET", "HEAD", "POST"])
TYPED = ("head", "issuer", "document_number", "copies", "printed_by", "further")
PASSAGE = "passage:"
"""Before the id of a passage in the names of fields."""


@require_POST
def edition_prepare(request: OfficeRequest, ref: str) -> HttpResponse:
    """Prepare the bulletin of a result, or the letters of all its units."""
    edition_in_sight(request.actor, request.at, ref)
    wanted = request.POST.get("what", "")
    letters = request.POST.getlist("unit")
    given = {"bulletin": wanted == "bulletin", "letters": letters if wanted == "letters" else ()}
    return _on_edition(request, ref, actions.prepare_papers, **given, lang=_lang(request))


@require_POST
def edition_number(request: OfficeRequest, ref: str) -> HttpResponse:
    """Number and date the letters of a result that are drafts."""
    edition_in_sight(request.actor, request.at, ref)
    first = text(request, "first").strip()
    number = int(first) if first.isascii() and first.isdigit() and len(first) < 7 else 1
    return _on_edition(request, ref, actions.number_letters, typed=lambda: _typed(request), first=number)


@require_POST
def edition_issue(request: OfficeRequest, ref: str) -> HttpResponse:
    """Issue the letters of a result that were shown as ready, each by its digest."""
    edition_in_sight(request.actor, request.at, ref)
    named = dict(one.split(":", 1) for one in request.POST.getlist("paper") if ":" in one)
    try:
        act(request, actions.issue_papers, papers=named)
    except (NotNow, NotValid, NotThere, NotYou) as refusal:
        return _edition_again(request, ref, refusal)
    return done("edition-papers", ref=ref)


def _on_edition(request: OfficeRequest, ref: str, perform: Callable[..., Any], **given: Any) -> HttpResponse:
    """Act on the papers of a result; what is refused is said on their page."""
    try:
        told = {name: value() if callable(value) else value for name, value in given.items()}
        act(request, perform, edition=ref, **told)
    except (NotNow, NotValid, NotThere) as refusal:
        return _edition_again(request, ref, refusal)
    return done("edition-papers", ref=ref)


def _edition_again(request: OfficeRequest, ref: str, refusal: Refusal) -> HttpResponse:
    context = {"findings": lines(refusal.findings), "given": request.POST}
    context = edition_context(request, ref) | context
    return paint_office(request, "office/bulletins/edition.html", section=SECTION, status=422, **context)


@require_POST
def objection_paper(request: OfficeRequest, ref: str) -> HttpResponse:
    """Prepare the letter about a ruling, which leads to its page."""
    return _prepared(request, actions.prepare_ruling, objection=ref)


@require_POST
def review_paper(request: OfficeRequest, ref: str) -> HttpResponse:
    """Prepare the report of a month that was held."""
    return _prepared(request, actions.prepare_report, review=ref)


def _prepared(request: OfficeRequest, perform: Callable[..., str], **given: str) -> HttpResponse:
    try:
        ref = act(request, perform, **given, lang=_lang(request))
    except (NotNow, NotValid) as refusal:
        return _refused(request, refusal)
    return done("bulletin", ref=ref)


@require_POST
def prepare(request: OfficeRequest, ref: str) -> HttpResponse:
    """Have the files of a draft made anew."""
    paper_in_sight(request.actor, request.at, ref)
    try:
        act(request, actions.prepare_again, paper=ref)
    except (NotNow, NotValid) as refusal:
        return _refused(request, refusal)
    return done("bulletin", ref=ref)


@form
def words(request: OfficeRequest, ref: str) -> HttpResponse:
    """The words of a draft beside the program's own; an earlier version where one is asked for."""
    view = paper_in_sight(request.actor, request.at, ref)
    findings: list[Any] = []
    if request.method == "POST":
        try:
            seen = text(request, "seen")
            act(
                request,
                actions.word_paper,
                paper=ref,
                seen=int(seen) if seen.isascii() and seen.isdigit() else 0,
                typed=_typed(request),
                passages=_passages(request.POST),
            )
        except (NotNow, NotValid) as refusal:
            findings = lines(refusal.findings)
        else:
            return done("bulletin", ref=ref)
    next_state(view.state, Verb.PAPER_WORD)
    made = made_of(view)
    if made is None:
        raise NotNow.of("paper.being_made")
    versions = versions_of(ref)
    chosen = _version(request, versions)
    shown = texts_of(made, chosen)
    if request.method == "POST":
        typed = _passages(request.POST)
        shown = [replace(one, text=typed.get(one.id, one.text)) for one in shown]
    context = paper_context(request, view) | {
        "findings": findings,
        "texts": shown,
        "chosen": chosen,
        "day": "" if chosen.on is None else chosen.on.isoformat(),
        "last": versions[-1].number,
        "moment": moment_words(chosen.at),
        "given": request.POST,
    }
    status = 422 if findings else 200
    return paint_office(request, "office/bulletins/words.html", section=SECTION, status=status, **context)


def _version(request: OfficeRequest, versions: tuple[WordsView, ...]) -> WordsView:
    """The version of the words that the address names, else the last."""
    asked = request.GET.get("version", "")
    return next((one for one in versions if str(one.number) == asked), versions[-1])


def _passages(posted: Mapping[str, str]) -> dict[str, str]:
    return {
        name.removeprefix(PASSAGE): " ".join(posted[name].split())
        for name in posted
        if name.startswith(PASSAGE)
    }


def _typed(request: OfficeRequest) -> Typed:
    return Typed(**{name: text(request, name) for name in TYPED}, on=day_or_none(request, "on"))


def step(verb: Verb) -> Callable[..., HttpResponse]:
    """The page that says what issuing, archiving or withdrawing means, then the act itself."""

    @form
    def page(request: OfficeRequest, ref: str) -> HttpResponse:
        view = paper_in_sight(request.actor, request.at, ref)
        next_state(view.state, verb)
        findings: list[Any] = []
        if request.method == "POST":
            try:
                _perform(request, verb, ref)
            except (NotNow, NotValid, NotYou) as refusal:
                findings = lines(refusal.findings)
            else:
                return done("bulletin", ref=ref)
        # While its files are made anew a paper has findings of that work: here those of the act are shown.
        context = paper_context(request, view) | {"findings": findings, "given": request.POST}
        if verb is Verb.PAPER_ISSUE:
            stand = stand_of(view, request.at)
            context |= {"number": stand.number, "day": day_shown(stand.on), "content": stand.content}
        return paint_office(
            request,
            "office/bulletins/confirm.html",
            section=SECTION,
            status=422 if findings else 200,
            verb=verb.value,
            name=ACTS[verb].text(language()),
            **context,
        )

    return page


def _perform(request: OfficeRequest, verb: Verb, ref: str) -> None:
    if verb is Verb.PAPER_ISSUE:
        act(request, actions.issue_papers, papers={ref: text(request, "content")})
    elif verb is Verb.PAPER_WITHDRAW:
        act(request, actions.withdraw_paper, "reason", paper=ref)
    else:
        found = request.FILES.get("scan")
        content, name = b"", ""
        if isinstance(found, UploadedFile):
            name = found.name or ""
            content = scanned(found.read(SCAN_BYTES + 1), sent(request, name, verb))
        act(request, actions.archive_paper, paper=ref, scan=content, scan_name=name)


def _lang(request: OfficeRequest) -> str:
    return "en" if text(request, "lang") == "en" else "zh"


def _refused(request: OfficeRequest, refusal: Refusal) -> HttpResponse:
    findings = lines(refusal.findings)
    return paint_office(request, "office/refused.html", section=SECTION, status=409, findings=findings)
