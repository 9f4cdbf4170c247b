"""Commands that keep an installation: making it, upgrading, backups, restoring, keys."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sikao.core.wording import Language
from sikao.interfaces.cli.acting import refusals_told
from sikao.interfaces.cli.demonstration import fill_demo, tell_accounts
from sikao.interfaces.cli.homes import (
    FILE,
    FOLDER,
    database_option,
    database_told,
    home_option,
    make_home,
    open_home,
    open_ready_home,
    open_sound_home,
    owner_option,
    passphrase_in,
    start_on,
    told_progress,
)
from sikao.interfaces.cli.output import TARGET, common_options, echo_json, leave, said, tell
from sikao.interfaces.cli.progress import Stage, progress
from sikao.office.groundwork.installation import Installation

if TYPE_CHECKING:
    from sikao.office.groundwork.backup.restoring import Restored

passphrase_option = click.option(
    "--passphrase", type=FILE, help="口令文件 · File whose first line is the passphrase."
)


@click.command()
@click.argument("home", type=FOLDER)
@database_option
@owner_option
@click.option(
    "--demo", is_flag=True, help="演示系统：年中的合成数据 · A demonstration in mid-year, synthetic."
)
@common_options
def init(home: Path, database: str | None, owner: str | None, demo: bool, lang: Language, form: str) -> None:
    """准备新系统 · Prepare a new installation in the folder HOME, which must be empty or not there."""
    from sikao.interfaces.demo.moments import BEGINS, MID_YEAR  # noqa: PLC0415
    from sikao.office.groundwork.layout import refuse_taken  # noqa: PLC0415

    refuse_taken(home)
    was_there = home.is_dir()
    try:
        key = make_home(home, database, owner, BEGINS if demo else None)
        if demo:
            fill_demo(MID_YEAR, lang, form)
    except BaseException:
        _take_away(home, was_there=was_there)
        raise
    if form == "json":
        echo_json({"home": str(home.resolve()), "key": key})
    elif demo:
        tell_accounts(home, lang)
    else:
        _tell_next(home, key, lang)


def _take_away(home: Path, *, was_there: bool) -> None:
    """Leave no half-made home behind."""
    for path in home.iterdir() if home.is_dir() else ():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    if not was_there and home.is_dir():
        home.rmdir()


def _tell_next(home: Path, key: str, lang: Language) -> None:
    place = Installation(home)
    zh = f"""准备好了：{home}
日志签名密钥的指纹：{key}（请公布，各单位核对回执时要比较）

接下来：
1. 把 {place.backup_key} 移到别处妥善保管并从这台机器删除。没有它，备份打不开，失联的管理员也恢复不了。
2. 看一遍 {place.settings_file}，按需要修改。
3. 每天运行：sikao backup --home {home} 备份文件
4. 定期运行：sikao verify --home {home}"""
    en = f"""Ready: {home}
Fingerprint of the key that signs the journal: {key} (publish it; units compare it when they check receipts)

Next:
1. Move {place.backup_key} to a safe place and delete it here. Without it backups do not open,
   and an administrator who is locked out is not recovered.
2. Read {place.settings_file} and change what you need.
3. Every day: sikao backup --home {home} FILE
4. From time to time: sikao verify --home {home}"""
    click.echo(said(lang, zh, en))


@click.command()
@home_option
@owner_option
@common_options
def upgrade(home: Path, owner: str | None, lang: Language, form: str) -> None:
    """升级数据表 · Bring the tables and guards of an installation up to this version."""
    open_home(home)
    from sikao.office.groundwork import preparing  # noqa: PLC0415
    from sikao.office.groundwork.clock import now  # noqa: PLC0415

    with progress(lang, form) as stage:
        stage("升级数据表", "bringing tables up to date")
        with database_told():
            preparing.upgrade(now(), owner)
    if form == "json":
        echo_json({"home": str(home)})
    else:
        click.echo(said(lang, f"已升级：{home}", f"Up to date: {home}"))


@click.command()
@click.argument("file", type=TARGET)
@home_option
@passphrase_option
@click.option("--key", type=FILE, help="公钥文件，默认用系统自己的 · Public key file; the home's own else.")
@common_options
def backup(
    file: Path, home: Path, passphrase: Path | None, key: Path | None, lang: Language, form: str
) -> None:
    """备份 · Write everything that an installation keeps into one locked FILE, while it runs."""
    open_ready_home(home)
    from sikao.office.groundwork.backup.locks import lock_for  # noqa: PLC0415
    from sikao.office.groundwork.backup.taking import take_backup  # noqa: PLC0415
    from sikao.office.groundwork.clock import now  # noqa: PLC0415
    from sikao.office.groundwork.start import examine  # noqa: PLC0415

    public = key or Installation(home).backup_public
    lock = lock_for(passphrase_in(passphrase), public.read_bytes() if public.is_file() else None)
    with progress(lang, form) as stage:
        stage("备份", "backing up")
        taken = take_backup(file, lock, now())
    tell([fault for fault in examine(now()) if fault.code == "home.key_missing"], lang, form)
    if form == "json":
        echo_json({"file": str(file), "head": taken.seq, "sha256": taken.sha256, "files": taken.files})
        return
    zh = f"{file}\n日志到第 {taken.seq} 条，文件 {taken.files} 个"
    click.echo(said(lang, zh, f"{file}\njournal up to entry {taken.seq}, {taken.files} files"))


@click.command()
@click.argument("file", type=FILE)
@click.argument("home", type=FOLDER)
@database_option
@owner_option
@passphrase_option
@click.option("--key", type=FILE, help="打开备份的密钥文件 · File with the key that opens backups.")
@click.option("--witness", type=FILE, help="另存的 witness.log · A witness.log that was kept elsewhere.")
@common_options
def restore(
    file: Path,
    home: Path,
    database: str | None,
    owner: str | None,
    passphrase: Path | None,
    key: Path | None,
    witness: Path | None,
    lang: Language,
    form: str,
) -> None:
    """恢复 · Restore the backup FILE into the folder HOME, which must be empty, and verify it."""
    from sikao.office.groundwork.layout import refuse_taken  # noqa: PLC0415

    refuse_taken(home)
    was_there = home.is_dir()
    with progress(lang, form) as stage:
        try:
            restored = _unpacked(file, home, (passphrase, key), database, stage)
            start_on(home)
            from sikao.office.groundwork.backup.completing import complete, fill  # noqa: PLC0415
            from sikao.office.groundwork.clock import now  # noqa: PLC0415

            stage("恢复数据库", "restoring the database")
            with database_told():
                fill(restored, owner)
        except BaseException:
            _take_away(home, was_there=was_there)
            raise
        with refusals_told():
            verified, older = complete(restored, now(), witness, told_progress(stage))
    findings = [*older, *verified.findings]
    tell(findings, lang, form)
    if form == "json":
        echo_json({"home": str(home), "head": verified.head, "sha256": verified.sha256})
    else:
        zh = f"已恢复到 {home}：日志到第 {verified.head} 条（{verified.sha256}）"
        click.echo(
            said(lang, zh, f"Restored to {home}: journal up to entry {verified.head} ({verified.sha256})")
        )
    leave(findings)


def _unpacked(
    file: Path, home: Path, secrets: tuple[Path | None, Path | None], database: str | None, stage: Stage
) -> Restored:
    from sikao.office.groundwork.backup.locks import opener_for  # noqa: PLC0415
    from sikao.office.groundwork.backup.restoring import keep_address, unpack  # noqa: PLC0415

    stage("解开备份", "unpacking the backup")
    passphrase, key = secrets
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    home.chmod(0o700)
    opener = opener_for(passphrase_in(passphrase), key.read_bytes() if key else None)
    restored = unpack(file, home, opener)
    keep_address(restored, home, database)
    return restored


@click.group()
def keys() -> None:
    """密钥 · Keys of an installation: rotate."""


@keys.command()
@home_option
@common_options
def rotate(home: Path, lang: Language, form: str) -> None:
    """更换日志签名密钥 · Sign the journal with a fresh key from now on."""
    open_sound_home(home)
    from sikao.office.groundwork.actor import Channel, machine  # noqa: PLC0415
    from sikao.office.groundwork.clock import now  # noqa: PLC0415
    from sikao.office.groundwork.keys import rotate_key  # noqa: PLC0415

    with refusals_told():
        key = rotate_key(actor=machine(Channel.COMMAND), at=now())
    if form == "json":
        echo_json({"key": key})
        return
    zh = f"新密钥的指纹：{key}（请公布，并马上备份：旧备份里没有新密钥；原来的回执仍然有效）"
    en = f"Fingerprint of the new key: {key} (publish it, and back up at once: no earlier backup has it; "
    click.echo(said(lang, zh, f"{en}earlier receipts stay valid)"))
