"""What two schemes ask of units, scorecard by scorecard, as plain data and as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sikao.core.scheme import Burden, BurdenChange
from sikao.core.scheme.burden import PARTS
from sikao.core.wording import Language


def burden_rows(burdens: Iterable[BurdenChange], lang: Language) -> Iterator[tuple[str, str, str]]:
    """What, before and after, for every count that changed of every scorecard; a dash where it is lacking."""
    for card in burdens:
        before, after = (burden.parts() if burden else {} for burden in (card.before, card.after))
        for part, name in PARTS.items():
            if before.get(part) == after.get(part):
                continue
            what = f"{card.name.text(lang)} · {name.text(lang)}"
            yield what, before.get(part, "—"), after.get(part, "—")


def burden_content(burdens: Iterable[BurdenChange]) -> list[dict[str, Any]]:
    """The same as plain data."""
    return [
        {"scorecard": card.scorecard, "before": _counts(card.before), "after": _counts(card.after)}
        for card in burdens
    ]


def _counts(burden: Burden | None) -> dict[str, int] | None:
    return None if burden is None else {part: getattr(burden, part) for part in PARTS if part != "per_unit"}
