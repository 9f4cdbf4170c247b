"""What two schemes ask of units, scorecard by scorecard, as plain data and as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sikao.core.scheme import Burden, BurdenChange
from sikao.core.scheme.burden import PARTS
from sikao.core.wording import Language


def burden_lines(burdens: Iterable[BurdenChange], lang: Language) -> Iterator[str]:
    """A line for every scorecard: counts before and after, or those of the only scheme that has it."""
    zh = lang == "zh"
    stop, comma = ("：", "，") if zh else (": ", ", ")
    for card in burdens:
        before, after = (burden.parts() if burden else {} for burden in (card.before, card.after))
        counts = comma.join(
            f"{name.text(lang)} {_change(before.get(part), after.get(part))}" for part, name in PARTS.items()
        )
        head = "要求单位办理的事项" if zh else "Asked of units"
        only = _only(card, zh=zh)
        yield f"{head}{comma}{card.name.text(lang)} [{card.scorecard}]{only}{stop}{counts}"


def _change(before: str | None, after: str | None) -> str:
    if before is None or after is None:
        return before or after or ""
    return f"{before} → {after}"


def _only(card: BurdenChange, *, zh: bool) -> str:
    if card.before is None:
        return "（仅新方案有）" if zh else " (new scheme only)"
    if card.after is None:
        return "（仅旧方案有）" if zh else " (old scheme only)"
    return ""


def burden_content(burdens: Iterable[BurdenChange]) -> list[dict[str, Any]]:
    """The same as plain data."""
    return [
        {"scorecard": card.scorecard, "before": _counts(card.before), "after": _counts(card.after)}
        for card in burdens
    ]


def _counts(burden: Burden | None) -> dict[str, int] | None:
    return None if burden is None else {part: getattr(burden, part) for part in PARTS if part != "per_unit"}
