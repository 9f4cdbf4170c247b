"""The general provisions of a scheme: who is assessed, when, and how numbers become places."""

from __future__ import annotations

from sikao.core.scheme.checks.sums import fraction_text
from sikao.core.scheme.closings import closing_days
from sikao.core.scheme.document.content import Grid, Section, grid
from sikao.core.scheme.document.docket import docket_grid
from sikao.core.scheme.document.reporting import feedback_grid, reporting_grids
from sikao.core.scheme.document.review import review_grids
from sikao.core.scheme.model import ABSENCE_DEFAULTS, Unit
from sikao.core.scheme.model.items import ABSENCES
from sikao.core.scheme.resolving import RankedTable, Resolved
from sikao.core.scheme.saying import Saying
from sikao.core.scheme.shape import shape_of


def general_provisions(resolved: Resolved, saying: Saying) -> Section:
    """Groups and units, checkpoints and their shares, rounding, ranking and absence."""
    scheme = resolved.scheme
    paragraphs = []
    if scheme.references:
        names = saying.listed(saying.named(found) for found in scheme.references.values())
        paragraphs.append(
            saying.say(
                f"参照对象（只取数据，不参加考核）：{names}。", f"Carriers of figures, not assessed: {names}."
            )
        )
    grids = (
        *_units(resolved, saying),
        *_checkpoints(saying),
        *_schedules(resolved, saying),
        *reporting_grids(saying),
        *feedback_grid(saying),
        *review_grids(resolved, saying),
        *docket_grid(resolved, saying),
        *_rules(saying),
        *_absences(saying),
    )
    return Section(saying.say("总则", "General provisions"), tuple(paragraphs), grids)


def _units(resolved: Resolved, saying: Saying) -> tuple[Grid, ...]:
    headings = (
        saying.say("排名范围", "Ranked among"),
        saying.say("类别", "Class"),
        saying.say("考核表", "Scorecard"),
        saying.say("单位数", "Units"),
        saying.say("单位（官方排列顺序）", "Units in official order"),
    )
    rows = []
    for table in resolved.tables:
        by_group: dict[str, list[Unit]] = {}
        for unit in table.units:
            by_group.setdefault(unit.group, []).append(unit)
        for code, units in by_group.items():
            rows.append(
                (
                    saying.named(table.group),
                    _class(resolved, table, code, saying),
                    saying.named(table.scorecard),
                    str(len(units)),
                    saying.listed(_unit(unit, saying) for unit in units),
                )
            )
    return grid(saying.say("考核对象", "Who is assessed"), headings, rows)


def _class(resolved: Resolved, table: RankedTable, code: str, saying: Saying) -> str:
    """The groups below the ranking group down to a unit's own; a name that holds the one above says both."""
    chain = resolved.ancestry(code)
    names: list[str] = []
    for group in reversed(chain[: [group.code for group in chain].index(table.group.code)]):
        name = saying.named(group)
        names = [above for above in names if not name.startswith(above)] + [name]
    return saying.say("·", ", ").join(names)


def _unit(unit: Unit, saying: Saying) -> str:
    remarks = []
    if not unit.ranked:
        remarks.append(saying.say("单列，参评不排名", "assessed, not ranked"))
    if unit.within is not None:
        within = saying.called("unit", unit.within)
        remarks.append(
            saying.say(f"含于{within}，数据不另加", f"within {within}, whose figures contain its own")
        )
    name = saying.named(unit)
    return name + saying.bracketed(saying.joined(remarks)) if remarks else name


def _checkpoints(saying: Saying) -> tuple[Grid, ...]:
    headings = (
        saying.say("节点", "Checkpoint"),
        saying.say("数据截至", "Figures through"),
        saying.say("关账日", "Figures close"),
        saying.say("排名", "Ranking"),
    )
    closings = closing_days(saying.scheme)
    rows = [
        (
            saying.named(entry),
            saying.say(f"{entry.through}月", f"month {entry.through}"),
            str(closings[entry.code]),
            saying.say("排名", "ranked") if entry.ranked else saying.say("只计分，不排名", "not ranked"),
        )
        for entry in saying.scheme.checkpoints.values()
    ]
    return grid(saying.say("考核节点", "Checkpoints"), headings, rows)


def _schedules(resolved: Resolved, saying: Saying) -> tuple[Grid, ...]:
    points = resolved.checkpoints
    headings = (saying.say("计分安排", "Schedule"), *(saying.named(entry) for entry in points))
    rows = []
    for code, schedule in saying.scheme.schedules.items():
        if schedule.mean:
            mean = saying.say("平均", "mean")
            shares = {entry: f"{mean} 1/{len(schedule.mean)}" for entry in schedule.mean}
        else:
            shares = {entry: f"{fraction_text(share * 100)}%" for entry, share in resolved.windows(code)}
        rows.append((saying.named(schedule), *(shares.get(entry.code, "") for entry in points)))
    return grid(
        saying.say("各节点占全年得分的比重", "Shares of the checkpoints in the year's score"), headings, rows
    )


def _rules(saying: Saying) -> tuple[Grid, ...]:
    """Every line of rounding and ranking, with defaults: what holds is told, written down or not."""
    rows = []
    for part in (saying.scheme.rounding, saying.scheme.ranking):
        shape = shape_of(part)
        for field in shape.fields:
            words = saying.value(field.kind, getattr(part, field.attribute), (shape.name, field.key))
            rows.append((field.heading.text(saying.lang), words))
    return grid(
        saying.say("舍入与排名", "Rounding and ranking"),
        (saying.say("项目", "Item"), saying.say("规定", "Provision")),
        rows,
    )


def _absences(saying: Saying) -> tuple[Grid, ...]:
    rows = [
        (term.text(saying.lang), saying.effect(saying.scheme.absence.get(code, ABSENCE_DEFAULTS[code])))
        for code, term in ABSENCES.items()
    ]
    return grid(
        saying.say("缺数情形（指标另有规定的从其规定）", "Absent figures, where an indicator says nothing"),
        (saying.say("缺数情形", "Absence"), saying.say("处理", "What happens")),
        rows,
    )
