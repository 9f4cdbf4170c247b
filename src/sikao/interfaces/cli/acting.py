"""Commands that act in an office: by a named account, their refusals told as findings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sikao.core.wording import Finding, FindingsError, Severity
from sikao.interfaces.cli.homes import open_sound_home

if TYPE_CHECKING:
    from sikao.office.accounts.rights.verbs import Verb
    from sikao.office.groundwork.actor import Actor

as_option = click.option(
    "--as", "login", required=True, help="以哪个账号办理（登录名） · Login name of the account that acts."
)
later_as_option = click.option(
    "--as",
    "login",
    help="以哪个账号办理（登录名），首次登记不写 · Login name of the account that acts; none for the first.",
)


@dataclass(frozen=True, slots=True)
class Session:
    """Who acts, when."""

    actor: Actor
    at: datetime


def begin(home: Path, login: str) -> Session:
    """Open the home and act as the account of a login from now on."""
    open_sound_home(home)
    from sikao.office.accounts.queries import person_of_login  # noqa: PLC0415 -- the framework starts late
    from sikao.office.groundwork.actor import Actor, Channel  # noqa: PLC0415
    from sikao.office.groundwork.clock import now  # noqa: PLC0415

    person = person_of_login(login)
    if person is None:
        raise FindingsError([Finding("rulebook.no_account", Severity.ERROR, details={"login": login})])
    return Session(Actor(person, Channel.COMMAND), now())


def begin_or_program(home: Path, login: str | None) -> Session:
    """Like ``begin``; without a login the program itself acts, for what comes before there are accounts."""
    if login is not None:
        return begin(home, login)
    open_sound_home(home)
    from sikao.office.groundwork.actor import Channel, machine  # noqa: PLC0415
    from sikao.office.groundwork.clock import now  # noqa: PLC0415

    return Session(machine(Channel.COMMAND), now())


def scan_given(path: Path, session: Session, verb: Verb) -> None:
    """Have the scanner of the place look at a file, or at every file in a folder, before it is read."""
    from sikao.office.groundwork.malware import HandedIn, scan  # noqa: PLC0415

    whole = path.resolve()
    for file in [whole] if whole.is_file() else sorted(one for one in whole.rglob("*") if one.is_file()):
        scan(file, HandedIn(file.name, session.actor, session.at, verb))


@contextmanager
def refusals_told() -> Iterator[None]:
    """A refusal of the office is told as the findings that it carries."""
    from sikao.office.groundwork.refusals import Refusal  # noqa: PLC0415

    try:
        yield
    except Refusal as refused:
        raise FindingsError(refused.findings) from refused
