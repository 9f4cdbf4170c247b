"""Schemes that give an order back: their points come from places that were published, not from results."""

from __future__ import annotations

from sikao.core.scheme.expressions import FigureRef
from sikao.core.scheme.model import Node, Scheme
from sikao.core.wording import Term

RANK = "rank"
FROM_PLACES = Term(
    "分值由公布的名次推得，非公布数据", "Points are derived from the published order; none were published"
)
"""What has to stand beside such points wherever they are shown."""


def scores_only_places(scheme: Scheme) -> bool:
    """Whether every leaf of a scheme measures places alone, so that its points say no more than the order."""
    leaves = [
        placed.node for card in scheme.scorecards.values() for placed in card.walk() if placed.node.is_leaf
    ]
    return bool(leaves) and all(_is_place(leaf, scheme) for leaf in leaves)


def _is_place(leaf: Node, scheme: Scheme) -> bool:
    measure = leaf.measure
    if not isinstance(measure, FigureRef):
        return False
    return (measure.kind or scheme.items[measure.item].main_kind) == RANK
