"""What does not simply arrive: sheets that come late, in parts or by letter, figures first said wrong.

All of it is invented, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sikao.interfaces.demo.moments import moment
from sikao.office.cycle.models import Task
from sikao.office.cycle.rules import TaskKind
from sikao.office.ledger.facts import Key

Sheet = tuple[str, str, str]
"""Provider, frequency and last month of a sheet; the frequency of a briefing is "brief"."""


@dataclass(frozen=True, slots=True)
class Special:
    """A sheet that does not simply arrive: how far it comes at first, and when the rest of it follows.

    Of one that comes by letter ``document`` is the letter, ``note`` what else it says.
    """

    first: str
    then: datetime
    document: str = ""
    note: str = ""


JUNE, DECEMBER = "2020-06", "2020-12"
PAPER = "paper"
ASKED = "对考核办征求意见函第{number}号的复函（示例）"
NOTHING_FOUND = "经核，被考核单位没有应予一票否优的情形（示例）。"
ONE_FOUND = "经核，1个单位有领导班子主要成员严重违纪违法案件，其余单位没有（示例）。"


def _opinion(number: int, then: datetime, note: str = NOTHING_FOUND) -> Special:
    return Special(PAPER, then, ASKED.format(number=number), note)


OPINIONS: dict[Sheet, Special] = {
    ("political_legal", "quarter", DECEMBER): _opinion(1, moment(2021, 1, 19, 10)),
    ("petitions", "quarter", DECEMBER): _opinion(2, moment(2021, 1, 19, 11)),
    ("emergency", "quarter", DECEMBER): _opinion(3, moment(2021, 1, 20, 10)),
    ("ecology", "quarter", DECEMBER): _opinion(4, moment(2021, 1, 21, 10)),
    ("inspection", "quarter", DECEMBER): _opinion(5, moment(2021, 1, 22, 10)),
    ("statistics", "year", DECEMBER): _opinion(6, moment(2021, 3, 15, 10)),
    ("discipline", "year", DECEMBER): _opinion(7, moment(2021, 3, 16, 10), ONE_FOUND),
}
"""Seven bodies that discipline, inspect and enforce are asked by letter what stands against the units; they
answer by letter, which the office types in with what the year asks of them.
"""
SPECIAL: dict[Sheet, Special] = {
    # The deadline of 18 March is missed; a stamped sheet comes on 20 April, and the office types it in.
    ("ecology", "month", "2020-02"): Special(PAPER, moment(2020, 4, 20, 10), "来文2020-02（示例）"),
    ("investment_promotion", "month", "2020-05"): Special("nothing", moment(2020, 7, 21, 10)),
    ("customs", "month", JUNE): Special("nothing", moment(2020, 7, 22, 10)),
    ("commerce", "month", JUNE): Special("half", moment(2020, 7, 20, 15)),
    ("finance", "month", JUNE): Special("submitted", moment(2020, 7, 20, 14)),
    ("human_resources", "month", JUNE): Special("returned", moment(2020, 7, 20, 16)),
    ("pingdu", "brief", "2020-03"): Special("nothing", moment(2020, 4, 22, 10)),
    ("pingdu", "brief", JUNE): Special("nothing", moment(2020, 7, 21, 11)),
    ("jimo", "brief", JUNE): Special("half", moment(2020, 7, 20, 17)),
    ("licang", "brief", JUNE): Special("submitted", moment(2020, 7, 20, 11)),
    **OPINIONS,
}

PLANNED: Key = ("pingdu", "project_investment/p13", "level", "2020")
SHARED: tuple[Key, Key] = (
    ("shibei", "project_part/p03", "level", "2020"),
    ("chengyang", "project_part/p03", "level", "2020"),
)
FIRST_SAID: dict[Key, str] = {
    # All that is planned to be invested; 35 of it, 23 %, were invested in the year.
    PLANNED: "152",
    # Two districts claim one project; at first all of it counts for the one that signed it.
    SHARED[0]: "1",
    SHARED[1]: "0",
}
"""What is reported before somebody objects to it."""
SENT_BACK: dict[Key, str] = {
    PLANNED: "所报为计划投资，不是当年实际完成投资，不予认定，请按入库凭证更正（示例）"
}
"""What a bureau that verifies does not accept as first said, and why."""


def special(task: Task) -> Special | None:
    """How a sheet or a briefing comes that does not simply arrive."""
    if task.kind == TaskKind.REPORT:
        return None
    return SPECIAL.get((task.provider, "brief" if task.briefing else task.frequency, task.through))
