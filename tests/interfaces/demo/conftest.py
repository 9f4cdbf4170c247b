"""A demonstration whose story has come to 27 February: eight sheets and the first review. Made once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from sikao.interfaces.demo.accounts import ACCOUNTS
from sikao.interfaces.demo.home import fill
from sikao.interfaces.demo.moments import BEGINS, moment
from sikao.interfaces.jobs.registration import KINDS
from sikao.office.groundwork.clock import offset_to
from sikao.office.groundwork.here import installation, place
from sikao.office.groundwork.jobs.worker import Worker
from tests.office.ground import emptying, keys
from tests.office.snapshot import made_once

__all__ = ["emptying", "keys"]
FEBRUARY = moment(2020, 2, 27)


def silent(*_: str) -> None:
    """Nobody is told how far the story is."""


def work(at: datetime) -> None:
    """What is due in the background is done at once."""
    Worker(KINDS, name="test", now=lambda: at).run(drain=True)


def told_until_february() -> str:
    """Lets the year begin; gives what keeps the accounts."""
    fill(FEBRUARY, silent, work)
    return (installation().home / ACCOUNTS).read_text("utf-8")


def shows(at: datetime) -> None:
    """The home is a demonstration whose clock shows a moment."""
    text = f"demo = true\ndemo_offset_seconds = {offset_to(at)}\n"
    installation().settings_file.write_text(text, "utf-8")


@pytest.fixture
def demonstration(db: None, settings) -> Iterator[Callable[[datetime], None]]:
    """The home of the tests as a demonstration without a story yet; the clock is set by what it gives."""
    del db
    settings.SIKAO_PLACE = replace(place(), demo=True)
    shows(BEGINS)
    yield shows
    for name in (installation().settings_file.name, ACCOUNTS, "demo.lock"):
        (installation().home / name).unlink(missing_ok=True)


@pytest.fixture
def february(demonstration: Callable[[datetime], None]) -> datetime:
    """The story until 27 February."""
    accounts = made_once(told_until_february)
    (installation().home / ACCOUNTS).write_text(accounts, "utf-8")
    demonstration(FEBRUARY)
    return FEBRUARY
