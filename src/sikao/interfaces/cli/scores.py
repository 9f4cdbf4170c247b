"""Commands that score and explain."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sikao.core.books import (
    COMPILED_JSON,
    FIGURES_JSON,
    OFFICIAL,
    Book,
    check_order,
    check_target,
    open_scheme,
    own_figures,
    score_book,
    write_audit,
    write_book,
)
from sikao.core.books.names import TOTAL
from sikao.core.insight import Worked, narrate
from sikao.core.scheme import scheme_digest
from sikao.core.wording import Language
from sikao.interfaces.cli.columns import echo_table, points_text
from sikao.interfaces.cli.output import (
    EXISTING,
    TARGET,
    common_options,
    echo_json,
    echo_label,
    said,
    tell_again,
)
from sikao.interfaces.cli.progress import progress
from sikao.interfaces.processes import runs_well

at_option = click.option(
    "--at", "checkpoint", help="节点代码，默认最后一个 · Checkpoint code; the last one by default."
)


@click.command()
@click.argument("scheme", type=EXISTING)
@click.argument("figures", type=EXISTING, required=False)
@at_option
@click.option("--out", type=TARGET, required=True, help="输出文件夹 · Folder to write to.")
@click.option(
    "--order",
    default=OFFICIAL,
    show_default=True,
    help="工作簿中单位的顺序：official、place 或代码 · Order of units in the workbook: a word, or codes.",
)
@click.option("--exact", is_flag=True, help="用精确计算器 · By the exact calculator alone.")
@common_options
def score(
    scheme: Path,
    figures: Path | None,
    checkpoint: str | None,
    out: Path,
    order: str,
    exact: bool,
    lang: Language,
    form: str,
) -> None:
    """测算并写出成绩册 · Score SCHEME on FIGURES (its own by default) and write the book.

    Writes scores.csv, scores.parquet and scores.xlsx into the folder, all or none of them; with --exact
    parts.parquet too.
    """

    check_target(out, sources=_read_from(scheme, figures))
    with progress(lang, form) as stage:
        stage("读取方案和数据", "reading scheme and figures")
        opened = open_scheme(scheme, figures, run=runs_well)
        check_order(opened.scheme, order)
        stage("测算", "scoring")
        book = score_book(opened.scheme, opened.figures, checkpoint, exact=exact, lang=lang)
        stage("写成绩册", "writing the book")
        files = write_book(book, out, order=order)
    tell_again(opened.findings, lang, form)
    if form == "json":
        content = {"digest": book.digest(), "complete": book.complete, "files": [str(file) for file in files]}
        made_up = {"illustrative": opened.scheme.illustrative, "synthetic": opened.figures.synthetic}
        echo_json({**content, **made_up, "checkpoint": book.checkpoint})
        return
    _echo_rankings(book, lang)
    for file in files:
        click.echo(click.format_filename(file))
    if not book.complete:
        click.echo(said(lang, "有数据尚缺，结果不完整", "figures are missing: the result is incomplete"))
    echo_label(opened.scheme, opened.figures, lang)
    click.echo(f"SHA-256 {book.digest()}")


def _read_from(scheme: Path, figures: Path | None) -> list[Path]:
    """The folders that a scheme and its figures are read from, which results must stay out of."""
    given = own_figures(scheme) if figures is None else figures
    return [path for path in (scheme, given) if path.is_dir()]


def _echo_rankings(book: Book, lang: Language) -> None:
    """The ranking by main scorecards; where there are checkpoint tables also by these, both with headings."""
    names = book.names
    totals = [row for row in book.at(book.checkpoint).iter_rows(named=True) if row["node"] == TOTAL]
    main = [row for row in totals if row["scorecard"] in names.scorecards]
    at_checkpoint = [row for row in totals if row["scorecard"] in names.checkpoint_tables]
    if at_checkpoint:
        click.echo(said(lang, "主表累计得分", "Main scorecards so far"))
    _echo_ranking(main, book, lang)
    if at_checkpoint:
        click.echo(said(lang, "\n节点考核表得分", "\nCheckpoint tables"))
        _echo_ranking(at_checkpoint, book, lang)


def _echo_ranking(totals: list[dict[str, Any]], book: Book, lang: Language) -> None:
    """Units by ranking group and place; those assessed only, or without points yet, come last."""
    names = book.names
    order = list(names.groups)
    rows = [
        (
            names.groups[row["group"]],
            "—" if row["rank"] is None else str(row["rank"]),
            row["unit_name"],
            points_text(row["points"]),
            points_text(row["full_points"]),
            names.grades.get((row["group"], row["grade"]), ""),
        )
        for row in sorted(totals, key=lambda row: (order.index(row["group"]), row["rank"] or len(totals) + 1))
    ]
    if rows:
        head = (
            ("组", "名次", "单位", "得分", "满分", "等次")
            if lang == "zh"
            else ("group", "place", "unit", "points", "of", "grade")
        )
        echo_table(head, rows, frozenset({1, 3, 4}))


@click.command()
@click.argument("scheme", type=EXISTING)
@click.argument("figures", type=EXISTING, required=False)
@click.option("--out", type=TARGET, required=True, help="输出文件夹 · Folder to write to.")
@common_options
def audit(scheme: Path, figures: Path | None, out: Path, lang: Language, form: str) -> None:
    """供审计的材料 · Write what another machine needs to work the result out again with Python alone.

    Writes compiled.json, figures.json and the exact calculator's source, the folder reference.
    """

    check_target(out, sources=_read_from(scheme, figures), names=(COMPILED_JSON, FIGURES_JSON))
    with progress(lang, form) as stage:
        opened = open_scheme(scheme, figures, run=runs_well)
        stage("写出", "writing")
        files = write_audit(opened.scheme, opened.figures, out)
    tell_again(opened.findings, lang, form)
    digests = {"scheme": scheme_digest(opened.scheme), "figures": opened.figures.digest()}
    if form == "json":
        echo_json({**digests, "files": [str(file) for file in files]})
        return
    for file in files:
        click.echo(click.format_filename(file))
    click.echo(said(lang, f"方案 SHA-256 {digests['scheme']}", f"scheme SHA-256 {digests['scheme']}"))
    click.echo(said(lang, f"数据 SHA-256 {digests['figures']}", f"figures SHA-256 {digests['figures']}"))
    command = f"python3 -m reference {COMPILED_JSON} {FIGURES_JSON}"
    click.echo(said(lang, f"在该文件夹中运行：{command}", f"run there: {command}"))


@click.command()
@click.argument("scheme", type=EXISTING)
@click.argument("figures", type=EXISTING, required=False)
@click.option("--unit", required=True, help="单位代码 · Unit code.")
@click.option("--node", default="total", show_default=True, help="指标代码 · Node code.")
@at_option
@click.option(
    "--table",
    "scorecard",
    help="节点考核表代码，解释该表 · Code of the checkpoint table, to explain that instead.",
)
@common_options
def explain(
    scheme: Path,
    figures: Path | None,
    unit: str,
    node: str,
    checkpoint: str | None,
    scorecard: str | None,
    lang: Language,
    form: str,
) -> None:
    """解释一个得分 · Explain the points of one unit, or of one node of it, down to the figures."""

    with progress(lang, form) as stage:
        opened = open_scheme(scheme, figures, run=runs_well)
        stage("精确计算", "calculating exactly")
        worked = Worked(opened.scheme, opened.figures, checkpoint)
        explanation = worked.explain(unit, node, scorecard=scorecard)
    if form == "json":
        echo_json(explanation.to_json())
    else:
        click.echo(narrate(explanation, lang))
