"""What the pages of a scheme show: where it stands, what its reader does next, what was done before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext

from sikao.core.wording import Language, Term
from sikao.interfaces.processes import answered
from sikao.interfaces.web.frame import Entry
from sikao.interfaces.web.office.asking import Signed
from sikao.interfaces.web.templatetags.sikao import listed
from sikao.office.accounts.queries import person_names
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.files import content_of
from sikao.office.rulebook import queries
from sikao.office.rulebook.checking import Checked, check_upload
from sikao.office.rulebook.queries import Card, DecisionLine, VersionLine
from sikao.office.rulebook.rules import APPROVERS, VERBS, State, open_to, short

PAGES = {
    Verb.SCHEME_DRAFT: "scheme-version",
    Verb.SCHEME_SUBMIT: "scheme-submit",
    Verb.SCHEME_APPROVE: "scheme-approve",
    Verb.SCHEME_APPROVE_OFFLINE: "scheme-approve-offline",
    Verb.SCHEME_SEAL: "scheme-seal",
    Verb.SCHEME_REFUSE: "scheme-refuse",
    Verb.SCHEME_WITHDRAW: "scheme-withdraw",
}
"""The page of each verb, in the order in which they are offered: what leads on before what leads back."""
_ONWARD = (Verb.SCHEME_SUBMIT, Verb.SCHEME_APPROVE, Verb.SCHEME_APPROVE_OFFLINE, Verb.SCHEME_SEAL)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that the reader can do with a scheme; ``onward`` leads towards sealing."""

    name: str
    address: str
    onward: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A scheme as the list and its own page show it."""

    card: Card
    title: str
    state: str
    stage: int
    digest: str
    uploaded_by: str
    steps: tuple[Step, ...]
    waiting: str
    own: bool


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the history: an upload or a decision."""

    at: datetime
    person: str
    what: str
    number: int
    digest: str
    text: str
    document: str
    address: str
    errors: int
    warnings: int


def shown(card: Card, signed: Signed, lang: Language) -> Shown:
    """A scheme for whoever is signed in."""
    verbs = open_to(card.stand, signed.person, signed.holdings)
    if card.last.errors or not card.last.digest:
        verbs = tuple(verb for verb in verbs if verb is not Verb.SCHEME_SUBMIT)
    steps = tuple(
        Step(VERBS[verb].text(lang), reverse(page, kwargs={"ref": card.ref}), verb in _ONWARD)
        for verb, page in PAGES.items()
        if verb in verbs
    )
    return Shown(
        card=card,
        title=(card.title_en if lang == "en" else "") or card.title,
        state=card.state.term.text(lang),
        stage=list(State).index(card.state),
        digest=short(card.last.digest),
        uploaded_by=_name_of(card.last.uploaded_by),
        steps=steps,
        waiting=_waiting(card),
        own=card.state is State.SUBMITTED and card.last.uploaded_by == signed.person,
    )


def _waiting(card: Card) -> str:
    """What the scheme waits for, in a sentence."""
    if card.state is State.SEALED:
        return gettext("方案已封存生效，不再更改。")
    if card.state is State.APPROVED:
        return gettext("已经批准，等待考核办封存；封存后生效。")
    if card.state is State.SUBMITTED:
        names = person_names(frozenset(card.approved_by))
        done = listed(names.get(person, person) for person in card.approved_by)
        missing = str(APPROVERS - len(card.approved_by))
        if done:
            return gettext("%(done)s 已批准，还需 %(missing)s 位批准，或登记会议的批准文件。") % {
                "done": done,
                "missing": missing,
            }
        return gettext("等待 %(missing)s 位负责人或领导批准，或登记会议的批准文件。") % {"missing": missing}
    if card.last.errors or not card.last.digest:
        return gettext("这一版本有错误：请按检查结果改正，再上传新版本。")
    return gettext("这一版本没有错误，可以提交审批。")


def history(ref: str, lang: Language) -> tuple[Happening, ...]:
    """Everything that happened to a scheme, the last first."""
    uploads, decided = queries.versions(ref), queries.decisions(ref)
    names = person_names(frozenset([*(u.uploaded_by for u in uploads), *(d.person for d in decided)]))
    lines = [
        *(_upload(line, ref, names) for line in uploads),
        *(_decision(d, ref, names, lang) for d in decided),
    ]
    return tuple(line for _, line in sorted(lines, key=lambda pair: -pair[0]))


def _upload(line: VersionLine, ref: str, names: dict[str, str]) -> tuple[int, Happening]:
    told = Happening(
        at=line.at,
        person=names.get(line.uploaded_by, line.uploaded_by),
        what=gettext("上传第 %(number)s 版") % {"number": line.number},
        number=line.number,
        digest=short(line.digest),
        text=line.note,
        document=line.name,
        address=reverse("dossier-file", kwargs={"ref": ref, "number": line.number}),
        errors=line.errors,
        warnings=line.warnings,
    )
    return line.seq, told


def _decision(line: DecisionLine, ref: str, names: dict[str, str], lang: Language) -> tuple[int, Happening]:
    document = ""
    if line.document and line.document_date is not None:
        document = f"{line.document} · {line.document_date.isoformat()}"
    scan = reverse("dossier-scan", kwargs={"ref": ref, "decided": line.ref}) if line.scan_sha256 else ""
    told = Happening(
        at=line.at,
        person=names.get(line.person, line.person),
        what=_DECIDED[line.what].text(lang),
        number=line.number,
        digest=short(line.digest),
        text=line.reason,
        document=document,
        address=scan,
        errors=0,
        warnings=0,
    )
    return line.seq, told


_DECIDED = {
    "submitted": Term("提交审批", "Submitted for approval"),
    "withdrawn": Term("撤回为草案", "Withdrawn to draft"),
    "refused": Term("不予批准", "Refused"),
    "approved": Term("批准", "Approved"),
    "approved_offline": Term("登记批准文件", "Document of approval recorded"),
    "sealed": Term("封存", "Sealed"),
}


def checked(line: VersionLine) -> Checked:
    """A version checked as of now: last year's scheme may have been sealed since it was uploaded."""
    return _checked(line.sha256, line.name, tuple(entry.digest for entry in queries.sealed_all()))


@lru_cache(maxsize=4)
def _checked(sha256: str, name: str, _sealed: tuple[str, ...]) -> Checked:
    return check_upload(content_of(sha256), name, run=answered)


def tabs(ref: str, line: VersionLine, current: str, found: Checked) -> tuple[Entry, ...]:
    """The views of one version; what cannot be read has its findings alone."""
    views = [("dossier-version", gettext("检查结果"))]
    if found.scheme is not None:
        views += [("dossier-claims", gettext("政策口径校核")), ("dossier-document", gettext("文件"))]
    if found.previous is not None:
        views.insert(1, ("dossier-changes", gettext("与上年对比")))
    at = {"ref": ref, "number": line.number}
    return tuple(Entry(name, reverse(page, kwargs=at), page == current) for page, name in views)


def _name_of(person: str) -> str:
    return person_names(frozenset([person])).get(person, person)


def cards_shown(cards: Iterable[Card], signed: Signed, lang: Language) -> tuple[Shown, ...]:
    """Several schemes."""
    return tuple(shown(card, signed, lang) for card in cards)
