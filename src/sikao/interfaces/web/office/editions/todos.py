"""What results ask of whoever has signed in: to reply, to rule, to compute again, to approve, to publish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from sikao.core.wording import Term
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.editions.own import may_speak
from sikao.interfaces.web.office.editions.shown import PAGES, Shown, nexts, shown
from sikao.interfaces.web.office.looks import Todo
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.worded import Deadline, Words, titled
from sikao.interfaces.web.results.words import named
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.duties import owed
from sikao.office.cycle.monthly import steps
from sikao.office.cycle.queries import opened_years
from sikao.office.groundwork.clock import day_of
from sikao.office.results.editions import EditionView, silent_units, stand_of
from sikao.office.results.stages import State, open_to
from sikao.office.results.visible import editions_in_sight, editions_of, own_units

NO_DAY = Deadline("", "", "later")
_UNDONE = (State.DROPPED, State.WITHDRAWN)
_READY = {
    Verb.EDITION_GIVE: (Term("反馈", "Give"), Term("可以发出反馈稿", "ready to be given to the units")),
    Verb.EDITION_SUBMIT: (Term("提交", "Submit"), Term("可以提交审定", "ready to be submitted for approval")),
}
"""Steps that the office takes by itself once nothing is lacking."""


def result_todos(request: OfficeRequest, words: Words) -> list[Todo]:
    """Everything about results that waits for the reader."""
    return [*_to_reply(request, words), *_of_office(request)]


def _to_reply(request: OfficeRequest, words: Words) -> Iterator[Todo]:
    """Results of the reader's own units to which nobody has replied in their name."""
    for view, unit in editions_of(request.actor, request.at, sorted(own_units(request.actor, request.at))):
        open_now = view.state is State.FEEDBACK and (view.reply_until or request.at) >= request.at
        if not open_now or unit not in silent_units(view):
            continue
        if may_speak(request, Verb.EDITION_AGREE, view, unit):
            line = shown(view, request.at)
            address = reverse("own-result", kwargs={"ref": view.ref, "unit": unit})
            detail = gettext("核对本单位结果")
            yield _todo("check", gettext("核对"), line, detail, address, words.organisation(unit))


def _of_office(request: OfficeRequest) -> Iterator[Todo]:
    """What the office and those who approve have to do about results on their way, or not begun yet."""
    found = editions_in_sight(request.actor, request.at)
    for view in found:
        if view.state.under_way:
            yield from _about(request, view)
    if may(Verb.EDITION_OPEN, signed_of(request).holdings):
        yield from _to_begin(request, found)


def _to_begin(request: OfficeRequest, found: Sequence[EditionView]) -> Iterator[Todo]:
    """Checkpoints whose figures are due by now and that have no result yet.

    A year ends while the next one is under way: the two that were opened last are looked at.
    """
    for scheme in opened_years()[:2]:
        begun = {view.checkpoint for view in found if view.scheme == scheme and view.state not in _UNDONE}
        for step in steps(scheme):
            if step.checkpoint and step.checkpoint not in begun and step.due < day_of(request.at):
                point = owed(scheme).scheme.checkpoints[step.checkpoint]
                yield Todo(
                    step="fill",
                    what=gettext("测算"),
                    organisation=titled(owed(scheme).scheme),
                    other="",
                    period=named(point, language()),
                    figures=0,
                    is_briefing=False,
                    remark="",
                    deadline=NO_DAY,
                    address=reverse("runs"),
                    detail=gettext("报送已截止，可以测算并提出初步结果"),
                )


def _about(request: OfficeRequest, view: EditionView) -> Iterator[Todo]:
    signed, stand, line = signed_of(request), stand_of(view), shown(view, request.at)
    verbs = open_to(stand, signed.person, signed.holdings)
    if stand.open_objections and may(Verb.OBJECTION_RULE, signed.holdings):
        count = stand.open_objections
        detail = ngettext("%(n)s 件复核申请待裁定", "%(n)s 件复核申请待裁定", count) % {"n": count}
        yield _todo("answer", gettext("裁定"), line, detail, reverse("objections"))
    if stand.uncounted and Verb.EDITION_RERUN in verbs:
        yield _todo("fill", gettext("重新测算"), line, gettext("裁定尚未计入"), line.address)
    possible = {one.address for one in nexts(view, signed, request.at)}
    for verb, (what, told) in _READY.items():
        if reverse(PAGES[verb], kwargs={"ref": view.ref}) in possible:
            yield _todo("fill", what.text(language()), line, told.text(language()), line.address)
    if view.state is State.SUBMITTED and Verb.EDITION_APPROVE in verbs:
        yield _todo("sign", gettext("审定"), line, gettext("结果待审定"), line.address)
    if view.state is State.APPROVED and Verb.EDITION_PUBLISH in verbs:
        yield _todo("sign", gettext("发布"), line, gettext("已审定，待发布"), line.address)


def _todo(step: str, what: str, line: Shown, detail: str, address: str, whose: str = "") -> Todo:
    until = line.until if whose else None
    return Todo(
        step=step,
        what=what,
        organisation=whose or line.scheme,
        other="",
        period=line.title,
        figures=0,
        is_briefing=False,
        remark="",
        deadline=until or NO_DAY,
        address=address,
        detail=detail,
    )
