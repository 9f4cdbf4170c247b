"""Commands of the demonstration: a whole year driven through a home, its clock moved on, who may sign in."""

from __future__ import annotations

import os
import time
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sikao.core.wording import Language
from sikao.interfaces.cli.acting import refusals_told
from sikao.interfaces.cli.homes import (
    FOLDER,
    check_home,
    database_option,
    home_option,
    make_home,
    named_home,
    open_sound_home,
    optional_home_option,
    owner_option,
    told_progress,
)
from sikao.interfaces.cli.output import common_options, echo_json, leave, said, tell
from sikao.interfaces.cli.progress import progress

if TYPE_CHECKING:
    from sikao.interfaces.demo.stepping import Stepped
    from sikao.interfaces.demo.whole import Whole

LOOK_SECONDS = 0.25
DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("home", type=FOLDER)
@click.option("--until", type=DAY, help="到哪一天为止，默认全年 · The day to stop at; the whole year else.")
@database_option
@owner_option
@common_options
def simulate_year(
    home: Path,
    until: datetime | None,
    database: str | None,
    owner: str | None,
    lang: Language,
    form: str,
) -> None:
    """演示全年 · Drive a year of synthetic figures, January to April, through HOME, and replay all of it.

    Every act is done as people do it. A new folder is prepared; a demonstration that is there, or a year that
    was broken off, goes on from where it stands. Any other home is refused.
    """
    _prepare(home, database, owner)
    from sikao.interfaces.demo.moments import THE_END, on_day  # noqa: PLC0415 -- the framework starts late

    fill_demo(THE_END if until is None else on_day(until.date()), lang, form)
    whole = _proved(lang, form)
    tell(whole.findings, lang, form)
    if form == "json":
        echo_json(whole.to_json())
    else:
        _echo(whole, lang)
        tell_accounts(home, lang)
    leave(whole.findings)


def _prepare(home: Path, database: str | None, owner: str | None) -> None:
    """A new home, or one that is there and may go on."""
    from sikao.interfaces.demo.moments import BEGINS  # noqa: PLC0415

    if not home.exists() or (home.is_dir() and not any(home.iterdir())):
        make_home(home, database, owner, BEGINS)
        return
    open_sound_home(home)
    from sikao.office.groundwork.demonstration import refuse_elsewhere  # noqa: PLC0415

    with refusals_told():
        refuse_elsewhere()


def _proved(lang: Language, form: str) -> Whole:
    """Everything that was recorded is verified, every book and every review computed again."""
    from sikao.interfaces.demo.whole import prove  # noqa: PLC0415

    with progress(lang, form) as stage:
        return prove(stage, told_progress(stage))


def fill_demo(until: datetime, lang: Language, form: str) -> None:
    """Let the story of a home that is open go on to a moment."""
    from sikao.interfaces.demo.home import fill  # noqa: PLC0415 -- models are ready only now

    with progress(lang, form) as stage, refusals_told():
        fill(until, stage, _work)


def _work(at: datetime) -> None:
    """Do the background work that is due; the worker has the time of the story."""
    from sikao.interfaces.jobs.registration import KINDS  # noqa: PLC0415
    from sikao.office.groundwork.jobs.worker import Worker  # noqa: PLC0415

    if not Worker(KINDS, name=f"demonstration:{os.getpid()}", now=lambda: at).run(drain=True):
        time.sleep(LOOK_SECONDS)  # somebody else has it in hand


@click.group(invoke_without_command=True)
@optional_home_option
@common_options
@click.pass_context
def demo(context: click.Context, home: Path | None, lang: Language, form: str) -> None:
    """演示账号 · Who may sign in to a demonstration, and with which password; step: let it go on."""
    if context.invoked_subcommand is not None:
        return
    home = named_home(home, lang)
    check_home(home)
    if form == "json":
        from sikao.interfaces.demo.accounts import accounts_of  # noqa: PLC0415

        password, accounts = accounts_of(home)
        echo_json({"password": password, "logins": [shown.login for shown in accounts]})
    else:
        tell_accounts(home, lang)


@demo.command()
@home_option
@click.option("--until", type=DAY, help="走到哪一天，默认下一步 · The day to go on to; the next step else.")
@click.option("--alone", is_flag=True, help="只拨时钟，别人不办 · Move the clock only; nobody does anything.")
@common_options
def step(home: Path, until: datetime | None, alone: bool, lang: Language, form: str) -> None:
    """走下一步 · Move a demonstration's clock to the next day on which something is to be done.

    By then the others have done their part, unless --alone.
    """
    open_sound_home(home)
    from sikao.interfaces.demo.stepping import step as take_step  # noqa: PLC0415
    from sikao.office.groundwork.actor import Channel, machine  # noqa: PLC0415

    day: date | None = None if until is None else until.date()
    with progress(lang, form) as stage, refusals_told():
        stepped = take_step(machine(Channel.COMMAND), stage, _work, others=not alone, until=day)
    tell(stepped.refused, lang, form)
    if form == "json":
        today = [{"what": what.text(lang), "count": count} for what, count in stepped.today]
        echo_json({"at": stepped.at.isoformat(), "acts": stepped.acts, "today": today})
    else:
        _echo_step(stepped, lang)


def _echo_step(stepped: Stepped, lang: Language) -> None:
    zh, en = f"{stepped.at:%Y-%m-%d %H:%M}", f"It is {stepped.at:%Y-%m-%d %H:%M}"
    click.echo(said(lang, f"现在是{zh}，别人办了 {stepped.acts} 件", f"{en}; others did {stepped.acts} acts"))
    for what, count in stepped.today:
        click.echo(f"  {what.text(lang)} × {count}")


def _echo(whole: Whole, lang: Language) -> None:
    zh = (
        f"月度调度 {whole.reviews} 次，考核结果 {whole.books} 份，复核 {whole.objections} 件，"
        f"印发公文 {whole.papers} 份（反馈书 {whole.letters} 份）；"
        f"复算 {whole.replayed} 次测算，核对日志 {whole.entries} 条"
    )
    en = (
        f"{whole.reviews} monthly reviews, {whole.books} published results, {whole.objections} objections, "
        f"{whole.papers} papers issued ({whole.letters} feedback letters); "
        f"{whole.replayed} runs replayed, {whole.entries} entries verified"
    )
    click.echo(said(lang, zh, en))


def tell_accounts(home: Path, lang: Language) -> None:
    """Print who may sign in to a demonstration, and how."""
    from sikao.interfaces.demo.accounts import accounts_of  # noqa: PLC0415

    password, accounts = accounts_of(home)
    zh = f"演示系统（合成数据，示例）。所有账号的口令：{password}"
    click.echo(
        said(lang, zh, f"A demonstration with synthetic figures. Password of every account: {password}")
    )
    for shown in accounts:
        click.echo(f"  {shown.login:<28} {shown.name}")
