"""The ledger: versions of figures, figures as of a number of the journal, receipts, the board."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field

from sikao.core.figures.table import Kind
from sikao.interfaces.api import shown
from sikao.interfaces.api.asking import ApiRequest
from sikao.interfaces.api.routes.about import ZIP, file_answer
from sikao.interfaces.api.serving import operation
from sikao.interfaces.api.shapes.common import Code, Indicator, Ref, Seq, moment
from sikao.interfaces.api.shapes.ledger import (
    Board,
    Count,
    Figure,
    FiguresAsOf,
    ReceiptLeaf,
    ReceiptShown,
    Version,
)
from sikao.office.accounts.exports import LONGEST_REASON, limits
from sikao.office.accounts.rules.exports import asks_reason
from sikao.office.cycle import actions
from sikao.office.cycle.looking import figures_for, receipt_for, versions_for
from sikao.office.cycle.obligations import late_lines
from sikao.office.cycle.queries import opened_years
from sikao.office.cycle.task_lists import tasks_by_state

router = Router(tags=["ledger"])


class FigureNamed(Schema):
    """What a figure is about."""

    unit: Code
    indicator: Indicator
    kind: Kind = Kind.LEVEL
    period: Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}(\.\.[0-9]{2})?)?$")]


class AsOf(Schema):
    """Which figures, and once which entry of the journal was committed; the last one where left out."""

    scheme: Code
    seq: Seq | None = None
    page: Annotated[int, Field(ge=1, le=100_000)] = 1
    size: Annotated[int, Field(ge=1, le=1000)] = 200
    reason: Annotated[str, Field(max_length=LONGEST_REASON)] = ""


@operation(router, "GET", "/figures", "list_versions", list[Version])
def list_versions(request: ApiRequest, figure: Query[FigureNamed]) -> list[Version]:
    """Every version of one figure, in the order in which they were recorded."""
    key = (figure.unit, figure.indicator, figure.kind.value, figure.period)
    return [shown.version(version) for version in versions_for(request.actor, request.at, key)]


@operation(router, "GET", "/figures/as-of", "list_figures_as_of", FiguresAsOf, journaled=True)
def list_figures_as_of(request: ApiRequest, asked: Query[AsOf]) -> FiguresAsOf:
    """All figures of a scheme as of an entry of the journal: the same number, the same figures, for ever.

    Where there are more than go out of a page without a reason, ``reason`` says what for, and the reading is
    journaled.
    """
    seq, frame, total = figures_for(
        request.actor, request.at, asked.scheme, asked.seq, asked.page, asked.size
    )
    if asks_reason(total, limits()):
        actions.export_page(
            actor=request.actor,
            at=request.at,
            scheme=asked.scheme,
            seq=seq,
            page=asked.page,
            total=total,
            reason=asked.reason,
        )
    return FiguresAsOf(
        scheme=asked.scheme,
        seq=seq,
        items=[Figure(**row) for row in frame.iter_rows(named=True)],
        total=total,
        page=asked.page,
        size=asked.size,
    )


@operation(router, "GET", "/submissions/{ref}/receipt", "get_receipt", ReceiptShown)
def get_receipt(request: ApiRequest, ref: Path[Ref]) -> ReceiptShown:
    """The receipt of what was handed in, as data."""
    receipt = receipt_for(request.actor, request.at, ref)
    return ReceiptShown(
        seq=receipt.seq,
        at=receipt.at,
        entry=receipt.entry,
        sha256=receipt.sha256,
        sm3=receipt.sm3,
        key_id=receipt.key_id,
        signature=receipt.signature,
        public_key=receipt.public_key,
        leaves=[
            ReceiptLeaf(
                position=leaf.position,
                file=leaf.file,
                text=leaf.text,
                path_sha256=list(leaf.path_sha256),
                path_sm3=list(leaf.path_sm3),
            )
            for leaf in receipt.leaves
        ],
    )


@operation(router, "GET", "/submissions/{ref}/receipt.zip", "get_receipt_archive", None, media=ZIP)
def get_receipt_archive(request: ApiRequest, ref: Path[Ref]) -> HttpResponse:
    """The receipt as a ZIP, with what checks it by openssl and sha256sum alone."""
    receipt = receipt_for(request.actor, request.at, ref)
    return file_answer(receipt.zipped(), ZIP, f"receipt-{receipt.seq}.zip")


@operation(router, "GET", "/board", "get_board", Board)
def get_board(request: ApiRequest) -> Board:
    """How the year's reporting stands: tasks by state, and who is late with what."""
    return Board(
        now=moment(request.at) or "",
        years=list(opened_years()),
        counts=[
            Count(state=state, tasks=tasks)
            for state, tasks in tasks_by_state(request.actor, request.at).items()
        ],
        late=[shown.late(line) for line in late_lines(request.at)],
    )
