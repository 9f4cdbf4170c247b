"""The docket: each of its items is typed, counted by one entry of a bonus or deduction and nowhere twice."""

from __future__ import annotations

from sikao.core.scheme.checks.context import Context, named
from sikao.core.scheme.docketed import counted_for, fits


def check_docket(context: Context) -> None:
    """What decisions cannot add up to, and what no entry or more than one counts for a unit."""
    scheme = context.scheme
    known = [code for code in scheme.docket.items if code in scheme.items]
    if not known or not scheme.checkpoints:
        return
    counted: dict[str, int] = dict.fromkeys(known, 0)
    for table in context.resolved.tables:
        for unit in table.units:
            for item, entries in counted_for(context.resolved, table, unit).items():
                if item in counted:
                    counted[item] = max(counted[item], len(entries))
    for position, code in enumerate(scheme.docket.items):
        if code in counted:
            _check_item(context, code, position, counted[code])


def _check_item(context: Context, code: str, position: int, entries: int) -> None:
    item, path = context.scheme.items[code], ("docket", "items", position)
    who = named(code, item.name)
    if code in context.scheme.docket.items[:position]:
        context.error("scheme.docket_twice", path, item=who)
    elif not fits(item):
        context.error("scheme.docket_unfit", path, item=who)
    elif entries != 1:
        context.error("scheme.docket_untyped" if not entries else "scheme.docket_doubly", path, item=who)
