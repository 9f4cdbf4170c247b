"""The command that cuts results by tag."""

from __future__ import annotations

from pathlib import Path

import click

from sikao.core.books import open_scheme, score_book
from sikao.core.figures.decimals import canonical
from sikao.core.insight import Cut, cut_book
from sikao.core.scheme import Scheme
from sikao.core.wording import Language
from sikao.interfaces.cli.columns import echo_table, points_text
from sikao.interfaces.cli.output import EXISTING, common_options, echo_json, echo_label, said, tell_again
from sikao.interfaces.cli.progress import progress
from sikao.interfaces.cli.scores import at_option
from sikao.interfaces.processes import runs_well


@click.command()
@click.argument("scheme", type=EXISTING)
@click.argument("figures", type=EXISTING, required=False)
@click.option("--tag", required=True, help="标签代码 · Code of a tag.")
@click.option("--group", help="只看一个排名组 · One ranking group only.")
@at_option
@common_options
def cut(
    scheme: Path,
    figures: Path | None,
    tag: str,
    group: str | None,
    checkpoint: str | None,
    lang: Language,
    form: str,
) -> None:
    """按标签看得分 · Points and places in the indicators that carry a tag, such as the inner loop."""

    with progress(lang, form) as stage:
        opened = open_scheme(scheme, figures, run=runs_well)
        stage("测算", "scoring")
        book = score_book(opened.scheme, opened.figures, checkpoint, lang=lang)
        cuts = cut_book(opened.scheme, book, tag, group)
    tell_again(opened.findings, lang, form)
    if form == "json":
        echo_json([_json(found) for found in cuts])
        return
    for found in cuts:
        click.echo(f"{found.group_name.text(lang)} · {found.tag_name.text(lang)}")
        names = [book.names.nodes[found.scorecard, node] for node in found.nodes]
        click.echo(said(lang, "、", ", ").join(names))
        _echo(found, opened.scheme, lang)
    echo_label(opened.scheme, opened.figures, lang)


def _echo(found: Cut, scheme: Scheme, lang: Language) -> None:
    head = (
        ("名次", "单位", "得分", "满分", "得分率")
        if lang == "zh"
        else ("place", "unit", "points", "of", "rate")
    )
    last = len(found.scores) + 1
    ordered = sorted(found.scores.items(), key=lambda pair: pair[1].rank or last)
    rows = [
        (
            str(score.rank or "—"),
            (scheme.units[unit].name_en if lang == "en" else None) or scheme.units[unit].name,
            points_text(score.points),
            points_text(score.full),
            "—" if score.rate is None else f"{float(score.rate):.1%}",
        )
        for unit, score in ordered
    ]
    echo_table(head, rows, frozenset({0, 2, 3, 4}))


def _json(found: Cut) -> dict[str, object]:
    return {
        "group": found.group,
        "tag": found.tag,
        "nodes": list(found.nodes),
        "units": [
            {
                "unit": unit,
                "points": None if score.points is None else canonical(score.points),
                "full_points": None if score.full is None else canonical(score.full),
                "rank": score.rank,
            }
            for unit, score in found.scores.items()
        ],
    }
