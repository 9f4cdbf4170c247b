"""Claims in words: which quantity, of what, for whom, and what it must be."""

from __future__ import annotations

from decimal import Decimal

from sikao.core.scheme.model import Claim, share_text
from sikao.core.scheme.model.outcomes import EACH, QUANTITIES, RELATIONS
from sikao.core.scheme.saying import Saying, decimal_text
from sikao.core.scheme.shape import Table


def promised(claim: Claim, saying: Saying) -> str:
    """What a claim counts: ``区市考核主表·发展 的 分值，占 区市考核主表``."""
    quantity, of = QUANTITIES[claim.quantity].text(saying.lang), saying.selector(claim.of)
    # A quantity of units or groups looks at the groups that it names, and at nothing else.
    by_groups = claim.quantity in {"units", "groups"}
    parts = [quantity if by_groups else saying.say(f"{of}的{quantity}", f"{quantity} of {of}")]
    if claim.groups:
        groups = saying.listed(saying.called("group", group) for group in claim.groups)
        parts = (
            [saying.say(f"{groups}的{quantity}", f"{quantity} of {groups}")]
            if by_groups
            else [*parts, saying.say(f"限{groups}", f"in {groups}")]
        )
    if claim.relative_to is not None:
        base = saying.selector(claim.relative_to)
        parts.append(saying.say(f"与{base}之比", f"relative to {base}"))
    if claim.against:
        groups = saying.listed(saying.called("group", group) for group in claim.against)
        parts.append(saying.say(f"与{groups}各单位之比", f"relative to each unit of {groups}"))
    if claim.each is not None:
        parts.append(EACH[claim.each].text(saying.lang))
    return saying.say("，", ", ").join(parts)


def promised_value(claim: Claim, saying: Saying) -> str:
    """What it must be: ``等于 80%``."""
    relation, value = RELATIONS[claim.relation].text(saying.lang), claim.value
    if isinstance(value, Decimal):
        relative = claim.relative_to is not None or bool(claim.against)
        return f"{relation} {share_text(value) if relative else decimal_text(value)}"
    if isinstance(value, Table):
        pairs = (f"{saying.called('checkpoint', code)} {share_text(s)}" for code, s in value.items())
        return f"{relation} {saying.listed(pairs)}"
    return f"{relation} {' / '.join(share_text(share) for share in value)}"
