"""Who asks, who there is, and by which schemes it goes."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from ninja import Path, Router

from sikao.interfaces.api.asking import ApiRequest
from sikao.interfaces.api.serving import DIGEST, operation
from sikao.interfaces.api.shapes.common import Code, moment, words
from sikao.interfaces.api.shapes.rules import Capacity, Me, OrganisationName, OrganisationShown, SchemeShown
from sikao.office.accounts.listing import OrganisationRow, history, organisations
from sikao.office.accounts.queries import successors
from sikao.office.accounts.standing import standing
from sikao.office.groundwork.canonical import sha256
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.files import content_of
from sikao.office.groundwork.refusals import NotThere
from sikao.office.rulebook.queries import Sealed, sealed, sealed_all

router = Router(tags=["about"])
ZIP = "application/zip"


@operation(router, "GET", "/me", "get_me", Me)
def get_me(request: ApiRequest) -> Me:
    """Whose token it is, its scopes, and the roles that the person holds today."""
    actor = request.actor
    found = standing(actor.person, request.at)
    if found is None:
        raise NotThere.of("api.not_there")
    return Me(
        person=found.person,
        name=found.name,
        now=moment(request.at) or "",
        scopes=sorted(actor.scopes or ()),
        capacities=[
            Capacity(
                role=held.role.value, words=words(held.role.term), organisation=held.organisation or None
            )
            for held in found.holdings
        ],
    )


@operation(router, "GET", "/organisations", "list_organisations", list[OrganisationShown])
def list_organisations(request: ApiRequest) -> list[OrganisationShown]:
    """Every organisation with all names that it has borne."""
    return [_organisation(row, request.at) for row in organisations(request.at)]


@operation(router, "GET", "/organisations/{code}", "get_organisation", OrganisationShown)
def get_organisation(request: ApiRequest, code: Path[Code]) -> OrganisationShown:
    """One organisation."""
    for row in organisations(request.at):
        if row.code == code:
            return _organisation(row, request.at)
    raise NotThere.of("api.not_there")


def _organisation(row: OrganisationRow, at: datetime) -> OrganisationShown:
    named = [event for event in reversed(history(row.code, at)) if event.what == "named"]
    return OrganisationShown(
        code=row.code,
        kind=row.kind,
        names=[
            OrganisationName(zh=event.name, en=event.note or event.name, since=event.on.isoformat())
            for event in named
        ],
        ended_on=None if row.ended_on is None else row.ended_on.isoformat(),
        merged_into=successors(day_of(at)).get(row.code),
    )


@operation(router, "GET", "/schemes", "list_schemes", list[SchemeShown])
def list_schemes(request: ApiRequest) -> list[SchemeShown]:  # noqa: ARG001 -- every sealed scheme is public
    """The schemes that bind, in the order in which they were sealed."""
    return [_scheme(found) for found in sealed_all()]


@operation(router, "GET", "/schemes/{code}", "get_scheme", SchemeShown)
def get_scheme(request: ApiRequest, code: Path[Code]) -> SchemeShown:  # noqa: ARG001 -- as above
    """One scheme that binds."""
    return _scheme(_sealed(code))


@operation(router, "GET", "/schemes/{code}/text", "get_scheme_text", None, media=ZIP)
def get_scheme_text(request: ApiRequest, code: Path[Code]) -> HttpResponse:  # noqa: ARG001 -- as above
    """The sealed text form of a scheme, as a ZIP; `sikao check` reads it once unpacked."""
    found = _sealed(code)
    return file_answer(content_of(found.archive_sha256), ZIP, f"{found.code}.zip")


def _sealed(code: str) -> Sealed:
    found = sealed(code)
    if found is None:
        raise NotThere.of("api.not_there")
    return found


def _scheme(found: Sealed) -> SchemeShown:
    return SchemeShown(
        code=found.code,
        title=found.title,
        year=found.year,
        digest=found.digest,
        previous=found.previous or None,
        sealed_at=moment(found.at) or "",
        seq=found.seq,
    )


def file_answer(content: bytes, media: str, name: str) -> HttpResponse:
    """A file to be saved, never shown in place, with its digest."""
    response = HttpResponse(content, content_type=media)
    response[DIGEST] = sha256(content)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
