"""How it is told what a change in points or places came from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sikao.core.wording.language import Language, Term


def points_from(cause: Term, points: Decimal, lang: Language) -> str:
    """So many points because of a cause."""
    amount = _signed(points)
    return f"因{cause.zh} {amount} 分" if lang == "zh" else f"{amount} points from {cause.en}"


def places_from(cause: Term, risen: Decimal, lang: Language) -> str:
    """So many places up, or down where negative, because of a cause."""
    if lang == "zh":
        return f"因{cause.zh}{_moved(risen, lang)}"
    return f"{_moved(risen, lang)} from {cause.en}"


def points_changed(
    name: Term, before: Decimal | None, after: Decimal | None, because: Sequence[str], lang: Language
) -> str:
    """A node's points before and after, and from what the difference came."""
    was, now = (_points(value, lang) for value in (before, after))
    gain = (after or Decimal(0)) - (before or Decimal(0))
    if not gain and not because:
        return f"{name.zh}：{now.strip()}，没有变化" if lang == "zh" else f"{name.en}: {now}, unchanged"
    if lang == "zh":
        return f"{name.zh}：由{was}变为{now}（{_signed(gain)} 分）{_reasons(because, lang)}"
    return f"{name.en}: from {was} to {now} ({_signed(gain)}){_reasons(because, lang)}"


def place_changed(before: Decimal, after: Decimal, because: Sequence[str], lang: Language) -> str:
    """The place before and after, and from what the difference came."""
    if before == after and not because:
        return f"名次：第 {after}，没有变化" if lang == "zh" else f"Place: {after}, unchanged"
    moved = _moved(before - after, lang)
    if lang == "zh":
        return f"名次：由第 {before} 变为第 {after}（{moved}）{_reasons(because, lang)}"
    return f"Place: from {before} to {after} ({moved}){_reasons(because, lang)}"


def _reasons(because: Sequence[str], lang: Language) -> str:
    if not because:
        return ""
    return "：" + "；".join(because) if lang == "zh" else ": " + "; ".join(because)


def _points(value: Decimal | None, lang: Language) -> str:
    if value is None:
        return "尚无得分" if lang == "zh" else "no score yet"
    text = f"{value:f}".replace("-", "−")
    return f" {text} 分" if lang == "zh" else f"{text} points"


def _moved(risen: Decimal, lang: Language) -> str:
    if not risen:
        return "位次不变" if lang == "zh" else "no places"
    size = f"{abs(risen).normalize():f}"
    if lang == "zh":
        return f"{'上升' if risen > 0 else '下降'} {size} 位"
    return f"{size} {'place' if size == '1' else 'places'} {'up' if risen > 0 else 'down'}"


def _signed(amount: Decimal) -> str:
    return f"{amount:+f}".replace("-", "−") if amount else "0"
