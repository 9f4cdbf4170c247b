"""The docket of bonus and deduction: applications that one sees, notices, how units stand; a unit applies."""

from __future__ import annotations

from django.http import HttpResponse
from ninja import File, Form, Path, Query, Router, Status, UploadedFile

from sikao.interfaces.api import told_docket
from sikao.interfaces.api.asking import ApiRequest
from sikao.interfaces.api.routes.about import file_answer
from sikao.interfaces.api.routes.files import handed_in
from sikao.interfaces.api.serving import operation
from sikao.interfaces.api.shapes import docket as shapes
from sikao.interfaces.api.shapes.common import Ref, Sha256, moment
from sikao.interfaces.api.shapes.tasks import Reason, State
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.attaching import stored_evidence
from sikao.office.docket import actions
from sikao.office.docket.counting import docket_for, dockets
from sikao.office.docket.queries import ApplicationView, application, year_view
from sikao.office.docket.rules import MOST_FILES
from sikao.office.docket.standing import leaf_in_sight, standings_in_sight
from sikao.office.docket.visible import (
    application_in_sight,
    applications_in_sight,
    notices_in_sight,
    sees_all,
)
from sikao.office.groundwork.files import content_of
from sikao.office.groundwork.here import place
from sikao.office.groundwork.refusals import NotThere, NotValid
from sikao.office.ledger.facts import NewEvidence

router = Router(tags=["docket"])
BYTES = "application/octet-stream"


@operation(router, "GET", "/docket", "list_applications", list[shapes.ApplicationShown])
def list_applications(
    request: ApiRequest, wanted: Query[shapes.ApplicationsWanted]
) -> list[shapes.ApplicationShown]:
    """The applications that one sees whole: the office all, others their own and those that they brought."""
    inside = sees_all(request.actor, request.at)
    schemes = dockets() if wanted.scheme is None else (docket_for(wanted.scheme).scheme.code,)
    found = (view for code in schemes for view in applications_in_sight(request.actor, request.at, code))
    return [
        shapes.ApplicationShown(**told_docket.application(view, inside=inside))
        for view in found
        if _covers(wanted, view)
    ]


def _covers(wanted: shapes.ApplicationsWanted, view: ApplicationView) -> bool:
    given = {
        "unit": view.unit,
        "item": view.item,
        "direction": "deduction" if view.deduction else "bonus",
        "state": view.state.value,
    }
    return all(getattr(wanted, name) in (None, own) for name, own in given.items())


@operation(router, "GET", "/docket/{ref}", "get_application", shapes.ApplicationWhole)
def get_application(request: ApiRequest, ref: Path[Ref]) -> shapes.ApplicationWhole:
    """One application that one sees whole: what it rests on, what was done, how its unit stands."""
    view = application_in_sight(request.actor, request.at, ref)
    leaf = leaf_in_sight(request.actor, request.at, view)
    return told_docket.whole(view, leaf, inside=sees_all(request.actor, request.at))


@operation(router, "GET", "/docket/{ref}/files/{file}", "get_enclosed", None, media=BYTES)
def get_enclosed(request: ApiRequest, ref: Path[Ref], file: Path[Sha256]) -> HttpResponse:
    """A file that an application rests on, by its digest."""
    view = application_in_sight(request.actor, request.at, ref)
    if not any(one.file == file for one in view.files):
        raise NotThere.of("docket.not_there")
    return file_answer(content_of(file), BYTES, file)


@operation(router, "GET", "/docket-notices", "list_notices", list[shapes.NoticeShown])
def list_notices(request: ApiRequest) -> list[shapes.NoticeShown]:
    """What is under notice before all units now."""
    found = notices_in_sight(request.actor, request.at)
    return [shapes.NoticeShown(**told_docket.notice(view)) for view in found]


@operation(router, "GET", "/docket-standing", "get_docket_standing", shapes.DocketStanding)
def get_docket_standing(request: ApiRequest, asked: Query[shapes.StandingOf]) -> shapes.DocketStanding:
    """How units stand in the docket of a year: the office sees all of them, a unit itself."""
    code = asked.scheme or next(iter(dockets()), "")
    if not code:
        raise NotThere.of("docket.not_there")
    scheme, year, inside = docket_for(code).scheme, year_view(code), sees_all(request.actor, request.at)
    found = standings_in_sight(request.actor, request.at, code)
    return shapes.DocketStanding(
        scheme=code,
        closed=year.closed,
        closed_at=moment(year.at) if inside and year.closed else None,
        zeros=year.zeros if inside and year.closed else None,
        notice_days=scheme.docket.notice_days,
        units=[told_docket.unit_standing(unit, leaves, scheme) for unit, leaves in found.items()],
    )


@operation(router, "POST", "/docket", "apply_for_bonus", shapes.ApplicationRef, status=201)
def apply_for_bonus(
    request: ApiRequest, about: Form[shapes.BonusForm], file: File[list[UploadedFile]]
) -> Status[shapes.ApplicationRef]:
    """Apply for a bonus of one's own unit, with the files that it rests on; the office does so from paper."""
    files = _stored(request, file, Verb.DOCKET_APPLY)
    made = actions.apply_for_bonus(actor=request.actor, at=request.at, **about.model_dump(), files=files)
    return Status(201, shapes.ApplicationRef(ref=made))


@operation(router, "POST", "/docket/{ref}/resubmit", "resubmit_application", State)
def resubmit_application(
    request: ApiRequest,
    ref: Path[Ref],
    about: Form[shapes.CompletedForm],
    file: File[list[UploadedFile]] = [],  # noqa: B006 -- never changed
) -> State:
    """Hand in again what was returned, completed; earlier files stay with it."""
    application_in_sight(request.actor, request.at, ref)
    files = _stored(request, file, Verb.DOCKET_RESUBMIT)
    given = about.model_dump() | {"files": files, "application": ref}
    actions.resubmit_application(actor=request.actor, at=request.at, **given)
    return _state(ref)


@operation(router, "POST", "/docket/{ref}/withdraw", "withdraw_application", State)
def withdraw_application(request: ApiRequest, ref: Path[Ref], reason: Reason) -> State:
    """Take an application back before it is decided."""
    application_in_sight(request.actor, request.at, ref)
    actions.withdraw_application(actor=request.actor, at=request.at, application=ref, reason=reason.reason)
    return _state(ref)


def _state(ref: str) -> State:
    return State(state=application(ref).state.value)


def _stored(request: ApiRequest, files: list[UploadedFile], verb: Verb) -> list[NewEvidence]:
    """The files that came along, each of a kind that is taken, scanned and stored."""
    if len(files) > MOST_FILES:
        raise NotValid.of("docket.too_many_files", most=str(MOST_FILES))
    limit = place().upload_megabytes << 20
    return [stored_evidence(handed_in(request, one, verb), one.chunks(), limit) for one in files]
