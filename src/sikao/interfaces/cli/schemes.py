"""Commands about schemes themselves: check, compare, show, begin and convert them."""

from __future__ import annotations

from pathlib import Path

import click

from sikao.core.books import check_target, figure_files, locate_figures, own_figures, unread_files
from sikao.core.insight import figures_beyond_whole, implausible_figures, missing_figures
from sikao.core.scheme import (
    Scheme,
    describe_scheme,
    diff_schemes,
    load_scheme,
    new_scheme,
    read_scheme,
    render_markdown,
    scheme_digest,
    write_text,
)
from sikao.core.scheme.workbook import mark_scheme_workbook, write_scheme_workbook
from sikao.core.scheme.workbook.reading import LIMITS
from sikao.core.sheets import content, replace_files, scan_workbook
from sikao.core.wording import Finding, FindingsError, Language, has_errors
from sikao.interfaces.cli.burdens import burden_content
from sikao.interfaces.cli.comparison import comparison
from sikao.interfaces.cli.output import (
    EXISTING,
    TARGET,
    common_options,
    echo_json,
    is_taken,
    leave,
    refuse,
    refuse_taken,
    said,
    tell,
)
from sikao.interfaces.cli.overview import overview
from sikao.interfaces.cli.progress import progress
from sikao.interfaces.cli.scores import at_option
from sikao.interfaces.processes import runs_well

WORKBOOK = ".xlsx"


@click.command()
@click.argument("scheme", type=EXISTING)
@click.argument("figures", type=EXISTING, required=False)
@click.option(
    "--mark",
    "marked",
    type=TARGET,
    help="把问题标在工作簿的单元格上，存为新文件 · Write the workbook anew, with every faulty cell marked.",
)
@at_option
@common_options
def check(
    scheme: Path,
    figures: Path | None,
    marked: Path | None,
    checkpoint: str | None,
    lang: Language,
    form: str,
) -> None:
    """检查方案和数据，列出全部问题 · Check SCHEME, and FIGURES (its own by default): everything at once.

    Warns of figures that are missing at the checkpoint, and of levels that look ten, a hundred or ten
    thousand times too large or too small.
    """

    if marked is not None:
        _refuse_to_mark(scheme, marked, lang)
        check_target(marked.parent, names=())
    taken = marked is not None and is_taken(marked)
    with progress(lang, form) as stage:
        stage("检查方案", "checking the scheme")
        found, findings = load_scheme(scheme)
        if marked is not None and not taken:
            _mark(scheme, findings, marked, lang)
        source = own_figures(scheme) if figures is None else figures
        if found is not None and (figures is not None or figure_files(source)):
            stage("检查数据", "checking the figures")
            findings = (*findings, *_check_figures(found, source, checkpoint))
        elif found is not None:
            findings = (*findings, *unread_files(source))
    tell(findings, lang, form)
    if marked is not None and taken:
        refuse_taken(marked, lang)
    leave(findings)
    if found is not None and form == "text":
        title = (found.title_en if lang == "en" else None) or found.title
        click.echo(said(lang, f"{title}：没有错误", f"{title}: no errors"))
        click.echo(f"SHA-256 {scheme_digest(found)}")


def _check_figures(scheme: Scheme, source: Path, checkpoint: str | None) -> tuple[Finding, ...]:
    """What is wrong with figures, and where nothing is: what is missing and what looks wrong."""

    figures, origins, findings = locate_figures(scheme, source, run=runs_well)
    if figures is None:
        return findings
    doubted = (
        *implausible_figures(scheme, figures, origins),
        *figures_beyond_whole(scheme, figures, origins),
    )
    return (*findings, *doubted, *missing_figures(scheme, figures, checkpoint))


def _refuse_to_mark(scheme: Path, marked: Path, lang: Language) -> None:
    if scheme.suffix.lower() != WORKBOOK or marked.suffix.lower() != WORKBOOK:
        raise click.UsageError(
            said(lang, "--mark 只用于工作簿（.xlsx）", "--mark is for a workbook (.xlsx) and writes one")
        )


def _mark(scheme: Path, findings: tuple[Finding, ...], marked: Path, lang: Language) -> None:
    """Write a workbook's cells and what was found in them; one that cannot be opened has no cells."""

    workbook = scan_workbook(scheme, limits=LIMITS).workbook
    if workbook is not None:
        written = mark_scheme_workbook(workbook, findings, lang=lang)
        replace_files(marked.parent, {marked.name: content(written)})


@click.command()
@click.argument("old", type=EXISTING)
@click.argument("new", type=EXISTING)
@common_options
def diff(old: Path, new: Path, lang: Language, form: str) -> None:
    """比较两个方案 · What is different from scheme OLD to scheme NEW, area by area.

    With --format json every change at its exact path, with plain values.
    """

    before, after = _read(old), _read(new)
    found = diff_schemes(before, after)
    if form == "json":
        changes = [
            {"sort": c.sort, "path": list(c.path), "before": c.before, "after": c.after}
            for c in found.changes
        ]
        echo_json({"changes": changes, "burden": burden_content(found.burdens)})
        return
    for line in comparison(before, after, found, lang):
        click.echo(line)


def _read(path: Path) -> Scheme:
    """A scheme as it is written; what it means is not checked."""

    reading = read_scheme(path)
    if reading.scheme is None:
        raise FindingsError(reading.findings)
    return reading.scheme


@click.command()
@click.argument("scheme", type=EXISTING)
@common_options
def show(scheme: Path, lang: Language, form: str) -> None:
    """把方案印成文件 · SCHEME as a document (Markdown): rules, targets, grades, claims in words.

    With --format json its groups and scorecards with codes and points.
    """

    found, findings = load_scheme(scheme)
    if found is None or has_errors(findings):
        refuse(findings, lang, form)
    if form == "json":
        echo_json({**overview(found, lang), "digest": scheme_digest(found)})
        return
    click.echo(render_markdown(describe_scheme(found, lang), lang))
    click.echo(f"SHA-256 {scheme_digest(found)}")


@click.command()
@click.argument("folder", type=TARGET)
@click.option("--code", help="方案代码，默认取文件夹名 · Code of the scheme; the folder's name by default.")
@click.option("--year", type=int, required=True, help="年度 · Assessment year.")
@click.option("--title", help="名称 · Title.")
@common_options
def new(folder: Path, code: str | None, year: int, title: str | None, lang: Language, form: str) -> None:
    """起草新方案 · Begin a scheme in FOLDER: a small complete one with comments and example figures."""

    check_target(folder.parent, names=())
    own = code or folder.resolve().name.lower().replace("-", "_")
    findings = new_scheme(folder, own, year, f"{year}年度综合考核方案" if title is None else title)
    tell(findings, lang, form)
    leave(findings)
    click.echo(click.format_filename(folder))


@click.command()
@click.argument("source", type=EXISTING)
@click.argument("target", type=TARGET)
@common_options
def convert(source: Path, target: Path, lang: Language, form: str) -> None:
    """文本与工作簿互转 · Write scheme SOURCE as TARGET: a workbook (.xlsx) or a folder of text."""

    refuse_taken(target, lang)
    is_workbook = target.suffix.lower() == WORKBOOK
    check_target(target.parent, names=())
    found = _read(source)
    if is_workbook:
        write_scheme_workbook(found, target)
    else:
        write_text(found, target)
    if form == "json":
        echo_json({"target": str(target), "digest": scheme_digest(found)})
    else:
        click.echo(f"{click.format_filename(target)}\nSHA-256 {scheme_digest(found)}")
