"""The demonstration's amendment: the city's task for foreign investment was 64.5 before it is cut to 58.0.

The folder of the scheme has the targets as they are after the amendment; the year begins with those before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from sikao.core.scheme import Scheme
from sikao.core.scheme.model import Node, Values
from sikao.core.scheme.shape import Table
from sikao.interfaces.demo.people import Cast
from sikao.interfaces.processes import answered
from sikao.office.amendments import actions
from sikao.office.rulebook.archive import text_archive
from sikao.office.rulebook.checking import check_upload

CARD, NODE = "districts", "fdi"
SINCE = "q3"
REASON = "受疫情影响，拟将全市实际使用外资任务由64.5亿美元调减为58.0亿美元，各区市任务相应调减（示例）"
NOTE = "全市任务64.5亿美元，节点目标按序时比例"


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


def _before(values: Values) -> Values:
    half = values["h1"] if isinstance(values, Table) else None
    if not isinstance(half, Decimal) or not isinstance(values, Table):
        return values
    return Table({**values, "q3": half * Decimal("1.5"), "year": half * 2})


def _noted(node: Node) -> Node:
    own = replace(node, note=NOTE) if node.code == NODE else node
    return replace(own, children=tuple(map(_noted, own.children)))


@dataclass(slots=True)
class Amending:
    """Drafts the amendment that the office prepares today."""

    scheme: str
    cast: Cast
    later: Callable[[datetime | None], datetime]
    work: Callable[[], object]

    def draft(self, amended: Scheme) -> None:
        """The proposal is uploaded, and what it does to everyone is worked out."""
        office = self.cast["office"]
        checked = check_upload(text_archive(amended), "调整后方案（示例）.zip", run=answered)
        made = actions.propose_amendment(
            actor=office,
            at=self.later(None),
            scheme=self.scheme,
            checked=checked,
            since=SINCE,
            reason=REASON,
        )
        actions.weigh_amendment(actor=office, at=self.later(None), amendment=made.ref)
        self.work()
