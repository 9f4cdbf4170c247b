"""Who acts, through which door."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """The door through which an act came."""

    WEB = "web"
    API = "api"
    COMMAND = "command"
    WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who acts; rights are read from the records at the moment of the act, never kept here.

    ``person`` is the person's code, empty for somebody who is not signed in. ``for_whom`` is the code of the
    person whose delegate acts. ``source`` is the keyed hash of the address that a request came from.
    ``scopes`` limits what an API token may do; ``None`` is no limit.
    """

    person: str
    channel: Channel
    for_whom: str = ""
    source: str = ""
    scopes: frozenset[str] | None = None


NOBODY = Actor("", Channel.WEB)
MACHINE = "machine"
"""The code under which the program itself acts: generating tasks, recording silence, escalating."""


def machine(channel: Channel = Channel.WORKER) -> Actor:
    """The program acting by itself, by rule of a sealed scheme."""
    return Actor(MACHINE, channel)
