"""The docket as the printed scheme tells it: what is decided one by one, who brings it, days of notice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sikao.core.figures.decimals import canonical
from sikao.core.scheme.docketed import Counted, docket_of
from sikao.core.scheme.document.content import Grid, grid
from sikao.core.scheme.resolving import Resolved
from sikao.core.scheme.saying import Saying, signed


def docket_grid(resolved: Resolved, saying: Saying) -> tuple[Grid, ...]:
    """A row for each scorecard with what its entries are worth, then the steps; nothing without items."""
    say, rule = saying.say, saying.scheme.docket
    if not rule.items:
        return ()
    bodies = [saying.called("provider", code) for code in rule.bodies]
    raised = saying.listed((say("考核办", "assessment office"), *bodies))
    days = rule.notice_days
    rows = [
        *_worth(resolved, saying),
        (say("减分的提出", "Deductions are brought by"), raised),
        (
            say("办理程序", "Procedure"),
            say(
                "初审、复审、公示、审定，初审和复审不得同一人",
                "two examinations by two people, notice, decision",
            ),
        ),
        (
            say("公示期", "Notice"),
            say(f"{days}个工作日", f"{days} working day{'' if days == 1 else 's'}"),
        ),
    ]
    headings = (say("事项", "Step"), say("规定", "Provision"))
    return grid(say("加减分审定（单位和部门不再报送）", "Docket of bonus and deduction"), headings, rows)


def _worth(resolved: Resolved, saying: Saying) -> Iterator[tuple[str, str]]:
    """Each entry once for a scorecard, whatever units it counts for."""
    by_card: dict[str, dict[tuple[str, Decimal], Counted]] = {}
    for items in docket_of(resolved).values():
        for one in items.values():
            by_card.setdefault(one.scorecard, {}).setdefault((one.entry, one.each), one)
    for card, entries in by_card.items():
        head = saying.say("逐件审定", "Decided") + saying.bracketed(
            saying.named(saying.scheme.scorecards[card])
        )
        yield head, saying.listed(_each(one, saying) for one in entries.values())


def _each(one: Counted, saying: Saying) -> str:
    number = signed(canonical(one.each)) if one.each < 0 else f"+{canonical(one.each)}"
    return saying.say(f"{one.entry}每项{number}分", f"{one.entry} {number} each")
