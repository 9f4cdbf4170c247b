"""The versions of a scheme for everybody; amendments with what they do to everyone for who may see that."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from sikao.interfaces.api import told_amendments
from sikao.interfaces.api.asking import ApiRequest
from sikao.interfaces.api.routes.about import ZIP, file_answer
from sikao.interfaces.api.serving import operation
from sikao.interfaces.api.shapes import amendments as shapes
from sikao.interfaces.api.shapes.common import Code, Ref
from sikao.office.amendments.queries import differences, impact_in
from sikao.office.amendments.visible import amendment_in_sight, amendments_in_sight, issued
from sikao.office.groundwork.files import content_of
from sikao.office.groundwork.refusals import NotThere
from sikao.office.rulebook.queries import Sealed, sealed_versions

router = Router(tags=["amendments"])
VersionNumber = Annotated[int, Field(ge=1, le=1000)]


@operation(router, "GET", "/schemes/{code}/versions", "list_scheme_versions", list[shapes.SchemeVersion])
def list_scheme_versions(
    request: ApiRequest,  # noqa: ARG001 -- what binds is for everybody
    code: Path[Code],
) -> list[shapes.SchemeVersion]:
    """The versions of a scheme that bind, the first one first: since which checkpoint each does, and why."""
    return [told_amendments.version(found) for found in _versions(code)]


@operation(router, "GET", "/schemes/{code}/versions/{number}/text", "get_version_text", None, media=ZIP)
def get_version_text(
    request: ApiRequest,  # noqa: ARG001 -- as above
    code: Path[Code],
    number: Path[VersionNumber],
) -> HttpResponse:
    """The text form of one version of a scheme as it was sealed, as a ZIP."""
    found = next((one for one in _versions(code) if one.number == number), None)
    if found is None:
        raise NotThere.of("amendment.not_there")
    return file_answer(content_of(found.archive_sha256), ZIP, f"{code}-{number}.zip")


@operation(router, "GET", "/amendments", "list_amendments", list[shapes.AmendmentShown])
def list_amendments(
    request: ApiRequest, wanted: Query[shapes.AmendmentsWanted]
) -> list[shapes.AmendmentShown]:
    """The amendments that one may see, those under way first: leaders see them once they are submitted."""
    found = amendments_in_sight(request.actor, request.at, wanted.scheme)
    return [shapes.AmendmentShown(**told_amendments.shown(view)) for view in found]


@operation(router, "GET", "/amendments/{ref}", "get_amendment", shapes.AmendmentWhole)
def get_amendment(request: ApiRequest, ref: Path[Ref]) -> shapes.AmendmentWhole:
    """One amendment: where it stands, what was uploaded, approved and issued."""
    return told_amendments.whole(amendment_in_sight(request.actor, request.at, ref))


@operation(router, "GET", "/amendments/{ref}/changes", "list_amendment_changes", list[shapes.SchemeChange])
def list_amendment_changes(request: ApiRequest, ref: Path[Ref]) -> list[shapes.SchemeChange]:
    """What the last proposal of an amendment changes, item by item, in the language that was asked for."""
    view = amendment_in_sight(request.actor, request.at, ref)
    return told_amendments.changes(differences(view.proposal, request.lang))


@operation(router, "GET", "/amendments/{ref}/impact", "get_impact", shapes.AmendmentImpact)
def get_impact(request: ApiRequest, ref: Path[Ref]) -> shapes.AmendmentImpact:
    """What the last proposal does to everyone, checkpoint by checkpoint; units are never shown it."""
    view = amendment_in_sight(request.actor, request.at, ref)
    if not view.impact:
        raise NotThere.of("amendment.not_there")
    return told_amendments.impact(view, impact_in(view.impact))


@operation(router, "GET", "/amendments/{ref}/notice", "get_amendment_notice", shapes.AmendmentNotice)
def get_amendment_notice(request: ApiRequest, ref: Path[Ref]) -> shapes.AmendmentNotice:
    """The notice of an amendment in force, for everybody: what changed, since when, on which document."""
    return told_amendments.notice(issued(ref), request.lang)


def _versions(code: str) -> tuple[Sealed, ...]:
    found = sealed_versions(code)
    if not found:
        raise NotThere.of("rulebook.not_sealed", scheme=code)
    return found
