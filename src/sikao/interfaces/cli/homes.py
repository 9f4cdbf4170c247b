"""Opening the home of an installation for a command: the framework is started on it, once and late."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from sikao.core.wording import Detail, Finding, FindingsError, Language, Severity, Term
from sikao.interfaces.cli.output import said
from sikao.interfaces.cli.progress import Stage
from sikao.office.groundwork.installation import Installation, SettingsError

Command = TypeVar("Command", bound=Callable[..., Any])
FOLDER = click.Path(path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

home_option = click.option(
    "--home",
    type=FOLDER,
    envvar="SIKAO_HOME",
    required=True,
    help="系统文件夹，也可用环境变量 SIKAO_HOME · The home; also SIKAO_HOME.",
)
optional_home_option = click.option(
    "--home",
    type=FOLDER,
    envvar="SIKAO_HOME",
    help="系统文件夹 · The home; SIKAO_HOME where it is not given.",
)
database_option = click.option(
    "--database",
    help="PostgreSQL 的地址，默认用内置数据库 · Address of a PostgreSQL database; embedded else.",
)
owner_option = click.option(
    "--owner", help="拥有数据表的账号的数据库地址 · Database address of the account that owns the tables."
)


def start_on(home: Path) -> None:
    """Start the framework on a home that lies there ready; settings that nobody knows are wrong use."""
    import django  # noqa: PLC0415 -- help and other commands need none

    os.environ["SIKAO_HOME"] = str(home.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "sikao.interfaces.settings"
    try:
        django.setup()
    except SettingsError as refused:
        raise click.UsageError(str(refused)) from refused


def start_without_home() -> None:
    """Start the framework for what needs no database."""
    import django  # noqa: PLC0415

    os.environ.pop("SIKAO_HOME", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "sikao.interfaces.settings"
    django.setup()


def make_home(home: Path, database: str | None, owner: str | None, begins: datetime | None = None) -> str:
    """Lay out and prepare a home; gives the key's id. A demonstration begins at a moment of its own."""
    from sikao.office.groundwork.clock import now, offset_to  # noqa: PLC0415 -- the framework starts late
    from sikao.office.groundwork.layout import lay_out  # noqa: PLC0415

    offset = None if begins is None else offset_to(begins)
    lay_out(home, database, owner_apart=owner is not None, demo_offset=offset)
    if database:
        os.environ["DATABASE_URL"] = database
    start_on(home)
    from sikao.office.groundwork.preparing import prepare  # noqa: PLC0415

    with database_told():
        return prepare(now() if begins is None else begins, owner)


def named_home(home: Path | None, lang: Language) -> Path:
    """The home that a command needs; wrong use where none is named."""
    if home is None:
        zh = "请用 --home 或环境变量 SIKAO_HOME 指明系统文件夹"
        raise click.UsageError(said(lang, zh, "name the home with --home or SIKAO_HOME"))
    return home


def open_home(home: Path) -> None:
    """Start the framework on a home; a folder that was not prepared raises ``FindingsError``."""
    check_home(home)
    start_on(home)


def open_ready_home(home: Path) -> None:
    """Like ``open_home``, and the database answers and has the tables of this version."""
    open_home(home)
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    with database_told():
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if behind:
        raise FindingsError([Finding("home.database_behind", Severity.ERROR, details={"path": home})])


def open_sound_home(home: Path) -> None:
    """Like ``open_ready_home``, and examined: where a home is not as it must be, acts are refused."""
    open_ready_home(home)
    from sikao.office.groundwork.clock import now  # noqa: PLC0415
    from sikao.office.groundwork.start import start  # noqa: PLC0415

    with database_told():
        start(now())


@contextmanager
def database_told() -> Iterator[None]:
    """A database that does not answer, or not so, becomes a finding."""
    from django.db import Error  # noqa: PLC0415

    try:
        yield
    except Error as away:
        told: dict[str, Detail] = {"reason": type(away).__name__}
        raise FindingsError([Finding("home.database_away", Severity.ERROR, details=told)]) from away


def check_home(home: Path) -> None:
    """Raise ``FindingsError`` for a folder that was not prepared."""
    place = Installation(home)
    reason = None
    if not place.settings_file.is_file():
        reason = Term(f"没有 {place.settings_file.name}", f"there is no {place.settings_file.name}")
    elif not place.keys.is_dir():
        reason = Term("没有 keys 文件夹", "there is no folder keys")
    if reason is not None:
        told: dict[str, Detail] = {"path": home, "reason": reason}
        raise FindingsError([Finding("home.not_prepared", Severity.ERROR, details=told)])


def told_progress(stage: Stage) -> Callable[[Term, int, int], None]:
    """Show what the office looks at as a stage of a command, with the share that is done."""

    def told(what: Term, done: int, total: int) -> None:
        share = f" {100 * done // max(total, 1)} %"
        stage(what.zh + share, what.en + share)

    return told


def passphrase_in(path: Path | None) -> str | None:
    """The passphrase in a file: its first line."""
    if path is None:
        return None
    lines = path.read_text(encoding="utf-8").splitlines()
    return lines[0] if lines else ""


def shown_moment(lang: Language, at: str) -> str:
    """A moment of the journal for people, in the city's time."""
    from sikao.office.groundwork.clock import CITY  # noqa: PLC0415

    local = datetime.fromisoformat(at).astimezone(CITY)
    return said(lang, f"{local:%Y-%m-%d %H:%M:%S}（北京时间）", f"{local:%Y-%m-%d %H:%M:%S} (Beijing)")
