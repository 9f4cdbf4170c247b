"""A small complete scheme to begin with: commented text files, and example figures that can be scored."""

from __future__ import annotations

import json
from pathlib import Path as FilePath

from sikao.core.figures.codes import check_code
from sikao.core.scheme.building.scalars import build_scalar
from sikao.core.scheme.shape import Text
from sikao.core.scheme.text.editing import for_editors
from sikao.core.scheme.text.yaml_tree import MAX_TEXT
from sikao.core.scheme.tree import Scalar
from sikao.core.sheets import content, replace_files
from sikao.core.wording import Finding, Findings, Place

_SCHEME = """\
# 考核方案：一个年度里“什么算数”。怎样写见手册第 2、3 章，各项含义见附录 A（docs/handbook/）。
language: 1
code: @CODE@
year: @YEAR@
title: @TITLE@
illustrative: true          # 示例；正式方案请改为 false
rounding: {rule: half_up, checkpoint: 2, score: 2, total: 2}
ranking: {by: rounded, ties: competition}
absence:                    # 缺数处理
  missing: refuse
  not_applicable: redistribute_table
checkpoints:                # 节点：从1月累计到 through 月
  h1: {name: 半年, name_en: Half-year, through: 6}
  year: {name: 年终, name_en: Year-end, through: 12}
schedules:                  # 计分安排：各节点得分按占比计入全年
  half_yearly: {name: 半年加年终, shares: {h1: 40%, year: 60%}}
  annual: {name: 年终计分, shares: {year: 100%}}
"""
_SENTENCES = """\
# 政策原文：claims.yaml 中的校核条目逐句对应
sentences:
  s_economy: {text: 经济发展指标权重占60%, source: 示例}
"""
_UNITS = """\
groups:
  counties: {name: 县区, name_en: Counties, scorecard: counties, ranked: true}
units:                      # 次序就是官方排列顺序
  east: {name: 东县, name_en: East county, group: counties}
  south: {name: 南县, name_en: South county, group: counties}
  west: {name: 西县, name_en: West county, group: counties}
providers:
  statistics: {name: 统计局, name_en: Statistics bureau}
  environment: {name: 生态环境局, name_en: Environment bureau}
  emergency: {name: 应急管理局, name_en: Emergency management bureau}
  office: {name: 考核办, name_en: Assessment office}
"""
_ITEMS = """\
# 数据项：报什么、用什么计量单位、谁报、多久报一次
items:
  investment:
    name: 固定资产投资
    name_en: Fixed-asset investment
    kinds: {growth: '%'}
    provider: statistics
    frequency: month
    range: {growth: [-100, 200]}
  revenue:
    name: 一般公共预算收入
    name_en: Budget revenue
    kinds: {level: 亿元}
    provider: statistics
    frequency: month
  particles:
    name: 细颗粒物浓度
    name_en: Fine particles
    kinds: {level: µg/m³}
    provider: environment
    frequency: year
  accidents:
    name: 较大事故起数
    name_en: Larger accidents
    kinds: {level: 起}
    provider: emergency       # 减分事项由主管部门提供，不由被考核单位自报
    frequency: year
  last_year:
    name: 上年名次
    name_en: Rank last year
    kinds: {rank: 位}
    provider: office
    frequency: year
"""
_SCORECARD = """\
scorecard: counties
name: 县区考核表
name_en: Scorecard of the counties
full_points: 100
levels: [block, indicator]  # 各层的名称，最上层是板块
nodes:
  - code: economy
    name: 经济发展
    name_en: Economy
    children:
      - code: investment_growth
        name: 固定资产投资增速
        name_en: Growth of investment
        points: 40
        rule: 达标得八成，每高（低）1个百分点加（减）1分，封顶满分、保底0   # 政策原话
        measure: investment.growth
        method: {kind: steps, target: $target, base: 80%, up: 1, down: 1}
        schedule: half_yearly
      - code: revenue_done
        name: 一般公共预算收入
        name_en: Budget revenue
        points: 20
        rule: 目标完成率，封顶100%
        measure: revenue
        method: {kind: attainment, target: $target}
  - code: environment
    name: 生态环境
    name_en: Environment
    children:
      - code: air
        name: 细颗粒物浓度
        name_en: Fine particles
        points: 40
        rule: 首位得满分，末位得六成，其余按位次等距
        measure: particles
        direction: lower    # 越低越好
        method: {kind: rank_interval, first: 100%, last: 60%}
  - code: safety
    name: 安全生产减分
    name_en: Deduction for accidents
    role: deduction
    points: 10
    rule: 较大事故每起减2分，最多10分
    method:
      kind: tally
      entries: [{name: 较大事故, count: accidents, each: -2}]
"""
_PARAMETERS = """\
# 目标值：考核表 → 指标 → 参数名 → 单位（或组，或 all）→ 数值，或按节点分列
parameters:
  counties:
    investment_growth:
      target:
        all: {h1: 4, year: 5}
    revenue_done:
      target: {east: 50, south: 30, west: 20}
"""
_GRADES = """\
grades:
  counties:
    - {grade: excellent, name: 优秀, name_en: Excellent, count: 1}
    - {grade: qualified, name: 合格, name_en: Qualified}     # 其余
vetoes:
  v_accident: {name: 重大安全事故, groups: [counties], when: accidents > 3, effect: bar_excellent}
awards:
  advance: {name: 进位显著奖, group: counties, last_rank: last_year.rank, places: 1, most: 1}
"""
_CLAIMS = """\
# 政策口径校核：政策写的数，方案必须对得上
claims:
  c_economy:
    sentence: s_economy
    quantity: points
    of: {scorecard: counties, block: economy}
    relative_to: {scorecard: counties}
    is: equal
    value: 60%
"""
_HEADER = "unit,indicator,kind,period,value,unit_of_measure,absence,flags,caliber,source"
_FIGURES = (
    ("investment,growth,@YEAR@-01..06,{},%", ("4.5", "3.2", "-1.0")),
    ("investment,growth,@YEAR@,{},%", ("6.1", "5.0", "2.4")),
    ("revenue,level,@YEAR@,{},亿元", ("51.2", "28.5", "20")),
    ("particles,level,@YEAR@,{},µg/m³", ("35", "32", "38")),
    ("accidents,level,@YEAR@,{},起", ("0", "1", "0")),
    ("last_year,rank,@YEAR@,{},位", ("1", "3", "2")),
)
_UNIT_CODES = ("east", "south", "west")
_FILES = {
    "scheme.yaml": _SCHEME,
    "sentences.yaml": _SENTENCES,
    "units.yaml": _UNITS,
    "items.yaml": _ITEMS,
    "scorecards/counties.yaml": _SCORECARD,
    "parameters.yaml": _PARAMETERS,
    "grades.yaml": _GRADES,
    "claims.yaml": _CLAIMS,
}


def starter_files(code: str, year: int, title: str) -> dict[str, str]:
    """The text of every file of the starter scheme and of its example figures, by name."""
    rows = [
        f"{unit},{series.format(value)},,,,示例"
        for series, values in _FIGURES
        for unit, value in zip(_UNIT_CODES, values, strict=True)
    ]
    files = {**_FILES, f"figures/{year}.csv": "\n".join([_HEADER, *rows]) + "\n"}
    marks = {"@CODE@": code, "@YEAR@": str(year), "@TITLE@": json.dumps(title, ensure_ascii=False)}
    return {name: _filled(text, marks) for name, text in files.items()}


def _filled(text: str, marks: dict[str, str]) -> str:
    for mark, value in marks.items():
        text = text.replace(mark, value)
    return text


def _check_title(title: str, found: Findings) -> None:
    """Held to what the reader of the text form asks of words, and to what can be seen."""
    where = Place(path="title")
    odd = next((sign for sign in title if not sign.isprintable()), None)
    if len(title) > MAX_TEXT:
        found.error("scheme.text_too_long", where, length=str(len(title)), most=str(MAX_TEXT))
    elif odd is not None:
        found.error("scheme.unseen_character", where, code_point=f"U+{ord(odd):04X}")
    else:
        build_scalar(Text(name=True), Scalar(title, where), found)


def new_scheme(folder: FilePath | str, code: str, year: int, title: str) -> tuple[Finding, ...]:
    """Write the starter scheme into an empty or new folder; nothing is written when something is refused."""
    home, found = FilePath(folder), Findings()
    found.extend(check_code(code, Place(path="code")))
    if not 2000 <= year <= 2099:
        found.error("scheme.not_whole", Place(path="year"), text=str(year), low="2000", high="2099")
    _check_title(title, found)
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        found.error("scheme.folder_taken", Place(str(home)))
    if found.failed:
        return found.sorted()
    files = for_editors(starter_files(code, year, title))
    replace_files(home, {name: content(text) for name, text in files.items()})
    return found.sorted()
