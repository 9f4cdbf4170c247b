"""What units explain in words: the briefings, and the key tasks that they tell about."""

from __future__ import annotations

from sikao.core.scheme.document.content import Grid, Section, grid
from sikao.core.scheme.model import Briefing
from sikao.core.scheme.model.items import FREQUENCIES
from sikao.core.scheme.saying import Saying


def briefing_section(saying: Saying) -> Section:
    """The sheets that are asked for, then the key tasks; that nothing of it is scored."""
    say = saying.say
    unscored = say(
        "进度说明供调度使用，不计分；数据取自已报数据，不重复填报。",
        "For the coordination review, never scored; figures are taken from those reported.",
    )
    return Section(
        say("进度说明与重点任务", "Briefings and key tasks"),
        (unscored,),
        (*_briefings(saying), *_key_tasks(saying)),
    )


def _briefings(saying: Saying) -> tuple[Grid, ...]:
    say = saying.say
    headings = (
        say("进度说明", "Briefing"),
        say("填写单位", "Units"),
        say("频度", "Frequency"),
        say("截止", "Due"),
        say("说明内容", "About"),
        say("每条字数上限", "Characters of an entry"),
        say("证明材料", "Evidence"),
    )
    rows = [
        (
            saying.named(briefing),
            _units(briefing.units, saying),
            FREQUENCIES[briefing.frequency].text(saying.lang),
            say("同数据报送", "as figures") if briefing.due is None else briefing.due.term.text(saying.lang),
            _about(briefing, saying),
            str(briefing.longest),
            saying.listed(briefing.evidence),
        )
        for briefing in saying.scheme.briefings.values()
    ]
    return grid(say("要求说明的内容", "What is asked"), headings, rows)


def _about(briefing: Briefing, saying: Saying) -> str:
    words = [saying.called("any_node", code) for code in briefing.nodes]
    for tag in briefing.tags:
        name = saying.called("tag", tag)
        words.append(saying.say(f"标签“{name}”的指标", f'indicators tagged "{name}"'))
    return saying.listed([*words, *(saying.called("key_task", code) for code in briefing.key_tasks)])


def _key_tasks(saying: Saying) -> tuple[Grid, ...]:
    headings = (
        saying.say("重点任务", "Key task"),
        saying.say("任务内容", "Text"),
        saying.say("承担单位", "Units"),
    )
    rows = [
        (
            saying.named(task),
            task.text_en if saying.lang == "en" and task.text_en else task.text,
            _units(task.units, saying),
        )
        for task in saying.scheme.key_tasks.values()
    ]
    return grid(saying.say("重点任务", "Key tasks"), headings, rows)


def _units(codes: tuple[str, ...], saying: Saying) -> str:
    """Units and groups by their names; a unit may not have the code of a group."""
    scheme = saying.scheme
    return saying.listed(saying.called("group" if code in scheme.groups else "unit", code) for code in codes)
