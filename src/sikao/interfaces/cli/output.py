"""What all commands share: language, findings on standard error, exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, NoReturn, TypeVar

import click

from sikao.core.wording import Finding, FindingsError, Language, Severity, has_errors, render_text

FOUND = 1
"""Exit code when something was found that refuses what was asked."""

Command = TypeVar("Command", bound=Callable[..., Any])


def common_options(command: Command) -> Command:
    """``--lang`` and ``--format``, the same for every command."""
    command = click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="How findings and results are written.",
    )(command)
    return click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        default="zh",
        show_default=True,
        envvar="SIKAO_LANG",
        help="Language of the output.",
    )(command)


def tell(findings: Iterable[Finding], lang: Language, form: str) -> None:
    """Write findings to standard error, notes only when there is nothing graver."""
    found = list(findings)
    if form == "json":
        click.echo(json.dumps([f.to_json() for f in found], ensure_ascii=False, indent=1), err=True)
        return
    if found:
        click.echo(render_text(found, lang), err=True)
        counts = {severity: sum(f.severity is severity for f in found) for severity in Severity}
        said = ", ".join(f"{number} {severity.label(lang)}" for severity, number in counts.items() if number)
        click.echo(said, err=True)


def refuse(refused: FindingsError, lang: Language, form: str) -> NoReturn:
    """Tell the findings and leave with the code for findings."""
    tell(refused.findings, lang, form)
    raise SystemExit(FOUND)


def leave(findings: Iterable[Finding]) -> None:
    """Leave with the code for findings when one of them is an error."""
    if has_errors(findings):
        raise SystemExit(FOUND)
