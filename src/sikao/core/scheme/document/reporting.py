"""How figures are collected and results fed back: days, what follows if late, what a unit is told."""

from __future__ import annotations

from sikao.core.scheme.document.content import Grid, grid
from sikao.core.scheme.model.items import FREQUENCIES
from sikao.core.scheme.model.reporting import DUE_DEFAULTS, ESCALATION, OPENS_DEFAULT
from sikao.core.scheme.saying import Saying
from sikao.core.scheme.values import DayAfter


def reporting_grids(saying: Saying) -> tuple[Grid, ...]:
    """Every rule of reporting, with defaults: what holds is told, written down or not."""
    say, rules = saying.say, saying.scheme.reporting
    used = {item.frequency for item in saying.scheme.items.values()}
    deliveries = [
        (
            words.text(saying.lang),
            _day(rules.opens.get(frequency, OPENS_DEFAULT), saying),
            _day(rules.due.get(frequency, DUE_DEFAULTS[frequency]), saying),
        )
        for frequency, words in FREQUENCIES.items()
        if frequency in used
    ]
    headings = (say("频度", "Frequency"), say("开始报送", "Opens"), say("报送截止", "Due"))
    return (
        *grid(say("数据报送期限", "When figures are delivered"), headings, deliveries),
        *grid(
            say(
                "数据核对、答复、核实与逾期处理",
                "Confirming, answering, verifying, and what follows when late",
            ),
            (say("事项", "Step"), say("规定", "Provision")),
            _steps(saying),
        ),
    )


def feedback_grid(saying: Saying) -> tuple[Grid, ...]:
    """How units learn of their own result, and how long they may object, with defaults."""
    say, rules = saying.say, saying.scheme.feedback
    told = (
        say("本单位各项得分和位次", "own points and place")
        if rules.own_place
        else say("本单位各项得分，不告知位次", "own points, not the place")
    )
    rows = [
        (say("反馈内容", "What a unit is told"), told),
        (say("单位回复、申请复核", "Units reply or object"), _within(rules.days, saying)),
    ]
    return grid(
        say("结果反馈与复核", "Feedback of results and objections"),
        (say("事项", "Step"), say("规定", "Provision")),
        rows,
    )


def _day(day: DayAfter, saying: Saying) -> str:
    """A day; a calendar day stands with yearly figures only, and is one of the year after."""
    words = day.term
    return (
        words.text(saying.lang)
        if day.month is None
        else saying.say(f"次年{words.zh}", f"{words.en} next year")
    )


def _steps(saying: Saying) -> list[tuple[str, str]]:
    say, rules = saying.say, saying.scheme.reporting
    rows = [
        (say("单位核对数据", "Units confirm figures"), _within(rules.confirm_days, saying)),
        (say("报送部门答复异议", "Providers answer disputes"), _within(rules.answer_days, saying)),
        (
            say("核实单位核实自报数据", "Reported by units themselves: verified"),
            _within(rules.verify_days, saying),
        ),
    ]
    for step, days in rules.escalation.items():
        after = say(f"逾期满{days}个工作日", f"after {days} working days late")
        rows.append((ESCALATION[step].text(saying.lang), after if days else say("逾期即办", "once late")))
    return rows


def _within(days: int, saying: Saying) -> str:
    return saying.say(f"{days}个工作日内", f"within {days} working day{'' if days == 1 else 's'}")
