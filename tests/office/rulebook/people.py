"""The people of an office and what they do with schemes, one step after the other."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sikao.interfaces.processes import answered
from sikao.office.groundwork.actor import Actor
from sikao.office.rulebook import actions, queries
from sikao.office.rulebook.actions import Paper
from sikao.office.rulebook.checking import check_upload
from tests.office.staff import AT

PAPER = {
    "title": "市委常委会会议纪要〔2020〕5号",
    "day": date(2020, 2, 28),
    "scan": b"%PDF-1.7 a page",
    "scan_name": "纪要.pdf",
}


@dataclass
class Office:
    """The people of an office, by name, and what they do one after the other."""

    text: bytes
    at: datetime = AT

    def now(self) -> datetime:
        self.at += timedelta(milliseconds=20)
        return self.at

    def upload(self, actor: Actor, content: bytes | None = None, name: str = "方案.zip", **more) -> str:
        checked = check_upload(self.text if content is None else content, name, run=answered)
        return actions.draft(actor=actor, at=self.now(), checked=checked, **more).ref

    def digest(self, ref: str) -> str:
        return queries.card(ref).last.digest

    def submitted(self, actor: Actor) -> str:
        ref = self.upload(actor)
        actions.submit(actor=actor, at=self.now(), scheme=ref, digest=self.digest(ref))
        return ref

    def approve(self, ref: str, *actors: Actor) -> None:
        for actor in actors:
            actions.approve(actor=actor, at=self.now(), scheme=ref, digest=self.digest(ref))

    def sealed(self, staff: Actor, *approvers: Actor) -> queries.Sealed:
        ref = self.submitted(staff)
        self.approve(ref, *approvers)
        return actions.seal(actor=staff, at=self.now(), scheme=ref, digest=self.digest(ref))

    def recorded(self, ref: str, actor: Actor, **more) -> None:
        paper = Paper(**{**PAPER, **more})
        actions.approve_offline(actor=actor, at=self.now(), scheme=ref, digest=self.digest(ref), paper=paper)
