"""What the districts of the demonstration tell about their progress: invented, by subject and state."""

from __future__ import annotations

from sikao.core.insight.briefings import BriefingDuty
from sikao.office.cycle.briefings import CAUSE, NEXT_STEP, PROGRESS, STATE
from sikao.office.ledger.facts import Progress

Words = tuple[Progress, str, str, str]
"""A state, how far it is, why, and what comes next."""
QUARTERS = {3: "一季度", 6: "上半年", 9: "前三季度", 12: "全年"}
TOLD: dict[str, tuple[Words, Words]] = {
    "node/investment": (
        (Progress.UNDER_WAY, "重点项目均已开复工，进度与年度计划基本同步。", "", ""),
        (
            Progress.BEHIND,
            "三个重点项目没有按期开工，投资进度低于计划。",
            "用地手续没有办结，施工队伍到位晚。",
            "逐个项目明确专人，下季度末前全部开工。",
        ),
    ),
    "node/attraction": (
        (Progress.UNDER_WAY, "在谈项目按月调度，签约项目正在办理落地手续。", "", ""),
        (
            Progress.BEHIND,
            "签约项目落地慢于计划。",
            "客商来访受限，洽谈改在线上。",
            "重点项目由分管负责同志包抓，每周调度一次。",
        ),
    ),
    "node/environment_for_business": (
        (Progress.UNDER_WAY, "“一件事”改革事项上线过半。", "", ""),
        (Progress.DONE, "本年度改革事项已全部上线。", "", ""),
    ),
    "task/resumption": (
        (Progress.DONE, "规上企业全部复工，停产半停产企业逐户明确了帮扶措施。", "", ""),
        (Progress.UNDER_WAY, "规上企业已复工，两户企业仍未达产。", "", "继续协调上下游配套，逐户销号。"),
    ),
    "task/old_quarters": (
        (Progress.UNDER_WAY, "列入计划的小区半数已进场施工。", "", ""),
        (Progress.NOT_STARTED, "立项和居民意见征集已完成，尚未进场。", "", "下季度初完成招标并进场施工。"),
    ),
}


def cells_told(duty: BriefingDuty, number: int) -> dict[str, str]:
    """What a unit writes; ``number`` makes one unit differ from the next."""
    cells: dict[str, str] = {}
    for place, told in enumerate(duty.told):
        state, progress, cause, next_step = TOLD[told.subject.key][(number + place) % 3 == 0]
        said = {STATE: state.value, PROGRESS: f"{QUARTERS[duty.through.month]}，{progress}"}
        said |= {CAUSE: cause, NEXT_STEP: next_step}
        cells |= {f"{told.subject.key}/{part}": text for part, text in said.items() if text}
    return cells
