"""The sentences of a paper about a group: counts, who leads, who rose and fell most, which indicators lag.

Every sentence stands in Chinese and in English beside each other; what may not be told is not there to be
said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from operator import itemgetter

from sikao.core.books.names import Outcome
from sikao.core.wording import Language
from sikao.office.bulletins.content.standing import Disclosed, Row, Standing, UnitStanding
from sikao.office.bulletins.phrases import counted, decimal_text, listed, mean, percent_text, points_text

LEADING = 3
LAGGING = 3


def overall(standing: Standing, lang: Language) -> str:
    """How many units were assessed by how many indicators, the mean, who leads."""
    return _joined((_assessed(standing, lang), _leaders(standing, lang), _unranked(standing, lang)), lang)


def _joined(sentences: Iterable[str], lang: Language) -> str:
    return ("" if lang == "zh" else " ").join(sentence for sentence in sentences if sentence)


def _assessed(standing: Standing, lang: Language) -> str:
    units = len(standing.units)
    indicators = sum(row.is_indicator for row in standing.rows)
    points = [unit.total.points for unit in standing.units if unit.total.points is not None]
    by = f"，按{indicators}项指标计分" if indicators else ""
    by_en = f" by {counted(indicators, 'indicator', 'indicators')}" if indicators else ""
    zh, en = f"本次考核{units}个单位{by}", f"{counted(units, 'unit was', 'units were')} assessed{by_en}"
    if standing.full is not None and points:
        full, average = points_text(standing.full).removesuffix(".00"), decimal_text(mean(points))
        zh += f"，满分{full}分，平均{average}分"
        en += f"; of {full} points, the mean is {average}"
    return f"{zh}。" if lang == "zh" else f"{en}."


def _leaders(standing: Standing, lang: Language) -> str:
    """Those on the first places; without places, those above the mean in official order."""
    if Disclosed.RANKS not in standing.disclosed:
        return _above_mean(standing, lang)
    placed = [(unit.total.place, unit) for unit in standing.units if unit.total.place is not None]
    first = sorted((one for one in placed if one[0] <= LEADING), key=itemgetter(0))
    if not first:
        return ""
    names = listed((_with_points(unit, lang) for _, unit in first), lang)
    most = max(place for place, _ in first)
    if lang == "zh":
        return f"居前{most}位的依次是{names}。" if most > 1 else f"居首位的是{names}。"
    return f"The first {most} places go to {names}." if most > 1 else f"The first place goes to {names}."


def _with_points(unit: UnitStanding, lang: Language) -> str:
    if unit.total.points is None:
        return unit.name
    points = points_text(unit.total.points)
    return f"{unit.name}（{points}分）" if lang == "zh" else f"{unit.name} ({points})"


def _above_mean(standing: Standing, lang: Language) -> str:
    scored = [(unit.total.points, unit.name) for unit in standing.units if unit.total.points is not None]
    if not scored:
        return ""
    average = mean([points for points, _ in scored])
    above = [name for points, name in scored if points >= average]
    names = listed(above, lang)
    if lang == "zh":
        return f"得分不低于平均分的有{len(above)}个单位：{names}。"
    return f"{counted(len(above), 'unit reaches', 'units reach')} the mean: {names}."


def _unranked(standing: Standing, lang: Language) -> str:
    names = [unit.name for unit in standing.units if not unit.ranked]
    if not names:
        return ""
    if lang == "zh":
        return f"{listed(names, lang)}单列，不参加排名。"
    return f"Assessed, not ranked: {listed(names, lang)}."


def grading(standing: Standing, lang: Language) -> str:
    """Who has which grade and which award, in official order; nothing where neither is given yet."""
    groups = [
        (grade, [unit.name for unit in standing.units if unit.grade == grade]) for grade in standing.grades
    ]
    told = [_grade(grade, names, lang) for grade, names in groups if names]
    said = ""
    if told:
        said = f"评定等次：{'；'.join(told)}。" if lang == "zh" else f"Grades: {'; '.join(told)}."
    return _joined((said, _beside_places(standing, lang), _awarded(standing, lang)), lang)


def _beside_places(standing: Standing, lang: Language) -> str:
    """Whose grade does not follow from the place: only where places are told does anybody wonder.

    By which veto is told to the unit alone.
    """
    if Disclosed.RANKS not in standing.disclosed:
        return ""
    barred = [unit.name for unit in standing.units if unit.named(Outcome.VETO)]
    raised = [unit.name for unit in standing.units if unit.named(Outcome.PROMOTED)]
    said = (
        (barred, "{}的等次按方案的一票否决规定评定。", "The scheme's vetoes limit the grade of {}."),
        (raised, "{}按方案的规定晋档，不占名额。", "Promoted outside the quota under the scheme: {}."),
    )
    return _joined(
        ((zh if lang == "zh" else en).format(listed(names, lang)) for names, zh, en in said if names), lang
    )


def _awarded(standing: Standing, lang: Language) -> str:
    """Who has which award, in official order; nothing where there is none."""
    who: dict[str, list[str]] = {}
    for unit in standing.units:
        for award in unit.named(Outcome.AWARD):
            who.setdefault(award, []).append(unit.name)
    told = [(award, listed(names, lang)) for award, names in who.items()]
    if lang == "zh":
        return "".join(f"{names}获得{award}。" for award, names in told)
    return " ".join(f"{award}: {names}." for award, names in told)


def _grade(grade: str, names: Sequence[str], lang: Language) -> str:
    if lang == "zh":
        return f"{grade}{len(names)}个，{listed(names, lang)}"
    return f"{grade} ({len(names)}) {listed(names, lang)}"


def changes(standing: Standing, lang: Language) -> str:
    """How many units rose and fell beside the earlier book, and which most; nothing without places."""
    moved = [
        (unit.total.before - unit.total.place, unit)
        for unit in standing.units
        if unit.total.before is not None and unit.total.place is not None
    ]
    if not moved:
        return ""
    up, down = sum(by > 0 for by, _ in moved), sum(by < 0 for by, _ in moved)
    level = len(moved) - up - down
    most = _joined(_extremes(moved, lang), lang)
    if lang == "zh":
        return f"与{standing.earlier}相比，名次上升的单位{up}个、下降的{down}个、不变的{level}个。{most}"
    return _joined(
        (f"Beside {standing.earlier}, {up} rose, {down} fell and {level} kept their places.", most), lang
    )


def _extremes(moved: Sequence[tuple[int, UnitStanding]], lang: Language) -> Iterator[str]:
    rise = max(by for by, _ in moved)
    fall = min(by for by, _ in moved)
    if rise > 0:
        names = listed((_moved(unit, lang) for by, unit in moved if by == rise), lang)
        yield f"上升最多的是{names}。" if lang == "zh" else f"Most risen: {names}."
    if fall < 0:
        names = listed((_moved(unit, lang) for by, unit in moved if by == fall), lang)
        yield f"下降最多的是{names}。" if lang == "zh" else f"Most fallen: {names}."


def _moved(unit: UnitStanding, lang: Language) -> str:
    before, now = unit.total.before, unit.total.place
    if lang == "zh":
        return f"{unit.name}（第{before}位至第{now}位）"
    return f"{unit.name} ({before} to {now})"


def lagging(standing: Standing, lang: Language) -> str:
    """The indicators with the lowest mean score rate; nothing where points may not be told."""
    rated = [(rate, row) for row in standing.rows if (rate := mean_rate(row)) is not None]
    worst = [entry for entry in sorted(rated, key=itemgetter(0)) if entry[0] < 1][:LAGGING]
    if not worst:
        return ""
    told = listed((_rated(rate, row, lang) for rate, row in worst), lang)
    if lang == "zh":
        return f"平均得分率较低的指标是{told}。"
    return f"The indicators with the lowest mean score rates are {told}."


def _rated(rate: Fraction, row: Row, lang: Language) -> str:
    shown = percent_text(rate)
    return f"{row.name}（{shown}）" if lang == "zh" else f"{row.name} ({shown})"


def mean_rate(row: Row) -> Fraction | None:
    """The mean score rate of the units scored in an indicator; none of others, or where it is not told."""
    rates = [cell.rate for cell in row.cells.values() if cell.rate is not None]
    return mean(rates) if rates and row.is_indicator else None
