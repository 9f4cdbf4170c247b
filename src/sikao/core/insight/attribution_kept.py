"""The account of a change as plain data, for keeping it, and back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sikao.core.insight.attribution import Attribution, Line, Split, UnitAccount
from sikao.core.insight.playing import Player
from sikao.core.wording import Term

FORMAT = "sikao-attribution/1"


def attribution_to_json(found: Attribution) -> dict[str, Any]:
    """Plain data; exact shares as fractions in text."""
    return {
        "format": FORMAT,
        "group": found.group,
        "before": found.before,
        "after": found.after,
        "accounts": [
            {
                "unit": account.unit,
                "unit_name": [account.unit_name.zh, account.unit_name.en],
                "scorecard": account.scorecard,
                "total": _split(account.total),
                "place": None if account.place is None else _split(account.place),
                "nodes": [_split(split) for split in account.nodes],
            }
            for account in found.accounts
        ],
    }


def read_attribution(plain: Mapping[str, Any]) -> Attribution:
    """What ``attribution_to_json`` wrote; anything else raises ``ValueError``."""
    if plain.get("format") != FORMAT:
        raise ValueError(f"not an attribution: {plain.get('format')!r}")
    accounts = tuple(
        UnitAccount(
            unit=account["unit"],
            unit_name=Term(*account["unit_name"]),
            scorecard=account["scorecard"],
            total=_read_split(account["total"]),
            place=None if account["place"] is None else _read_split(account["place"]),
            nodes=tuple(_read_split(split) for split in account["nodes"]),
        )
        for account in plain["accounts"]
    )
    return Attribution(plain["group"], plain["before"], plain["after"], accounts)


def _split(split: Split) -> list[Any]:
    ends = [None if end is None else str(end) for end in (split.before, split.after)]
    lines = [[line.player.value, str(line.exact), str(line.shown)] for line in split.lines]
    return [split.node, split.name.zh, split.name.en, *ends, split.others, lines]


def _read_split(plain: list[Any]) -> Split:
    node, zh, en, *ends, others, lines = plain
    before, after = (None if end is None else Decimal(end) for end in ends)
    read = (Line(Player(player), Fraction(exact), Decimal(shown)) for player, exact, shown in lines)
    return Split(node, Term(zh, en), before, after, others, tuple(read))
