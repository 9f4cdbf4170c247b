"""Commands that look beyond the score: what-if, effective weights, bounds."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import click

from sikao.core.books import open_scheme
from sikao.core.insight import (
    EffectiveWeight,
    Move,
    UnitBounds,
    WhatIf,
    broken_by,
    effective_weights,
    parse_changes,
    score_bounds,
)
from sikao.core.scheme import Scheme, load_previous
from sikao.core.scheme.resolving import Resolved
from sikao.core.wording import FindingsError, Language
from sikao.interfaces.cli.columns import echo_table, points_text
from sikao.interfaces.cli.output import (
    EXISTING,
    common_options,
    echo_json,
    echo_label,
    said,
    tell,
    tell_again,
)
from sikao.interfaces.cli.progress import progress
from sikao.interfaces.cli.scores import at_option
from sikao.interfaces.processes import runs_well


@click.command()
@click.argument("scheme", type=EXISTING)
@click.argument("figures", type=EXISTING, required=False)
@click.option(
    "--set", "texts", multiple=True, required=True, metavar="CHANGE", help="改动，可多次 · A change."
)
@click.option("--group", help="只看一个排名组 · One ranking group only.")
@at_option
@common_options
def whatif(
    scheme: Path,
    figures: Path | None,
    texts: tuple[str, ...],
    group: str | None,
    checkpoint: str | None,
    lang: Language,
    form: str,
) -> None:
    """模拟测算：谁的得分和名次会变 · What if: whose score and rank would move.

    \b
    districts.fai.points=70                    分值 · points
    districts.fai.target@shinan:q1=2.5         目标 · a target, at one checkpoint
    districts.fai.method={kind: attainment, target: $target}
    districts.water.absence.not_applicable=exclude
    shinan:retail.growth:2020=3.0              数据 · a figure
    """

    with progress(lang, form) as stage:
        opened = open_scheme(scheme, figures, run=runs_well)
        changes, findings = parse_changes(texts, opened.scheme)
        if findings:
            raise FindingsError(findings)
        stage("测算", "scoring")
        outcome = WhatIf(opened.scheme, opened.figures, checkpoint, group).try_out(changes)
        broken = broken_by(opened.scheme, opened.figures, changes, load_previous(scheme))
    tell(broken, lang, form)
    moved = [move for move in outcome.moves if move.moved]
    if form == "json":
        echo_json([_move_json(move) for move in moved])
        return
    head = ("单位", "得分", "→", "增减", "名次", "→", "等次", "→")
    english = ("unit", "points", "→", "change", "place", "→", "grade", "→")
    if moved:
        echo_table(
            head if lang == "zh" else english,
            [_move_row(move, lang) for move in moved],
            frozenset(range(1, 6)),
        )
    still = len(outcome.moves) - len(moved)
    click.echo(said(lang, f"其余 {still} 个单位不变", f"{still} other units stay as they are"))
    echo_label(opened.scheme, opened.figures, lang)


def _move_row(move: Move, lang: Language) -> tuple[str, ...]:
    grades = [side.grade.text(lang) if side.grade else "" for side in (move.before, move.after)]
    gain = "" if not move.gain else f"{move.gain:+f}"
    return (
        move.unit_name.text(lang),
        points_text(move.before.points),
        points_text(move.after.points),
        gain,
        str(move.before.rank or "—"),
        str(move.after.rank or "—"),
        *grades,
    )


def _move_json(move: Move) -> dict[str, object]:
    sides = {"before": move.before, "after": move.after}
    return {
        "group": move.group,
        "unit": move.unit,
        **{
            name: {
                "points": _text(side.points),
                "full_points": _text(side.full_points),
                "rank": side.rank,
                "grade": None if side.grade is None else {"zh": side.grade.zh, "en": side.grade.en},
            }
            for name, side in sides.items()
        },
        "nodes": [{"node": n.node, "before": _text(n.before), "after": _text(n.after)} for n in move.nodes],
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


group_option = click.option(
    "--group",
    help="排名组代码，只有一个组时可不写 · Code of a ranking group; may be left out where there is one.",
)


def _group_of(scheme: Scheme, group: str | None, lang: Language) -> str:
    """The group that was asked for, or the scheme's only one."""
    known = [table.group for table in Resolved(scheme).tables]
    if group is None and len(known) != 1:
        names = [said(lang, f"{entry.code}（{entry.name}）", entry.code) for entry in known]
        zh = f"方案有 {len(known)} 个排名组，请用 --group 写明一个代码：{'、'.join(names)}"
        en = f"the scheme has {len(known)} ranking groups; name one with --group: {', '.join(names)}"
        raise click.UsageError(said(lang, zh, en))
    return group or known[0].code


@click.command()
@click.argument("scheme", type=EXISTING)
@click.argument("figures", type=EXISTING, required=False)
@group_option
@click.option("--unit", help="只看一个单位，默认全组平均 · One unit; the group's mean by default.")
@common_options
def weights(
    scheme: Path, figures: Path | None, group: str | None, unit: str | None, lang: Language, form: str
) -> None:
    """指标效力 · Effective weights: what one unit of output in each quarter was worth."""

    with progress(lang, form) as stage:
        opened = open_scheme(scheme, figures, run=runs_well)
        stage("逐项试算", "trying every indicator")
        found = effective_weights(opened.scheme, opened.figures, _group_of(opened.scheme, group, lang), unit)
    if form == "json":
        echo_json([_weight_json(weight) for weight in found])
        return
    assumptions = dict.fromkeys(term for weight in found for term in weight.assumptions)
    for weight in found:
        kind = weight.unit_of_measure
        unit_of_measure = said(lang, f"（{kind}）", f" ({kind})")
        click.echo(f"{weight.node_name.text(lang)} · {weight.indicator_name.text(lang)}{unit_of_measure}")
        head = (
            ("节点", "占比", "多1", "少1", "实际占比")
            if lang == "zh"
            else ("checkpoint", "share", "one more", "one less", "effective")
        )
        rows = [
            (
                quarter.checkpoint_name.text(lang),
                _percent(quarter.nominal),
                f"{float(quarter.gain):+.3f}",
                f"{float(quarter.loss):+.3f}",
                _percent(quarter.effective),
            )
            for quarter in weight.quarters
        ]
        echo_table(head, rows, frozenset(range(1, 5)))
    for term in assumptions:
        click.echo(f"* {term.text(lang)}")
    echo_label(opened.scheme, opened.figures, lang)


def _percent(value: Fraction | None) -> str:
    return "—" if value is None else f"{float(value):.1%}"


def _weight_json(weight: EffectiveWeight) -> dict[str, object]:
    return {
        "scorecard": weight.scorecard,
        "node": weight.node,
        "indicator": weight.indicator,
        "kind": weight.kind,
        "unit_of_measure": weight.unit_of_measure,
        "units": list(weight.units),
        "quarters": [
            {
                "checkpoint": quarter.checkpoint,
                "nominal": str(quarter.nominal),
                "gain": str(quarter.gain),
                "loss": str(quarter.loss),
                "effective": None if quarter.effective is None else str(quarter.effective),
            }
            for quarter in weight.quarters
        ],
        "assumptions": [{"zh": term.zh, "en": term.en} for term in weight.assumptions],
    }


@click.command()
@click.argument("scheme", type=EXISTING)
@click.argument("figures", type=EXISTING, required=False)
@group_option
@at_option
@common_options
def bounds(
    scheme: Path, figures: Path | None, group: str | None, checkpoint: str | None, lang: Language, form: str
) -> None:
    """缺数时总分的上下限 · Bounds of the totals while figures are missing."""

    with progress(lang, form) as stage:
        opened = open_scheme(scheme, figures, run=runs_well)
        stage("计算上下限", "bounding")
        found = score_bounds(opened.scheme, opened.figures, _group_of(opened.scheme, group, lang), checkpoint)
    tell_again(opened.findings, lang, form)
    if form == "json":
        echo_json([_bounds_json(unit) for unit in found])
        return
    head = (
        ("单位", "最低", "最高", "名次", "界限", "待定指标")
        if lang == "zh"
        else ("unit", "low", "high", "place", "bounds", "open")
    )
    rows = [
        (
            unit.unit_name.text(lang),
            points_text(unit.low),
            points_text(unit.high),
            "—" if unit.best_place is None else f"{unit.best_place}–{unit.worst_place}",
            said(lang, "可达", "exact") if unit.exact else said(lang, "外界", "outer"),
            "、".join(dict.fromkeys(leaf.node_name.text(lang) for leaf in unit.open)),
        )
        for unit in found
    ]
    echo_table(head, rows, frozenset({1, 2, 3}))
    echo_label(opened.scheme, opened.figures, lang)


def _bounds_json(unit: UnitBounds) -> dict[str, object]:
    return {
        "unit": unit.unit,
        "low": _text(unit.low),
        "high": _text(unit.high),
        "exact": unit.exact,
        "best_place": unit.best_place,
        "worst_place": unit.worst_place,
        "open": [
            {
                "node": leaf.node,
                "checkpoint": leaf.checkpoint,
                "low": str(leaf.points.low),
                "high": str(leaf.points.high),
                "exact": leaf.points.exact,
                "figures": [list(key) for key in leaf.figures],
            }
            for leaf in unit.open
        ],
    }
