"""Opening the home of an installation for a command, and refusing a place that is none."""

from __future__ import annotations

import os
from pathlib import Path

import click

from sikao.core.wording import Language
from sikao.interfaces.cli.output import said

home_option = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="SIKAO_HOME",
    help="安装目录 · Home of the installation; SIKAO_HOME where it is not given.",
)


def checked_home(home: Path | None, lang: Language) -> Path:
    """The home that is meant; wrong use where none is named, or where it was not prepared."""
    if home is None:
        zh = "请用 --home 或环境变量 SIKAO_HOME 指明安装目录"
        raise click.UsageError(said(lang, zh, "name the home with --home or SIKAO_HOME"))
    from sikao.office.groundwork.installation import Installation  # noqa: PLC0415 -- help needs none

    if not Installation(home).keys.is_dir():
        zh = f"{home} 不是准备好的安装目录，请先运行 sikao init {home}"
        raise click.UsageError(said(lang, zh, f"{home} is not prepared; run sikao init {home} first"))
    return home.resolve()


def open_home(home: Path | None, lang: Language) -> Path:
    """Set the framework up on a home whose database is up to date; a database that is away is an error."""
    found = checked_home(home, lang)
    os.environ["SIKAO_HOME"] = str(found)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sikao.interfaces.settings")
    import django  # noqa: PLC0415 -- the settings read the home when they are loaded

    from sikao.office.groundwork.installation import SettingsError  # noqa: PLC0415

    try:
        django.setup()
    except SettingsError as refused:
        raise click.UsageError(str(refused)) from refused
    _check_database(found, lang)
    return found


def _check_database(home: Path, lang: Language) -> None:
    from django.db import Error, connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as away:
        told = said(lang, "数据库连接不上", "the database cannot be reached")
        raise click.ClickException(f"{told} ({type(away).__name__})") from away
    if behind:
        zh = f"数据库还不是这个版本的，请运行 sikao init {home}"
        raise click.UsageError(said(lang, zh, f"the database is of another version; run sikao init {home}"))
