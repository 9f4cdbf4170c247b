"""Approving a version: by two people, or by the document of a meeting; or refusing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.files import row_for, store
from sikao.office.groundwork.refusals import NotValid
from sikao.office.rulebook.actions.common import APPROVED, APPROVED_OFFLINE, KIND, REFUSED, begin
from sikao.office.rulebook.rules import after_approval, check_approver, check_same, check_text, next_state

SCAN_BYTES = 20_000_000
_SCANS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of approval: minutes or a numbered paper, its day, and its scan.

    The officer who records it stands in the journal as the person who handled it.
    """

    title: str
    day: date | None
    scan: bytes
    scan_name: str


@action(Verb.SCHEME_APPROVE, KIND, "scheme")
def approve(*, actor: Actor, at: datetime, scheme: str, digest: str) -> None:
    """Approve the version of a digest; the second person's approval makes the scheme approved.

    ``NotYou`` for whoever uploaded the version or has approved it already, ``NotNow`` where the version is
    another by now.
    """
    act = begin(actor, at, Verb.SCHEME_APPROVE, scheme)
    check_same(act.stand, digest)
    check_approver(act.stand, actor.person)
    act.close(after_approval(act.stand), act.decision(APPROVED))


@action(Verb.SCHEME_REFUSE, KIND, "scheme")
def refuse(*, actor: Actor, at: datetime, scheme: str, digest: str, reason: str) -> None:
    """Refuse the version of a digest: it goes back to be a draft, with the reason."""
    act = begin(actor, at, Verb.SCHEME_REFUSE, scheme)
    check_same(act.stand, digest)
    after = next_state(act.stand.state, Verb.SCHEME_REFUSE)
    act.close(after, act.decision(REFUSED, reason=check_text(reason, needed=True)))


@action(Verb.SCHEME_APPROVE_OFFLINE, KIND, "scheme")
def approve_offline(*, actor: Actor, at: datetime, scheme: str, digest: str, paper: Paper) -> None:
    """Record that a meeting approved the version of a digest, with the document's scan."""
    act = begin(actor, at, Verb.SCHEME_APPROVE_OFFLINE, scheme)
    check_same(act.stand, digest)
    after = next_state(act.stand.state, Verb.SCHEME_APPROVE_OFFLINE)
    title = check_text(paper.title)
    if not title or paper.day is None or not paper.scan:
        raise NotValid.of("rulebook.paper_incomplete")
    if paper.day > day_of(at):
        raise NotValid.of("rulebook.paper_day", day=paper.day.isoformat())
    media = next((media for start, media in _SCANS.items() if paper.scan.startswith(start)), None)
    if media is None or len(paper.scan) > SCAN_BYTES:
        raise NotValid.of("rulebook.paper_scan", most=str(SCAN_BYTES // 1_000_000))
    scan = row_for(store([paper.scan]), paper.scan_name, media)
    decided = act.decision(
        APPROVED_OFFLINE,
        document=title,
        document_date=paper.day,
        scan_sha256=scan.sha256,
        scan_name=scan.name,
    )
    act.close(after, decided, scan)
