"""Papers: what somebody may see and take of them, a unit's own letter, and whether one in hand is genuine."""

from __future__ import annotations

from django.http import HttpResponse
from ninja import Path, Query, Router

from sikao.interfaces.api import problems, told_papers
from sikao.interfaces.api.asking import ApiRequest
from sikao.interfaces.api.routes.about import file_answer
from sikao.interfaces.api.serving import operation
from sikao.interfaces.api.shapes import papers as shapes
from sikao.interfaces.api.shapes.common import Code, Ref
from sikao.interfaces.web.office.bulletins.own import letter_in_force, letter_name, letter_taken
from sikao.interfaces.web.office.bulletins.shown import file_name
from sikao.interfaces.web.office.bulletins.verify import seconds_to_wait
from sikao.office.accounts.queries import holdings
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.bulletins.actions import take_paper
from sikao.office.bulletins.actions.taking import SCAN
from sikao.office.bulletins.genuine import genuine
from sikao.office.bulletins.keeping import MEDIA
from sikao.office.bulletins.queries import PaperView
from sikao.office.bulletins.rules import code_typed, digest_typed
from sikao.office.bulletins.visible import is_within, may, paper_in_sight, papers_in_sight
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotValid
from sikao.office.results.visible import edition_of_unit

router = Router(tags=["papers"])
BYTES = "application/octet-stream"
PDF, FILES = MEDIA["pdf"], (MEDIA["pdf"], MEDIA["docx"], MEDIA["xlsx"], BYTES)
"""A scan is what somebody archived, whatever its kind."""


@operation(router, "GET", "/papers", "list_papers", list[shapes.PaperShown])
def list_papers(request: ApiRequest, wanted: Query[shapes.PapersWanted]) -> list[shapes.PaperShown]:
    """The papers that one may see: the office every draft, others what went out and is meant for them."""
    asked = wanted.model_dump(exclude_none=True)
    within = _within(request)
    found = papers_in_sight(request.actor, request.at, asked.pop("scheme", None))
    return [
        shapes.PaperShown(**told_papers.paper(view, within=within))
        for view in found
        if all(getattr(view, name) == value for name, value in asked.items())
    ]


@operation(router, "GET", "/papers/{ref}", "get_paper", shapes.PaperWhole)
def get_paper(request: ApiRequest, ref: Path[Ref]) -> shapes.PaperWhole:
    """One paper: where it stands, its number and code, its files, what it is bound to."""
    view = paper_in_sight(request.actor, request.at, ref)
    takes = may(request.actor, request.at, Verb.PAPER_TAKE, view)
    return told_papers.whole(view, within=_within(request), takes=takes)


@operation(router, "GET", "/papers/{ref}/files/{form}", "get_paper_file", None, media=FILES, journaled=True)
def get_paper_file(request: ApiRequest, ref: Path[Ref], form: Path[shapes.PaperForm]) -> HttpResponse:
    """A file of a paper. One that went out has the very bytes that were issued; a draft names its taker.

    ``scan`` is the stamped paper, once it is archived. Who took it is in the journal, with its digest.
    """
    return _taken(request, paper_in_sight(request.actor, request.at, ref), form)


@operation(
    router,
    "GET",
    "/own-results/{ref}/{unit}/letter",
    "get_own_letter",
    None,
    media=PDF,
    journaled=True,
)
def get_own_letter(request: ApiRequest, ref: Path[Ref], unit: Path[Code]) -> HttpResponse:
    """The feedback letter to one's own unit as PDF: the issued one, once there is one; else a draft of it.

    The issued one is a paper, and asks for the scope of papers beside.
    """
    view = edition_of_unit(request.actor, request.at, ref, unit)
    issued = letter_in_force(ref, unit)
    if issued is not None:
        return _taken(request, paper_in_sight(request.actor, request.at, issued.ref), "pdf")
    content = letter_taken(request.actor, request.at, view, unit, request.lang)
    return file_answer(content, PDF, letter_name(view, unit))


@operation(router, "GET", "/verify", "verify_paper", shapes.PaperVerified)
def verify_paper(request: ApiRequest, asked: Query[shapes.PaperAsked]) -> shapes.PaperVerified | HttpResponse:
    """Whether a paper in hand is genuine and holds, for everybody; of what never went out nothing is told.

    An address may ask as often as on the page, both together.
    """
    if seconds := seconds_to_wait(request):
        refusal = problems.one(request, 429, "verify.too_many", seconds=str(seconds))
        refusal["Retry-After"] = str(seconds)
        return refusal
    typed = code_typed(asked.code or "") if asked.sha256 is None else digest_typed(asked.sha256)
    if not typed or (asked.code is not None and asked.sha256 is not None):
        raise NotValid.of("verify.malformed")
    found = genuine(typed)
    if found is None:
        return problems.one(request, 404, "verify.unknown")
    return told_papers.verified(found)


def _within(request: ApiRequest) -> bool:
    return is_within(holdings(request.actor.person, day_of(request.at)))


def _taken(request: ApiRequest, view: PaperView, form: str) -> HttpResponse:
    content = take_paper(actor=request.actor, at=request.at, ref=view.ref, form=form)
    if form == SCAN:
        return file_answer(content, BYTES, f"{view.ref}-scan")
    return file_answer(content, MEDIA[form], file_name(view, form))
