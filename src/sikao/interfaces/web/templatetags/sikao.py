"""Numbers, icons and small bars as the pages show them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from sikao.core.figures.measures import after_number
from sikao.core.wording import Term
from sikao.interfaces.web.results.charts import Chart
from sikao.interfaces.web.results.plain import PlainTable, plain_table
from sikao.interfaces.web.results.words import BETWEEN

register = template.Library()

DASH = "—"
_CHINESE = re.compile("[\u4e00-\u9fff]")


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon of the sprite; it is decoration, so the words beside it must say the same.

    A page has dozens, of few kinds: each is put together once.
    """
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("app/icons.svg"), name
    )


@register.simple_tag
def chart_table(kind: str, data: Chart) -> PlainTable:
    """The numbers of a chart for browsers that run no script."""
    return plain_table(kind, data)


@register.filter
def points(value: Decimal | None) -> str:
    """Points as announced: at least two decimals, none cut off; a dash where there is no score."""
    if value is None:
        return DASH
    places = max(2, -int(value.normalize().as_tuple().exponent))
    return f"{value:,.{places}f}".replace("-", "−")


@register.filter
def full(value: Decimal | None) -> str:
    """Full points: no decimals that say nothing."""
    return DASH if value is None else plain(value)


@register.filter
def percent(value: Decimal | None) -> str:
    """A share as a percentage with one decimal."""
    return DASH if value is None else f"{_one_decimal(value * 100)}%"


@register.filter
def number(value: Decimal | str | None) -> str:
    """A figure as reported, with thousands apart."""
    return DASH if value is None else plain(Decimal(value))


def plain(value: Decimal) -> str:
    """Without exponent and without trailing zeros, thousands apart."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _one_decimal(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


register.filter("after_number", after_number)


@register.filter
def tongue(text: str) -> str:
    """The language of words that stay Chinese on an English page, such as the policy's own."""
    foreign = (get_language() or "").startswith("en") and _CHINESE.search(text)
    return mark_safe(' lang="zh-hans"') if foreign else ""


@register.filter
def term(value: Term) -> str:
    """A term in the language of the page."""
    return value.text("en" if (get_language() or "").startswith("en") else "zh")


@register.filter
def word(code: str, words: Mapping[str, Term]) -> str:
    """What a code is called, by a list of words."""
    return term(words[code]) if code in words else code


@register.filter
def listed(names: Iterable[str]) -> str:
    """Names one after the other, with the comma of the page's language."""
    return term(BETWEEN).join(names)


@register.simple_tag
def rate_bar(rate: Decimal | None, mean: Decimal | None = None) -> SafeString | str:
    """A small bar of the share of full points reached; a stroke marks the group's mean."""
    if rate is None:
        return DASH
    width = _one_decimal(max(Decimal(0), min(Decimal(1), rate)) * 100)
    stroke: SafeString | str = ""
    if mean is not None:
        stroke = format_html('<path class="mean" d="M{} 0v8"></path>', _one_decimal(mean * 100))
    return format_html(
        '<svg class="rate" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<path class="ground" d="M0 0h100v8H0z"></path><path class="fill" d="M0 0h{}v8H0z"></path>{}</svg>',
        width,
        stroke,
    )


@register.simple_tag
def range_bar(low: Decimal, high: Decimal, now: Decimal | None) -> SafeString:
    """A small bar from one share to another of a common scale, 0 to 1; a stroke marks where it is now."""
    stroke: SafeString | str = ""
    if now is not None:
        stroke = format_html('<path class="mean" d="M{} 0v8"></path>', _one_decimal(now * 100))
    return format_html(
        '<svg class="rate" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<path class="ground" d="M0 0h100v8H0z"></path>'
        '<path class="fill" d="M{} 0h{}v8h-{}z"></path>{}</svg>',
        _one_decimal(low * 100),
        _one_decimal((high - low) * 100),
        _one_decimal((high - low) * 100),
        stroke,
    )


@register.simple_tag
def moved(places: int | None, *, still: bool = True) -> SafeString | str:
    """By how many places a unit rose or fell since the checkpoint before; ``still``: also by none."""
    if places is None or (places == 0 and not still):
        return ""
    if places == 0:
        return format_html(
            '<span class="move same" title="{0}">–<span class="visually-hidden">{0}</span></span>',
            gettext("名次不变"),
        )
    rose = places > 0
    sentence = (
        ngettext("上升%(places)d位", "上升%(places)d位", places)
        if rose
        else ngettext("下降%(places)d位", "下降%(places)d位", -places)
    )
    return format_html(
        '<span class="move {}" title="{}"><span aria-hidden="true">{}{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        "up" if rose else "down",
        sentence % {"places": abs(places)},
        "↑" if rose else "↓",
        abs(places),
        sentence % {"places": abs(places)},
    )


@register.filter
def signed(value: Decimal) -> str:
    """A difference of points with its sign."""
    return f"{'+' if value > 0 else '−'}{abs(value):,.2f}"


@register.filter
def signed_exact(value: Decimal) -> str:
    """A difference of points or places with its sign and as many decimals as it was worked out with."""
    return f"{'+' if value > 0 else '−'}{abs(value):,f}" if value else "0"


@register.simple_tag
def given(answers: dict[str, str], field: str, initial: Decimal | str) -> str:
    """What a reader has written into a field, else what stands there."""
    return answers.get(field) or (bare(initial) if isinstance(initial, Decimal) else initial)


@register.filter
def bare(value: Decimal) -> str:
    """A number as a field holds it: no thousands, no trailing zeros."""
    return plain(value).replace(",", "")
