"""A small scheme for the tests: the starter with a few more features, and ways to change one thing in it."""

from pathlib import Path

from sikao.core.scheme.starter import starter_files

BONUS = """\
  - code: spirit
    name: 表彰加分
    role: bonus
    points: 5
    rule: 每项表彰加1分，同一项目就高
    method:
      kind: tally
      over: projects
      choose: highest
      entries: [{name: 国家级, count: honours/each, each: 2}, {name: 省级, count: honours/each, each: 1}]
"""
BLEND = """\
  - code: people
    name: 民生
    children:
      - code: blend
        name: 满意度
        combine: weighted
        points: 20
        children:
          - code: poll
            name: 电话调查
            weight: 0.7
            rule: 按得分率
            measure: mean(ratings/*)
            method: {kind: attainment, target: 100}
            absence: {not_applicable: transfer air}
          - code: ballot
            name: 纸质票
            weight: 0.3
            rule: 分档
            measure: votes.score
            method:
              kind: bands
              bands: [{at_least: 90, score: 100%}, {at_least: 80, score: 80%}]
              otherwise: 50%
            overrides: {west: {applies: false}, south: {weight: 0.6}}
"""
UNITS = """\
references:
  city: {name: 全市}
registers:
  projects:
    name: 项目
    entries:
      east: {p1: {name: 一号项目, share: 50%}, p2: {name: 二号项目}}
      all: {p3: {name: 共有项目}}
"""
ITEMS = """\
  honours: {name: 表彰, kinds: {level: 项}, provider: self, frequency: year, members: projects}
  ratings: {name: 调查得分, kinds: {score: 分}, provider: self, frequency: year, members: projects}
  votes:
    name: 票决得分
    kinds: {level: 分, score: 分}
    provider: self
    frequency: year
    choices: {好: 95, 一般: 80}
    evidence: [计票单]
"""
TABLE = """\
checkpoint_table:
  code: counties_h1
  name: 县区节点考核表
  nodes: {h1: [investment_growth]}
"""


def sample_files() -> dict[str, str]:
    """Every file of the sample scheme, by name."""
    files = starter_files("sample_2024", 2024, "示例市考核方案")
    del files["figures/2024.csv"]
    card = files["scorecards/counties.yaml"]
    card = card.replace("points: 40\n        rule: 首位", "points: 20\n        rule: 首位")
    card = card.replace("levels: [block, indicator]", TABLE + "levels: [block, indicator, part]")
    files["scorecards/counties.yaml"] = card.replace("  - code: safety", BLEND + "  - code: safety") + BONUS
    files["units.yaml"] += UNITS
    files["items.yaml"] += ITEMS
    return files


def write_files(folder: Path, files: dict[str, str]) -> Path:
    """Write the files and give the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def write_sample(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Write the sample scheme with texts replaced: (file, old, new); an old text that is not there fails."""
    files = sample_files()
    for name, old, new in changes:
        if old:
            assert old in files[name], f"{old!r} is not in {name}"
            files[name] = files[name].replace(old, new, 1)
        else:
            files[name] = files.get(name, "") + new
    return write_files(folder, files)
