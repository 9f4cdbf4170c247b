"""The monthly review: lights in their order, and something to be followed wherever the scheme names it."""

from __future__ import annotations

from sikao.core.scheme.checks.context import Context
from sikao.core.scheme.followed import Following, ancestry
from sikao.core.scheme.shape import written


def check_review(context: Context) -> None:
    """The thresholds, and what is named without being followed for any unit."""
    _check_lights(context)
    if context.scheme.checkpoints:
        _check_reach(context)


def _check_lights(context: Context) -> None:
    rule = context.scheme.review
    for yellow, green in (("yellow", "green"), ("rate_yellow", "rate_green")):
        if getattr(rule, yellow) > getattr(rule, green):
            keys = {"yellow": written("MonthlyReview", yellow), "green": written("MonthlyReview", green)}
            context.error("scheme.review_order", ("review", yellow), **keys)


def _check_reach(context: Context) -> None:
    """What is named or tagged and leads to no indicator with a target of its own."""
    rule, reached, tagged = context.scheme.review, set(), set()
    if not rule.nodes and not rule.tags:
        return
    followed = {(one.unit, one.node) for one in Following(context.resolved).all()}
    for table in context.resolved.tables:
        for placed in table.scorecard.walk():
            if any((unit.code, placed.node.code) in followed for unit in table.units):
                reached |= {one.node.code for one in ancestry(placed)}
                tagged |= {tag for one in ancestry(placed) for tag in one.node.tags}
    for key, named, found in (("nodes", rule.nodes, reached), ("tags", rule.tags, tagged)):
        for position, code in enumerate(named):
            if code not in found:
                context.warning("scheme.review_unfit", ("review", key, position), code=code)
