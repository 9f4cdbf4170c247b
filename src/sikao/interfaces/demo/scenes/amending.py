"""The amendment of August: the city's task for foreign investment is cut from 64.5 to 58.0.

The folder of the scheme has the targets as they are after the amendment; the year begins with those before.
All of it is invented, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from sikao.core.scheme import Scheme
from sikao.core.scheme.model import Node, Values
from sikao.core.scheme.shape import Table
from sikao.interfaces.demo.agenda import Act
from sikao.interfaces.demo.moments import moment
from sikao.interfaces.demo.stage import SCAN, SCHEME, Stage
from sikao.interfaces.processes import answered
from sikao.office.amendments import actions
from sikao.office.amendments.queries import AmendmentView, amendment, amendments
from sikao.office.amendments.rules import State
from sikao.office.rulebook.archive import text_archive
from sikao.office.rulebook.checking import check_upload
from sikao.office.rulebook.papers import Paper

CARD, NODE, SINCE = "districts", "fdi", "q3"
REASON = "受疫情影响，拟将全市实际使用外资任务由64.5亿美元调减为58.0亿美元，各区市任务相应调减（示例）"
NOTE = "全市任务64.5亿美元，节点目标按序时比例"
DOCUMENT = "市委常委会会议纪要〔2020〕示例8号"
DRAFTED, WEIGHED, ISSUED = moment(2020, 7, 17, 14), moment(2020, 8, 17, 10), moment(2020, 8, 20, 15)


def before_amendment(scheme: Scheme) -> Scheme:
    """The scheme as sealed for the year: half of a district's task was due by half-year, 3/4 by September."""
    of_card = scheme.parameters[CARD]
    targets = {unit: _before(values) for unit, values in of_card[NODE]["target"].items()}
    nodes = Table({**of_card, NODE: Table({**of_card[NODE], "target": Table(targets)})})
    card = scheme.scorecards[CARD]
    return replace(
        scheme,
        parameters=Table({**scheme.parameters, CARD: nodes}),
        scorecards=Table({**scheme.scorecards, CARD: replace(card, nodes=tuple(map(_noted, card.nodes)))}),
    )


def amending(stage: Stage) -> Iterator[Act]:
    """What is still to be done until the amendment is in force."""
    made = _made()
    if made is None:
        yield Act(DRAFTED, "起草方案调整", "drafting an amendment", lambda: _draft(stage))
    if made is None or made.state is not State.IN_FORCE:
        yield Act(WEIGHED, "测算调整影响", "working out what the amendment does", lambda: _submit(stage))
        yield Act(ISSUED, "下发调整通知", "issuing the amendment", lambda: _issue(stage))


def _before(values: Values) -> Values:
    half = values["h1"] if isinstance(values, Table) else None
    if not isinstance(half, Decimal) or not isinstance(values, Table):
        return values
    return Table({**values, "q3": half * Decimal("1.5"), "year": half * 2})


def _noted(node: Node) -> Node:
    own = replace(node, note=NOTE) if node.code == NODE else node
    return replace(own, children=tuple(map(_noted, own.children)))


def _made() -> AmendmentView | None:
    return next((view for view in amendments(SCHEME) if view.state is not State.DROPPED), None)


def _draft(stage: Stage) -> None:
    """The proposal is uploaded, and what it does to everyone is worked out for a first look."""
    office, amended = stage.cast["office"], stage.opened.scheme
    checked = check_upload(text_archive(amended), "调整后方案（示例）.zip", run=answered)
    made = actions.propose_amendment(
        actor=office, at=stage.later(), scheme=SCHEME, checked=checked, since=SINCE, reason=REASON
    )
    _weigh(stage, made.ref)


def _weigh(stage: Stage, ref: str) -> None:
    """The effect on the figures of now, worked out by whichever worker takes it."""
    actions.weigh_amendment(actor=stage.cast["office"], at=stage.later(), amendment=ref)
    stage.wait_until(lambda: not _is_being_weighed(ref))


def _is_being_weighed(ref: str) -> bool:
    asked = amendment(ref).weighing
    return asked is not None and asked.working


def _submit(stage: Stage) -> None:
    made = _made()
    if made is not None and made.state is State.DRAFT:
        _weigh(stage, made.ref)
        actions.submit_amendment(actor=stage.cast["office"], at=stage.later(), amendment=made.ref)


def _issue(stage: Stage) -> None:
    """The minutes approve it; the director puts it in force."""
    made = _made()
    if made is None or made.state in (State.DRAFT, State.IN_FORCE):
        return
    ref, bound, office = made.ref, made.bound, stage.cast["office"]
    if made.state is State.SUBMITTED:
        paper = Paper(DOCUMENT, stage.at.date(), SCAN, "会议纪要（示例）.pdf")
        actions.approve_amendment_offline(
            actor=office, at=stage.later(), amendment=ref, bound=bound, paper=paper
        )
    actions.issue_amendment(actor=stage.cast["director"], at=stage.later(), amendment=ref, bound=bound)
