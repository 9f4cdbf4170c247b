"""Any view of a group cut by tag: only the indicators that carry it, with their sum and the place in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import urlencode

from django.utils.translation import gettext

from sikao.core.insight.cuts import CutScore, cut_scores, tag_term, tagged, tags_of
from sikao.core.scheme.model import Placed
from sikao.interfaces.web.results.groups import Column, Ranking, UnitLine
from sikao.interfaces.web.results.standing import Score, Standing

_RATE = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class TagChoice:
    """One tag to cut by, or all indicators; ``query`` ends the address of a page so cut."""

    name: str
    query: str
    current: bool


def tag_choices(standing: Standing, group: str, current: str | None) -> tuple[TagChoice, ...]:
    """All indicators, then every tag of the group's scorecard; nothing where there are no tags."""
    tags = tags_of(standing.scheme, standing.scorecard_of(group))
    if not tags:
        return ()
    chosen = [TagChoice(tag_name(standing, tag), tag_query(tag), tag == current) for tag in tags]
    return (TagChoice(gettext("全部指标"), "", current is None), *chosen)


def tag_query(tag: str | None) -> str:
    """The query of a page that is cut by a tag."""
    return "" if tag is None else f"?{urlencode({'tag': tag})}"


def asked_tag(standing: Standing, group: str, asked: str | None) -> str | None:
    """The tag that a reader asked for, if the group's scorecard has it."""
    return asked if asked in tags_of(standing.scheme, standing.scorecard_of(group)) else None


def tag_name(standing: Standing, tag: str) -> str:
    """The tag's name."""
    return tag_term(standing.scheme, tag).text(standing.lang)


def cut_nodes(standing: Standing, group: str, table: str, tag: str) -> tuple[Placed, ...]:
    """The outermost tagged nodes of a table."""
    return tagged(standing.placed(group, table), tag)


def within(placed: Placed, nodes: Sequence[Placed]) -> bool:
    """Whether a node is one of some nodes or stands below one."""
    codes = {node.node.code for node in nodes}
    current: Placed | None = placed
    while current is not None:
        if current.node.code in codes:
            return True
        current = current.parent
    return False


def cut_totals(standing: Standing, group: str, tag: str, table: str | None = None) -> dict[str, Score]:
    """Every unit's sum over the tagged nodes as a score, with its place and how far it rose."""
    now = _scores(standing, group, tag, table or standing.table_of(group))
    past: dict[str, CutScore] = {}
    if standing.before is not None:
        earlier = Standing(standing.resolved, standing.rows, standing.before, standing.lang, key=standing.key)
        past = _scores(earlier, group, tag, earlier.table_of(group))
    return {
        unit: Score(
            node=tag,
            name=tag_name(standing, tag),
            depth=0,
            leaf=False,
            points=found.points,
            full=found.full,
            rate=_decimal(found),
            rank=found.rank,
            moved=_moved(past.get(unit), found),
            marks=(),
            address=standing.address("unit", unit=unit) + tag_query(tag),
            explained=False,
        )
        for unit, found in now.items()
    }


def _scores(standing: Standing, group: str, tag: str, table: str) -> dict[str, CutScore]:
    nodes = cut_nodes(standing, group, table, tag)
    units = standing.units_of(group)
    rows = {unit.code: [standing.row(unit.code, one.node.code, table) for one in nodes] for unit in units}
    parts = {code: [(row.points, row.full) for row in own if row] for code, own in rows.items()}
    ranked = {unit.code for unit in units if unit.ranked}
    return cut_scores(parts, ranked, dense=standing.scheme.ranking.ties == "dense")


def _decimal(found: CutScore) -> Decimal | None:
    rate = found.rate
    if rate is None:
        return None
    return (Decimal(rate.numerator) / Decimal(rate.denominator)).quantize(_RATE, ROUND_HALF_UP)


def _moved(past: CutScore | None, now: CutScore) -> int | None:
    if past is None or past.rank is None or now.rank is None:
        return None
    return past.rank - now.rank


def cut_ranking(standing: Standing, ranking: Ranking, tag: str) -> Ranking:
    """The ranking by the tagged nodes alone: they stand for the blocks, and their sum for the total."""
    table = standing.table_of(ranking.code)
    nodes = cut_nodes(standing, ranking.code, table, tag)
    totals = cut_totals(standing, ranking.code, tag)
    indicators = standing.indicators(ranking.code, table)
    kept = [at for at, placed in enumerate(indicators) if within(placed, nodes) or _holds(placed, nodes)]
    lines = [_cut_line(standing, ranking, line, totals[line.unit], nodes, kept) for line in ranking.lines]
    last = len(lines) + 1
    shown = sorted(lines, key=lambda line: (line.total.rank or last, line.order))
    fulls = {line.total.full for line in shown}
    # A single node would only repeat the total.
    parts = nodes if len(nodes) > 1 else ()
    blocks = [
        Column(
            placed.node.code,
            standing.node_name(ranking.code, placed, alone=True),
            _only([line.blocks[at] for line in shown]),
        )
        for at, placed in enumerate(parts)
    ]
    return replace(
        ranking,
        full=fulls.pop() if len(fulls) == 1 else None,
        converted=False,
        blocks=tuple(blocks),
        indicators=tuple(ranking.indicators[at] for at in kept),
        lines=tuple(shown),
        graded=False,
        sum_of=tag_name(standing, tag),
    )


def _holds(placed: Placed, nodes: Sequence[Placed]) -> bool:
    """Whether a node stands above one of some nodes: an indicator of which a part is tagged."""
    return any(within(node, [placed]) for node in nodes)


def _only(scores: Sequence[Score | None]) -> Decimal | None:
    fulls = {score.full for score in scores if score is not None}
    return fulls.pop() if len(fulls) == 1 else None


def _cut_line(
    standing: Standing,
    ranking: Ranking,
    line: UnitLine,
    total: Score,
    nodes: Sequence[Placed],
    kept: Sequence[int],
) -> UnitLine:
    table = standing.table_of(ranking.code)
    blocks = tuple(standing.score(line.unit, placed, ranking.code, table) for placed in nodes)
    return replace(
        line,
        total=total,
        blocks=blocks if len(nodes) > 1 else (),
        indicators=tuple(line.indicators[at] for at in kept),
        beyond=None,
        grade="",
        ranks=(),
    )
