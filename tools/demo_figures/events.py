"""What must happen in the demonstration year, as fixed figures; the handbook tells these stories."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tools.demo_figures.rows import Row

# Growth at the four checkpoints, where a worked example fixes it.
GROWTH = {
    ("jimo", "fixed_assets"): ("-12.4", "-0.5", "3.2", "6.1"),
    # The first figure is the one before the statistical inspection; see `revised`.
    ("licang", "fixed_assets"): ("7.8", "4.1", "3.9", "3.8"),
    # The bureau reports on a revised base of 796.45; 820.34 / 812.30 would be +1.0 %.
    ("huangdao", "retail"): ("-15.1", "-5.2", "-0.8", "3.0"),
    ("pingdu", "retail"): ("-17.9", "-8.1", "-3.6", "0.5"),
    ("huangdao", "gdp"): ("-6.6", "0.5", "2.8", "3.9"),
    ("pingdu", "gdp"): ("-7.4", "-0.4", "2.0", "3.5"),
}

# Totals of the year that are published or belong to a worked example.
TOTALS = {
    ("huangdao", "retail"): "820.34",
    ("pingdu", "retail"): "312.8",
    ("huangdao", "budget_revenue"): "267.2",
    ("pingdu", "budget_revenue"): "61.0",
}
RETAIL_BASE = {"huangdao": Decimal("812.30")}
RETAIL_NOTE = {"huangdao": "可比口径，上年基数由812.30亿元修订为796.45亿元"}

# Foreign investment of the year: the ten districts make the city's 58.0; the 1.2 of the high-tech zone lie in
# the 5.6 of Chengyang.
FOREIGN_INVESTMENT = {
    "shinan": "6.8",
    "shibei": "3.9",
    "licang": "2.5",
    "laoshan": "7.2",
    "huangdao": "19.1",
    "chengyang": "5.6",
    "jimo": "4.6",
    "jiaozhou": "5.3",
    "pingdu": "1.4",
    "laixi": "1.6",
}
# Due in 10,000 dollars, the district wrote 24650.
FOREIGN_INVESTMENT_HALF_YEAR = {"jimo": "2.465"}

CONSUMER_ENTITIES = {"laixi": "35"}

# Of the meeting at which districts and departments rate each other: 68 ballots went out, 66 came back.
VALID_BALLOTS = 64

# Ledger of projects: actual investment (亿元), share of the total in %, Fortune 500 or not, part that counts.
PROJECTS = {
    "p01": ("18.6", "22", "0", "1"),
    "p02": ("12.4", "15", "0", "1"),
    "p03": ("46.0", "31", "1", "0.5"),
    "p04": ("9.8", "18", "0", "1"),
    "p05": ("32.5", "27", "1", "1"),
    "p06": ("120.0", "24", "0", "1"),
    "p07": ("64.2", "19", "0", "1"),
    "p08": ("21.7", "33", "0", "1"),
    "p09": ("15.3", "40", "0", "1"),
    "p10": ("88.1", "28", "0", "1"),
    "p11": ("10.9", "36", "0", "1"),
    "p12": ("41.0", "21", "0", "1"),
    # Claimed with the 150 that are planned; what counts is the 35 invested.
    "p13": ("35.0", "23", "0", "1"),
    "p14": ("28.4", "26", "0", "1"),
}

# Counted events by unit and item; every unit that is not named has a zero.
COUNTS = {
    "state_commendations": {
        "huangdao": 1,
        "jiaozhou": 1,
        "development_reform": 1,
        "administrative_approval": 1,
        "commerce": 1,
    },
    "national_meetings": {
        "jimo": 1,
        "laoshan": 1,
        "education": 1,
        "emergency": 1,
        "marine": 1,
        "civil_affairs": 1,
    },
    "national_criticisms": {},
    "provincial_criticisms": {"shibei": 1},
    "city_talks": {"licang": 1, "housing_fund": 1},
    "statistics_falsified": {},
    # The only veto of the year stands at a unit that does not exist under this name.
    "discipline_cases": {"enforcement_unit": 1},
    # The zone lies in Shibei: it is the same accident.
    "larger_accidents": {"shibei": 1, "chengyang": 1, "special_four": 1},
    "major_accidents": {},
    "pollution_incidents": {"open_two": 1},
    "unfinished_projects": {"licang": 2, "pingdu": 1, "shibei": 1, "laixi": 1},
    "petition_problems": {
        "shibei": 5,
        "licang": 3,
        "pingdu": 4,
        "jimo": 2,
        "laixi": 1,
        "jiaozhou": 1,
        "huangdao": 3,
    },
    "public_order_problems": {"licang": 1, "pingdu": 1, "chengyang": 1},
    "integrity_problems": {"housing_fund": 1, "literary_federation": 1, "tobacco": 1, "water": 2},
}

RANK_LAST_YEAR = {
    "huangdao": "1",
    "laoshan": "2",
    "jiaozhou": "3",
    "chengyang": "4",
    "shinan": "5",
    "shibei": "6",
    "jimo": "7",
    "licang": "8",
    "pingdu": "9",
    "laixi": "10",
}

_LATE = "省反馈，次年三月后到达"
FLAGS = {
    ("jiaozhou", "good_air_days", "2020"): ("disputed", "区市对数据有异议，复核中"),
    ("laoshan", "domestic_investment", "2020"): ("estimated", "部门预计数"),
}


def marked(row: Row) -> Row:
    """The row with the flag that the year gives it."""
    if row.indicator == "energy_intensity":
        return replace(row, flags="late", caliber=_LATE)
    flag, note = FLAGS.get((row.unit, row.indicator, row.period), ("", ""))
    return replace(row, flags=flag, caliber=note) if flag else row


def revised() -> list[Row]:
    """Figures revised after a statistical inspection in July: the first quarter's bulletin stays as it is,
    every later one counts them.
    """
    return [
        Row(
            "licang",
            "fixed_assets",
            "growth",
            "2020-01..03",
            Decimal("5.2"),
            "%",
            caliber="七月经统计执法检查由7.8核减；一季度通报不改，半年起追溯使用",
            since="h1",
        )
    ]


def claimed() -> list[Row]:
    """Figures that a unit claims in an objection, until the ruling."""
    return [
        Row(
            "laixi",
            "new_consumer_entities",
            "level",
            "2020",
            Decimal(37),
            "家",
            caliber="区市复核申请数，认定后替换35家",
        )
    ]
