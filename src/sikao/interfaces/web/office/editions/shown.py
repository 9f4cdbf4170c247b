"""What the pages of results show: where one stands, what its reader does next, how it came there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from sikao.core.wording import Term
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import Signed
from sikao.interfaces.web.office.worded import Deadline, Words, deadline, moment_words, titled
from sikao.interfaces.web.results.words import named
from sikao.interfaces.web.templatetags.sikao import listed
from sikao.office.accounts.queries import person_names
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.groundwork.refusals import NotNow
from sikao.office.results.editions import EditionView, StepLine, stand_of
from sikao.office.results.stages import (
    APPROVERS,
    WAY,
    Audience,
    Stand,
    State,
    check_givable,
    check_submittable,
    open_to,
)
from sikao.office.rulebook.queries import scheme_with

PAGES = {
    Verb.EDITION_GIVE: "edition-give",
    Verb.EDITION_RERUN: "edition-rerun",
    Verb.EDITION_SUBMIT: "edition-submit",
    Verb.EDITION_APPROVE: "edition-approve",
    Verb.EDITION_APPROVE_OFFLINE: "edition-approve-offline",
    Verb.EDITION_PUBLISH: "edition-publish",
    Verb.EDITION_REFUSE: "edition-refuse",
    Verb.EDITION_TAKE_BACK: "edition-take-back",
    Verb.EDITION_DROP: "edition-drop",
    Verb.EDITION_WITHDRAW: "edition-withdraw",
}
"""The page of each verb, in the order in which they are offered: what leads on before what leads back."""
_ONWARD = frozenset(list(PAGES)[:6]) - {Verb.EDITION_RERUN}
ACTS = {
    Verb.EDITION_GIVE: Term("发出反馈稿", "Give it to the units"),
    Verb.EDITION_RERUN: Term("改用新的测算", "Take a newer run"),
    Verb.EDITION_SUBMIT: Term("提交审定", "Submit for approval"),
    Verb.EDITION_APPROVE: Term("审定", "Approve"),
    Verb.EDITION_APPROVE_OFFLINE: Term("登记审定文件", "Record the document of approval"),
    Verb.EDITION_PUBLISH: Term("发布", "Publish"),
    Verb.EDITION_REFUSE: Term("退回", "Refuse"),
    Verb.EDITION_TAKE_BACK: Term("撤回到反馈阶段", "Take back to the units"),
    Verb.EDITION_DROP: Term("作废", "Drop"),
    Verb.EDITION_WITHDRAW: Term("撤回已发布的结果", "Withdraw"),
}
TONES = {
    State.PROVISIONAL: "note",
    State.FEEDBACK: "note",
    State.SUBMITTED: "note",
    State.APPROVED: "good",
    State.PUBLISHED: "good",
}


@dataclass(frozen=True, slots=True)
class Next:
    """Something that the reader can do with a result; ``onward`` leads towards its publication."""

    name: str
    address: str
    onward: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A result as lists and its own page show it; ``stage`` counts along its way, none off it."""

    view: EditionView
    title: str
    scheme: str
    state: str
    tone: str
    stage: int | None
    address: str
    until: Deadline | None


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of how a result came there."""

    at: str
    person: str
    what: str
    run: str
    bound: str
    text: str
    document: str
    address: str


def shown(view: EditionView, at: datetime) -> Shown:
    """A result in words."""
    scheme, lang = scheme_with(view.digest), language()
    point = named(scheme.checkpoints[view.checkpoint], lang)
    return Shown(
        view=view,
        title=gettext("%(point)s考核结果") % {"point": point} + edition_words(view.number),
        scheme=titled(scheme),
        state=view.state.term.text(lang),
        tone=TONES.get(view.state, "quiet"),
        stage=WAY.index(view.state) if view.state in WAY else None,
        address=reverse("edition", kwargs={"ref": view.ref}),
        until=None if view.reply_until is None else deadline(view.reply_until, at),
    )


def edition_words(number: int) -> str:
    """That something is a later edition; nothing for the first one."""
    return "" if number == 1 else gettext("（第 %(n)s 版）") % {"n": number}


def nexts(view: EditionView, signed: Signed, at: datetime) -> list[Next]:
    """What the reader can do with a result now; what it still waits for is said by ``waiting``."""
    stand, lang = stand_of(view), language()
    verbs = open_to(stand, signed.person, signed.holdings)
    verbs = tuple(verb for verb in verbs if not _is_too_early(verb, stand, at))
    return [
        Next(ACTS[verb].text(lang), reverse(page, kwargs={"ref": view.ref}), verb in _ONWARD)
        for verb, page in PAGES.items()
        if verb in verbs
    ]


def _is_too_early(verb: Verb, stand: Stand, at: datetime) -> bool:
    """Whether a step is refused for what is lacking, whoever takes it."""
    try:
        if verb is Verb.EDITION_GIVE:
            check_givable(stand)
        elif verb is Verb.EDITION_SUBMIT:
            check_submittable(stand, at)
    except NotNow:
        return True
    return False


def waiting(stand: Stand) -> list[str]:
    """What a result waits for, in sentences."""
    if stand.state is State.PROVISIONAL:
        if not stand.complete:
            return [gettext("还有数据缺报，只能作为内部测算；数据补齐后重新测算，再发出反馈稿。")]
        return [gettext("结果还只在考核办内部。核对后发出反馈稿，各单位看到本单位的结果和每一分的来由。")]
    if stand.state is State.FEEDBACK:
        return list(_of_feedback(stand))
    if stand.state is State.SUBMITTED:
        return [_of_submission(stand)]
    return [_SENTENCES[stand.state].text(language())]


_SENTENCES = {
    State.APPROVED: Term(
        "已经审定，等待考核办负责人发布；发布前不能再改。",
        "It is approved and waits for the director to publish it; nothing in it changes before.",
    ),
    State.PUBLISHED: Term(
        "已发布，不再更改；需要更正时另出一版，凭文件审定。",
        "It is published and never changes; a correction is another edition, approved by a document.",
    ),
    State.REPLACED: Term(
        "已由后一版更正，留存备查。", "A later edition corrects it; it is kept for the record."
    ),
    State.WITHDRAWN: Term(
        "发布后被撤回，不再有效；理由见下面的经过。",
        "It was withdrawn after publication and holds no more; the reason stands below.",
    ),
    State.DROPPED: Term(
        "没有提交就作废了，留存备查。", "It was dropped before it was submitted; it is kept for the record."
    ),
}


def _of_feedback(stand: Stand) -> Iterable[str]:
    until = "" if stand.reply_until is None else moment_words(stand.reply_until)
    yield gettext("各单位在核对本单位的结果，回复截止 %(until)s。") % {"until": until}
    if stand.unanswered:
        yield ngettext("还有 %(n)s 个单位没有回复。", "还有 %(n)s 个单位没有回复。", stand.unanswered) % {
            "n": stand.unanswered
        }
    if stand.open_objections:
        yield ngettext(
            "有 %(n)s 件复核申请待裁定。", "有 %(n)s 件复核申请待裁定。", stand.open_objections
        ) % {"n": stand.open_objections}
    if stand.uncounted:
        yield gettext("有裁定更正了数据，还没有计入：请重新测算，再改用新的测算。")


def _of_submission(stand: Stand) -> str:
    if stand.number > 1:
        return gettext("这是对已发布结果的更正，等待登记审定文件。")
    names = person_names(frozenset(stand.approved_by))
    done = listed(names.get(person, person) for person in stand.approved_by)
    missing = str(APPROVERS - len(stand.approved_by))
    if done:
        return gettext("%(done)s 已审定，还需 %(missing)s 位，或登记审定文件。") % {
            "done": done,
            "missing": missing,
        }
    return gettext("等待 %(missing)s 位负责人或领导审定，或登记审定文件。") % {"missing": missing}


def audience_words(audience: Audience | None) -> list[tuple[str, str]]:
    """What is shown to whom, in words."""
    if audience is None:
        return []
    lang = language()
    return [
        (gettext("向各单位"), audience.units.term.text(lang)),
        (gettext("向社会"), audience.public.term.text(lang)),
    ]


def happenings(view: EditionView, steps: Sequence[StepLine], words: Words) -> list[Happening]:
    """How a result came there, the last step first."""
    names = person_names(frozenset(step.person for step in steps))
    return [_happening(view, step, names, words) for step in reversed(steps)]


def _happening(view: EditionView, step: StepLine, names: dict[str, str], words: Words) -> Happening:
    told = [step.reason]
    if step.silent:
        units = listed(words.organisation(unit) for unit in step.silent)
        told.append(gettext("逾期未回复：%(units)s") % {"units": units})
    colon = gettext("：")
    told += [f"{whom}{colon}{what}" for whom, what in audience_words(step.audience)]
    scan = {"ref": view.ref, "step": step.ref}
    return Happening(
        at=moment_words(step.at),
        person=names.get(step.person, step.person),
        what=verb_words(step.verb).text(language()),
        run=reverse("run", kwargs={"ref": step.run}),
        bound=step.bound[:12],
        text=" · ".join(text for text in told if text),
        document=step.document,
        address=reverse("edition-scan", kwargs=scan) if step.scan_sha256 else "",
    )
