"""What the docket asks of whoever has signed in: to complete, examine, put up, look at or decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.docket.shown import docket_line
from sikao.interfaces.web.office.looks import Todo
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.worded import Deadline, Words, deadline, titled
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.docket.counting import dockets
from sikao.office.docket.queries import ApplicationView, stand_of
from sikao.office.docket.stages import State, open_to
from sikao.office.docket.visible import (
    applications_in_sight,
    interests,
    notices_in_sight,
    objects_for,
    own_steps,
    sees_all,
)
from sikao.office.rulebook.queries import scheme_of

NO_DAY = Deadline("", "", "later")


def docket_todos(request: OfficeRequest) -> list[Todo]:
    """Everything about the docket that waits for the reader."""
    signed = signed_of(request)
    if not may(Verb.DOCKET_VIEW, signed.holdings):
        return []
    found: list[Todo] = []
    for scheme in dockets():
        words = Words(request.at, scheme_of(scheme))
        views = applications_in_sight(request.actor, request.at, scheme)
        found += [todo for view in views if view.state.is_open for todo in _about(request, view, words)]
        found += _to_announce(request, scheme, views)
    return [*found, *_to_look_at(request)]


def _about(request: OfficeRequest, view: ApplicationView, words: Words) -> Iterator[Todo]:
    signed = signed_of(request)
    belongs = interests(signed.person, view, request.at)
    verbs = open_to(stand_of(view), signed.person, signed.holdings, belongs, request.at)
    line = docket_line(view, words, request.at)
    if Verb.DOCKET_RESUBMIT in own_steps(request.actor, request.at, view):
        yield _todo(
            "fill", gettext("补正"), line.matter, line.unit, gettext("退回补正的加减分"), line.address
        )
    for verb, step, what, detail in (
        (Verb.DOCKET_EXAMINE, "check", gettext("初审"), gettext("加减分待初审")),
        (Verb.DOCKET_REEXAMINE, "check", gettext("复审"), gettext("加减分待复审")),
        (Verb.DOCKET_DECIDE, "sign", gettext("审定"), gettext("加减分待审定")),
        (Verb.DOCKET_CONFIRM, "sign", gettext("审定"), gettext("加减分待第二人审定")),
    ):
        if verb in verbs:
            yield _todo(step, what, line.matter, line.unit, detail, line.address)


def _to_announce(request: OfficeRequest, scheme: str, views: Sequence[ApplicationView]) -> Iterator[Todo]:
    """All that passed, in one line: they are put up together."""
    count = sum(view.state is State.PASSED for view in views)
    if count and may(Verb.DOCKET_ANNOUNCE, signed_of(request).holdings):
        detail = ngettext("%(n)s 件加减分待公示", "%(n)s 件加减分待公示", count) % {"n": count}
        address = f"{reverse('docket')}?scheme={scheme}"
        title = titled(scheme_of(scheme))
        yield _todo("sign", gettext("公示"), gettext("加减分公示"), title, detail, address)


def _to_look_at(request: OfficeRequest) -> Iterator[Todo]:
    """What is under notice, in one line, for units that may object to some of it."""
    if sees_all(request.actor, request.at):
        return
    shown = notices_in_sight(request.actor, request.at)
    found = [view for view in shown if objects_for(request.actor, request.at, view)]
    ends = [view.notice_until for view in found if view.notice_until is not None]
    if ends:
        detail = ngettext("%(n)s 件正在公示", "%(n)s 件正在公示", len(found)) % {"n": len(found)}
        title = titled(scheme_of(found[0].scheme))
        until = deadline(min(ends), request.at)
        address = reverse("docket-notice")
        yield _todo("check", gettext("查看"), gettext("加减分公示"), title, detail, address, until)


def _todo(
    step: str,
    what: str,
    period: str,
    organisation: str,
    detail: str,
    address: str,
    until: Deadline = NO_DAY,
) -> Todo:
    return Todo(
        step=step,
        what=what,
        organisation=organisation,
        other="",
        period=period,
        figures=0,
        is_briefing=False,
        remark="",
        deadline=until,
        address=address,
        detail=detail,
    )
