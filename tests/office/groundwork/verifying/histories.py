"""Random histories: acts of every kind that brings rows, refusals, stored files, keys that change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random  # noqa: TID251 -- from a stated seed
from typing import TYPE_CHECKING

from django.db import transaction

from sikao.office.accounts.models import Grant, GrantConfirmation, Organisation, OrganisationName, Person
from sikao.office.groundwork.actor import Actor, Channel, machine
from sikao.office.groundwork.files import row_for, store
from sikao.office.groundwork.journal import Subject, write, write_refusal
from sikao.office.groundwork.keys import rotate_key
from sikao.office.groundwork.models import Head
from sikao.office.groundwork.refusals import NotYou
from sikao.office.ledger.models import FigureVersion, Submission

if TYPE_CHECKING:
    from sikao.office.groundwork.appendonly import Record

DAY = date(2020, 7, 18)


class History:
    """Goes on act by act; the same seed makes the same acts."""

    def __init__(self, seed: int) -> None:
        self.name = str(seed)
        self.rng = Random(seed)
        self.at = Head.objects.get().at or datetime(2020, 7, 18, 1, 2, 3, tzinfo=UTC)
        self.count = 0

    def go_on(self, acts: int) -> None:
        """So many acts more."""
        for _ in range(acts):
            self.count += 1
            self.at += timedelta(seconds=self.rng.choice([0, 1, 60, 3600]))
            kinds = [self.upload, self.organisation, self.grant, self.submission, self.refusal, self.plain]
            self.rng.choice(kinds)()
            if self.rng.random() < 0.03:
                rotate_key(actor=machine(Channel.COMMAND), at=self.at)

    def everything(self) -> None:
        """Every kind of act twice, so that there is something of everything to tamper with."""
        for _ in range(2):
            for act in (
                self.upload,
                self.organisation,
                self.grant,
                self.submission,
                self.refusal,
                self.plain,
            ):
                self.count += 1
                act()

    def bring(self, verb: str, rows: list[Record], new: object = None) -> None:
        actor = Actor(f"p{self.rng.randrange(9)}", Channel.WEB, source="5f")
        with transaction.atomic():
            subject = Subject(verb.split(".", maxsplit=1)[0], f"{self.count}", "office_staff@office")
            write(actor=actor, at=self.at, verb=verb, subject=subject, new=new, rows=rows)

    def upload(self) -> None:
        rows: list[Record] = []
        for number in range(self.rng.randint(1, 3)):
            content = f"第{self.count}个文件的第{number}份 {self.rng.random()}".encode()
            rows.append(row_for(store([content]), f"报告{number}.pdf", "application/pdf"))
        self.bring("evidence.add", rows)

    def organisation(self) -> None:
        body = Organisation.objects.create(code=f"o{self.name}_{self.count}", kind="bureau")
        self.bring("organisation.add", [OrganisationName(organisation=body, name="某局", since=DAY)])

    def grant(self) -> None:
        person = Person.objects.create(
            name="某人", staff_number=f"s{self.name}_{self.count}", lane="business"
        )
        given = Grant(person=person, lane="business", role="reporter", since=DAY, proposed_by="p1")
        self.bring("grant.propose", [given])
        self.bring("grant.confirm", [GrantConfirmation(grant=given, confirmed_by="p2")])

    def submission(self) -> None:
        names = {"task": "t", "scheme": "s", "organisation": "b", "way": "sheet", "reporter": "p1"}
        head = Submission(**names)
        figures: list[Record] = [
            FigureVersion(
                submission=head,
                unit=f"u{number}",
                indicator="gdp",
                kind="actual",
                period="2020",
                value=str(self.rng.randrange(1000)),
                provider="b",
            )
            for number in range(self.rng.randint(2, 9))
        ]
        self.bring("task.sign", [head, *figures], {"figures": len(figures)})

    def refusal(self) -> None:
        refusal = NotYou.of("right.not_you", verb="task.sign")
        write_refusal(machine(), self.at, "task.sign", Subject("task", f"{self.count}"), refusal)

    def plain(self) -> None:
        self.bring("session.sign_in", [], {"way": "password", "n": self.count})
