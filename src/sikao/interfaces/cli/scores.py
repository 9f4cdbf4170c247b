"""Commands that score and explain."""

from __future__ import annotations

import json
from pathlib import Path

import click

from sikao.core.wording import FindingsError, Language
from sikao.interfaces.cli.output import FOUND, common_options, refuse, tell

EXISTING = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("scheme", type=EXISTING)
@click.argument("figures", type=EXISTING, required=False)
@click.option("--at", "checkpoint", help="Checkpoint code; the last one by default.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder to write to.")
@click.option("--exact", is_flag=True, help="By the exact calculator instead of the columnar kernel.")
@common_options
def score(
    scheme: Path, figures: Path | None, checkpoint: str | None, out: Path, exact: bool, lang: Language, form: str
) -> None:
    """Score SCHEME on FIGURES (its own by default) and write the book to a folder.

    Writes scores.csv, scores.parquet, parts.parquet and scores.xlsx.
    """
    from sikao.core.books import open_scheme, score_book, write_book

    try:
        opened = open_scheme(scheme, figures)
        book = score_book(opened.scheme, opened.figures, checkpoint, exact=exact, lang=lang)
    except FindingsError as refused:
        refuse(refused, lang, form)
    tell(opened.findings, lang, form)
    for file in write_book(book, out, lang):
        click.echo(file)
    click.echo(book.digest())


@click.command()
@click.argument("scheme", type=EXISTING)
@click.argument("figures", type=EXISTING, required=False)
@click.option("--unit", required=True, help="Unit code.")
@click.option("--node", default="total", show_default=True, help="Node code.")
@click.option("--at", "checkpoint", help="Checkpoint code; the last one by default.")
@click.option("--table", "scorecard", help="Code of the checkpoint table, to explain that instead.")
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
    """Explain the points of one unit, or of one node of it, down to the figures."""
    from sikao.core.books import open_scheme
    from sikao.core.insight import Worked, narrate

    try:
        opened = open_scheme(scheme, figures)
        explanation = Worked(opened.scheme, opened.figures, checkpoint).explain(
            unit, node, scorecard=scorecard
        )
    except FindingsError as refused:
        refuse(refused, lang, form)
    if form == "json":
        click.echo(json.dumps(explanation.to_json(), ensure_ascii=False, indent=1))
    else:
        click.echo(narrate(explanation, lang))
