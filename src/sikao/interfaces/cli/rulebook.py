"""Commands about schemes in an office's hands. Whoever has a shell on the machine acts by a named account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sikao.core.wording import FindingsError, Language, has_errors
from sikao.interfaces.cli.acting import as_option, begin, refusals_told, scan_given
from sikao.interfaces.cli.homes import FILE, home_option
from sikao.interfaces.cli.output import EXISTING, TARGET, common_options, echo_json, refuse_taken, said, tell
from sikao.interfaces.processes import answered, runs_well

if TYPE_CHECKING:
    from sikao.office.rulebook.queries import Card

digest_option = click.option(
    "--digest", help="所看版本的摘要（可只写开头） · Digest of the version seen, or its beginning."
)
reason_option = click.option("--reason", required=True, help="理由 · Why.")


@click.group()
def scheme() -> None:
    """方案的上传、审批和封存 · Schemes in the office: upload, approval, sealing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What every command about a scheme is given."""

    code: str
    home: Path
    login: str
    lang: Language
    form: str


def about_a_scheme(command: Callable[..., None]) -> Callable[..., None]:
    """A scheme by its code or reference, a home, an account; the command gets them together as ``asked``."""

    @wraps(command)
    def about(code: str, home: Path, login: str, lang: Language, form: str, **more: Any) -> None:
        command(Asked(code, home, login, lang, form), **more)

    return click.argument("code")(home_option(as_option(common_options(about))))


def _card(code: str) -> Card:
    from sikao.office.rulebook import queries  # noqa: PLC0415

    return queries.card(queries.find(code) or code)


def _act(asked: Asked, verb: str, seen: str | None, **more: Any) -> None:
    """Act on a version of a scheme; ``seen`` is the beginning of its digest, or nothing."""

    def with_digest(card: Card) -> dict[str, Any]:
        fits = card.last.digest.startswith((seen or "").lower())
        return {"digest": card.last.digest if fits else seen, **more}

    _perform(asked, verb, with_digest)


def _perform(asked: Asked, verb: str, given: Callable[[Card], dict[str, Any]]) -> None:
    """Act on a scheme with what its card makes of what was given, then say where it stands."""
    session = begin(asked.home, asked.login)
    from sikao.office.rulebook import actions  # noqa: PLC0415

    with refusals_told():
        card = _card(asked.code)
        perform = getattr(actions, verb)
        perform(actor=session.actor, at=session.at, scheme=card.ref, **given(card))
        card = _card(card.ref)
    _tell(card, asked.lang, asked.form)


def _tell(card: Card, lang: Language, form: str) -> None:
    if form == "json":
        echo_json(_plain(card))
        return
    click.echo(f"{card.code or card.ref}  {card.state.term.text(lang)}  {card.title}")
    if card.last.digest:
        click.echo(f"SHA-256 {card.last.digest}")


def _plain(card: Card) -> dict[str, Any]:
    return {
        "ref": card.ref,
        "code": card.code,
        "title": card.title,
        "year": card.year,
        "state": card.state.value,
        "version": card.last.number,
        "digest": card.last.digest,
        "errors": card.last.errors,
        "approved_by": list(card.approved_by),
    }


@scheme.command()
@click.argument("path", type=EXISTING)
@home_option
@as_option
@click.option("--note", help="这一版的说明 · What is new in this version.")
@click.option("--scheme", "ref", help="已有方案的编号 · Reference of the scheme it belongs to.")
@common_options
def draft(
    path: Path, home: Path, login: str, note: str | None, ref: str | None, lang: Language, form: str
) -> None:
    """上传一版方案 · Upload PATH as a version: a workbook, a ZIP of the text form, or its folder.

    A version with errors is kept and cannot be submitted.
    """
    session = begin(home, login)
    from sikao.office.accounts.rights.verbs import Verb  # noqa: PLC0415
    from sikao.office.rulebook import actions  # noqa: PLC0415
    from sikao.office.rulebook.archive import pack_folder  # noqa: PLC0415
    from sikao.office.rulebook.checking import check_upload  # noqa: PLC0415

    with refusals_told():
        scan_given(path, session, Verb.SCHEME_DRAFT)
    is_folder = path.is_dir()
    content = pack_folder(path) if is_folder else path.read_bytes()
    name = f"{path.resolve().name}.zip" if is_folder else path.name
    checked = check_upload(content, name, run=answered)
    with refusals_told():
        drafted = actions.draft(
            actor=session.actor, at=session.at, checked=checked, note=note or "", scheme=ref
        )
        card = _card(drafted.ref)
    tell(checked.findings, lang, form)
    _tell(card, lang, form)


@scheme.command()
@digest_option
@about_a_scheme
def submit(asked: Asked, digest: str | None) -> None:
    """提交审批 · Submit the last version of CODE for approval."""
    _act(asked, "submit", digest)


@scheme.command()
@reason_option
@about_a_scheme
def withdraw(asked: Asked, reason: str) -> None:
    """撤回 · Take the submitted or approved CODE back to be a draft, with a reason."""
    _perform(asked, "withdraw", lambda _: {"reason": reason})


@scheme.command()
@reason_option
@digest_option
@about_a_scheme
def refuse(asked: Asked, digest: str | None, reason: str) -> None:
    """退回修改 · Refuse the submitted version of CODE: it is a draft again, with the reason."""
    _act(asked, "refuse", digest, reason=reason)


@scheme.command()
@digest_option
@about_a_scheme
def approve(asked: Asked, digest: str | None) -> None:
    """批准 · Approve the submitted version of CODE; two people have to, none of whom uploaded it."""
    _act(asked, "approve", digest)


@scheme.command("approve-offline")
@click.option("--document", required=True, help="批准文件的名称或文号 · Title or number of the document.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), required=True, help="文件日期 · Its date.")
@click.option("--scan", type=FILE, required=True, help="扫描件 · Its scan: PDF, PNG or JPEG.")
@digest_option
@about_a_scheme
def approve_offline(asked: Asked, document: str, day: datetime, scan: Path, digest: str | None) -> None:
    """登记批准文件 · Record the document of the meeting that approved CODE."""
    session = begin(asked.home, asked.login)
    from sikao.office.accounts.rights.verbs import Verb  # noqa: PLC0415
    from sikao.office.rulebook.actions import Paper  # noqa: PLC0415

    with refusals_told():
        scan_given(scan, session, Verb.SCHEME_APPROVE_OFFLINE)
    paper = Paper(document, day.date(), scan.read_bytes(), scan.name)
    _act(asked, "approve_offline", digest, paper=paper)


@scheme.command()
@digest_option
@about_a_scheme
def seal(asked: Asked, digest: str | None) -> None:
    """封存 · Seal the approved version of CODE: from then on it binds and never changes."""
    _act(asked, "seal", digest)


@scheme.command("open")
@about_a_scheme
def open_year(asked: Asked) -> None:
    """生成报送任务 · Generate the reporting tasks of the sealed scheme CODE, once."""
    session = begin(asked.home, asked.login)
    from sikao.office.cycle import actions  # noqa: PLC0415

    with refusals_told():
        tasks = actions.open_year(actor=session.actor, at=session.at, scheme=asked.code)
    if asked.form == "json":
        echo_json({"scheme": asked.code, "tasks": tasks})
    else:
        click.echo(said(asked.lang, f"生成了 {tasks} 项报送任务", f"{tasks} tasks generated"))


@scheme.command()
@click.option("--document", required=True, help="依据文件的名称或文号 · Title or number of the document.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), required=True, help="文件日期 · Its date.")
@click.option("--scan", type=FILE, help="依据文件的扫描件 · Scan of the document.")
@about_a_scheme
@click.argument("source", type=EXISTING)
def history(asked: Asked, source: Path, document: str, day: datetime, scan: Path | None) -> None:
    """导入以前年度的数据 · Take over figures of earlier years for CODE, from the file or folder SOURCE."""
    session = begin(asked.home, asked.login)
    from sikao.core.books import load_figures  # noqa: PLC0415
    from sikao.office.accounts.rights.verbs import Verb  # noqa: PLC0415
    from sikao.office.cycle import actions  # noqa: PLC0415
    from sikao.office.cycle.attaching import stored_evidence  # noqa: PLC0415
    from sikao.office.groundwork.here import place  # noqa: PLC0415
    from sikao.office.groundwork.malware import HandedIn  # noqa: PLC0415
    from sikao.office.rulebook import queries  # noqa: PLC0415

    with refusals_told():
        scan_given(source, session, Verb.HISTORY_TAKE_OVER)
        figures, told = load_figures(queries.scheme_of(asked.code), source, run=runs_well)
        if figures is None or has_errors(told):
            raise FindingsError(told)
        limit = place().upload_megabytes << 20
        evidence = []
        if scan is not None:
            sent = HandedIn(scan.name, session.actor, session.at, Verb.HISTORY_TAKE_OVER)
            evidence = [stored_evidence(sent, [scan.read_bytes()], limit)]
        done = actions.take_over_history(
            actor=session.actor,
            at=session.at,
            scheme=asked.code,
            figures=figures,
            document=document,
            document_date=day.date(),
            evidence=evidence,
        )
    tell(told, asked.lang, asked.form)
    if asked.form == "json":
        echo_json({"scheme": asked.code, "figures": done.figures, "entry": done.seq})
    else:
        click.echo(said(asked.lang, f"导入了 {done.figures} 个数据", f"{done.figures} figures taken over"))


@scheme.command()
@click.option(
    "--as-of",
    "moment",
    help="日志序号或日期，默认现在 · Number of the journal or day; now without.",
)
@click.option(
    "--reason",
    help="用途，数据多时必填 · What for; needed where there are many figures.",
)
@about_a_scheme
@click.argument("target", type=TARGET)
def take(asked: Asked, target: Path, moment: str | None, reason: str | None) -> None:
    """取出某一时刻的方案和数据 · Write the sealed scheme CODE with its figures as of any moment into TARGET.

    The folder can be scored, explained and audited like any other; the journal keeps who took it.
    """
    refuse_taken(target, asked.lang)
    session = begin(asked.home, asked.login)
    from sikao.core.books import figures_parquet, write_year  # noqa: PLC0415
    from sikao.office.cycle import actions  # noqa: PLC0415
    from sikao.office.ledger.queries import figures_as_of, seq_given  # noqa: PLC0415
    from sikao.office.rulebook import queries  # noqa: PLC0415

    with refusals_told():
        found, seq = queries.scheme_of(asked.code), seq_given(moment or "", session.at)
        figures = figures_as_of(found, seq)
        content = figures_parquet(figures)
        actions.export_figures(
            actor=session.actor,
            at=session.at,
            name=f"{asked.code} #{seq}",
            rows=len(figures),
            content=content,
            reason=reason or "",
        )
    write_year(found, content, target)
    if asked.form == "json":
        echo_json({"target": str(target), "entry": seq, "figures": len(figures), "digest": figures.digest()})
    else:
        zh, en = f"截至日志第 {seq} 号的 {len(figures)} 个数据", f"{len(figures)} figures as of entry {seq}"
        click.echo(said(asked.lang, zh, en))


@scheme.command("list")
@home_option
@as_option
@common_options
def listed(home: Path, login: str, lang: Language, form: str) -> None:
    """列出方案 · List the schemes and where they stand."""
    session = begin(home, login)
    from sikao.office.accounts.queries import authorise  # noqa: PLC0415
    from sikao.office.accounts.rights.verbs import Verb  # noqa: PLC0415
    from sikao.office.rulebook import queries  # noqa: PLC0415

    with refusals_told():
        authorise(session.actor, session.at, Verb.SCHEME_VIEW_DRAFT)
    cards = queries.cards()
    if form == "json":
        echo_json([_plain(card) for card in cards])
        return
    for card in cards:
        _tell(card, lang, form)
