"""Records of what units tell in words: named key tasks, and who says how often how far which of them is."""

from __future__ import annotations

from sikao.core.scheme.model.items import FREQUENCIES
from sikao.core.scheme.shape import Choice, Code, DueDay, ListOf, Ref, Text, Whole, Word, entry, record
from sikao.core.scheme.values import DayAfter
from sikao.core.wording import Term

LEAST_LENGTH, MOST_LENGTH = 50, 2000


@record("重点任务", "Key task")
class KeyTask:
    """A task that is named by itself, with the units that carry it. It has no points."""

    code: str = entry("代码", "Code", Code("key_task"))
    name: str = entry("名称", "Name", Text(name=True))
    name_en: str | None = entry("英文名称", "English name", Text(), default=None)
    text: str = entry("任务内容", "Text", Text(), doc=Term("一句话写明做到什么", "in one sentence"))
    text_en: str | None = entry("英文内容", "English text", Text(), default=None)
    units: tuple[str, ...] = entry(
        "承担单位", "Units", ListOf(Ref(("unit", "group"))), doc=Term("单位或考核组", "units or groups")
    )


@record("进度说明", "Briefing")
class Briefing:
    """A sheet on which units tell in words how far they are: with indicators or blocks by code, with those
    that bear a tag, with key tasks. It is never scored.
    """

    code: str = entry("代码", "Code", Code("briefing"))
    name: str = entry("名称", "Name", Text(name=True))
    name_en: str | None = entry("英文名称", "English name", Text(), default=None)
    units: tuple[str, ...] = entry(
        "填写单位", "Units", ListOf(Ref(("unit", "group"))), doc=Term("单位或考核组", "units or groups")
    )
    frequency: str = entry("频度", "Frequency", Choice(FREQUENCIES))
    nodes: tuple[str, ...] = entry(
        "说明指标",
        "Nodes",
        ListOf(Ref(("any_node",))),
        default=(),
        doc=Term("指标或板块的代码，每个一条", "indicators or blocks, one entry each"),
    )
    tags: tuple[str, ...] = entry(
        "说明标签",
        "Tags",
        ListOf(Word()),
        default=(),
        doc=Term("带此标签的指标或板块，每个一条", "indicators or blocks that bear the tag, one entry each"),
    )
    key_tasks: tuple[str, ...] = entry(
        "说明任务",
        "Key tasks",
        ListOf(Ref(("key_task",))),
        default=(),
        doc=Term("由承担单位说明", "told by the units that carry them"),
    )
    due: DayAfter | None = entry(
        "截止",
        "Due",
        DueDay(),
        default=None,
        doc=Term("不填即同频度数据的报送截止", "as figures of the frequency, unless given"),
    )
    longest: int = entry(
        "字数上限",
        "Longest",
        Whole(LEAST_LENGTH, MOST_LENGTH),
        default=300,
        doc=Term("每条", "characters of an entry"),
    )
    evidence: tuple[str, ...] = entry("证明材料", "Evidence", ListOf(Text()), default=())
