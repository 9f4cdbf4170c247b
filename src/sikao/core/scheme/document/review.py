"""The monthly review as the printed scheme tells it: what is followed, the lights, the days."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from sikao.core.figures.decimals import canonical
from sikao.core.scheme.document.content import Grid, grid
from sikao.core.scheme.followed import Following
from sikao.core.scheme.resolving import Resolved
from sikao.core.scheme.saying import Saying, signed
from sikao.core.scheme.values import share_text


def review_grids(resolved: Resolved, saying: Saying) -> tuple[Grid, ...]:
    """Every rule with defaults: what holds is told. A scheme that has nothing to follow has no review."""
    say, rule = saying.say, saying.scheme.review
    followed = dict.fromkeys(one.node for one in Following(resolved).all())
    if not followed:
        return ()
    rows = [
        *_followed(followed, saying),
        (
            say("序时进度", "Time-prorated progress"),
            _lights(share_text(rule.green), share_text(rule.yellow), saying),
        ),
        (
            say("增速、比率", "Rates"),
            _lights(_points(rule.rate_green, saying), _points(rule.rate_yellow, saying), saying),
        ),
        (
            say("调度会", "Meeting"),
            say(
                f"月报截止后第{rule.meeting_days}个工作日",
                f"{_days(rule.meeting_days)} after monthly figures are due",
            ),
        ),
        (
            say("落后单位说明", "Explaining what lags"),
            say(f"{rule.explain_days}个工作日内", f"within {_days(rule.explain_days)}"),
        ),
    ]
    headings = (say("事项", "Step"), say("规定", "Provision"))
    return grid(say("月度调度（不计分）", "Monthly review, never scored"), headings, rows)


def _followed(followed: Collection[str], saying: Saying) -> Iterator[tuple[str, str]]:
    """A row for every scorecard that has something followed."""
    for card in saying.scheme.scorecards.values():
        names = [name for code, name in saying.node_names(card).items() if code in followed]
        if names:
            head = saying.say("调度指标", "Followed") + saying.bracketed(saying.named(card))
            yield head, saying.listed(names)


def _lights(green: str, yellow: str, saying: Saying) -> str:
    return saying.say(
        f"不低于{green}为绿灯，不低于{yellow}为黄灯，其余为红灯",
        f"green from {green} on, yellow from {yellow} on, else red",
    )


def _points(value: Decimal, saying: Saying) -> str:
    if not value:
        return saying.say("目标", "the target")
    number = signed(canonical(value)) if value < 0 else f"+{canonical(value)}"
    return saying.say(f"目标{number}个百分点", f"the target {number} points")


def _days(days: int) -> str:
    return f"{days} working day{'' if days == 1 else 's'}"
