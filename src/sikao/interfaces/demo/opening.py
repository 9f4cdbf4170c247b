"""January: the schemes are sealed, the year is opened, the figures of the years before are taken over."""

from __future__ import annotations

from datetime import date

import polars as pl

from sikao.interfaces.demo.agenda import Told
from sikao.interfaces.demo.scenes.amending import before_amendment
from sikao.interfaces.demo.stage import SCHEME, Stage
from sikao.interfaces.processes import answered
from sikao.office.cycle import actions as cycle
from sikao.office.cycle.queries import opened_years
from sikao.office.ledger.facts import BY_HISTORY
from sikao.office.ledger.models import Submission
from sikao.office.rulebook import actions as rulebook
from sikao.office.rulebook.archive import pack_folder, text_archive
from sikao.office.rulebook.checking import check_upload
from sikao.office.rulebook.queries import card, find
from sikao.office.rulebook.rules import State

FOLDERS = {"qingdao_2019": "qingdao-2019", SCHEME: "qingdao-2020"}
DOCUMENT, DOCUMENT_DATE = "历史数据（合成，示例）", date(2020, 1, 6)


def begin(stage: Stage, tell: Told) -> None:
    """What every year begins with, as far as it has not been done."""
    tell("封存考核方案", "sealing the schemes")
    for code, folder in FOLDERS.items():
        _seal(stage, code, folder)
    if SCHEME not in opened_years():
        cycle.open_year(actor=stage.cast["office"], at=stage.later(), scheme=SCHEME)
    if not Submission.objects.filter(way=BY_HISTORY).exists():
        _take_over(stage)


def _seal(stage: Stage, code: str, folder: str) -> None:
    """A scheme from its draft to its seal, from wherever it stands."""
    office, ref = stage.cast["office"], find(code)
    if ref is None:
        content = pack_folder(stage.schemes / folder)
        if code == SCHEME:  # its folder has the targets as they are once the amendment is in force
            content = text_archive(before_amendment(stage.opened.scheme))
        checked = check_upload(content, f"{folder}.zip", run=answered)
        ref = rulebook.draft(actor=office, at=stage.later(), checked=checked).ref
    given = {"scheme": ref, "digest": card(ref).last.digest}
    if card(ref).state is State.DRAFT:
        rulebook.submit(actor=office, at=stage.later(), **given)
    for approver in (stage.cast["director"], stage.cast["leader"]):
        if card(ref).state is State.SUBMITTED and approver.person not in card(ref).approved_by:
            rulebook.approve(actor=approver, at=stage.later(), **given)
    if card(ref).state is State.APPROVED:
        rulebook.seal(actor=office, at=stage.later(), **given)


def _take_over(stage: Stage) -> None:
    """The figures of the years before, without which nothing can be compared."""
    before = stage.opened.figures.select(
        pl.col("period").str.slice(0, 4).cast(pl.Int32) < stage.opened.scheme.year
    )
    cycle.take_over_history(
        actor=stage.cast["office"],
        at=stage.later(),
        scheme=SCHEME,
        figures=before,
        document=DOCUMENT,
        document_date=DOCUMENT_DATE,
    )
