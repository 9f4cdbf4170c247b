"""March: districts and departments rate each other at a meeting; two people count the ballots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial

from django.db.models import QuerySet

from sikao.core.sheets.composing import workbook_bytes
from sikao.core.sheets.drafts import Draft as Sheets
from sikao.core.sheets.drafts import DraftCell, DraftSheet, Look
from sikao.interfaces.demo.agenda import Act
from sikao.interfaces.demo.irregular import DECEMBER
from sikao.interfaces.demo.moments import moment
from sikao.interfaces.demo.people import OFFICE
from sikao.interfaces.demo.stage import SCHEME, Stage, handed_in, scan, version_of
from sikao.office.cycle import actions as cycle
from sikao.office.cycle.duties import slots_of
from sikao.office.cycle.models import Task
from sikao.office.cycle.rules import TaskKind, TaskState
from sikao.office.ledger.facts import Key

RATED = "peer_votes"
MEETING = moment(2021, 3, 5, 15)
ISSUED, RETURNED, VALID = 68, 66, 64
NOTE = (
    f"民主测评会2021年3月5日召开：发出测评票{ISSUED}张，收回{RETURNED}张，其中有效票{VALID}张、"
    f"无效票{RETURNED - VALID}张；2名监票人签字；两人分别录入，1处不一致，经复核原票更正（示例）。"
)
MINUTES, COUNT = "民主测评监票记录（示例）.pdf", "民主测评计票表（示例）.xlsx"
HEADS = ("单位", "第一人录入优秀票", "第二人录入优秀票", "相差", "核定优秀票", "有效票", "优秀得票率（%）")


def ballots(stage: Stage) -> Iterator[Act]:
    """The count, until it is in the sheet of the office."""
    for task in _sheets().filter(state=TaskState.OPEN):
        if not version_of(task):
            yield Act(MEETING, "民主测评计票录入", "counting ballots", partial(_enter, stage, task))


def _sheets() -> QuerySet[Task]:
    return Task.objects.filter(
        scheme=SCHEME, kind=TaskKind.DELIVER, provider=OFFICE, frequency="year", through=DECEMBER
    )


def _enter(stage: Stage, task: Task) -> None:
    """What was counted begins the office's sheet of the year; the rest of it follows."""
    task.refresh_from_db()
    if task.state != TaskState.OPEN or version_of(task):
        return
    shares = {slot.key: stage.known[slot.key] for slot in slots_of(task) if slot.indicator == RATED}
    stage.write(task, {"/".join(key): text for key, text in shares.items()}, note=NOTE)
    reporter = stage.who(task, "reporter")
    for evidence in (scan(stage, MINUTES, about=NOTE), handed_in(stage, COUNT, count_sheet(stage, shares))):
        cycle.attach(actor=reporter, at=stage.later(), task=task.ref, evidence=evidence)


def count_sheet(stage: Stage, shares: Mapping[Key, str]) -> bytes:
    """The workbook of the count: what either person typed of each unit, what counts, its share."""
    units = stage.opened.scheme.units
    rows = [tuple(DraftCell(text, Look.HEADING) for text in HEADS)]
    for number, ((unit, _, _, _), share) in enumerate(shares.items()):
        votes = votes_of(share)
        second = votes - (number == 0)  # the one place at which the two differ
        counted = (votes, second, votes - second, votes, VALID, Decimal(share))
        rows.append((DraftCell(units[unit].name), *(DraftCell(one, Look.NUMBER) for one in counted)))
    return workbook_bytes(Sheets((DraftSheet("计票表（示例）", tuple(rows), frozen=(1, 1)),), title=COUNT))


def votes_of(share: str) -> int:
    """The votes behind a share in percent that is rounded to two places."""
    return int((Decimal(share) * VALID / 100).to_integral_value())
