"""What all commands share: language, findings on standard error, exit codes."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from sikao.core.wording import (
    Detail,
    Finding,
    FindingsError,
    Language,
    Place,
    Severity,
    has_errors,
    render_text,
)
from sikao.interfaces.cli.misuse import MUST_NOT_BE_EMPTY

FOUND = 1
"""Exit code when something was found that refuses what was asked."""

EXISTING = click.Path(exists=True, path_type=Path)


class _Target(click.Path):
    """A path to write to; nothing is none, and not the folder where one stands."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not str(value).strip():
            self.fail(MUST_NOT_BE_EMPTY, param, ctx)
        return super().convert(value, param, ctx)


TARGET = _Target(path_type=Path)

if TYPE_CHECKING:  # the help text must not wait for them
    from sikao.core.figures.table import Figures
    from sikao.core.scheme import Scheme

Command = TypeVar("Command", bound=Callable[..., Any])


language_option = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    envvar="SIKAO_LANG",
    help="输出语言 · Language of the output.",
)


def common_options(command: Command) -> Command:
    """``--lang`` and ``--format``, the same for every command; refusals become findings, never tracebacks."""
    command = click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="输出格式 · Form of findings and results.",
    )(_refusing(command))
    return language_option(command)


def _refusing(command: Command) -> Command:
    @functools.wraps(command)
    def refusing(*args: Any, lang: Language, form: str, **options: Any) -> Any:
        _refuse_empty()
        try:
            return command(*args, lang=lang, form=form, **options)
        except FindingsError as refused:
            refuse(refused.findings, lang, form)
        except BrokenPipeError:
            raise
        except OSError as refused:
            if refused.filename is None:  # files are named; what has no name is what the answer goes to
                from sikao.core.sheets import not_written  # noqa: PLC0415 -- the help text must not wait

                drop_output()
                stream = Path(said(lang, "标准输出", "standard output"))
                refuse(not_written(stream, refused).findings, lang, form)
            details: dict[str, Detail] = {
                "path": Path(str(refused.filename)),
                "reason": refused.strerror or str(refused),
            }
            refuse([Finding("book.unreadable", Severity.ERROR, Place(), details)], lang, form)

    return refusing  # type: ignore[return-value]


def _refuse_empty() -> None:
    """An option that is given as an empty text is a slip, and does not mean that it was left out."""
    context = click.get_current_context()
    for param in context.command.params:
        value = context.params.get(param.name or "")
        texts = value if isinstance(value, tuple) else (value,)
        if any(isinstance(text, str) and not text.strip() for text in texts):
            raise click.BadParameter(MUST_NOT_BE_EMPTY, context, param)


def tell(findings: Iterable[Finding], lang: Language, form: str) -> None:
    """Write findings to standard error, and how many there are of each severity."""
    found = list(findings)
    if form == "json":
        click.echo(json.dumps([f.to_json() for f in found], ensure_ascii=False, indent=1), err=True)
    elif found:
        click.echo(render_text(found, lang), err=True)
        counts = {severity: sum(f.severity is severity for f in found) for severity in Severity}
        said = (f"{number} {severity.label(lang)}" for severity, number in counts.items() if number)
        click.echo("、".join(said) if lang == "zh" else ", ".join(said), err=True)


def tell_again(findings: Iterable[Finding], lang: Language, form: str) -> None:
    """Tell warnings of what a check has told; notes ask for nothing and are told by the check alone."""
    tell((finding for finding in findings if finding.severity is not Severity.NOTE), lang, form)


def refuse(findings: Iterable[Finding], lang: Language, form: str) -> NoReturn:
    """Tell the findings and leave with the code for findings."""
    tell(findings, lang, form)
    raise SystemExit(FOUND)


def leave(findings: Iterable[Finding]) -> None:
    """Leave with the code for findings when one of them is an error."""
    if has_errors(findings):
        raise SystemExit(FOUND)


def echo_json(content: Any) -> None:
    """A result as JSON on standard output."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=1))


def echo_label(scheme: Scheme, figures: Figures, lang: Language) -> None:
    """Say below a result that it is no real one, where the scheme, the figures or the points are made up."""
    from sikao.core.scheme.orders import FROM_PLACES, scores_only_places  # noqa: PLC0415 -- help needs none

    words = [said(lang, "示例方案", "illustrative scheme")] if scheme.illustrative else []
    words += [said(lang, "合成数据", "synthetic figures")] if figures.synthetic else []
    if scores_only_places(scheme):
        click.echo(FROM_PLACES.text(lang))
    if words:
        click.echo(
            said(lang, f"{'、'.join(words)}，非真实考核结果", f"{', '.join(words)}: no real assessment")
        )


def said(lang: Language, zh: str, en: str) -> str:
    """One of two sentences."""
    return zh if lang == "zh" else en


def drop_output() -> None:
    """Let what could not be written go nowhere: Python would try it again at its end, and fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def make_output_safe() -> None:
    """What a command writes to must not end it: closed streams, terminals that know no Chinese, names that
    are no text.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:  # closed: the next file that is opened would stand in its place
            os.dup2(os.open(os.devnull, os.O_RDWR), number)
    sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(2, "w", encoding="utf-8", closefd=False)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def is_taken(target: Path) -> bool:
    """Whether something is there; an empty folder is nothing."""
    return target.exists() and not (target.is_dir() and not any(target.iterdir()))


def refuse_taken(target: Path, lang: Language) -> None:
    """Nothing that is there is overwritten."""

    if is_taken(target):
        name = click.format_filename(target)
        raise click.UsageError(said(lang, f"{name} 已经存在", f"{name} exists already"))
