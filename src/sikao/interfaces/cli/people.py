"""Commands about people: the register as a workbook, the table of rights, the last administrator."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sikao.core.wording import FindingsError, Language
from sikao.interfaces.cli.acting import begin_or_program, later_as_option, refusals_told, scan_given
from sikao.interfaces.cli.homes import FILE, home_option, open_home, open_sound_home, start_without_home
from sikao.interfaces.cli.output import TARGET, common_options, echo_json, refuse, said

if TYPE_CHECKING:
    from sikao.office.accounts.register.taking import Initial, Taken


@click.group()
def people() -> None:
    """单位、人员与授权的登记表 · The register of organisations, people and grants as a workbook."""


@people.command()
@click.argument("file", type=TARGET)
@common_options
def template(file: Path, lang: Language, form: str) -> None:
    """写出空白登记表 · Write the empty workbook to FILE."""
    start_without_home()
    from sikao.office.accounts.register.form import Register, register_workbook  # noqa: PLC0415

    _write(file, register_workbook(Register()))
    _told_file(file, lang, form)


@people.command()
@click.argument("file", type=TARGET)
@home_option
@common_options
def export(file: Path, home: Path, lang: Language, form: str) -> None:
    """写出现有登记 · Write the present register to FILE; it holds no passwords."""
    open_home(home)
    from sikao.office.accounts.register.form import register_workbook  # noqa: PLC0415
    from sikao.office.accounts.register.reporting import left_out, present_register  # noqa: PLC0415
    from sikao.office.groundwork.clock import now  # noqa: PLC0415

    at = now()
    _write(file, register_workbook(present_register(at)))
    missing = left_out(at)
    if form == "json":
        echo_json({"file": str(file), "left_out": asdict(missing)})
        return
    _told_file(file, lang, form)
    if missing.memberships or missing.grants:
        zh = (
            f"没有写进表的：任职 {missing.memberships} 项，授权 {missing.grants} 项"
            "（兼职的，或已定止日的任职，表里写不下）。"
        )
        en = (
            f"Not in the workbook: {missing.memberships} memberships and {missing.grants} grants, "
            "of people with several memberships or one that is to end."
        )
        click.echo(said(lang, zh, en))


def _write(file: Path, content: bytes) -> None:
    from sikao.core.sheets.files import content as written  # noqa: PLC0415
    from sikao.core.sheets.files import replace_files  # noqa: PLC0415

    replace_files(file.parent, {file.name: written(content)}, known=[file.name])


def _told_file(file: Path, lang: Language, form: str) -> None:
    if form == "json":
        echo_json({"file": str(file)})
    else:
        click.echo(said(lang, f"已写出：{file}", f"Written: {file}"))


@people.command(name="import")
@click.argument("file", type=FILE)
@home_option
@click.option(
    "--passwords",
    type=TARGET,
    required=True,
    help="初始口令写入此文件，只有本人可读 · File for the initial passwords; nobody else can read it.",
)
@later_as_option
@common_options
def import_(file: Path, home: Path, passwords: Path, login: str | None, lang: Language, form: str) -> None:
    """登记 · Take in a filled-in workbook FILE: all of it, or nothing.

    首次登记不写 --as；以后的登记，添单位、人员、账号的由系统管理员办，添授权的由安全保密管理员办 ·
    The first register goes without --as; later ones are taken in by a system administrator where they bring
    organisations, people or accounts, by a security administrator where they bring grants.
    """
    session = begin_or_program(home, login)
    from sikao.core.sheets.child import read_apart  # noqa: PLC0415
    from sikao.interfaces.processes import answered  # noqa: PLC0415
    from sikao.office.accounts.register.reading import read_register  # noqa: PLC0415
    from sikao.office.accounts.register.taking import take_register  # noqa: PLC0415
    from sikao.office.accounts.rights.verbs import Verb  # noqa: PLC0415
    from sikao.office.groundwork.refusals import Refusal  # noqa: PLC0415

    with refusals_told():
        scan_given(file, session, Verb.PEOPLE_IMPORT)
    scan = read_apart(file.read_bytes(), answered, name=file.name)
    if scan.workbook is None or scan.findings:
        refuse(scan.findings, lang, form)
    register, found = read_register(scan.workbook)
    if found.failed:
        refuse(found.sorted(), lang, form)
    try:
        taken = take_register(
            actor=session.actor,
            at=session.at,
            register=register,
            keep=lambda initials: _keep(passwords, initials),
            file=file.name,
        )
    except Refusal as refusal:
        refuse(refusal.findings, lang, form)
    _told_taken(taken, passwords, lang, form)


def _told_taken(taken: Taken, passwords: Path, lang: Language, form: str) -> None:
    if form == "json":
        echo_json(asdict(taken))
        return
    zh = (
        f"单位 {taken.organisations} 个，人员 {taken.people} 人，"
        f"账号 {taken.accounts} 个，授权 {taken.grants} 项"
        f"{'' if taken.founding else '（待第二人确认）'}。初始口令在 {passwords}，14 天内有效。"
    )
    en = (
        f"{taken.organisations} organisations, {taken.people} people, {taken.accounts} accounts, "
        f"{taken.grants} grants{'' if taken.founding else ' (to be confirmed by a second person)'}. "
        f"Initial passwords are in {passwords}, good for 14 days."
    )
    click.echo(said(lang, zh, en))


def _keep(file: Path, initials: list[Initial]) -> None:
    """The initial passwords as a table that only its owner can read; an existing file is not overwritten."""
    from sikao.core.sheets import csv_bytes  # noqa: PLC0415
    from sikao.core.sheets.files import replace_files  # noqa: PLC0415
    from sikao.office.groundwork.installation import private_content  # noqa: PLC0415

    rows = [(one.login, one.name, one.password) for one in initials]
    text = csv_bytes(("登录名", "姓名", "初始口令"), rows)
    replace_files(file.parent, {file.name: private_content(text)})


@click.command()
@common_options
def rights(lang: Language, form: str) -> None:
    """权限表 · The table of rights: who may do what, from which the program itself reads it."""
    start_without_home()
    from sikao.office.accounts.rights.printed import as_content, as_text  # noqa: PLC0415

    if form == "json":
        echo_json(as_content())
    else:
        click.echo(as_text(lang))


@click.command(name="recover-admin")
@click.argument("login")
@home_option
@click.option(
    "--key", type=FILE, required=True, help="另行保管的密钥 · The key that was taken away, backup-key.pem."
)
@common_options
def recover_admin(login: str, home: Path, key: Path, lang: Language, form: str) -> None:
    """恢复管理员 · Give an administrator who is locked out a new initial password; it is journaled."""
    open_sound_home(home)
    from sikao.office.accounts.actions.recovering import recover_admin as recover  # noqa: PLC0415
    from sikao.office.groundwork.actor import Channel, machine  # noqa: PLC0415
    from sikao.office.groundwork.clock import now  # noqa: PLC0415
    from sikao.office.groundwork.refusals import Refusal  # noqa: PLC0415

    try:
        initial = recover(actor=machine(Channel.COMMAND), at=now(), login=login, key=key)
    except Refusal as refusal:
        raise FindingsError(refusal.findings) from refusal
    if form == "json":
        echo_json({"login": login, "password": initial})
    else:
        click.echo(
            said(lang, f"初始口令：{initial}（只显示这一次）", f"Initial password: {initial} (shown once)")
        )
