"""Commands that prove what an installation recorded: to itself, and to whoever holds a receipt."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sikao.core.wording import Finding, FindingsError, Language
from sikao.interfaces.cli.homes import (
    home_option,
    open_ready_home,
    shown_moment,
    start_without_home,
    told_progress,
)
from sikao.interfaces.cli.output import common_options, echo_json, leave, said, tell
from sikao.interfaces.cli.progress import progress

if TYPE_CHECKING:
    from sikao.office.groundwork.verifying import Verified


@click.command()
@home_option
@click.option(
    "--receipts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="各单位的回执所在文件夹 · Folder with receipts from units.",
)
@common_options
def verify(home: Path, receipts: Path | None, lang: Language, form: str) -> None:
    """核验日志、记录、文件和回执 · Hold all that is recorded against hashes, signatures and receipts."""
    open_ready_home(home)
    from sikao.office.groundwork.clock import now  # noqa: PLC0415
    from sikao.office.groundwork.start import start  # noqa: PLC0415
    from sikao.office.groundwork.verifying import verify as verify_all  # noqa: PLC0415

    with progress(lang, form) as stage:
        verified = verify_all(receipts, told_progress(stage))
        told = {finding.code for finding in verified.findings}
        about_home = [finding for finding in start(now()) if finding.code not in told]
    findings = [*about_home, *verified.findings]
    recorded = _recorded(verified, findings)
    if form == "json":
        content = {**asdict(verified), "findings": [finding.to_json() for finding in findings]}
        echo_json(content | {"recorded": recorded})
    else:
        tell(findings, lang, form)
        _echo(verified, lang)
        zh, en = f"本次核验记入日志第 {recorded} 条", f"this verification is entry {recorded} of the journal"
        if recorded is None:
            zh, en = (
                "本次核验没有记入日志：系统只读",
                "this verification is not in the journal: nothing is recorded",
            )
        click.echo(said(lang, zh, en))
    leave(findings)


def _recorded(verified: Verified, findings: list[Finding]) -> int | None:
    """The entry of this verification; ``None`` where the home, or its disk, lets nothing be recorded."""
    from django.db import Error  # noqa: PLC0415

    from sikao.office.accounts.actions.journal import record_verification  # noqa: PLC0415
    from sikao.office.groundwork.actor import Channel, machine  # noqa: PLC0415
    from sikao.office.groundwork.clock import now  # noqa: PLC0415
    from sikao.office.groundwork.refusals import NotNow  # noqa: PLC0415

    try:
        actor = machine(Channel.COMMAND)
        return record_verification(actor=actor, at=now(), verified=verified, findings=findings)
    except (NotNow, Error, OSError):
        return None


def _echo(verified: Verified, lang: Language) -> None:
    zh = f"核对了日志 {verified.entries} 条、记录 {verified.rows} 行、文件 {verified.files} 个"
    en = f"checked {verified.entries} entries, {verified.rows} rows, {verified.files} files"
    outside = verified.receipts
    click.echo(said(lang, f"{zh}、回执 {outside} 份", f"{en}, {outside} receipts"))
    if not verified.findings:
        good = f"全部相符。当前第 {verified.head} 条 {verified.sha256}"
        click.echo(said(lang, good, f"All of it holds. Head {verified.head} {verified.sha256}"))


@click.group()
def receipts() -> None:
    """回执 · Receipts: check."""


@receipts.command()
@click.argument("files", type=click.Path(exists=True, path_type=Path), nargs=-1, required=True)
@common_options
def check(files: tuple[Path, ...], lang: Language, form: str) -> None:
    """核对回执 · Check receipts; no installation is needed."""
    start_without_home()
    from sikao.office.groundwork.receipts import read_receipt  # noqa: PLC0415

    findings: list[Finding] = []
    good = []
    for path in _each(files, lang):
        try:
            good.append((path, read_receipt(path.read_bytes(), path.name)))
        except FindingsError as refused:
            findings += refused.findings
    tell(findings, lang, form)
    if form == "json":
        told = [
            {"file": str(p), "seq": r.seq, "at": r.at, "key": r.key_id, "rows": len(r.leaves)}
            for p, r in good
        ]
        echo_json(told)
    else:
        for path, receipt in good:
            at, rows = shown_moment(lang, receipt.at), len(receipt.leaves)
            zh = f"{path.name}：成立。第 {receipt.seq} 条，{at}，记录 {rows} 行，密钥 {receipt.key_id}"
            en = f"{path.name}: holds. Entry {receipt.seq}, {at}, {rows} rows, key {receipt.key_id}"
            click.echo(said(lang, zh, en))
    leave(findings)


def _each(given: tuple[Path, ...], lang: Language) -> list[Path]:
    """The receipts that were named, of a folder all that lie in it."""
    found: list[Path] = []
    for path in given:
        inside = sorted(path.rglob("*.zip")) if path.is_dir() else [path]
        if not inside:
            zh = f"文件夹 {path} 里没有回执（.zip）。解压开的回执，在那个文件夹里运行 python3 check.py 核对。"
            en = f"No receipts (.zip) in {path}. One that is unpacked is checked there: python3 check.py"
            raise click.UsageError(said(lang, zh, en))
        found += inside
    return found
