"""Commands about runs: computing one in an office's home, and recomputing all that were kept."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sikao.core.wording import Finding, Language
from sikao.interfaces.cli.acting import as_option, begin, refusals_told
from sikao.interfaces.cli.background import LOOK_SECONDS
from sikao.interfaces.cli.homes import home_option, open_ready_home, told_progress
from sikao.interfaces.cli.output import FOUND, common_options, echo_json, leave, said, tell
from sikao.interfaces.cli.progress import progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sikao.office.groundwork.verifying import Verified
    from sikao.office.results.queries import RunView
    from sikao.office.results.replaying import Replayed


@click.command()
@click.argument("code")
@click.option("--at", "checkpoint", required=True, help="节点 · The checkpoint.")
@click.option("--moment", help="日志序号或日期，默认现在 · Number of the journal or day; now without.")
@click.option("--note", help="说明 · A note.")
@home_option
@as_option
@common_options
def run(
    code: str,
    checkpoint: str,
    moment: str | None,
    note: str | None,
    home: Path,
    login: str,
    lang: Language,
    form: str,
) -> None:
    """测算 · Compute the sealed scheme CODE at a checkpoint, on figures as of any moment, and keep the book.

    Where a server is at work on the home its worker computes; else this command does.
    """
    session = begin(home, login)
    from sikao.office.ledger.queries import seq_given  # noqa: PLC0415 -- the framework starts late
    from sikao.office.results import actions  # noqa: PLC0415
    from sikao.office.results.rules import RunState  # noqa: PLC0415

    with refusals_told():
        seq = seq_given(moment, session.at) if moment else None
        ref = actions.ask_run(
            actor=session.actor,
            at=session.at,
            scheme=code,
            checkpoint=checkpoint,
            seq=seq,
            note=note or "",
        )
    view = _computed(ref, lang, form)
    tell(view.findings, lang, form)
    if form == "json":
        echo_json(_plain(view))
    else:
        click.echo(_line(view, lang))
    if view.state is not RunState.READY:
        raise SystemExit(FOUND)


def _computed(ref: str, lang: Language, form: str) -> RunView:
    """The run once it has ended: done here, unless another worker has it in hand."""
    from sikao.interfaces.jobs.registration import KINDS  # noqa: PLC0415
    from sikao.office.groundwork.jobs.worker import Worker  # noqa: PLC0415
    from sikao.office.groundwork.refs import new_ref  # noqa: PLC0415
    from sikao.office.results import queries  # noqa: PLC0415
    from sikao.office.results.rules import RunState  # noqa: PLC0415

    worker = Worker(KINDS, name=f"{socket.gethostname()}:{os.getpid()}:{new_ref()}"[:100])
    with progress(lang, form) as stage:
        stage("测算", "computing")
        worker.run(drain=True)
        while (view := queries.run(ref)).state is RunState.COMPUTING:
            time.sleep(LOOK_SECONDS)
            worker.run(drain=True)
    return view


@click.command()
@click.argument("refs", nargs=-1)
@home_option
@common_options
def replay(refs: tuple[str, ...], home: Path, lang: Language, form: str) -> None:
    """复算 · Recompute every run that was kept, or those named, and compare the books.

    All records are verified before: an altered or deleted row is named.
    """
    open_ready_home(home)
    from sikao.office.groundwork.refusals import Refusal  # noqa: PLC0415
    from sikao.office.groundwork.verifying import verify  # noqa: PLC0415
    from sikao.office.results import queries  # noqa: PLC0415
    from sikao.office.results.replaying import replay as replay_one  # noqa: PLC0415
    from sikao.office.results.rules import RunState  # noqa: PLC0415

    findings: list[Finding] = []
    replayed: list[Replayed] = []
    with progress(lang, form) as stage:
        verified = verify(progress=told_progress(stage))
        findings += verified.findings
        try:
            asked = [queries.run(ref) for ref in refs] or list(queries.runs())
        except Refusal as refused:
            tell(refused.findings, lang, form)
            raise SystemExit(FOUND) from refused
        ready = [view for view in reversed(asked) if view.state is RunState.READY]
        for number, view in enumerate(ready, 1):
            stage(f"复算 {number}/{len(ready)}", f"recomputing {number}/{len(ready)}")
            replayed.append(replay_one(view))
    findings += [finding for one in replayed for finding in one.findings]
    if form == "json":
        echo_json(
            {
                "runs": [_plain(one.run) | {"now": one.book, "holds": one.holds} for one in replayed],
                "findings": [finding.to_json() for finding in findings],
            }
        )
    else:
        tell(findings, lang, form)
        _tell_replayed(verified, replayed, lang)
    leave(findings)


def _tell_replayed(verified: Verified, replayed: Sequence[Replayed], lang: Language) -> None:
    """What was verified, each run that was recomputed, and how many of them hold."""
    counts = (verified.entries, verified.rows, verified.files)
    zh = "已核验 {} 条日志、{} 行记录、{} 个文件".format(*counts)
    click.echo(said(lang, zh, "verified: {} entries, {} rows, {} files".format(*counts)))
    for one in replayed:
        verdict = said(lang, "相符", "holds") if one.holds else said(lang, "不符", "DIFFERS")
        click.echo(f"{verdict}  {_line(one.run, lang)}")
    hold = sum(one.holds for one in replayed)
    zh = f"复算 {len(replayed)} 次测算，{hold} 次相符"
    click.echo(said(lang, zh, f"{hold} of {len(replayed)} runs hold"))


def _line(view: RunView, lang: Language) -> str:
    state = view.state.term.text(lang)
    as_of = said(lang, f"截至日志第 {view.seq} 号", f"as of entry {view.seq}")
    digest = f"  SHA-256 {view.book}" if view.book else ""
    return f"{view.ref}  {state}  {view.scheme} {view.checkpoint}  {as_of}{digest}"


def _plain(view: RunView) -> dict[str, Any]:
    return {
        "run": view.ref,
        "scheme": view.scheme,
        "scheme_digest": view.digest,
        "checkpoint": view.checkpoint,
        "entry": view.seq,
        "state": view.state.value,
        "book": view.book,
        "figures": view.figures,
        "complete": view.complete,
    }
