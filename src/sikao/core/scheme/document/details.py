"""Entries that are counted one by one, and what an override changes."""

from __future__ import annotations

from sikao.core.scheme.document.content import Grid, grid
from sikao.core.scheme.methods import CHOOSE, Tally
from sikao.core.scheme.model import Override, Scorecard
from sikao.core.scheme.phrasing import expression_words
from sikao.core.scheme.plain import given_fields
from sikao.core.scheme.saying import Saying
from sikao.core.scheme.shape import shape_of


def detailed(over: Override, saying: Saying, *, points: bool) -> str:
    """What an override says, heading by heading; that something does not apply in one word.

    ``points``: its points too, where no column of the scorecard tells them.
    """
    if over.applies is False:
        return saying.say("不适用", "does not apply")
    shape = shape_of(over)
    given = [pair for pair in given_fields(shape, over) if points or pair[0].key != "points"]
    return saying.joined(saying.headed(field, value, shape.name) for field, value in given)


def counted_entries(card: Scorecard, saying: Saying) -> tuple[Grid, ...]:
    """Every entry of every itemised leaf: what is counted, how much each is worth, and its bound."""
    rows: list[tuple[str, ...]] = []
    names = saying.node_names(card)
    for placed in card.walk():
        method = placed.node.method
        if not isinstance(method, Tally):
            continue
        rows.extend(
            (
                names[placed.node.code],
                entry.name,
                expression_words(entry.count, saying.scheme, saying.lang),
                saying.amount(entry.each),
                "" if entry.most is None else saying.amount(entry.most),
                CHOOSE[method.choose].text(saying.lang),
            )
            for entry in method.entries
        )
    headings = (
        saying.say("指标", "Indicator"),
        saying.say("加扣分条目", "Entry"),
        saying.say("次数", "Counted"),
        saying.say("每次分值", "Each"),
        saying.say("最多", "At most"),
        saying.say("取法", "Several entries"),
    )
    return grid(saying.say("加分、扣分条目", "Entries of bonus and deduction"), headings, rows)
