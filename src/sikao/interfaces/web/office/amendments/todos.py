"""What amendments ask of whoever has signed in: to weigh and submit, to approve, to issue."""

from __future__ import annotations

from django.utils.translation import gettext

from sikao.interfaces.web.office.amendments.shown import shown
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.looks import Todo
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.worded import Deadline
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.amendments.queries import AmendmentView, is_outdated, stand_of
from sikao.office.amendments.rules import open_to
from sikao.office.amendments.visible import amendments_in_sight

NO_DAY = Deadline("", "", "later")


def amendment_todos(request: OfficeRequest) -> list[Todo]:
    """Everything about amendments that waits for the reader."""
    signed = signed_of(request)
    found = []
    for view in amendments_in_sight(request.actor, request.at):
        if view.state.under_way:
            verbs = open_to(stand_of(view), signed.person, signed.holdings)
            found += [_todo(view, what, detail) for verb, what, detail in _steps(view) if verb in verbs]
    return found


def _steps(view: AmendmentView) -> list[tuple[Verb, str, str]]:
    """What is asked for first in each state."""
    if is_outdated(view):
        first = (Verb.AMENDMENT_WEIGH, gettext("测算影响"), gettext("数据有变化，影响表要重新测算"))
    elif view.impact:
        first = (Verb.AMENDMENT_SUBMIT, gettext("提交审批"), gettext("影响表已有，待提交"))
    else:
        first = (Verb.AMENDMENT_WEIGH, gettext("测算影响"), gettext("还没有测算对各单位的影响"))
    return [
        first,
        (Verb.AMENDMENT_APPROVE, gettext("批准"), gettext("方案调整待批准")),
        (Verb.AMENDMENT_ISSUE, gettext("下发"), gettext("方案调整已批准，待下发")),
    ]


def _todo(view: AmendmentView, what: str, detail: str) -> Todo:
    line = shown(view)
    return Todo(
        step="fill" if view.state.value == "draft" else "sign",
        what=what,
        organisation=line.scheme,
        other="",
        period=line.title,
        figures=0,
        is_briefing=False,
        remark="",
        deadline=NO_DAY,
        address=line.address,
        detail=detail,
    )
